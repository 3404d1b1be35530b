"""How long something lasted by the dates of some evidence, counted with or without the first of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import islice

_MOST_DATES = 60
"""How many dates of the evidence are compared with one another."""


def have_days_between(dates: Iterable[tuple[int, int, int]], length: int) -> bool:
    """Whether two of the dates, each a year, month and day, are ``length`` days apart."""
    days = {datetime.date(*one).toordinal() for one in islice(_whole_days(dates), _MOST_DATES)}
    return any(day + length in days or (day + length - 1 in days and length > 1) for day in days)


def have_months_between(dates: Iterable[tuple[int, int, int]], undated: Iterable[int], length: int) -> bool:
    """Whether two months are ``length`` months apart: of the dates with a year, or of the months that stand without one.

    ``undated`` are numbers from 1 to 12; they count as months of one year, and with both ends.
    """
    alone = frozenset(undated)
    if any(month + length - 1 in alone for month in alone):
        return length > 1
    pairs = {(year, month) for year, month, _ in islice(sorted(dates), 20 * _MOST_DATES) if year > 0 and month > 0}
    return have_between((year * 12 + month for year, month in islice(sorted(pairs), _MOST_DATES)), length)


def have_between(numbers: Iterable[int], length: int) -> bool:
    """Whether two of the first years, or months counted through, are ``length`` apart."""
    found = frozenset(sorted(numbers)[:_MOST_DATES])
    return length > 1 and any(one + length in found or one + length - 1 in found for one in found)


def weekday(year: int, month: int, day: int) -> int:
    """Return the day of the week, 1 for Monday to 7 for Sunday; 0 if there is no such date."""
    try:
        return datetime.date(year, month, day).isoweekday()
    except ValueError:
        return 0


def _whole_days(dates: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    return (one for one in dates if one[2] and weekday(*one))
