"""What some evidence states, and whether it supports a quantity or date of a page.

Both sides are compared on what both state. If the evidence gives the number without a unit, a bound or a year, nothing
is held against a page that gives one; if it gives the number only of something else, the page is not supported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

from ...latest import reduced
from .fact import Fact, is_measure_of_things, same_kind
from .lasting import have_between, have_days_between, have_months_between, weekday
from .model import SILENT, DateMention, NamedYear, Quantity
from .shares import is_ratio, is_share
from .units import COUNTED, TIME, contradict, needs_mention

_K = TypeVar("_K")
_V = TypeVar("_V")

ANY = -1
"""In the dates of a set of facts: any year, month or day."""

MOST_OF_A_DAY = 8
"""How many years, or weekdays, are kept for one day of the year."""
STATED = "year"
"""The kind of a period that is a year of the evidence itself."""
_LISTED = COUNTED | SILENT | {"times"}
"""Units of what can be listed by name."""
_MOST_DERIVED = 40
"""The greatest number that follows from names or dates of the evidence; more is not counted in the head."""


@dataclass(frozen=True, slots=True)
class FactSet:
    """The quantities and dates of some evidence; `|` gives those of both sides."""

    __reduce__ = reduced

    facts: Mapping[Decimal, Mapping[Fact, str]] = field(default_factory=dict)
    """By value; with each fact the words that state it."""
    dates: frozenset[tuple[int, int, int]] = frozenset()
    """Year, month and day of each date, and the same with `ANY` for some of them, so that a date can be looked up without a search; missing parts are 0."""
    periods: frozenset[tuple[str, int, int]] = frozenset()
    """Fiscal years, decades, centuries and quarters: the kind, the year or number, and the quarter."""
    weekdays: Mapping[tuple[int, int], frozenset[int]] = field(default_factory=dict)
    """The weekdays that the evidence names for a month and day."""
    years_of_day: Mapping[tuple[int, int], frozenset[int]] = field(default_factory=dict)
    """The years that the evidence gives for a month and day; the day is 0 for the month itself."""
    named_years: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """By the kind of a law or treaty, such as "convention", the years that stand beside it."""
    titled: frozenset[str] = frozenset()
    """What the cited works are by their titles, if they are laws or treaties: "convention"."""
    mentions: frozenset[str] = frozenset()
    """The kinds of things that the evidence speaks of, with or without a number."""
    counts: Mapping[str, frozenset[Decimal]] = field(default_factory=dict)
    """The numbers that the evidence gives of a noun, by the noun or the name of its unit."""
    listed: frozenset[int] = frozenset()
    """How many names its enumerations have: three for "Guatemala, Honduras and El Salvador"."""
    shares: tuple[float, ...] = ()
    """In ascending order: percentages as parts of one; a fraction in words is already rounded, and only equals itself."""
    ratios: tuple[float, ...] = ()
    """In ascending order: the ratios of two numbers of a sentence."""
    values_of_year: Mapping[int, frozenset[Decimal]] = field(default_factory=dict)
    """Up to two values for each year with which a clause pairs them."""

    def __or__(self, other: FactSet) -> FactSet:
        return FactSet.union((self, other))

    @staticmethod
    def union(sets: Iterable[FactSet]) -> FactSet:
        """Return the facts of all sets."""
        several = [one for one in sets if one is not _EMPTY]
        if len(several) < 2:
            return several[0] if several else _EMPTY
        facts: dict[Decimal, Mapping[Fact, str]] = {}
        for one in several:
            for value, stated in one.facts.items():
                facts[value] = {**facts[value], **stated} if value in facts else stated
        return FactSet(
            facts,
            frozenset().union(*(one.dates for one in several)),
            frozenset().union(*(one.periods for one in several)),
            _merged([one.weekdays for one in several], MOST_OF_A_DAY),
            _merged([one.years_of_day for one in several], MOST_OF_A_DAY),
            _merged([one.named_years for one in several]),
            frozenset().union(*(one.titled for one in several)),
            frozenset().union(*(one.mentions for one in several)),
            _merged([one.counts for one in several]),
            frozenset().union(*(one.listed for one in several)),
            tuple(sorted({share for one in several for share in one.shares})),
            tuple(sorted({ratio for one in several for ratio in one.ratios})),
            _merged([one.values_of_year for one in several], 2),
        )

    @staticmethod
    def of_values(values: Iterable[Decimal]) -> FactSet:
        """Return bare numbers."""
        fact = Fact("cardinal", frozenset({"", "percent"}), 0, "", frozenset())
        return FactSet({value: {fact: str(value)} for value in values})

    def listing(self, *counts: int) -> FactSet:
        """Return the same facts, with counts of things that the evidence consists of, such as the works."""
        return self if self.listed.issuperset(counts) else replace(self, listed=self.listed.union(counts))

    @property
    def years(self) -> frozenset[int]:
        """The years of its dates and fiscal years."""
        fiscal = {year for period, year, _ in self.periods if period == "fiscal"}
        return frozenset({year for year, _, _ in self.dates if year > 0} | fiscal)

    @property
    def given_dates(self) -> list[tuple[int, int, int]]:
        """Year, month and day of each date with a year, as exactly as the evidence gives it; also its fiscal years."""
        fiscal = {(year, 0, 0) for period, year, _ in self.periods if period == "fiscal"}
        return sorted(fiscal | {date for date in self.dates if date[0] > 0 and ANY not in date})

    def has_value(self, value: Decimal) -> bool:
        """Whether the evidence has the number, whatever it counts."""
        return any(fact.kind not in ("ordinal", "clock") for fact in self.facts.get(value, ()))

    def supports(self, mention: Quantity | DateMention) -> bool:
        """Whether the evidence has the quantity or date, and says nothing else about it."""
        if isinstance(mention, DateMention):
            return self._supports_date(mention)
        return self._judged(mention)[0]

    def gives(self, quantity: Quantity) -> bool:
        """Whether the evidence has the quantity in so many words, and not only dates or names that it follows from."""
        return any(
            same_kind(quantity.kind, fact) and self._agrees(quantity, value, fact)
            for value in quantity.values
            for fact in self.facts.get(value, ())
        )

    def instead(self, mention: Quantity | DateMention) -> str:
        """Return the words of the evidence that give the number of an unsupported quantity of something else, or nothing."""
        return "" if isinstance(mention, DateMention) else self._judged(mention)[1]

    def contradicts_name(self, named: NamedYear) -> bool:
        """Whether the evidence gives only another year for the same name: the 1951 Convention, not that of 1961."""
        if (named.year, ANY, ANY) in self.dates:
            return False
        return named.name in self.titled or bool(self.named_years.get(named.name))

    # Quantities

    def _judged(self, quantity: Quantity) -> tuple[bool, str]:
        if quantity.kind == "fraction":
            stated = [
                fact.bound
                for value in quantity.values
                for fact in self.facts.get(value, ())
                if fact.kind == quantity.kind
            ]
            if stated:
                return any(not (quantity.bound and bound) or quantity.bound == bound for bound in stated), ""
            return is_share(quantity, self.shares, self.ratios), ""
        if quantity.bound and (otherwise := self._bounded_otherwise(quantity)):
            return False, otherwise
        if quantity.kind == "multiple" and is_ratio(quantity, self.shares, self.ratios):
            return True, ""
        if quantity.refers_back and quantity.kind == "cardinal":
            return self._has_somehow(quantity), ""
        other = ""
        for value in quantity.values:
            for fact, text in self.facts.get(value, _NO_FACTS).items():
                if not same_kind(quantity.kind, fact):
                    continue
                if self._agrees(quantity, value, fact):
                    return True, ""
                if not other:
                    other = text and text + "".join(f" for {year}" for year in sorted(fact.years)[:1])
        return self._follows(quantity), other

    def _bounded_otherwise(self, quantity: Quantity) -> str:
        """Return the words that give a number only with the contrary bound, although others may give it none: "3,000" in a title."""
        bare = replace(quantity, bound="")
        same = [
            (fact, text)
            for value in quantity.values
            for fact, text in self.facts.get(value, _NO_FACTS).items()
            if fact.bound and same_kind(quantity.kind, fact) and self._agrees(bare, value, fact)
        ]
        return "" if any(fact.bound == quantity.bound for fact, _ in same) else next((text for _, text in same), "")

    def _has_somehow(self, quantity: Quantity) -> bool:
        """Whether the evidence has a small number in any form: "the three" refers to things that it may list or count."""
        if self._lists(quantity):
            return True
        for value in quantity.values:
            for fact in self.facts.get(value, ()):
                fits = any(not contradict(one, other) for one in quantity.units for other in fact.units)
                if fits and not is_measure_of_things(quantity, fact):
                    return True
        return self._follows(quantity)

    def _follows(self, quantity: Quantity) -> bool:
        """Whether a number follows from names that the evidence lists or from its dates, although it does not give it."""
        units = quantity.units - {""}
        if quantity.kind != "cardinal" or len(units) != 1 or len(quantity.values) != 1:
            return False
        (value,), (unit,) = quantity.values, units
        if unit == "years" and value == Decimal("0.5"):
            value, unit = Decimal(6), "months"
        if not 1 < value <= _MOST_DERIVED or value != int(value):
            return False
        if unit in COUNTED:
            return self._lists(quantity)
        return unit in TIME and not self._counts_otherwise(quantity) and self._lasted(int(value), unit)

    def _lasted(self, value: int, unit: str) -> bool:
        """Whether two dates of the evidence are as far apart, counted with or without the first of them."""
        if unit in ("days", "weeks"):
            days = ((year, *day) for day, years in self.years_of_day.items() for year in years)
            return have_days_between(days, value * 7 if unit == "weeks" else value)
        if unit == "years":
            return have_between(self.years, value)
        undated = (month for month in range(1, 13) if (ANY, month, ANY) in self.dates)
        return unit == "months" and have_months_between(self.dates, undated, value)

    def _agrees(self, quantity: Quantity, value: Decimal, fact: Fact) -> bool:
        if quantity.sign * fact.sign < 0 or is_measure_of_things(quantity, fact):
            return False
        if quantity.bound and fact.bound and quantity.bound != fact.bound:
            return False
        if (
            quantity.years
            and fact.years
            and not quantity.years & fact.years
            and self._has_others(quantity.years, value)
        ):
            return False
        return any(self._same_unit(one, other) for one in quantity.units for other in fact.units)

    def _has_others(self, years: frozenset[int], value: Decimal) -> bool:
        """Whether the evidence pairs the years with other values, or does not have them at all."""
        return any(
            self.values_of_year.get(year, _NONE) - {value} or (year, ANY, ANY) not in self.dates for year in years
        )

    def _same_unit(self, stated: str, given: str) -> bool:
        if contradict(stated, given):
            return False
        if not stated or not given or not needs_mention(stated, given):
            return True
        return stated in self.mentions and not (stated in COUNTED and stated in self.counts)

    def _counts_otherwise(self, quantity: Quantity) -> bool:
        """Whether the evidence gives only other numbers of what a quantity counts: "five pillars" for "three pillars"."""
        return quantity.noun in self.counts and not self.counts[quantity.noun] & quantity.values

    def _lists(self, quantity: Quantity) -> bool:
        """Whether the evidence lists as many things as a quantity counts, and does not count them otherwise."""
        if quantity.bound or self._counts_otherwise(quantity) or not quantity.units & _LISTED:
            return False
        return any(value == int(value) and int(value) in self.listed for value in quantity.values)

    # Dates

    def _supports_date(self, day: DateMention) -> bool:
        """Whether the evidence has the date, or its parts in one date and its year beside it."""
        if day.period:
            return self._supports_period(day)
        if day.spanned:
            return (STATED, day.year, 0) in self.periods
        if not day.month:
            return (ANY, ANY, day.day) in self.dates if day.day else self._supports_year(day)
        readings = [(day.month, day.day or ANY)]
        if day.swapped:
            readings.append((day.day, day.month))
        for month, number in readings:
            if not day.year:
                found = (ANY, month, number) in self.dates
            else:
                found = (day.year, month, number) in self.dates or (
                    (day.year, ANY, ANY) in self.dates and self._is_undated(day.year, month, number)
                )
            if found:
                return self._weekday_fits(day, month, number)
        return False

    def _supports_year(self, day: DateMention) -> bool:
        """Whether the evidence states a year; the year of its issue supports only what the page says of its publication."""
        return (STATED, day.year, 0) in self.periods or (day.published and (day.year, ANY, ANY) in self.dates)

    def _is_undated(self, year: int, month: int, number: int) -> bool:
        """Whether the evidence has a day or month without a year, and does not give it another one elsewhere."""
        years = self.years_of_day.get((month, max(number, 0)))
        return (0, month, number) in self.dates and (not years or year in years)

    def _weekday_fits(self, day: DateMention, month: int, number: int) -> bool:
        if not day.weekday or number <= 0:
            return True
        named = self.weekdays.get((month, number), frozenset())
        if day.weekday in named:
            return True
        years = [day.year] if day.year else sorted(self.years_of_day.get((month, number), ()))
        real = {weekday(year, month, number) for year in years} - {0}
        return day.weekday in real if real else not named

    def _supports_period(self, day: DateMention) -> bool:
        if (day.period, day.year, day.quarter) in self.periods:
            return True
        if day.period == "decade":
            return any((year, ANY, ANY) in self.dates for year in range(day.year, day.year + 10))
        if day.period == "century":
            return any((year, ANY, ANY) in self.dates for year in range(day.year * 100 - 100, day.year * 100))
        if day.period == "quarter":
            year = day.year or ANY
            if any((year, month, ANY) in self.dates for month in range(day.quarter * 3 - 2, day.quarter * 3 + 1)):
                return True
            if not day.year:
                return any(kind == "quarter" and quarter == day.quarter for kind, _, quarter in self.periods)
            return ("quarter", 0, day.quarter) in self.periods and (day.year, ANY, ANY) in self.dates
        return False


_EMPTY = FactSet()
_NO_FACTS: Mapping[Fact, str] = {}
_NONE: frozenset[Decimal] = frozenset()


def _merged(maps: list[Mapping[_K, frozenset[_V]]], most: int | None = None) -> Mapping[_K, frozenset[_V]]:
    whole: dict[_K, frozenset[_V]] = {}
    for one in maps:
        for key, values in one.items():
            if key not in whole:
                whole[key] = values
            elif most is None or len(whole[key]) < most:
                whole[key] |= values
    return whole
