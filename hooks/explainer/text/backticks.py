"""Runs of backticks: which of them open code, and where it ends, as Python-Markdown reads it."""

from __future__ import annotations

import re
from bisect import bisect_left


class Backticks:
    """The runs of backticks in a text, and the end of the code that each opens."""

    def __init__(self, text: str) -> None:
        self._runs: dict[int, list[int]] = {}
        self._longest: list[tuple[int, int]] = []  # the start of each run, and the longest from there on
        for run in reversed([*re.finditer(r"`+", text)]):
            length = len(run.group())
            self._runs.setdefault(length, []).append(run.start())
            self._longest.append((run.start(), max(length, self._longest[-1][1] if self._longest else 0)))
        self._longest.reverse()
        for starts in self._runs.values():
            starts.reverse()

    def closed(self, start: int, end: int) -> tuple[int, int] | None:
        """Return how many of the backticks from ``start`` to ``end`` open code, and where those that close it start.

        A run without an equal one after it is closed by the longest of the shorter ones, as in ``a`, and only if no
        longer one follows, as in Python-Markdown.
        """
        length = end - start
        starts = self._runs.get(length, [])
        index = bisect_left(starts, end)
        if index == len(starts):
            after = bisect_left(self._longest, (end, 0))
            longest = self._longest[after][1] if after < len(self._longest) else length
            if longest >= length:
                return None
            length, starts = longest, self._runs[longest]
            index = bisect_left(starts, end)
        return length, starts[index]
