"""What stands around a statement and belongs to its figures: the year of a table's row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..library import Library, Page
from ..text.quantities import DateMention, Quantity
from ..text.statements import Statement, Stretch, label

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
            if not library.names.figure(page, stretch, found):
                paired = year and not dated and isinstance(found, Quantity)
                yield stretch, replace(found, years=year) if paired else found


def row_year(library: Library, statement: Statement) -> frozenset[int]:
    """Return the year that the first cell of a statement's row names; nothing if it names none, several, or a day.

    What begins on a day may go on in the next year.
    """
    if statement.row is None or len(statement.row.block.text) > _LONGEST_LABEL:
        return frozenset()
    dates = library.term_index.figures(label(statement.document, statement.row)).dates
    years = frozenset(day.year for day in dates if day.year and day.period in ("", "fiscal"))
    return years if len(years) == 1 and not any(day.day for day in dates) else frozenset()
