"""Diagnostics as text and as data, with one function for each format; all formats have the same content."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from . import __version__, escaping
from .diagnostics import Diagnostic, Location, Severity
from .escaping import excerpt, one_line, visible
from .files import read_bytes
from .rdjson import rdjson
from .rule_pages import rule_page

LONGEST_LINE = 160
"""How many characters of a source line the full format shows around a finding."""


def concise(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """One line for each finding, whatever its message contains."""
    return "".join(line(d) + "\n" for d in diagnostics)


def line(d: Diagnostic) -> str:
    """Return a finding as one line: ``path:line:column: severity[rule] message``, with its help in brackets."""
    return _headline(d) + (f" ({one_line(d.help)})" if d.help else "")


def full(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """Each finding with its source lines, for reading in a terminal."""
    read: dict[str, list[str]] = {}
    pieces: list[str] = []
    for diagnostic in diagnostics:
        pieces.append(_headline(diagnostic))
        pieces += _excerpt(diagnostic.location, root, read, "^")
        for related in diagnostic.related:
            pieces.append(f"  {_spot(related.location)}: {one_line(related.message)}")
            pieces += _excerpt(related.location, root, read, "-")
        if diagnostic.help:
            pieces.append(f"  help: {one_line(diagnostic.help)}")
        pieces.append(f"  more: explainer rule {diagnostic.rule}")
        pieces.append("")
    return "\n".join(pieces) + ("\n" if pieces else "")


def as_json(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """A JSON array; the fields are those of `Diagnostic`."""
    return escaping.as_json([asdict(diagnostic) for diagnostic in diagnostics])


def sarif(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """SARIF 2.1.0, which code hosts show beside the changed lines."""
    from .checks import RULES

    used = sorted({diagnostic.rule for diagnostic in diagnostics})
    rules = [
        {
            "id": id,
            "shortDescription": {"text": RULES[id].summary},
            "helpUri": rule_page(id),
            "help": {"text": RULES[id].documentation, "markdown": RULES[id].documentation},
            "defaultConfiguration": {"level": str(RULES[id].severity)},
        }
        for id in used
    ]
    results = []
    for d in diagnostics:
        result: dict[str, Any] = {
            "ruleId": d.rule,
            "ruleIndex": used.index(d.rule),
            "level": str(d.severity),
            "message": {"text": _linkless(d.sentence)},
            "locations": [_location(d.location)],
        }
        if d.related:
            result["relatedLocations"] = [
                _location(related.location) | {"message": {"text": _linkless(related.message)}} for related in d.related
            ]
        if d.fix:
            replacement = {
                "deletedRegion": _region(d.fix.location),
                "insertedContent": {"text": d.fix.replacement},
            }
            artifact = {"uri": _uri(d.fix.location)}
            result["fixes"] = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}]}]
        results.append(result)
    driver = {"name": "explainer", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return escaping.as_json(log)


def _location(location: Location) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(location)}, "region": _region(location)}}


def _region(location: Location) -> dict[str, int]:
    region = {"startLine": location.line, "startColumn": location.column}
    if location.end_line:
        region |= {"endLine": location.end_line, "endColumn": location.end_column}
    return region


def _uri(location: Location) -> str:
    return quote(location.path, errors="surrogateescape")


def _linkless(text: str) -> str:
    """Return a message without links: SARIF reads ``[words](address)`` as a link even in plain text."""
    return re.sub(r"([\\\[\]])", r"\\\1", text) if "](" in text else text


def github(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """Workflow commands that GitHub turns into annotations."""
    lines: list[str] = []
    for d in diagnostics:
        where = {"file": visible(d.location.path), "line": d.location.line, "col": d.location.column}
        if d.location.end_line:
            where |= {"endLine": d.location.end_line, "endColumn": d.location.end_column}
        where["title"] = d.rule
        level = "notice" if d.severity is Severity.NOTE else str(d.severity)
        properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in where.items())
        said = [one_line(d.sentence)]
        said += [f"{_spot(related.location)}: {one_line(related.message)}" for related in d.related]
        text = _escaped("\n".join(said))
        lines.append(f"::{level} {properties}::{text}\n")
    return "".join(lines)


def _escaped(text: str, more: str = "") -> str:
    """Escape text for GitHub's workflow commands."""
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


FORMATS: dict[str, Callable[[Sequence[Diagnostic], Path], str]] = {
    "concise": concise,
    "full": full,
    "json": as_json,
    "sarif": sarif,
    "github": github,
    "rdjson": rdjson,
}
"""The formats by their names on the command line."""


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Count the findings in one line."""
    counts = [(severity, sum(diagnostic.severity is severity for diagnostic in diagnostics)) for severity in Severity]
    return ", ".join(f"{count} {severity}{'s' * (count != 1)}" for severity, count in counts)


def _headline(d: Diagnostic) -> str:
    return f"{_spot(d.location)}: {d.severity}[{d.rule}] {one_line(d.message)}"


def _spot(location: Location) -> str:
    return f"{one_line(visible(location.path))}:{location.line}:{location.column}"


def _excerpt(location: Location, root: Path, read: dict[str, list[str]], mark: str) -> list[str]:
    """Return the line of a place with its span underlined; nothing if the file cannot be read."""
    if location.path not in read:
        text = (read_bytes(root, location.path) or b"").decode("utf-8-sig", "replace")
        read[location.path] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")  # as places count them
    lines = read[location.path]
    if not 0 < location.line <= len(lines):
        return []
    line = lines[location.line - 1]
    start = location.column - 1
    end = location.end_column - 1 if location.end_line == location.line else len(line)
    width = max(1, min(end, len(line)) - start) if location.end_line else 1
    first = max(0, start - LONGEST_LINE // 2)
    shown = excerpt(line[first : first + LONGEST_LINE])
    margin = " " * len(str(location.line))
    under = " " * (start - first) + mark * min(width, LONGEST_LINE - (start - first))
    return [f"  {margin} |", f"  {location.line} | {shown}", f"  {margin} | {under}"]
