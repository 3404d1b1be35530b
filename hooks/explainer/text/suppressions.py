"""Waivers: comments that suppress a finding on a page, with a reason and a last day.

A waiver is a separate HTML comment before the block that it refers to::

    <!-- waive missing-locator until 2027-06-30: the copy that we read shows no pages -->
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ..diagnostics import Location
from .documents import Document

_WAIVER = re.compile(r"\s*<!--\s*waive\b(.*?)-->", re.DOTALL)
_TERMS = re.compile(r"\s+([a-z][a-z-]*)\s+until\s+(\d{4}-\d\d-\d\d)\s*:\s*(\S.*?)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One waiver and the lines that it covers."""

    location: Location
    rule: str
    """Empty if the comment cannot be read."""
    until: datetime.date
    """The last day on which it is valid."""
    reason: str
    first: int
    last: int
    """The first and last line of the block that it refers to; a waiver before the first block covers line 1 too."""

    def covers(self, location: Location) -> bool:
        """Whether a finding at ``location`` is in the block."""
        return location.path == self.location.path and self.first <= location.line <= self.last


def read_suppressions(document: Document) -> Iterator[Suppression]:
    """Yield the waivers of a page's text."""
    starts = [part.block.offset(0) for part in document.parts]  # in the text's order
    for offset, comment in document.comments:
        match = _WAIVER.match(comment)
        if not match:
            continue
        start = document.file_offset(offset)
        location = document.lines.location(document.path, start, start + len(match.group()))
        following = bisect_right(starts, offset)
        block = document.parts[following].block if following < len(starts) else None
        first = last = location.line
        if block:
            first = document.lines.locate(document.file_offset(block.offset(0)))[0]
            last = document.lines.locate(document.file_offset(block.offset(len(block.text) - 1)))[0]
            if block is document.parts[0].block:
                first = 1
        terms = _TERMS.fullmatch(match.group(1))
        try:
            until = datetime.date.fromisoformat(terms.group(2)) if terms else datetime.date.min
        except ValueError:
            terms, until = None, datetime.date.min
        reason = " ".join(terms.group(3).split()) if terms else ""
        yield Suppression(location, terms.group(1) if terms else "", until, reason, first, last)
