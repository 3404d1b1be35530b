"""Planting changes in a copy of a project, one a paragraph, and checking the copy."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from .. import checks
from ..diagnostics import Diagnostic, Severity
from ..files import read_text
from ..library import Library, load
from ..text.statements import Statement
from .kinds import KINDS, Location, Planter

_NOT_ON_EVIDENCE = {"style", "glossary", "pages", "waivers", "limits"}
"""The families of rules whose findings do not count: they may find fault with a changed sentence for its length or style."""


@dataclass(frozen=True, slots=True)
class Change:
    """A text in the place of another one in a file."""

    kind: str
    path: str
    start: int
    end: int
    """Offsets in the file."""
    before: str
    after: str
    lines: range
    """The lines of its paragraph or row: a finding on one of them counts, as the paragraph has no other change."""
    line: int
    """The line of the change itself."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.kind}: '{_short(self.before)}' became '{_short(self.after)}'"


def _short(text: str) -> str:
    return " ".join(text.split())[:60]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the planted changes."""

    planted: list[Change]
    survived: list[Change]
    """Those without a finding."""

    def by_kind(self) -> dict[str, tuple[int, int]]:
        """Return how many changes of each kind were found, and how many were planted."""
        planted = Counter(change.kind for change in self.planted)
        survived = Counter(change.kind for change in self.survived)
        return {kind: (planted[kind] - survived[kind], planted[kind]) for kind in KINDS if planted[kind]}


def changes(library: Library, seed: int, kinds: Iterable[str] = tuple(KINDS)) -> list[Change]:
    """Return one change for each paragraph and row of the written pages that has a cited statement.

    Of the kinds that a paragraph allows it gets the one that is rarest so far; everything else is drawn by ``seed``.
    """
    random = Random(seed)
    planter = Planter(library)
    paragraphs = list(_paragraphs(library).values())
    random.shuffle(paragraphs)
    kinds = list(kinds)
    planted: list[Change] = []
    count: Counter[str] = Counter()
    for statements in paragraphs:
        for kind in sorted(kinds, key=lambda kind: count[kind]):
            places = [location for one in statements for location in planter.places(kind, one, random)]
            random.shuffle(places)
            if change := next(filter(None, (_change(kind, location) for location in places)), None):
                planted.append(change)
                count[kind] += 1
                break
    return sorted(planted, key=lambda change: (change.path, change.start))


def _paragraphs(library: Library) -> dict[tuple[str, int], list[Statement]]:
    """Return the cited statements of each paragraph, list item and row, by file and line."""
    found: dict[tuple[str, int], list[Statement]] = {}
    for page, statement in library.citations.statements:
        if statement.citations and not page.is_generated:
            part = statement.stretches[0].part
            line = statement.document.location(part, 0, len(part.block.text)).line
            found.setdefault((page.path, line), []).append(statement)
    return found


def _change(kind: str, location: Location) -> Change | None:
    """Return the change of a file; nothing where the file spells the text in another way, as with emphasis within it."""
    stretch = location.stretch
    document, part = stretch.document, stretch.part
    if location.in_block:
        start, end = document.source_offset(part, location.start), document.source_offset(part, location.end - 1) + 1
        before = part.block.text[location.start : location.end]
        line = document.location(part, location.start, location.end).line
    else:
        first, last = stretch.offsets(location.start, location.end)
        start, end = document.file_offset(first), document.file_offset(last - 1) + 1
        before = stretch.text[location.start : location.end]
        line = stretch.location(location.start, location.end).line
        if end - start != location.end - location.start:
            return None
    whole = document.location(part, 0, len(part.block.text))
    return Change(kind, whole.path, start, end, before, location.text, range(whole.line, whole.end_line + 1), line)


def survivors(root: Path, planted: list[Change]) -> list[Change]:
    """Write the changes into a copy of the project's content, check it, and return those without a finding.

    A finding counts if it is about the evidence, is an error or a warning, and is not one of the project's own.
    """
    before = {_identity(finding) for finding in _counted(load(root))}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(root / "docs", copy / "docs", symlinks=True)
        for path in {change.path for change in planted}:
            apply(copy / path, [change for change in planted if change.path == path])
        lines: dict[str, set[int]] = {}
        for finding in _counted(load(copy)):
            if _identity(finding) not in before:
                location = finding.location
                lines.setdefault(location.path, set()).update(
                    range(location.line, max(location.line, location.end_line) + 1)
                )
    return [change for change in planted if lines.get(change.path, set()).isdisjoint(change.lines)]


def apply(path: Path, planted: list[Change]) -> None:
    """Write changes into a file; they do not overlap."""
    text, _ = read_text(path.parent, path, "unreadable-page")
    assert text is not None  # the offsets are those of a text that was read
    for change in sorted(planted, key=lambda change: -change.start):
        text = text[: change.start] + change.after + text[change.end :]
    path.write_text(text, "utf-8", newline="\n")


def _counted(library: Library) -> Iterator[Diagnostic]:
    for finding in checks.run(library):
        if finding.severity is not Severity.NOTE and checks.RULES[finding.rule].family not in _NOT_ON_EVIDENCE:
            yield finding


def _identity(finding: Diagnostic) -> tuple[str, str, int, str]:
    return finding.rule, finding.location.path, finding.location.line, finding.message
