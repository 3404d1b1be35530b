"""Whether the evidence gives a series' value for its date and name; a part of the rule `unsupported-value`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ..library.terms import reading_of
from ..records.series import Row, Series
from ..records.sources import Evidence
from ..text.pairing import Amount, Labelled, labels_by_value
from ..text.quantities import read_record_date

_When = tuple[int, int]
"""A year and a month; 0 for one that is not given."""
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
"""A figure that notes use as a year, as in "2018: 5; 2019: 7"."""


def misplaced(series: Series, row: Row, note: Evidence, language: str) -> Iterator[tuple[str, str]]:
    """Yield the column, ``date`` or ``series``, for which a note has another value, and what the note gives this value for.

    Nothing is found where the note does not show clearly which figure belongs to which date or name.
    """
    texts = [(text, part == "es") for part, text in note.says.items()]
    if note.quote:
        texts.append((note.quote, language.startswith("es")))
    wanted = {(day.year, day.month) for day in read_record_date(row.date)}
    names = tuple(dict.fromkeys(one.series for one in series.rows))
    when: set[_When] = set()
    what: set[str] = set()
    given: set[_When] = set()
    named: set[str] = set()
    for text, spanish in texts:
        read = _read(text, spanish, names)
        given |= read.dates
        named |= read.names
        dates, labels = read.by_date.get(row.value, set()), read.by_name.get(row.value, set())
        if dates is None or labels is None:
            return
        when |= dates
        what |= labels
    if when and _any_same(wanted, given) and not _any_same(wanted, when):
        year, month = min(when)
        yield "date", f"{year}-{month:02}" if month else str(year)
    if what and row.series in named and row.series not in what:
        yield "series", min(what)


class _Read(NamedTuple):
    """What a text of a note gives."""

    dates: frozenset[_When]
    names: frozenset[str]
    by_date: dict[Decimal, set[_When] | None]
    by_name: dict[Decimal, set[str] | None]


@lru_cache(1 << 10)  # a note may have all values of a series
def _read(text: str, spanish: bool, names: tuple[str, ...]) -> _Read:
    found = reading_of(text, "es" if spanish else "en", ())
    amounts = [Amount(one.start, one.end, one.values | {-value for value in one.values}) for one in found.quantities]
    years = {one.start: int(one.text) for one in found.quantities if _YEAR.fullmatch(one.text)}
    dates = [Labelled(day.start, day.end, (day.year, day.month)) for day in found.dates]
    dates += [Labelled(one.start, one.end, (years[one.start], 0)) for one in amounts if one.start in years]
    dates.sort(key=lambda one: one.start)
    amounts = [one for one in amounts if one.start not in years]
    labels = [*_named(text, names)] if len(names) > 1 else []
    return _Read(
        frozenset(one.label for one in dates),
        frozenset(one.label for one in labels),
        labels_by_value(text, amounts, dates),
        labels_by_value(text, amounts, labels),
    )


def _any_same(some: set[_When], others: set[_When]) -> bool:
    return any(
        (year == other or not year or not other) and (month == other_month or not month or not other_month)
        for year, month in some
        for other, other_month in others
    )


def _named(text: str, names: tuple[str, ...]) -> Iterator[Labelled[str]]:
    """Yield the names of series in a text, the longest at each place."""
    by_spelling = {name.casefold(): name for name in names}
    pattern = "|".join(re.escape(name) for name in sorted(by_spelling, key=len, reverse=True))
    for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text.casefold()):
        yield Labelled(*match.span(), by_spelling[match.group()])


def spoken(value: Decimal) -> str:
    """Return a value as a message shows it."""
    return f"{value:,}"
