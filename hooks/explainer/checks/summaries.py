"""Rules on the texts of records that have no citations of their own: names, hover cards, labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..diagnostics import Diagnostic
from ..library import ROUTES, Library
from ..records.charts import Chart
from ..records.events import Event
from ..records.reading import Record
from ..records.routes import Route
from ..text.figures import Stock, read_figures
from .evidence import joint_stock
from .rules import rule

Path = tuple[str | int, ...]


@rule("unsupported-summary")
def unsupported_summary(library: Library) -> Iterator[Diagnostic]:
    """A text of a record has a figure that the record's evidence does not have.

    ## What it finds

    Figures and dates in the texts of a record that hold no citations: a term's name, other forms and hover card, who holds a
    definition and why a word is avoided; a claim and the words of its links; an event's place; a chart's unit and labels; a
    route's title. They must stand in evidence that the record's cited texts name, or be the record's own date.

    ## Why it matters

    A hover card is read more often than the page that it leads to.

    ## Example

    `short: A card that 12,547 people received.`, where the definition cites a note that says 12,574.

    ## How to mend it

    Correct the figure, leave it out, or cite its evidence in the record's text.
    """
    for record, texts in _records(library):
        if not record.passages:
            continue  # no page is made of it
        stock = _stock(library, record)
        for path in texts:
            for language, text, where in _versions(record, path):
                for found in read_figures(text, spanish=language == "es").both():
                    if not stock.holds(found):
                        yield Diagnostic(
                            "unsupported-summary",
                            record.place(*where),
                            f"'{found.text.strip()}' is in no evidence that this record cites",
                            "correct it, leave it out, or cite the evidence in the record's text",
                        )


def _records(library: Library) -> Iterator[tuple[Record[Any], list[Path]]]:
    """Yield each record with the paths of its texts that hold no citations.

    The titles of events and charts, and a chart's marks, are there for their other languages: in English they have rules
    of their own.
    """
    for term in library.terms.values():
        data = term.data
        paths: list[Path] = [("term",), ("short",), ("familiar",)]
        paths += [("forms", language) for language in data.forms]
        paths += [("definitions", i, "by") for i in range(len(data.definitions))]
        paths += [("avoid", i, name) for i in range(len(data.avoid)) for name in ("word", "why")]
        yield term, paths
    for claim in library.claims.values():
        yield claim, [("claim",), *[("links", i, "anchor") for i in range(len(claim.data.links))]]
    for event in library.events.values():
        yield event, [("place",), ("title",)]
    for chart in library.charts.values():
        lines = [("lines", i, name) for i in range(len(chart.data.lines)) for name in ("series", "label")]
        yield chart, [("title",), ("unit",), *lines, *[("marks", i, "label") for i in range(len(chart.data.marks))]]
    for route in library.routes.values():
        yield route, [("title",)]


def _versions(record: Record[Any], path: Path) -> Iterator[tuple[str, str, Path]]:
    """Yield the texts at a path of a record, each with its language and its own path."""
    node = record.node
    for step in path:
        if not isinstance(node.value, dict | list) or node.at(step) is node:
            return  # the record has no such field
        node = node.at(step)
    apart = path[-1] == "title" or path[0] == "marks"
    apart = apart and not record.path.startswith(ROUTES)
    if isinstance(node.value, str):
        if not apart:
            yield ("es" if path[-1] == "es" else "en"), node.value, path
    elif isinstance(node.value, list):
        for i, item in enumerate(node.value):
            if isinstance(item.value, str):
                yield ("es" if path[-1] == "es" else "en"), item.value, (*path, i)
    elif isinstance(node.value, dict):
        for language, text in node.value.items():
            if isinstance(text.value, str) and not (apart and language == "en"):
                yield language, text.value, (*path, language)


def _stock(library: Library, record: Record[Any]) -> Stock:
    """Return the figures and dates of all evidence that a record's texts cite, and of its own dates."""
    items = [
        item
        for passage in record.passages.values()
        for _, citation in passage.citations()
        for item in citation.items
        if library.evidence(item)
    ]
    if isinstance(record.data, Chart):
        items += [item for item in library.evidence_items(record) if library.evidence(item)]
    stock = joint_stock(library, items)
    dates = [record.data.date] if isinstance(record.data, Event) else []
    dates += [stop.date for stop in record.data.stops] if isinstance(record.data, Route) else []
    for date in dates:
        stock.add_date(date)
    return stock
