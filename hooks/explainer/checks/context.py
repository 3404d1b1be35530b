"""What surrounds a statement and belongs to its figures: the year of a table's row, and what happened before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..library import Library, Page
from ..text.citation import Item
from ..text.quantities import DateMention, Quantity, can_lie_between
from ..text.statements import Statement, Stretch, label

_MOST_BEFORE, _MOST_AFTER = 6, 2
"""How many statements before and after "two days later" may name the other event."""
_BESIDE = 1
"""How far away the dates that only the evidence gives still count: farther off, some date fits almost any time."""
_MOST_ITEMS = 8
"""Of how many cited notes of a statement the dates are read."""
_LONGEST_LABEL = 40
"""A longer first cell of a row does more than to name its year."""


def figures(library: Library, page: Page, statement: Statement) -> Iterator[tuple[Stretch, Quantity | DateMention]]:
    """Yield the figures and dates of a statement, except those in the name of the page or chart that they link to.

    The figures of a row whose first cell names a year are of that year, unless their own cell names another one.
    """
    year = row_year(library, statement)
    for stretch in statement.stretches:
        reading = library.term_index.figures(stretch)
        dated = stretch.part is statement.row or any(day.year for day in reading.dates)
        for found in reading.stated():
            if library.names.figure(page, stretch, found):
                continue
            if year and not dated and isinstance(found, Quantity):
                yield stretch, replace(found, years=year)
            else:
                yield stretch, found


def row_year(library: Library, statement: Statement) -> frozenset[int]:
    """Return the year that the first cell of a statement's row names; nothing if it names none, several, or a day.

    What begins on a day may go on in the next year.
    """
    if statement.row is None or len(statement.row.block.text) > _LONGEST_LABEL:
        return frozenset()
    dates = library.term_index.figures(label(statement.document, statement.row)).dates
    years = frozenset(day.year for day in dates if day.year and day.period in ("", "fiscal"))
    return years if len(years) == 1 and not any(day.day for day in dates) else frozenset()


def unsupported_times(library: Library) -> Iterator[tuple[Statement, list[Item], Stretch, Quantity]]:
    """Yield the times between two events that are not in the evidence, and fit no two dates of it and the text around.

    Each comes with its statement and the items that this cites. One date is of the statement or its evidence, the other
    may be in the text of the statements around it, or in the evidence of the one before or after. Records are left out:
    the other event is often one of their fields.
    """
    everything = library.citations.with_evidence
    for i, (page, statement, items) in enumerate(everything):
        if not items or page.is_generated:
            continue
        for stretch in statement.stretches:
            for time in library.term_index.figures(stretch).incidental:
                if not time.between or any(library.evidence.facts(item).gives(time) for item in items[:_MOST_ITEMS]):
                    continue
                first = max(0, i - _MOST_BEFORE)
                dates = [
                    date
                    for at, (other, one, cited) in enumerate(everything[first : i + _MOST_AFTER + 1], first)
                    if other is page
                    for date in _dates(library, one, cited if abs(at - i) <= _BESIDE else [])
                ]
                if not can_lie_between(time, _dates(library, statement, items), dates):
                    yield statement, items, stretch, time


def _dates(library: Library, statement: Statement, items: list[Item]) -> list[tuple[int, int, int]]:
    """Return the dates of a statement and of its evidence, those of its text first."""
    written = [
        (day.year, day.month, day.day)
        for stretch in statement.stretches
        for day in library.term_index.figures(stretch).dates
        if day.period in ("", "fiscal")
    ]
    given = (library.evidence.facts(item).given_dates for item in items[:_MOST_ITEMS])
    return [*written, *(date for dates in given for date in dates)]
