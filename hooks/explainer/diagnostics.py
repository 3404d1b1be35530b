"""A finding: what is wrong, where, and how to fix it. This module has only values; it prints nothing."""

from __future__ import annotations

import enum
from bisect import bisect_right
from dataclasses import dataclass


class Severity(enum.StrEnum):
    """The effect of a finding: an error stops the build, a warning is shown, a note is counted."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A span in a file of the project."""

    path: str
    """POSIX path relative to the project's root."""
    line: int = 1
    """First line, counted from 1."""
    column: int = 1
    """First column in code points, counted from 1."""
    end_line: int = 0
    """Last line; 0 if only a point is known."""
    end_column: int = 0
    """The column after the last character; 0 if only a point is known."""


@dataclass(frozen=True, slots=True)
class RelatedLocation:
    """A second place that explains a finding, such as the nearest record."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A fix: text that replaces a span."""

    location: Location
    replacement: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding of one rule at one place."""

    rule: str
    """The rule's kebab-case id."""
    location: Location
    message: str
    """One sentence in lower case without a full stop, fit for a log line."""
    help: str = ""
    """What to do about it; empty if the message is enough."""
    related: tuple[RelatedLocation, ...] = ()
    severity: Severity = Severity.ERROR
    """Set from the rule's registration when the checks run."""
    fix: Fix | None = None
    """The fix, if there is exactly one and it changes no claim."""

    @property
    def sentence(self) -> str:
        """The message, with the help in brackets."""
        return self.message + (f" ({self.help})" if self.help else "")


class LineIndex:
    """Converts offsets in a text to lines and columns.

    Lines end at ``\\n`` alone: files are read with universal newlines.
    """

    def __init__(self, text: str) -> None:
        self.starts = [0]
        start = text.find("\n")
        while start >= 0:
            self.starts.append(start + 1)
            start = text.find("\n", start + 1)

    def locate(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of a zero-based offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def location(self, path: str, start: int, end: int | None = None) -> Location:
        """Return the place of ``text[start:end]``; a point if no end is given."""
        if end is None:
            return Location(path, *self.locate(start))
        return Location(path, *self.locate(start), *self.locate(end))
