"""Diagnostics as text and as data, with one function for each format; all formats have the same content."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from . import __version__, escaping
from .diagnostics import Diagnostic, Place, Severity
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
        pieces += _excerpt(diagnostic.place, root, read, "^")
        for related in diagnostic.related:
            pieces.append(f"  {_spot(related.place)}: {one_line(related.message)}")
            pieces += _excerpt(related.place, root, read, "-")
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
            "locations": [_location(d.place)],
        }
        if d.related:
            result["relatedLocations"] = [
                _location(related.place) | {"message": {"text": _linkless(related.message)}} for related in d.related
            ]
        if d.fix:
            replacement = {
                "deletedRegion": _region(d.fix.place),
                "insertedContent": {"text": d.fix.replacement},
            }
            artifact = {"uri": _uri(d.fix.place)}
            result["fixes"] = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}]}]
        results.append(result)
    driver = {"name": "explainer", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return escaping.as_json(log)


def _location(place: Place) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(place)}, "region": _region(place)}}


def _region(place: Place) -> dict[str, int]:
    region = {"startLine": place.line, "startColumn": place.column}
    if place.end_line:
        region |= {"endLine": place.end_line, "endColumn": place.end_column}
    return region


def _uri(place: Place) -> str:
    return quote(place.path, errors="surrogateescape")


def _linkless(text: str) -> str:
    """Return a message without links: SARIF reads ``[words](address)`` as a link even in plain text."""
    return re.sub(r"([\\\[\]])", r"\\\1", text) if "](" in text else text


def github(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """Workflow commands that GitHub turns into annotations."""
    lines: list[str] = []
    for d in diagnostics:
        where = {"file": visible(d.place.path), "line": d.place.line, "col": d.place.column}
        if d.place.end_line:
            where |= {"endLine": d.place.end_line, "endColumn": d.place.end_column}
        where["title"] = d.rule
        level = "notice" if d.severity is Severity.NOTE else str(d.severity)
        properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in where.items())
        said = [one_line(d.sentence)]
        said += [f"{_spot(related.place)}: {one_line(related.message)}" for related in d.related]
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
    return f"{_spot(d.place)}: {d.severity}[{d.rule}] {one_line(d.message)}"


def _spot(place: Place) -> str:
    return f"{one_line(visible(place.path))}:{place.line}:{place.column}"


def _excerpt(place: Place, root: Path, read: dict[str, list[str]], mark: str) -> list[str]:
    """Return the line of a place with its span underlined; nothing if the file cannot be read."""
    if place.path not in read:
        text = (read_bytes(root, place.path) or b"").decode("utf-8-sig", "replace")
        read[place.path] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")  # as places count them
    lines = read[place.path]
    if not 0 < place.line <= len(lines):
        return []
    line = lines[place.line - 1]
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    width = max(1, min(end, len(line)) - start) if place.end_line else 1
    first = max(0, start - LONGEST_LINE // 2)
    shown = excerpt(line[first : first + LONGEST_LINE])
    margin = " " * len(str(place.line))
    under = " " * (start - first) + mark * min(width, LONGEST_LINE - (start - first))
    return [f"  {margin} |", f"  {place.line} | {shown}", f"  {margin} | {under}"]
