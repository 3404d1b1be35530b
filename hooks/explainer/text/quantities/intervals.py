"""How much time lies between two dates, and whether a text such as "two months later" can mean it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from .model import Quantity

DayMonthYear = tuple[int, int, int]
"""Year, month and day of a date; missing parts are 0."""


class _Length(NamedTuple):
    days: float
    slack: float
    """By how many days a writer may round."""
    widest: int
    """The widest date, in days, from which such a length can be counted: no days from a date that is a month."""


_LENGTHS = {
    "days": _Length(1, 1, 1),
    "weeks": _Length(7, 3, 7),
    "months": _Length(30.44, 16, 31),
    "years": _Length(365.25, 190, 366),
    "decades": _Length(3652.5, 1000, 366),
}
_MOST_DATES = 40
"""How many dates of each side are compared with one another."""


class _Interval(NamedTuple):
    first: int
    last: int


def can_lie_between(time: Quantity, dates: Iterable[DayMonthYear], others: Iterable[DayMonthYear]) -> bool:
    """Whether one of ``dates`` and one of ``others`` can be as far apart as ``time`` says.

    Also true for a unit that dates do not measure, such as hours; false without two dates.
    """
    if (length := _length(time)) is None:
        return True
    least, most = _range(time, length)
    here, there = _intervals(dates), _intervals(others)
    exact = False
    wide = False
    for one in here:
        for other in there:
            if one == other:
                continue
            shortest = max(one.first - other.last, other.first - one.last, 0)
            longest = max(one.last - other.first, other.last - one.first)
            width = max(one.last - one.first, other.last - other.first)
            slack = max(length.slack - width, 0.5)
            fits = shortest <= most + slack and longest >= least - slack
            if width < length.widest:
                if fits:
                    return True
                exact = True
            wide = wide or fits
    return wide if not exact else False


def lies_after(time: Quantity, earlier: Iterable[DayMonthYear], later: Iterable[DayMonthYear]) -> bool:
    """Whether one of the ``later`` dates can lie as far after one of the ``earlier`` ones as ``time`` says.

    Dates too wide to count such a time from, such as years for days, are left out.
    """
    if (length := _length(time)) is None:
        return False
    least, most = _range(time, length)
    ends = [one for one in _intervals(later) if one.last - one.first < length.widest]
    for start in _intervals(earlier):
        for end in ends:
            width = max(start.last - start.first, end.last - end.first)
            slack = max(length.slack - width, 0.5)
            shortest, longest = end.first - start.last, end.last - start.first
            if (
                width < length.widest
                and longest > 0
                and start != end
                and least - slack <= longest
                and shortest <= most + slack
            ):
                return True
    return False


def _length(time: Quantity) -> _Length | None:
    (unit,) = time.units
    return _LENGTHS.get(unit)


def _range(time: Quantity, length: _Length) -> tuple[float, float]:
    """Return the fewest and the most days that ``time`` can mean, before rounding."""
    least, most = (float(value) * length.days for value in (min(time.values), max(time.values)))
    return (
        least - (length.days if time.bound == "fewer" else 0),
        most + (length.days if time.bound == "more" else 0),
    )


def _intervals(dates: Iterable[DayMonthYear]) -> list[_Interval]:
    """Return the first and last day of each date, as ordinals; impossible dates are left out."""
    found: set[_Interval] = set()
    for year, month, day in dates:
        if not 0 < year < datetime.MAXYEAR:
            continue
        try:
            first = datetime.date(year, month or 1, day or 1)
            if day:
                last = first
            elif month:
                last = datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
            else:
                last = datetime.date(year, 12, 31)
        except ValueError:
            continue
        found.add(_Interval(first.toordinal(), last.toordinal()))
        if len(found) == _MOST_DATES:
            break
    return sorted(found)
