"""The labels below an axis of time: days, months or years, as precise as the dates of the values."""

from __future__ import annotations

from collections.abc import Sequence

from .scales import NARROWEST, AxisLabel, axis_labels, middle
from .words import Words

WIDE = 432
"""The least width of a drawing that shows a second set of labels, with more of them; CSS pixels."""
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
"""Years from one label to the next."""
_FEW, _MANY = 8, 12
"""A narrow axis and a wide one have fewer labels than this, so that years do not touch."""


def time_labels(
    words: Words, dates: Sequence[str], first: float, last: float
) -> tuple[list[AxisLabel], list[AxisLabel]]:
    """Return the labels of an axis from ``first`` to ``last``: those for a phone, and those for a wide screen.

    ``dates`` are those of the values; the ends of the axis are years with their fractions.
    """
    narrow = axis_labels(_times(words, dates, first, last, _FEW), first, last, NARROWEST)
    wide = axis_labels(_times(words, dates, first, last, _MANY), first, last, WIDE)
    return narrow, wide


def _times(words: Words, dates: Sequence[str], first: float, last: float, most: int) -> list[tuple[str, float]]:
    if last - first < 0.3:
        return _days(words, dates, most)
    if last - first < 3 and all(date.count("-") for date in dates):
        return _months(words, first, last, most)
    step = next((step for step in _STEPS if (last - first) / step < most), _STEPS[-1])
    begin = min(map(middle, dates)) if step == 1 else first  # a single year before the first value says nothing
    years = range(int(begin), int(last) + 1)
    return [(str(year), year + 0.5) for year in years if year % step == 0 and first <= year + 0.5 <= last] or [
        (str(year), year + 0.5) for year in (years[0], years[-1]) if first <= year + 0.5 <= last
    ]


def _months(words: Words, first: float, last: float, most: int) -> list[tuple[str, float]]:
    """Return the short names of months; the first has its year, and a later January is the year that begins."""
    step = next(step for step in (1, 2, 3, 6) if (last - first) * 12 / step < most)
    found: list[tuple[str, float]] = []
    for year in range(int(first), int(last) + 1):
        for month in range(1, 13, step):
            at = middle(f"{year:04}-{month:02}")
            if first <= at <= last:
                name = words.month(month)
                found.append((f"{name} {year}" if not found else str(year) if month == 1 else name, at))
    return found


def _days(words: Words, dates: Sequence[str], most: int) -> list[tuple[str, float]]:
    """Return the dates of the values without their year: on a narrow axis the first, one in the middle and the last."""
    ordered = sorted(set(dates), key=middle)
    if len(ordered) >= most or most == _FEW:
        ordered = list(dict.fromkeys((ordered[0], ordered[len(ordered) // 2], ordered[-1])))
    return [(words.day(date), middle(date)) for date in ordered]
