"""Gathers the facts of some texts and dates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable
from decimal import Decimal

from ..spans import Spans
from .dates import read_record_date
from .enumerations import GROUPS, enumerations
from .extract import extract_quantities
from .fact import Fact
from .facts import ANY, MOST_OF_A_DAY, STATED, FactSet
from .model import DateMention, Quantities, Quantity
from .patterns import MONTH_NAMES, MONTHS
from .proper_names import IN_ENGLISH, INSTRUMENTS
from .shares import LONGEST
from .units import COUNTED, LUNAR, MINUTES, SHARE, TIME, mentioned
from .words import WORD

_ANY_MONTH = re.compile(
    r"\b(?:" + "|".join(name for name in MONTHS if len(name) > 4) + r"|(?-i:May)|mayo)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.;!?](?=\s|$)")
_MOST_RATIOS = 6
"""In a sentence with more numbers than this, some share can be made of almost any two."""


def collect_facts(
    texts: Iterable[str],
    spanish: Container[str] = (),
    *,
    title: str = "",
    date: str = "",
    issued: str = "",
    authors: int = 0,
) -> FactSet:
    """Return what texts state, some of which may be Spanish, with a note's date, and the title, date and authors of its work.

    The dates are written as `records.fields.parse_date` reads them.
    """
    collector = _Collector(authors, title)
    for text in (*texts, *([title] if title else ())):
        collector.text(text, text in spanish)
    for one in (date, issued):
        for day in read_record_date(one) if one else ():
            collector.date(day, stated=one is date or not collector.states_a_year)
    return collector.facts()


class _Collector:
    """Gathers the facts of one text."""

    def __init__(self, authors: int, title: str) -> None:
        titled = INSTRUMENTS.intersection(WORD.findall(title.lower()))
        self._titled = frozenset(IN_ENGLISH.get(name, name) for name in titled)
        self._facts: dict[Decimal, dict[Fact, str]] = {}
        self._dates: set[tuple[int, int, int]] = set()
        self._periods: set[tuple[str, int, int]] = set()
        self._weekdays: dict[tuple[int, int], set[int]] = {}
        self._years_of_day: dict[tuple[int, int], set[int]] = {}
        self._named: dict[str, set[int]] = {}
        self._mentions: set[str] = set()
        self._counts: dict[str, set[Decimal]] = {}
        self._listed = {authors} - {0}
        self._shares: set[float] = set()
        self._ratios: set[float] = set()
        self._values_of_year: dict[int, set[Decimal]] = {}

    def facts(self) -> FactSet:
        """Return what was gathered."""
        return FactSet(
            self._facts,
            frozenset(self._dates),
            frozenset(self._periods),
            {key: frozenset(value) for key, value in self._weekdays.items()},
            {key: frozenset(value) for key, value in self._years_of_day.items()},
            {key: frozenset(value) for key, value in self._named.items()},
            self._titled,
            frozenset(self._mentions),
            {key: frozenset(value) for key, value in self._counts.items()},
            frozenset(self._listed),
            tuple(sorted(self._shares)),
            tuple(sorted(self._ratios)),
            {key: frozenset(value) for key, value in self._values_of_year.items()},
        )

    @property
    def states_a_year(self) -> bool:
        """Whether any text gave a year."""
        return any(kind == STATED for kind, _, _ in self._periods)

    def text(self, text: str, spanish: bool) -> None:
        """Take in a text."""
        found = extract_quantities(text, spanish=spanish)
        for one in (*found.quantities, *found.incidental):
            self._quantity(one)
        for day in found.dates:
            self.date(day)
        for named in found.named_years:
            self._day(named.year, 0, 0)
            self._periods.add((STATED, named.year, 0))
            self._named.setdefault(named.name, set()).add(named.year)
        words = frozenset(WORD.findall(text.lower()))
        self._mentions |= mentioned(words)
        self._listed.update(enumerations(text))
        self._listed.update(GROUPS[word] for word in words & GROUPS.keys())
        self._add_ratios(text, found)
        if not words.isdisjoint(MONTH_NAMES):
            # A list of months gives each without a word before it; a month with a year has no other year.
            dated = Spans((day.start, day.end) for day in found.dates if day.year and day.month)
            for month in _ANY_MONTH.finditer(text):
                if not dated.overlap(*month.span()):
                    self._day(0, MONTHS[month.group().lower()], 0)

    def date(self, day: DateMention, *, stated: bool = True) -> None:
        """Take in a date, which the evidence states unless it is only that of the work's issue."""
        if stated and day.year:
            self._periods.add((STATED, day.year, 0))
        if day.period:
            self._periods.add((day.period, day.year, day.quarter))
            if day.period == "quarter" and day.year:
                self._day(day.year, 0, 0)
            return
        self._day(day.year, day.month, day.day, day.weekday)
        if day.swapped:
            self._day(day.year, day.day, day.month)

    def _day(self, year: int, month: int, day: int, weekday: int = 0) -> None:
        self._dates |= {
            (year, month, day), (year, month, ANY), (year, ANY, ANY), (ANY, month, day), (ANY, month, ANY), (ANY, ANY, day),
        }  # fmt: skip
        if weekday and month and day:
            self._weekdays.setdefault((month, day), set()).add(weekday)
        if year and month:
            for number in {0, day}:
                years = self._years_of_day.setdefault((month, number), set())
                if len(years) < MOST_OF_A_DAY:
                    years.add(year)

    def _quantity(self, one: Quantity) -> None:
        fact = Fact(one.kind, one.units, one.sign, one.bound, one.years)
        text = one.phrase.strip()
        for value in one.values:
            self._facts.setdefault(value, {}).setdefault(fact, text)
            if one.kind == "fraction":
                whole = value * 100
                self._facts.setdefault(whole, {}).setdefault(fact._replace(kind="cardinal"), text)
            elif one.units & SHARE and abs(value) < LONGEST:
                self._shares.add(float(value) / 100)
            for unit in () if one.incidental and value == 1 else one.units & TIME:  # "100 a year"
                self._converted(fact, unit, value, text)
            for year in one.years:
                values = self._values_of_year.setdefault(year, set())
                if len(values) < 2:
                    values.add(value)
        for noun in {one.noun, *(one.units & COUNTED)} - {""}:
            self._counts.setdefault(noun, set()).update(one.values)

    def _converted(self, fact: Fact, unit: str, value: Decimal, text: str) -> None:
        """Add a duration in the other units of its kind: an hour and a half is 90 minutes."""
        if not 0 < value < LONGEST:
            return
        sizes = MINUTES if unit in MINUTES else LUNAR
        for other, size in sizes.items():
            if other != unit:
                converted = value * sizes[unit] / size
                self._facts.setdefault(converted, {}).setdefault(fact._replace(units=frozenset({other})), text)

    def _add_ratios(self, text: str, found: Quantities) -> None:
        """Add the ratios of the numbers of each sentence, since "200 of 300" is two thirds."""
        numbers = [one for one in found.quantities if one.kind == "cardinal" and not one.units & SHARE]
        if len(numbers) < 2:
            return
        ends = [match.start() for match in _SENTENCE.finditer(text)]
        sentences: dict[int, list[Decimal]] = {}
        for one in numbers:
            sentences.setdefault(bisect_left(ends, one.start), []).append(max(one.values))
        for values in sentences.values():
            if 2 <= len(values) <= _MOST_RATIOS:
                for top in values:
                    for bottom in values:
                        if bottom > 0 and top > 0 and top != bottom and max(top, bottom) < LONGEST**3:
                            self._ratios.add(float(top) / float(bottom))
