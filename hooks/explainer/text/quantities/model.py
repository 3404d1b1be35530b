"""What a text states in numbers: quantities, dates, and years that are part of a name."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ...latest import reduced

Kind = Literal["cardinal", "ordinal", "fraction", "multiple", "clock"]
"""A clock time has minutes after midnight as its values; a multiple is "threefold" or "3x"."""

Bound = Literal["", "more", "fewer"]
"""``more``: the true number is at least this one ("more than", "at least"); ``fewer``: at most ("up to", "almost")."""

Period = Literal["", "fiscal", "decade", "century", "quarter"]

SILENT = frozenset({""})
"""The units of a number beside which the text names none."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, with every value that it can mean, and what the text says about it."""

    __reduce__ = reduced

    start: int
    end: int
    text: str
    values: frozenset[Decimal]
    kind: Kind = "cardinal"
    units: frozenset[str] = SILENT
    """What it measures or counts, by a name of `units`; several if the text leaves that open."""
    sign: int = 1
    """-1 with a minus sign, 0 if words such as "fell by" make both signs right."""
    bound: Bound = ""
    years: frozenset[int] = frozenset()
    """The years with which its clause pairs it."""
    incidental: bool = False
    """Whether it needs no evidence: "one of them", "a third person". As evidence it still counts."""
    between: bool = False
    """Whether it is the time between two events, one of which may stand in an earlier sentence: "two days later"."""
    refers_back: bool = False
    """Whether it may stand without a citation, since it names what the page has introduced: "the fourth view"."""
    noun: str = ""
    """The plural that it counts, by the name of its unit or as it is written: "priorities"."""
    phrase: str = ""
    """The number with its bound and the noun that it counts, for messages."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text; missing parts are 0."""

    __reduce__ = reduced

    start: int
    end: int
    text: str
    year: int
    month: int = 0
    day: int = 0
    period: Period = ""
    """A fiscal year, a decade (``year`` is its first), a century (``year`` is its number), or a quarter of ``year``."""
    quarter: int = 0
    weekday: int = 0
    """1 for Monday to 7 for Sunday, if the text names it."""
    swapped: bool = False
    """Whether month and day may change places, as in 3/4/2019."""
    spanned: bool = False
    """Whether it is an end of a span such as 2018-19, which the date of issue of a work does not support."""
    published: bool = False
    """Whether the words beside it speak of a publication: "a 2021 column", "wrote the newspaper in 2021"."""
    refers_back: bool = False
    """Whether it may stand without a citation, since it names what the page has introduced: "the June deal"."""


@dataclass(frozen=True, slots=True)
class NamedYear:
    """A year that is part of a name, such as "the 1951 Convention"."""

    start: int
    end: int
    text: str
    year: int
    name: str
    """The word beside it in lower case, in English: "convention"."""


@dataclass(frozen=True, slots=True)
class Quantities:
    """The quantities and dates of a text, each in reading order."""

    __reduce__ = reduced

    quantities: tuple[Quantity, ...] = ()
    """Those that need evidence."""
    dates: tuple[DateMention, ...] = ()
    incidental: tuple[Quantity, ...] = ()
    """Those that only count as evidence."""
    named_years: tuple[NamedYear, ...] = ()

    def stated(self) -> list[Quantity | DateMention]:
        """Return what needs evidence: the quantities, then the dates."""
        return [*self.quantities, *self.dates]
