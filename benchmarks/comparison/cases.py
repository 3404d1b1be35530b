"""The planted errors: every case of ``tests/rules/cases`` that has expected findings, laid out as a project.

A planted error is one expected finding, so a case with two faults counts twice.
"""

import re
from dataclasses import dataclass

from tests.support.cases import CASES, lay_out, read_case

BASE = "(base)"
"""The name of the project without a fault, which no case file can have."""

LINE = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): \w+\[(?P<rule>[\w-]+)\] (?P<message>.*)")

EVERYBODYS = {
    "unknown-source", "malformed-citation", "duplicate-record", "invalid-record", "broken-front-matter",
    "unsafe-url", "impossible-date", "unused-source", "duplicate-source", "unknown-term",
}  # fmt: skip
"""The rules that any tool with citations could have, as they need nothing but pages, a bibliography and a glossary."""

OURS_ALONE = re.compile(r"\bevidence\b|^(voice|rank|read)\b|the field '(voice|rank|read)' is missing|says|quote")
"""What a finding says that is about fields which no other tool's bibliography has."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted error, as ``explainer check`` reports it."""

    case: str
    rule: str
    path: str
    """The file with the error, relative to the project, with slashes."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    message: str
    printed: str
    """The whole line of the concise format."""

    @property
    def everybodys(self):
        """Whether any tool with citations could find this error: it is about no field or file of ours alone."""
        ours = self.rule.endswith("-record") and not self.path.startswith("docs/sources/")
        return self.rule in EVERYBODYS and not ours and not OURS_ALONE.search(self.message.split(" (")[0])


def lay_out_all(folder):
    """Lay out the base and every case with expected findings below ``folder``; return the planted errors."""
    lay_out(folder / BASE, {})
    planted = []
    for path in CASES:
        _, files, expected = read_case(path)
        if expected:
            lay_out(folder / path.stem, files)
        for printed in expected:
            found = LINE.fullmatch(printed)
            if not found:
                raise SystemExit(f"{path}: not a finding in the concise format: {printed}")
            planted.append(
                Planted(
                    case=path.stem,
                    rule=found["rule"],
                    path=found["path"],
                    line=int(found["line"]),
                    column=int(found["column"]),
                    message=found["message"],
                    printed=printed,
                )
            )
    return planted
