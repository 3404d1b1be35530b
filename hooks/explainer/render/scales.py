"""The positions of values on an axis, and the values that label it."""

from __future__ import annotations

import datetime
import math

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
    share = (value - least) / (most - least) * 100 if most > least else 50
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"
