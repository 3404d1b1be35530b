"""Dates that no cited source can have known."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ...diagnostics import Diagnostic, RelatedLocation
from ...library import Library
from ...records.fields import parse_date
from ...text.citation import Item
from ...text.quantities import DateMention, FactSet
from ..context import figures
from ..rules import rule
from .items import cited_statements

_ANNOUNCED = datetime.timedelta(days=31)
"""How far ahead an article may report future events as facts."""


@rule("anachronism")
def anachronism(library: Library) -> Iterator[Diagnostic]:
    """A source is cited for an event after its date of issue.

    ## What it finds

    Dates of a statement that are later than the issue of every cited source and that the evidence does not give, and
    evidence notes of articles that are dated more than a month after the article. An event that a source announces is
    not an anachronism if its note gives the date.

    ## Why it matters

    A source cannot know the future: either one of the two dates or the citation is wrong.

    ## Example

    `In 2021 the rule was lifted [@reuters2018halted#headline]`

    ## How to fix it

    Cite a source of that time, or correct the date.
    """
    for page, statement, items in cited_statements(library):
        days = (
            [(one, day) for one, day in figures(library, page, statement) if isinstance(day, DateMention)]
            if items
            else []
        )
        latest = latest_issue(library, items) if days else None
        facts: FactSet | None = None  # hardly any date is later than its sources
        for stretch, day in days:
            if not is_after(day, latest):
                continue
            facts = facts or library.evidence.joint_facts(items)
            if not facts.supports(day):
                record = library.sources[items[0].key]
                yield Diagnostic(
                    "anachronism",
                    stretch.location(day.start, day.end),
                    f"'{day.text}' is later than the issue of '{record.key}' ({record.data.issued})",
                    "cite a source of that time, or correct the date",
                    (RelatedLocation(record.location("issued"), "issued here"),),
                )
    for record in library.sources.values():
        if not record.data.issued:
            continue
        if not record.data.type.startswith("article-"):
            continue  # the page of a treaty or a report may describe later events
        issued = parse_date(record.data.issued)[1] + _ANNOUNCED
        for i, note in enumerate(record.data.evidence):
            if note.date and parse_date(note.date)[0] > issued:
                yield Diagnostic(
                    "anachronism",
                    record.location("evidence", i, "date"),
                    f"the evidence is dated {note.date}, later than the issue of its source ({record.data.issued})",
                    "correct one of the two dates; for an announcement, give the date on which it was made",
                    (RelatedLocation(record.location("issued"), "issued here"),),
                )


def after_all(library: Library, items: list[Item], day: DateMention) -> bool:
    """Whether a date is later than the issue of every source that is cited for it."""
    return is_after(day, latest_issue(library, items))


def latest_issue(library: Library, items: list[Item]) -> datetime.date | None:
    """Return when the newest of the cited sources was issued; nothing if one has no date."""
    issued = [library.sources[item.key].data.issued for item in items]
    return max(parse_date(date)[1] for date in issued if date) if all(issued) else None


def is_after(day: DateMention, latest: datetime.date | None) -> bool:
    """Whether a date is later than the day ``latest``; false if either is unknown."""
    if not day.year or latest is None:
        return False
    return (day.year, day.month or 1, day.day or 1) > (latest.year, latest.month, latest.day)
