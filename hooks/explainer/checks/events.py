"""Rules on what happened when and where: the events of the timeline, the stops of the map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..diagnostics import Diagnostic
from ..library import MAP_PAGE, TIMELINE_PAGE, Library
from ..records.fields import in_language
from ..records.reading import Record
from ..text.figures import read_figures, read_record_date
from .evidence import known_items
from .rules import rule


@rule("unsupported-event")
def unsupported_event(library: Library) -> Iterator[Diagnostic]:
    """An event's date, or a figure in its title, stands in no evidence that its text cites.

    ## What it finds

    Records below `docs/timeline/` whose `date`, or a number or date of whose `title`, is in none of the notes that
    `text` cites. An interval needs both of its ends.

    ## Why it matters

    A timeline is read for its dates. One that rests on nothing puts cause and consequence in the wrong order.

    ## Example

    `date: 2018-10-18`, and the note that is cited tells of 19 October.

    ## How to mend it

    Correct the date, give only the month or the year that the evidence has, or cite the evidence that has the day.
    """
    page = library.page("en", TIMELINE_PAGE)
    if page is None:
        return
    for record, passage in zip(library.events.values(), page.passages, strict=True):
        items = known_items(library, [citation for _, citation in passage.citations()])
        if not items:
            continue  # that is another rule's finding
        stock = library.evidence.joint_stock(items)
        for day in read_record_date(record.data.date):
            if not stock.holds(day):
                yield Diagnostic(
                    "unsupported-event",
                    record.place("date"),
                    f"the date '{day.text}' stands in no evidence that the text cites",
                    "correct it, give only the part that the evidence has, or cite the evidence that has it",
                )
        for found in read_figures(in_language(record.data.title, "en")).both():
            if not stock.holds(found):
                yield Diagnostic(
                    "unsupported-event",
                    record.place("title"),
                    f"'{found.text.strip()}' stands in no evidence that the text cites",
                    "correct the title, or cite the evidence that has it",
                )


@rule("unsupported-stop")
def unsupported_stop(library: Library) -> Iterator[Diagnostic]:
    """A stop's place or date stands in no evidence that its text cites, or nobody knows where the place lies.

    ## What it finds

    Stops of `docs/routes/` whose `place` is not in `docs/map/places.csv`, or is not named in the notes that `text` cites, and
    those whose `date` is in none of these notes.

    ## Why it matters

    A line on a map looks like a fact from its first point to its last.

    ## Example

    `place: Tapachula`, and the note that is cited tells of Huixtla.

    ## How to mend it

    Correct the stop, or cite the evidence that names the place and the day. What was only announced gets `sure: false`.
    """
    page = library.page("en", MAP_PAGE)
    if page is None:
        return
    stops = [(record, i) for record in library.routes.values() for i in range(len(record.data.stops))]
    for (record, i), passage in zip(stops, page.passages, strict=True):
        stop = record.data.stops[i]
        items = known_items(library, [citation for _, citation in passage.citations()])
        if not items:
            continue  # that is another rule's finding
        if stop.place not in (library.geography.places or {}):
            yield Diagnostic(
                "unsupported-stop",
                record.place("stops", i, "place"),
                f"nobody knows where '{stop.place[:80]}' lies",
                "add it to docs/map/places.csv, or write a name from there",
            )
        elif not any(stop.place in text for item in items for text in library.evidence.texts(item)):
            yield Diagnostic(
                "unsupported-stop",
                record.place("stops", i, "place"),
                f"no evidence that the text cites names '{stop.place[:80]}'",
                "correct the stop, or cite the evidence that names it",
            )
        stock = library.evidence.joint_stock(items)
        for day in read_record_date(stop.date):
            if not stock.holds(day):
                yield Diagnostic(
                    "unsupported-stop",
                    record.place("stops", i, "date"),
                    f"the date '{day.text}' stands in no evidence that the text cites",
                    "correct it, give only the part that the evidence has, or cite the evidence that has it",
                )


@rule("unknown-page")
def unknown_page(library: Library) -> Iterator[Diagnostic]:
    """A record leads to a page that does not exist.

    ## What it finds

    Entries under `pages` of an event, a chart or a route for which there is no Markdown file.

    ## Why it matters

    The reader is led nowhere, and the page that tells the event does not show it.

    ## Example

    `pages: [response/october.md]`

    ## How to mend it

    Write the file's path below `docs/en/`: `response/october-2018.md`.
    """
    written = {page.src for page in library.written()}
    records: list[Record[Any]] = [*library.events.values(), *library.charts.values(), *library.routes.values()]
    for record in records:
        for i, src in enumerate(record.data.pages):
            if src not in written:
                yield Diagnostic(
                    "unknown-page",
                    record.place("pages", i),
                    f"there is no page '{src[:80]}'",
                    "write the file's path below docs/en/, such as response/october-2018.md",
                )
