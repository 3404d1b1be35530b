"""Diagnostics as text and as data. One function a format; each says the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from . import __version__
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
        pieces.append(f"  more: explainer rule {diagnostic.rule}")
        pieces.append("")
    return "\n".join(pieces) + ("\n" if pieces else "")


def as_json(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """A JSON array; the fields are those of `Diagnostic`."""
    return json.dumps([asdict(diagnostic) for diagnostic in diagnostics], ensure_ascii=False, indent=2) + "\n"


def sarif(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """SARIF 2.1.0, which code hosts show beside the changed lines."""
    from .checks import RULES

    used = sorted({diagnostic.rule for diagnostic in diagnostics})
    rules = [
        {
            "id": id,
            "shortDescription": {"text": RULES[id].summary},
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
            "message": {"text": _sentence(d)},
            "locations": [_location(d.place)],
        }
        if d.related:
            result["relatedLocations"] = [
                _location(related.place) | {"message": {"text": related.message}} for related in d.related
            ]
        if d.fix:
            replacement = {
                "deletedRegion": _region(d.fix.place),
                "insertedContent": {"text": d.fix.replacement},
            }
            artifact = {"uri": quote(d.fix.place.path)}
            result["fixes"] = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}]}]
        results.append(result)
    driver = {"name": "explainer", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _location(place: Place) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": quote(place.path)}, "region": _region(place)}}


def _region(place: Place) -> dict[str, int]:
    region = {"startLine": place.line, "startColumn": place.column}
    if place.end_line:
        region |= {"endLine": place.end_line, "endColumn": place.end_column}
    return region


def _sentence(d: Diagnostic) -> str:
    return d.message + (f" ({d.help})" if d.help else "")


def github(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """Workflow commands that GitHub turns into annotations."""
    lines: list[str] = []
    for d in diagnostics:
        where = {"file": d.place.path, "line": d.place.line, "col": d.place.column}
        if d.place.end_line:
            where |= {"endLine": d.place.end_line, "endColumn": d.place.end_column}
        where["title"] = d.rule
        level = "notice" if d.severity is Severity.NOTE else str(d.severity)
        properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in where.items())
        more = "".join(
            f"\n{related.place.path}:{related.place.line}:{related.place.column}: {related.message}"
            for related in d.related
        )
        lines.append(f"::{level} {properties}::{_escaped(_sentence(d) + more)}\n")
    return "".join(lines)


def _escaped(text: str, more: str = "") -> str:
    """Escape text as GitHub's workflow commands want it."""
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def rdjson(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """Reviewdog's diagnostic format, with suggestions that can be accepted with a click."""
    found = []
    for d in diagnostics:
        entry: dict[str, Any] = {
            "message": _sentence(d),
            "location": {"path": d.place.path, "range": _range(d.place)},
            "severity": {"error": "ERROR", "warning": "WARNING", "note": "INFO"}[d.severity],
            "code": {"value": d.rule},
        }
        if d.related:
            entry["relatedLocations"] = [
                {"message": related.message, "location": {"path": related.place.path, "range": _range(related.place)}}
                for related in d.related
            ]
        if d.fix:
            entry["suggestions"] = [{"range": _range(d.fix.place), "text": d.fix.replacement}]
        found.append(entry)
    result = {"source": {"name": "explainer"}, "diagnostics": found}
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def _range(place: Place) -> dict[str, Any]:
    span: dict[str, Any] = {"start": {"line": place.line, "column": place.column}}
    if place.end_line:
        span["end"] = {"line": place.end_line, "column": place.end_column}
    return span


FORMATS: dict[str, Callable[[Sequence[Diagnostic], Path], str]] = {
    "concise": concise,
    "full": full,
    "json": as_json,
    "sarif": sarif,
    "github": github,
    "rdjson": rdjson,
}
"""The formats by the name that the command line gives them."""


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Count the findings in one line."""
    counts = [(severity, sum(diagnostic.severity is severity for diagnostic in diagnostics)) for severity in Severity]
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
