"""Finds the quantities and dates of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from ..spans import Spans
from .context import BOUND_WORDS, FALL_WORDS, bound_of, sign_of, years_of
from .dates import read_dates
from .digits import DIGIT
from .fractions import anniversaries, clock_times, fractions, multiples, ordinals, roman_numbers
from .model import SILENT, DateMention, Quantities, Quantity
from .numerals import WIDE, Numeral, numerals
from .patterns import YEAR
from .publication import published
from .units import MEASURES, NOUNS, SHARE, TIME, Unit, noun_of, unit_of
from .words import MULTIPLE_NAMES, NUMBER_NAMES, ORDINAL_NAMES, PARTS, WORD, WORDS

_NEXT = re.compile(r"\s*(?:,|-|–|—|/)\s*|\s+(?:and|to|or|y|a|o|e)\s+")
_STOP = re.compile(r"[.;!?](?:\s|$)")
_FULL_YEAR = re.compile(YEAR)
_AND_A_HALF = re.compile(r"\s+(?:and\s+a\s+half|y\s+medi[oa])\b", re.IGNORECASE)
_ONE_TIME = re.compile(
    r"\b(?:an?|una?)\s+(?P<unit>hour|day|week|month|year|decade|hora|día|semana|mes|año)\b(?P<half>\s+(?:and\s+a\s+half|y\s+medi[oa])\b)?",
    re.IGNORECASE,
)
_HALF_TIME = re.compile(
    r"\b(?:half\s+an?|medi[oa])\s+(?P<unit>hour|day|week|month|year|decade|century|hora|día|año|siglo)\b", re.IGNORECASE
)
_NO_ONE = re.compile(r"\b(?:no|any|some|every)\s$", re.IGNORECASE)
_SPOKEN_YEARS = range(1500, 2200)


@lru_cache(1 << 15)  # evidence is read again for each statement, and after each save while a site is served
def extract_quantities(text: str, *, spanish: bool = False, names: tuple[tuple[int, int], ...] = ()) -> Quantities:
    """Find the quantities and dates in ``text``; ``names`` are spans, such as terms, without any.

    With ``spanish`` a full stop may separate thousands, a comma may be a decimal sign, and "$" may be pesos.
    """
    lowered = text.lower()
    words = frozenset(WORD.findall(lowered))
    has_digits = DIGIT.search(text) is not None
    spelled = not words.isdisjoint(NUMBER_NAMES)
    taken = list(names)
    dates, named_years = read_dates(text, lowered, words, has_digits, taken)
    found: list[Quantity] = []
    numbers: list[Quantity] = []
    if has_digits or words & _CLOCK_WORDS:
        _take(found, clock_times(text, words, has_digits), taken)
    if has_digits or words & _SHARE_WORDS or not text.isascii():
        _take(found, fractions(text, words), taken)
    if has_digits or "fold" in lowered or not words.isdisjoint(MULTIPLE_NAMES):
        _take(found, multiples(text, lowered), taken)
    if words & _DURATION_WORDS:
        _take(found, _durations(text), taken)
    if spelled or has_digits:
        numbers, bare_years = _numbers(text, words, Spans(taken), spanish, has_digits, spelled)
        dates += bare_years
    if not words.isdisjoint(ORDINAL_NAMES):
        blocked = Spans([*taken, *((one.start, one.end) for one in numbers)])
        found += [one for one in ordinals(text) if not blocked.overlap(one.start, one.end)]
    if not words.isdisjoint(_ROMANS):
        found += roman_numbers(text)
    if not (found or numbers or dates or named_years):
        return _NOTHING
    read = Spans((one.start, one.end) for one in numbers if not one.incidental)
    found = [one for one in found if not (one.incidental and read.overlap(one.start, one.end))]
    if "nivers" in lowered:
        found += anniversaries(text)
    dates = sorted(published(text, words, dates), key=lambda day: day.start)
    everything = sorted([*found, *numbers], key=lambda one: one.start)
    for one, years in zip(
        range(len(everything)), years_of(text, [one.start for one in everything], dates), strict=True
    ):
        if years:
            everything[one] = replace(everything[one], years=years)
    return Quantities(
        tuple(one for one in everything if not one.incidental),
        tuple(dates),
        tuple(one for one in everything if one.incidental),
        tuple(named_years),
    )


_NOTHING = Quantities()
_CLOCK_WORDS = frozenset(("noon", "midday", "midnight", "mediodía", "medianoche"))
_SHARE_WORDS = frozenset(("most", "majority", "mayoría", *WORDS, *(word for part in PARTS for word in part.split())))
_DURATION_WORDS = frozenset(
    ["hour", "day", "week", "month", "year", "decade", "century", "hora", "día", "semana", "mes", "año", "siglo"]
)
_ROMANS = frozenset(
    [
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "xi",
        "xii",
        "xiii",
        "xiv",
        "xv",
        "xvi",
        "xvii",
        "xviii",
        "xix",
        "xx",
    ]
)


def _take(found: list[Quantity], more: Iterable[Quantity], taken: list[tuple[int, int]]) -> None:
    """Add quantities that no earlier pattern has read; those that need no evidence leave their words to others."""
    blocked = Spans(taken)
    for one in more:
        if not blocked.overlap(one.start, one.end):
            found.append(one)
            if not one.incidental:
                taken.append((one.start, one.end))


def _durations(text: str) -> Iterator[Quantity]:
    """Yield "an hour and a half" and "half a year"; without a half they only count as evidence."""
    for pattern, value in ((_HALF_TIME, Decimal("0.5")), (_ONE_TIME, Decimal(1))):
        for match in pattern.finditer(text):
            half = "half" in match.re.groupindex and bool(match.group("half"))
            unit = NOUNS[match.group("unit").lower()]
            yield Quantity(
                *match.span(), match.group(), frozenset({value + (Decimal("0.5") if half else 0)}), units=frozenset({unit}),
                incidental=not half and value == 1, phrase=match.group(),
            )  # fmt: skip


def _numbers(
    text: str, words: frozenset[str], taken: Spans, spanish: bool, has_digits: bool, spelled: bool
) -> tuple[list[Quantity], list[DateMention]]:
    """Return the cardinal and ordinal numbers outside ``taken``, and the bare years."""
    found: list[Quantity] = []
    years: list[DateMention] = []
    exponents: list[int] = []
    bounds = not words.isdisjoint(BOUND_WORDS) or any(mark in text for mark in "<>≤≥")
    falls = not words.isdisjoint(FALL_WORDS)
    for number in numerals(text, taken, spanish=spanish, with_digits=has_digits, with_words=spelled):
        scaled = number.exponent >= 3
        unit = unit_of(text, number.start, number.end, spanish=spanish, scaled=scaled)
        if _is_year(text, number, unit.name):
            years.append(
                DateMention(number.start, number.end, text[number.start : number.end], int(max(number.values)))
            )
            continue
        values, end, exponent = number.values, number.end, number.exponent
        if unit.exponent:
            values = frozenset(value.scaleb(unit.exponent, WIDE) for value in values)
            exponent = unit.exponent
        if unit.name in SHARE or unit.exponent:
            end = unit.end
        if unit.name in TIME and (half := _AND_A_HALF.match(text, unit.end)):
            values = frozenset(WIDE.add(value, Decimal("0.5")) for value in values)
            unit = unit._replace(end=half.end())
        bound, begin = bound_of(text, number.start, end, unit.end, words=bounds)
        if bound and number.small and max(values) <= _FEW and _WHILE.match(text, begin) and unit.name not in MEASURES:
            bound, begin = "", number.start
        word = text[number.start : number.end].lower()
        if word in _ONES and _NO_ONE.search(text, max(0, number.start - 6), number.start):
            continue
        weight = _weight(text, number, unit, word)
        if weight == "refers back" and _OTHERS.match(text, number.end):
            values = _with_those_named(text, number.start, values)
        found.append(
            Quantity(
                number.start,
                end,
                text[number.start : end],
                values,
                "ordinal" if number.ordinal else "cardinal",
                frozenset({unit.name}),
                sign_of(text, number.start, number.negative) if falls or number.negative else 1,
                bound,
                incidental=weight in ("incidental", "between"),
                between=weight == "between",
                refers_back=weight == "refers back",
                noun=noun_of(text, number.end),
                phrase=text[begin : max(end, unit.end)],
            )
        )
        exponents.append(exponent)
    _share_units(text, found, exponents)
    return found, years


_CLAUSE = re.compile(r"[.;:!?](?=\s|$)")
_JOINED = re.compile(r",|\b(?:and|y|e)\b")
_NAMING = 120
"""How many characters before "four others" may name those that are not the others."""
_ONES = frozenset(("one", "uno", "una", "un", "zero", "none", "cero"))


Weight = Literal["stated", "refers back", "between", "incidental"]
_DEFINITE = re.compile(
    r"\b(?:the|these|those|all|both|other|its|his|her|their|our|any|first|last|next|past|previous|los|las|estos|estas|sus|otros|otras)\s+$",
    re.IGNORECASE,
)
_COMPARING = re.compile(r"\s+(?:as|more|the|higher|lower|larger|greater|más)\b", re.IGNORECASE)
_WHILE = re.compile(r"(?:under|over)\b", re.IGNORECASE)
_FEW = 10
"""Before so few things that are not measured, "under" and "over" are no bounds: "under two presidents"."""
_OTHERS = re.compile(r"\s+(?:others?|otros|otras)\b", re.IGNORECASE)
_FIGURES = re.compile(r"-(?:figure|digit|letter|fold)\b", re.IGNORECASE)
_PLURAL = re.compile(r"(?:[\s-]+[^\W\d_]+){0,2}[\s-]+[^\W\d_]+s\b")
_RELATIVE = re.compile(
    r"\s+(?:(?P<between>later|earlier|before|after|afterwards|apart|previously|más\s+tarde|después|antes)\b|(?:ago|since|into)\b|on(?=\s*[.,;:)]|$))",
    re.IGNORECASE,
)


def _weight(text: str, number: Numeral, unit: Unit, word: str) -> Weight:
    """Return what a number in words needs; numbers in digits always need a citation."""
    if not number.small or unit.name in SHARE:
        return "stated"
    if word in _ONES:
        return "incidental"
    if unit.name in TIME and (relative := _RELATIVE.match(text, unit.end)):
        return "between" if relative.group("between") else "incidental"
    value = max(number.values)
    if _FIGURES.match(text, number.end):  # "a five-figure number"
        return "incidental"
    if _OTHERS.match(text, number.end):
        return "refers back"
    if unit.name == "times" and not _COMPARING.match(text, unit.end):  # "was stopped twice"
        return "refers back" if value > 2 else "incidental"
    definite = _DEFINITE.search(text, max(0, number.start - 12), number.start)
    counts = unit.name or _PLURAL.match(text, number.end)
    if value == 2 and (definite or not counts):  # "the two" are both
        return "incidental"
    if definite:  # "the three countries"
        return "refers back"
    return "stated" if unit.name or value > 20 or (value > 10 and counts) else "refers back"


def _with_those_named(text: str, start: int, values: frozenset[Decimal]) -> frozenset[Decimal]:
    """Return what "four others" may be in the evidence: four, or with one, two or those that the sentence has named."""
    clause = _CLAUSE.split(text[max(0, start - _NAMING) : start])[-1]
    named = {0, 1, 2, len(_JOINED.findall(clause))}
    return frozenset(value + count for value in values for count in named)


def _is_year(text: str, number: Numeral, unit: str) -> bool:
    """Whether a number is a year: four digits, or "two thousand and nineteen", without a unit of its own."""
    if number.raw:
        bare = _FULL_YEAR.fullmatch(number.raw) and not number.money and not number.ordinal and number.exponent == 0
        return bool(bare) and unit not in SHARE and number.end - number.start == 4
    if unit or number.money or len(number.values) != 1 or DIGIT.search(text, number.start, number.end):
        return False
    value = max(number.values)
    return value in _SPOKEN_YEARS and value % 100 != 0


def _share_units(text: str, found: list[Quantity], exponents: list[int]) -> None:
    """Give the numbers of a list the scale and share that only its last or first one states: "5, 10 and 15%"."""
    for i in range(len(found) - 2, -1, -1):
        this, following = found[i], found[i + 1]
        between = text[this.end : following.start]
        if len(between) < 12 and _NEXT.fullmatch(between.replace("$", "").rstrip("−-") or between):
            values = this.values
            if exponents[i + 1] and not exponents[i]:
                values |= {value.scaleb(exponents[i + 1], WIDE) for value in values}
                exponents[i] = exponents[i + 1] if between.strip() in ("-", "–", "to") else exponents[i]
            units = _open(this.units, following.units & SHARE)
            if between.strip() in ("to", "a", "or", "o", "-", "–") and units == SILENT:
                units = following.units  # "five to seven hours"
            found[i] = replace(this, values=frozenset(values), units=units)
    for i in range(1, len(found)):
        this, earlier = found[i], found[i - 1]
        shares = earlier.units & SHARE
        if shares and this.units == SILENT and not _STOP.search(text, earlier.end, this.start):
            found[i] = replace(this, units=_open(this.units, shares))


def _open(units: frozenset[str], shares: frozenset[str]) -> frozenset[str]:
    """Return the units of a number that may also be a share, as another one of its list is."""
    return units | shares if shares and "" in units else units
