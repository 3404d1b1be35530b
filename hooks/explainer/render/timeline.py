"""The timeline: a page of all events, and the strip of events for other pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from ..library import TIMELINE_PAGE, Page
from ..records.events import Event
from ..records.fields import parse_date
from ..records.loader import Record
from .site import GeneratedPage, Site, relative


def pages(site: Site) -> Iterator[GeneratedPage]:
    """Yield the page of all events."""
    page = site.library.page(site.language, TIMELINE_PAGE)
    if page is None:
        return
    records = list(site.library.events.values())
    texts = site.marked(page)
    titles = {one.src: (one.title, relative(one.url, page.url)) for one in site.library.written(site.language)}
    years = [
        (year, list(group))
        for year, group in groupby(
            zip(records, texts, strict=True), key=lambda pair: parse_date(pair[0].data.date)[0].year
        )
    ]
    fill = partial(
        site.page,
        "timeline.md",
        title=page.title,
        years=years,
        acting={year: {actor for record, _ in events for actor in record.data.actors} for year, events in years},
        total=len(records),
        titles=titles,
        time=site.time,
    )
    yield GeneratedPage(page.src, fill, page.path)


def strip(site: Site, page: Page) -> str:
    """Return the HTML of a page's events, or of the main ones for the home page; empty if there are none."""
    home = page.src == "index.md"
    records: list[Record[Event]] = [
        record
        for record in site.library.events.values()
        if (record.data.main if home else page.src in record.data.pages)
    ]
    if not records:
        return ""
    url = relative("timeline/", page.url)
    return site.fill("strip.html", records=records, url=url, home=home, time=site.time)
