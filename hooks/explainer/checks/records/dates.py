"""Dates that cannot be right."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ...diagnostics import Diagnostic, RelatedLocation
from ...library import Library
from ...records.fields import parse_date
from ..rules import rule, while_reading


@rule("impossible-date")
def impossible_date(library: Library) -> Iterator[Diagnostic]:
    """A date does not exist, or is too early or too late.

    ## What it finds

    Dates that no calendar has (30 February), intervals that end before they begin, dates that cannot be parsed, sources
    that were read before they were issued, and dates of reading, archiving and release in the future. In a page's front
    matter, a `known` that is not a month, a `checked` that is not a day, or either in the future.

    ## Why it matters

    The order of events is half of this debate, and a wrong date can reverse cause and effect.

    ## Example

    ```yaml
    issued: 2019-02-30
    ```

    ## How to fix it

    Write `2019`, `2019-02`, `2019-02-28`, `FY2019`, or an interval such as `2018-10/2019-02`.
    """
    yield from while_reading(library, "impossible-date")
    for record in library.sources.values():
        source = record.data
        if source.issued and parse_date(source.read.date)[1] < parse_date(source.issued)[0]:
            yield Diagnostic(
                "impossible-date",
                record.location("read", "date"),
                f"the source was read ({source.read.date}) before it was issued ({source.issued})",
                "correct one of the two dates",
                (RelatedLocation(record.location("issued"), "issued here"),),
            )
    yield from _future_dates(library)
    yield from _pages_dates(library)


_ARCHIVED = re.compile(r"/(?:web/)?(\d{4})(\d\d)?(\d\d)?\d*(?:[a-z]{2}_)?/https?:")
"""The day of a copy, in its address at an archive."""


def _future_dates(library: Library) -> Iterator[Diagnostic]:
    """Check the dates in records on which something was done: read, archived, published."""
    tomorrow = library.today + datetime.timedelta(days=1)  # which has begun in some time zone
    for record in library.sources.values():
        source = record.data
        if source.read.date.startswith("FY") or "/" in source.read.date:
            message = f"the date of reading '{source.read.date}' is not a month or a day"
            yield Diagnostic("impossible-date", record.location("read", "date"), message, "write it like 2026-11")
        elif parse_date(source.read.date)[0] > tomorrow:
            message = f"the date of reading ({source.read.date}) is in the future"
            yield Diagnostic(
                "impossible-date", record.location("read", "date"), message, "write the month of your reading"
            )
        if (found := _ARCHIVED.search(source.archive or "")) and "-".join(filter(None, found.groups())) > str(tomorrow):
            message = "the date of the archived copy is in the future"
            yield Diagnostic(
                "impossible-date", record.location("archive"), message, "copy the address from the archive again"
            )
    for release in library.releases.values():
        if parse_date(release.data.date)[0] > tomorrow:
            message = f"the date of the release ({release.data.date}) is in the future"
            yield Diagnostic(
                "impossible-date", release.location("date"), message, "write the day on which it is published"
            )


def _pages_dates(library: Library) -> Iterator[Diagnostic]:
    """Check that the dates in the front matter of pages are not in the future."""
    tomorrow = library.today + datetime.timedelta(days=1)  # which has begun in some time zone
    for page in library.written():
        for name, kind, example in (("known", "month", "2026-11"), ("checked", "day", "2026-11-24")):
            if name not in page.matter.fields:
                continue
            date = page.dated(name)
            fault = "" if len(date) == len(example) else f"'{name}' is not a {kind}"
            if not fault and parse_date(date)[0] > tomorrow:
                fault = f"'{name}' is in the future"
            if fault:
                start, end = page.matter.keys[name]
                location = page.documents[0].lines.location(page.path, start, end)
                yield Diagnostic(
                    "impossible-date", location, fault, f"write the {kind} of your reading, such as {example}"
                )
