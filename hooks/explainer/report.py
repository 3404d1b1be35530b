"""Diagnostics as text and as data. One function a format; each says the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from .diagnostics import Diagnostic, Place, Severity

LONGEST_LINE = 160
"""Characters of a source line that the full format shows around a finding."""


def concise(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """One line a finding: ``path:line:column: severity[rule] message``, with its help after a dash."""
    return "".join(_headline(d) + (f" ({d.help})" if d.help else "") + "\n" for d in diagnostics)


def full(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """Each finding with the lines it speaks of, for reading in a terminal."""
    read: dict[str, list[str]] = {}
    pieces: list[str] = []
    for diagnostic in diagnostics:
        pieces.append(_headline(diagnostic))
        pieces += _excerpt(diagnostic.place, root, read, "^", "")
        for related in diagnostic.related:
            pieces.append(f"  {related.place.path}:{related.place.line}:{related.place.column}: {related.message}")
            pieces += _excerpt(related.place, root, read, "-", related.message)
        if diagnostic.help:
            pieces.append(f"  help: {diagnostic.help}")
        pieces.append("")
    return "\n".join(pieces) + ("\n" if pieces else "")


def as_json(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """A JSON array; the fields are those of `Diagnostic`."""
    return json.dumps([asdict(diagnostic) for diagnostic in diagnostics], ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[Diagnostic], Path], str]] = {"concise": concise, "full": full, "json": as_json}
"""The formats by the name that the command line gives them."""


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Count the findings in one line."""
    counts = [
        (severity, sum(diagnostic.severity is severity for diagnostic in diagnostics))
        for severity in Severity
    ]
    return ", ".join(f"{count} {severity}{'s' * (count != 1)}" for severity, count in counts)


def _headline(d: Diagnostic) -> str:
    return f"{d.place.path}:{d.place.line}:{d.place.column}: {d.severity}[{d.rule}] {d.message}"


def _excerpt(place: Place, root: Path, read: dict[str, list[str]], mark: str, message: str) -> list[str]:
    """Return the line of a place with its span underlined; nothing where the file cannot be read."""
    if place.path not in read:
        try:
            read[place.path] = (root / place.path).read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            read[place.path] = []
    lines = read[place.path]
    if not 0 < place.line <= len(lines):
        return []
    line = lines[place.line - 1]
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    width = max(1, min(end, len(line)) - start) if place.end_line else 1
    first = max(0, start - LONGEST_LINE // 2)
    shown = line[first : first + LONGEST_LINE].replace("\t", " ")
    margin = " " * len(str(place.line))
    under = " " * (start - first) + mark * min(width, LONGEST_LINE - (start - first))
    return [f"  {margin} |", f"  {place.line} | {shown}", f"  {margin} | {under}"]
