"""Spans of a text that can be tested for overlap with another span."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

Span = tuple[int, int]
"""The index of the first character, and the one after the last."""


class Spans:
    """A fixed set of spans in any order; a test takes logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlap(self, start: int, end: int) -> bool:
        """Whether a character of ``text[start:end]`` is in one of the spans."""
        before = bisect_left(self._starts, end) - 1
        return before >= 0 and self._ends[before] > start
