"""Rules on the events of the timeline and the stops of the map."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from ..diagnostics import Diagnostic
from ..library import MAP_PAGE, TIMELINE_PAGE, Library
from ..records.fields import in_language
from ..records.loader import Record
from ..records.questions import Question
from ..text.headings import heading_ids
from ..text.quantities import extract_quantities, read_record_date
from .evidence import known_items
from .rules import rule


@rule("unsupported-event")
def unsupported_event(library: Library) -> Iterator[Diagnostic]:
    """An event's date, or a figure in its title, is not in the evidence that its text cites.

    ## What it finds

    Records in `docs/timeline/` whose `date`, or a number or date in whose `title`, is in none of the notes that `text`
    cites. For an interval, both ends must be there.

    ## Why it matters

    Readers use a timeline for its dates. A date without evidence can put a consequence before its cause.

    ## Example

    `date: 2018-10-18`, and the cited note gives 19 October.

    ## How to fix it

    Correct the date, give only the month or the year that the evidence has, or cite the evidence that has the day.
    """
    page = library.page("en", TIMELINE_PAGE)
    if page is None:
        return
    for record, document in zip(library.events.values(), page.documents, strict=True):
        items = known_items(library, [citation for _, citation in document.citations()])
        if not items:
            continue  # another rule reports it
        facts = library.evidence.joint_facts(items)
        for day in read_record_date(record.data.date):
            if not facts.supports(day):
                yield Diagnostic(
                    "unsupported-event",
                    record.location("date"),
                    f"the date '{day.text}' is not in the evidence that the text cites",
                    "correct it, shorten it to the part that the evidence has, or cite evidence that has it",
                )
        for found in extract_quantities(in_language(record.data.title, "en")).stated():
            if not facts.supports(found):
                yield Diagnostic(
                    "unsupported-event",
                    record.location("title"),
                    f"'{found.text.strip()}' is not in the evidence that the text cites",
                    "correct the title, or cite evidence that has it",
                )


@rule("unsupported-stop")
def unsupported_stop(library: Library) -> Iterator[Diagnostic]:
    """A stop's place, date or count is not in the evidence that its text cites, or the place has no coordinates.

    ## What it finds

    Stops in `docs/routes/` whose `place` is not in `docs/map/places.csv`, or is not named in the notes that `text`
    cites, and stops whose `date`, or one of whose `counts`, is in none of these notes.

    ## Why it matters

    Readers take every point of a line on a map for a fact.

    ## Example

    `place: Tapachula`, and the cited note names Huixtla.

    ## How to fix it

    Correct the stop, or cite evidence that names the place and the day. Give a stop that was only announced
    `sure: false`.
    """
    page = library.page("en", MAP_PAGE)
    if page is None:
        return
    stops = [(record, i) for record in library.routes.values() for i in range(len(record.data.stops))]
    for (record, i), document in zip(stops, page.documents, strict=True):
        stop = record.data.stops[i]
        items = known_items(library, [citation for _, citation in document.citations()])
        if not items:
            continue  # another rule reports it
        if stop.place not in (library.geography.places or {}):
            yield Diagnostic(
                "unsupported-stop",
                record.location("stops", i, "place"),
                f"there is no place '{stop.place[:80]}' in docs/map/places.csv",
                "add it with its coordinates, or use a name from that file",
            )
        elif not any(stop.place in text for item in items for text in library.evidence.texts(item)):
            yield Diagnostic(
                "unsupported-stop",
                record.location("stops", i, "place"),
                f"the place '{stop.place[:80]}' is not in the evidence that the text cites",
                "correct the stop, or cite evidence that names it",
            )
        facts = library.evidence.joint_facts(items)
        for day in read_record_date(stop.date):
            if not facts.supports(day):
                yield Diagnostic(
                    "unsupported-stop",
                    record.location("stops", i, "date"),
                    f"the date '{day.text}' is not in the evidence that the text cites",
                    "correct it, shorten it to the part that the evidence has, or cite evidence that has it",
                )
        for j, count in enumerate(stop.counts):
            for found in extract_quantities(f"{count.people:,} people").stated():
                if not facts.supports(found):
                    yield Diagnostic(
                        "unsupported-stop",
                        record.location("stops", i, "counts", j, "people"),
                        f"the count '{found.text.strip()}' is not in the evidence that the text cites",
                        "correct it, or cite evidence that has it",
                    )


@rule("unknown-page")
def unknown_page(library: Library) -> Iterator[Diagnostic]:
    """A record links to a page that does not exist.

    ## What it finds

    Entries under `pages` of an event, a chart or a route, and the `page` of a question, that have no Markdown file; and
    the `section` of a question that is no heading of its page.

    ## Why it matters

    The link is broken, and the page that should show the record does not.

    ## Example

    `pages: [response/october.md]`

    ## How to fix it

    Write the file's path relative to `docs/en/`: `response/october-2018.md`.
    """
    written = {page.src for page in library.written()}
    records: list[Record[Any]] = [*library.events.values(), *library.charts.values(), *library.routes.values()]
    for record in records:
        for i, src in enumerate(record.data.pages):
            if src not in written:
                yield Diagnostic(
                    "unknown-page",
                    record.location("pages", i),
                    f"there is no page '{src[:80]}'",
                    "write the file's path relative to docs/en, such as response/october-2018.md",
                )
    for question in library.questions.values():
        if question.data.page in written:
            yield from _unknown_section(library, question)
        else:
            yield Diagnostic(
                "unknown-page",
                question.location("page"),
                f"there is no page '{question.data.page[:80]}'",
                "write the file's path relative to docs/en, such as response/october-2018.md",
            )


def _unknown_section(library: Library, question: Record[Question]) -> Iterator[Diagnostic]:
    """Yield a finding if a question leads to a heading that its page does not have."""
    page, section = library.page("en", question.data.page), question.data.section
    if page and section is not None and section not in (ids := heading_ids(page.documents[0])):
        near = get_close_matches(section[:80], ids, n=3, cutoff=0.3)
        yield Diagnostic(
            "unknown-page",
            question.location("section"),
            f"{question.data.page} has no heading with the id '{section[:80]}'",
            f"write {' or '.join(near)}" if near else "write the words after # in the heading's address, or remove it",
        )
