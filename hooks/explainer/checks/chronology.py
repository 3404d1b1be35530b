"""The order of the events that a page tells: "two days later" must not be what its dates say happened before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from ..library import Library, Page
from ..text.citation import Item
from ..text.quantities import DateMention, FactSet, Quantity, lies_after, read_record_date
from ..text.statements import Statement, Stretch

Date = tuple[int, int, int]
"""Year, month and day; a missing part is 0."""

_MOST_BEFORE = 6
"""How many statements back the event may be from which a time is counted."""
_MOST_ITEMS = 8
"""Of how many cited notes of a statement the dates are read."""
_MOST_TIMES, _MOST_DATES = 20, 100
"""How many times of a stretch, and dates of a statement, are compared; more make no sense in a sentence."""
_NEAREST = 3
"""From how many of the dates before it in its own statement a time may be counted."""

_UNITS = {"day": "days", "week": "weeks", "month": "months", "year": "years", "decade": "decades"}
_LATER = frozenset({"later", "after", "afterwards", "más tarde", "después"})
_WORD = re.compile(
    r"(?:\s+(?:days?|weeks?|months?|years?|decades?|días?|semanas?|mes(?:es)?|años?|décadas?))?\s+"
    r"(?P<word>later|earlier|afterwards|previously|más\s+tarde|(?:before|after|después|antes)(?=\s*(?:[.,;:)]|$)))(?!\w)",
    re.IGNORECASE,
)
"""What follows a number that says how long before or after an event something was; "before" with an object names that event."""
_A_PERIOD = re.compile(r"\b(?:the|those|these|los|las)\s+(?:\w+\s+)?$", re.IGNORECASE)
"""What makes a time a stretch of time, with dates of its own at both ends: "in the five months before"."""
_THE_TIME = re.compile(
    r"\bthe\s+(?P<unit>day|week|month|year|decade)\s+(?:before|after)(?=\s*(?:[.,;:)]|$))", re.IGNORECASE
)
_CHEAP = re.compile(r"\b(?:later|earlier|after|afterwards|before|previously|tarde|después|antes)\b", re.IGNORECASE)


class Reversed(NamedTuple):
    """A word such as "later" in a stretch, for what the dates say came before."""

    stretch: Stretch
    start: int
    end: int
    is_later: bool
    """Whether the word says that it came later."""


class _Dated:
    """A statement with the dates that its text and its evidence give."""

    def __init__(self, library: Library, page: Page, statement: Statement, items: list[Item]) -> None:
        self.library, self.page, self.statement, self.items = library, page, statement, items

    @cached_property
    def facts(self) -> list[FactSet]:
        """The facts of its notes."""
        return [self.library.evidence.facts(item) for item in self.items[:_MOST_ITEMS]]

    @cached_property
    def given(self) -> list[Date]:
        """The dates of its evidence; that of a work's issue only where its note gives no other."""
        found: list[Date] = []
        for item, facts in zip(self.items, self.facts, strict=False):
            note, issued = self.library.evidence.note(item), self.library.sources[item.key].data.issued
            dates = facts.given_dates
            if issued and not (note and note.date == issued):
                written = {(day.year, day.month, day.day) for day in read_record_date(issued)}
                dates = [date for date in dates if date not in written] or dates
            found += dates
        return found

    @cached_property
    def written(self) -> list[tuple[Stretch, DateMention]]:
        """The first dates of its text, in reading order; a fiscal year is one, as in the evidence."""
        every = (
            (stretch, day)
            for stretch in self.statement.stretches
            for day in self.library.term_index.figures(stretch).dates
            if day.period in ("", "fiscal")
        )
        return list(islice(every, _MOST_DATES))


def reversed_times(library: Library) -> Iterator[Reversed]:
    """Yield the words that put an event after another one although the dates put it before, and the reverse.

    The time is counted from the dates written before it, in its own statement or else in the nearest of the statements
    above, or from the evidence of the one right above. What it leads to is dated by its own evidence. Nothing is yielded
    unless dates lie just as far apart in the contrary order, and none in the order that the text states.
    """
    everything = library.citations.with_evidence
    for at, (page, statement, items) in enumerate(everything):
        if not items or page.is_generated or not any(_CHEAP.search(one.text) for one in statement.stretches):
            continue
        here = _Dated(library, page, statement, items)
        before: list[_Dated] | None = None
        for stretch in statement.stretches:
            for time, start, end in islice(_times(library, stretch), _MOST_TIMES):
                if before is None:
                    rows = reversed(everything[max(0, at - _MOST_BEFORE) : at])
                    before = [_Dated(library, *row) for row in rows if row[0] is page]
                is_later = " ".join(stretch.text[start:end].lower().split()) in _LATER
                if _is_reversed(time, is_later, here, stretch, before):
                    yield Reversed(stretch, start, end, is_later)


def _times(library: Library, stretch: Stretch) -> Iterator[tuple[Quantity, int, int]]:
    """Yield each time that is counted from another event, with the place of the word that says in which direction."""
    if not _CHEAP.search(stretch.text):
        return
    reading = library.term_index.figures(stretch)
    for time in (*reading.quantities, *reading.incidental):
        if time.kind != "cardinal" or len(time.units) != 1 or not (match := _WORD.match(stretch.text, time.end)):
            continue
        if not _A_PERIOD.search(stretch.text, max(0, time.start - 24), time.start):
            yield time, *match.span("word")
    for match in _THE_TIME.finditer(stretch.text):
        unit = frozenset({_UNITS[match["unit"].lower()]})
        start = match.end("unit") + 1
        yield Quantity(*match.span(), match.group(), frozenset({Decimal(1)}), units=unit), start, match.end()


def _is_reversed(time: Quantity, is_later: bool, here: _Dated, stretch: Stretch, before: list[_Dated]) -> bool:
    """Whether the dates lie as far apart as ``time`` says only in the other direction."""
    places = {id(one): number for number, one in enumerate(here.statement.stretches)}
    place = (places[id(stretch)], time.start)
    own = [
        (date, (places[id(one)], day.start) < place)
        for one, day in here.written
        for date in _full(day, [here, *before])
    ]
    above = [date for date, is_before in own if is_before]
    told = [date for other in before for _, day in other.written for date in _full(day, [other, here, *before])]
    shown = before[0].given if before else []
    nearest = above[-_NEAREST:] or [*_nearest(before, here), *shown]
    below = [date for date, is_before in own if not is_before]
    led_to = [date for date in [*here.given, *below] if date not in above]
    issued = [date for facts in here.facts for date in facts.given_dates]

    def lie(origins: list[Date], dates: list[Date], later: bool) -> bool:
        return lies_after(time, origins, dates) if later else lies_after(time, dates, origins)

    return lie(nearest, led_to, not is_later) and not lie([*above, *told, *shown], [*led_to, *above, *issued], is_later)


def _nearest(before: list[_Dated], here: _Dated) -> list[Date]:
    """Return the dates that the nearest statement with any has in its text."""
    for other in before:
        if found := [date for _, day in other.written for date in _full(day, [other, here, *before])]:
            return found
    return []


def _full(day: DateMention, near: list[_Dated]) -> list[Date]:
    """Return a date with its year, which the evidence or the text before may have to give; several if they do."""
    if day.year:
        return [(day.year, day.month, day.day)]
    if not day.month:
        return []
    years = {
        year for one in near[:2] for facts in one.facts for year in facts.years_of_day.get((day.month, day.day), ())
    }
    if not years:
        last = next((other.year for one in near for _, other in reversed(one.written) if other.year), 0)
        years = {last} - {0}
    return [(year, day.month, day.day) for year in sorted(years)]
