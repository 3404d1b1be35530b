"""The page of the article's claims and broken links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from ..library import CLAIMS_PAGE
from . import codes
from .site import GeneratedPage, Site

ARTICLE = "castellanos2019response"
"""The source whose claims are checked: the article that the site is based on."""


def pages(site: Site) -> Iterator[GeneratedPage]:
    """Yield the page of the article's claims and broken links."""
    page = site.library.page(site.language, CLAIMS_PAGE)
    if page is None:
        return
    records = list(site.library.claims.values())
    answers = site.marked(page)
    statuses = Counter[str](record.data.status for record in records)
    known = site.library.known
    fill = partial(
        site.page,
        "claims.md",
        title=page.title,
        claims=list(zip(range(1, len(records) + 1), records, answers, strict=True)),
        totals=[(status, statuses[status]) for status in codes.STATUSES if statuses[status]],
        links=[
            (number, record, link)
            for number, record in enumerate(records, 1)
            for link in record.data.links
            if link.source in site.library.sources
        ],
        article=ARTICLE,
        sources=site.library.sources,
        references=site.references,
        known=known,
    )
    yield GeneratedPage(page.src, fill, page.path)
