"""The positions of values on an axis, and the values that label it."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from typing import NamedTuple

from ..records.fields import parse_date


def ticks(least: float, most: float, about: int = 4) -> list[float]:
    """Return about the given number of round values that span ``least`` to ``most`` (Heckbert's nice numbers)."""
    rough = (most - least or abs(most) or 1) / about
    magnitude = 10 ** math.floor(math.log10(rough))
    step = magnitude * next(nice for nice in (1, 2, 2.5, 5, 10) if nice * magnitude >= rough * 0.999)
    first, last = math.floor(least / step + 1e-9), math.ceil(most / step - 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]


def middle(date: str) -> float:
    """Return a date as a year with its fraction; for a month, a year or an interval, its middle."""
    first, last = parse_date(date)
    return (_year(first) + _year(last + datetime.timedelta(days=1))) / 2


def _year(day: datetime.date) -> float:
    start = datetime.date(day.year, 1, 1)
    days = (datetime.date(day.year + 1, 1, 1) - start).days
    return day.year + (day - start).days / days


def percent(value: float, least: float, most: float) -> str:
    """Return the position of a value between two others, for an SVG attribute."""
    return f"{_share(value, least, most):.2f}".rstrip("0").rstrip(".") + "%"


def _share(value: float, least: float, most: float) -> float:
    return (value - least) / (most - least) * 100 if most > least else 50


NARROWEST = 288
"""The width of a drawing on a phone of 320 CSS pixels."""
CHARACTER = 8
"""The width of a character of an axis's label, in CSS pixels; as wide as a digit, for letters a little more than they need."""
GAP = 3
"""The least space between two labels, in CSS pixels."""


class AxisLabel(NamedTuple):
    """A label below an axis: its text, its position and which of its ends or its middle stands there."""

    text: str
    x: str
    anchor: str


def axis_labels(labels: Iterable[tuple[str, float]], least: float, most: float, wide: float) -> list[AxisLabel]:
    """Return the labels that can be read on a drawing ``wide`` CSS pixels wide, placed from ``least`` to ``most``.

    A label that would be cut off at an edge is set flush with it. The first and the last are kept where there is space for
    both; one that would overprint its neighbour is left out. ``labels`` are texts with their values, in rising order.
    """
    placed = []
    for text, value in labels:
        width = len(text) * CHARACTER / wide * 100
        at = _share(value, least, most)
        if at < width / 2:
            placed.append((0.0, width, AxisLabel(text, "0%", "start")))
        elif at > 100 - width / 2:
            placed.append((100 - width, 100.0, AxisLabel(text, "100%", "end")))
        else:
            placed.append((at - width / 2, at + width / 2, AxisLabel(text, percent(value, least, most), "middle")))
    gap = GAP / wide * 100
    kept = placed[:1]
    final = placed[-1:]
    for one in placed[1:-1]:
        if one[0] >= kept[-1][1] + gap and one[1] + gap <= final[0][0]:
            kept.append(one)
    if len(placed) > 1 and final[0][0] >= kept[-1][1] + gap:
        kept.append(final[0])
    return [label for _, _, label in kept]
