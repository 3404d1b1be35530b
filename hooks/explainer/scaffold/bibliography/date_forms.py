"""Dates in figures: ISO 8601, the forms of RIS, BibLaTeX and databases, years, decades and intervals."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ...records.fields import FIRST_YEAR, LAST_YEAR, parse_date

Parts = tuple[int | None, ...]
"""A year, a month and a day, of which the last may be missing."""


class DateRead(NamedTuple):
    """What was read in a date."""

    value: str
    """The date in the form of a record; empty if none could be read."""
    note: str = ""
    """Why less was read than was written; empty if everything was."""


def in_figures(text: str, *, of_year: bool = False) -> DateRead:
    """Return the date of a text without words; without a value and a note if it has another form.

    ``of_year`` is that of `dates.read`.
    """
    for pattern, make in _FORMS:
        if match := pattern.fullmatch(text):
            if of_year and pattern is _MONTH_OR_YEAR and int(match[2]) == int(match[1][2:]) + 1 <= 12:
                return DateRead(match[1], f"'{text}' may be a month or two years")
            return make(match)
    return DateRead("")


def iso(year: int | None, month: int | None, day: int | None) -> DateRead:
    """Return a date as far as the calendar has it."""
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return DateRead("", f"{year or 0:04} is not a year between {FIRST_YEAR} and {LAST_YEAR}")
    value = f"{year:04}"
    if month is None:
        return DateRead(value)
    if not 1 <= month <= 12:
        return DateRead(value, f"there is no month {month:02}")
    value += f"-{month:02}"
    if day is None:
        return DateRead(value)
    try:
        parse_date(f"{value}-{day:02}")
    except ValueError:
        return DateRead(value, f"this month has no day {day:02}")
    return DateRead(f"{value}-{day:02}")


def interval(start: str, end: str, note: str = "") -> DateRead:
    """Return an interval between two dates; of one that ends before it begins, the first year."""
    if start == end:
        return DateRead(start, note)
    try:
        parse_date(f"{start}/{end}")
    except ValueError as error:
        return DateRead(start[:4], str(error))
    return DateRead(f"{start}/{end}", note)


def _numbers(*order: int) -> Callable[[re.Match[str]], DateRead]:
    """Return a reader of a match whose groups, in this order, are the year, the month and the day."""
    return lambda match: iso(*(*(int(match[i]) for i in order), None, None)[:3])


def _day_first(match: re.Match[str]) -> DateRead:
    """Read 20/01/2019 and 01/20/2019; the order of 03/04/2019 is not known."""
    first, second, year = (int(part) for part in match.groups())
    if first <= 12 and second <= 12 and first != second:
        return _and_why(iso(year, None, None), "whether the day or the month comes first is not clear")
    return iso(year, second, first) if second <= 12 else iso(year, first, second)


def _and_why(date: DateRead, why: str) -> DateRead:
    return DateRead(date.value, why) if date.value else date


def _two_years(match: re.Match[str]) -> DateRead:
    """Read 2018-19 and 1999-00."""
    start, end = int(match[1]), int(match[2])
    if end == (start + 1) % 100:
        return interval(f"{start:04}", f"{start + 1:04}")
    if end > start % 100:
        return interval(f"{start:04}", f"{start // 100:02}{end:02}")
    return _and_why(iso(start, None, None), f"there is no month {end:02}")


def _month_or_year(match: re.Match[str]) -> DateRead:
    """Read 2019-05; 2018-19, where the second number can be no month; and BibLaTeX's 2019-21 for a season."""
    year, number = int(match[1]), int(match[2])
    if number <= 12 and number != 0:
        return iso(year, number, None)
    if 21 <= number <= 24 and number != year % 100 + 1:
        return _and_why(iso(year, None, None), "a record has no part of a year such as a season or a quarter")
    return _two_years(match)


def _two_dates(match: re.Match[str]) -> DateRead:
    """Read 2018-10/2019-02, and an interval without its start or its end."""
    start, end = match[1] or "", match[2] or ""
    if not start.strip(".") and not end.strip("."):
        return DateRead("", "it has neither a start nor an end")
    if not start or start == "..":
        return _and_why(in_figures(end), "a record has no interval without a start")
    if not end or end == "..":
        return _and_why(in_figures(start), "a record has no interval without an end")
    if len(end) <= 2 and start.count("-") == 2:
        end = f"{start[:8]}{end.zfill(2)}"
    first, last = in_figures(start), in_figures(end)
    if not first.value or not last.value:
        return first if not first.value else last
    return interval(first.value, last.value, "; ".join(one.note for one in (first, last) if one.note))


def _decade(match: re.Match[str]) -> DateRead:
    start = int(match[1].ljust(4, "0"))
    length = 10 ** (4 - len(match[1]))
    found = interval(f"{start:04}", f"{start + length - 1:04}")
    if not iso(start, None, None).value:
        return iso(start, None, None)
    return DateRead(found.value, f"it is some year of the {'decade' if length == 10 else 'century'}")


def _fiscal_year(match: re.Match[str]) -> DateRead:
    found = iso(int(match[1]), None, None)
    return DateRead(f"FY{found.value}") if found.value else found


_ISO = r"[0-9]{4}(?:-[0-9]{1,2}){0,2}"
_MONTH_OR_YEAR = re.compile(r"([0-9]{4})[-/]([0-9]{2})")
_FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], DateRead]]] = [
    (re.compile(r"([0-9]{4})"), _numbers(1)),
    (re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"), _numbers(1, 2, 3)),
    (re.compile(r"([0-9]{4})[./]([0-9]{1,2})[./]([0-9]{1,2})"), _numbers(1, 2, 3)),
    (_MONTH_OR_YEAR, _month_or_year),
    (re.compile(r"([0-9]{4})\s*(?:--|–|—)\s*([0-9]{2})"), _two_years),
    (re.compile(r"([0-9]{4})[-./]([0-9])"), _numbers(1, 2)),
    (re.compile(r"([0-9]{4})\.([0-9]{2})"), _numbers(1, 2)),
    (re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"), _numbers(1, 2, 3)),
    (re.compile(r"([0-9]{4})\s*(?:/|--?|–|—|\bto\b|\ba\b)\s*([0-9]{4})"), _two_dates),
    (re.compile(rf"({_ISO}|\.\.)?\s*(?:/|--|–|—)\s*({_ISO}|\.\.|[0-9]{{1,2}})?"), _two_dates),
    (re.compile(rf"({_ISO})\s+(?:-|to|a)\s+({_ISO})"), _two_dates),
    (re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})"), _day_first),
    (re.compile(r"([0-9]{1,2})[-./]([0-9]{4})"), _numbers(2, 1)),
    (re.compile(r"([0-9]{4})(?:-(?:XX|xx|uu|UU|\?\?)){1,2}"), _numbers(1)),
    (re.compile(r"([0-9]{4})-([0-9]{2})-(?:XX|xx|uu|UU|\?\?)"), _numbers(1, 2)),
    (re.compile(r"([0-9]{3})[XxUu?_-]"), _decade),
    (re.compile(r"(?:(?:the|los|años)\s+)*([0-9]{3})0'?s"), _decade),
    (re.compile(r"([0-9]{2})(?:XX|xx|UU|uu|--|\?\?|__)"), _decade),
    (re.compile(r"(?:FY|fiscal year|fy)\s*([0-9]{4})"), _fiscal_year),
]  # fmt: skip
