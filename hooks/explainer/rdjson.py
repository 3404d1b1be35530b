"""Reviewdog's diagnostic format, which its pull-request reporter posts as comments, with suggestions to accept.

It follows the format's definition (``proto/rdf/reviewdog.proto``): columns count the bytes of the file's UTF-8 from 1,
an end is exclusive, and a message is Markdown, posted by the bot.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence, Set
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .diagnostics import Diagnostic, Location, Severity
from .escaping import as_json, hosted
from .files import read_bytes
from .rule_pages import rule_page

LONGEST_MESSAGE = 500
"""The most characters of a message; the code host rejects a whole review if one comment has more than 65,536."""

MOST = 50
"""The most findings of one review: those after the thirtieth go into one comment, which must not be too long either."""

LONGEST_LINE = 5_000
"""The longest line, in bytes, for which a suggestion is made: the comment shows the whole line."""

_LEVELS = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}
_LINE_END = re.compile(rb"\r\n|\r|\n")
_PLAIN_PATH = re.compile(r"(?!.*\swww\.)[\w ./-]+")


def rdjson(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """Return the findings as rdjson; the files in ``root`` are read for their bytes."""
    files: dict[str, _Bytes | None] = {}

    def bytes_of(path: str) -> _Bytes | None:
        if path not in files:
            raw = read_bytes(root, path)
            files[path] = None if raw is None else _Bytes(raw)
        return files[path]

    found = []
    for d in diagnostics:
        entry: dict[str, Any] = {
            "message": hosted(d.sentence, LONGEST_MESSAGE),
            "location": _location(d.location, bytes_of),
            "severity": _LEVELS[d.severity],
            "code": {"value": d.rule, "url": rule_page(d.rule)},
        }
        if d.related:
            entry["relatedLocations"] = [
                {"message": hosted(related.message, LONGEST_MESSAGE), "location": _location(related.location, bytes_of)}
                for related in d.related
            ]
        if d.fix and (file := bytes_of(d.fix.location.path)) and (span := file.suggested(d.fix.location)):
            entry["suggestions"] = [{"range": span, "text": d.fix.replacement}]
        found.append(entry)
    return as_json({"source": {"name": "explainer"}, "diagnostics": found})


def for_review(diagnostics: Sequence[Diagnostic], paths: Set[str]) -> list[Diagnostic]:
    """Return the findings in changed files that fit into one review, errors first; notes are for a maintainer's terminal."""
    found = [d for d in diagnostics if d.location.path in paths and d.severity is not Severity.NOTE]
    return sorted(found, key=lambda d: d.severity is not Severity.ERROR)[:MOST]


def _location(location: Location, bytes_of: Any) -> dict[str, Any]:
    """Return a place; if the file cannot be read, only its line."""
    file = bytes_of(location.path)
    span = file.span(location) if file else {"start": {"line": location.line}}
    # The reporter puts a path into the comment unescaped: one that Markdown could misread is quoted, and so gets no
    # comment on a line; the comment on the whole change names it.
    path = location.path if _PLAIN_PATH.fullmatch(location.path) else quote(location.path, errors="surrogateescape")
    return {"path": path, "range": span}


class _Bytes:
    """A file's bytes, for converting the engine's lines and columns."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        # The engine's lines end at any line end, and do not count a byte-order mark.
        self.starts = [3 if raw.startswith(b"\xef\xbb\xbf") else 0, *(m.end() for m in _LINE_END.finditer(raw))]
        # The format's lines, like git's, end only at \n.
        self.lines = [0, *accumulate(len(line) + 1 for line in raw.split(b"\n")[:-1])]

    def span(self, location: Location) -> dict[str, dict[str, int]]:
        """Return the range of a place; a point if only a point is known."""
        found = {"start": self._position(location.line, location.column)}
        if location.end_line:
            found["end"] = self._position(location.end_line, location.end_column)
        return found

    def suggested(self, location: Location) -> dict[str, dict[str, int]] | None:
        """Return the range that a suggestion replaces; None if its lines are too long to be shown."""
        span = self.span(location)
        if any("column" not in position for position in span.values()):
            return None
        last = span.get("end", span["start"])["line"]
        end = self.lines[last] if last < len(self.lines) else len(self.raw)
        return span if end - self.lines[span["start"]["line"] - 1] <= LONGEST_LINE else None

    def _position(self, line: int, column: int) -> dict[str, int]:
        if not 0 < line <= len(self.starts):  # not the text that was checked
            return {"line": line}
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.raw)
        before = self.raw[start:end].decode("utf-8", "surrogateescape")[: column - 1]
        offset = start + len(before.encode("utf-8", "surrogateescape"))
        row = bisect_right(self.lines, offset)
        return {"line": row, "column": offset - self.lines[row - 1] + 1}
