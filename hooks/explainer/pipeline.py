"""The steps from a written page's Markdown to the finished page, for any program that converts Markdown.

1. `mark` puts a placeholder at each citation, term and foreign quotation. 2. The program converts the Markdown. 3.
`compose` adds charts, key points and events. The placeholders are still there, so that a search can read the page
without cards and notes: `placeholders.remove`. 4. `finish` inserts the citations, cards and references. 5. `typeset` sets
quotation marks and columns of figures.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .library import Page
from .render import charts, people, placeholders, timeline
from .render.folds import with_links_after
from .render.numbers import aligned
from .render.site import Heading, Site
from .render.tables_of_text import stacked
from .render.typography import curled


class Composed(NamedTuple):
    """A page's HTML with placeholders, and the headings at the end of the finished page."""

    html: str
    headings: tuple[Heading, ...]


def mark(site: Site, page: Page) -> str:
    """Return a page's Markdown with placeholders."""
    return site.markdown(page)


def compose(site: Site, page: Page, html: str, fit: Callable[[str], str] = str) -> Composed:
    """Return a converted page with its charts, key points and events; ``fit`` is applied to each piece of HTML with links."""
    html = charts.placed(site, placeholders.without_comments(html), page.url, fit)
    headings = []
    if events := timeline.strip(site, page):
        html += fit(events)
        headings.append(Heading(2, "in-time", site.words.gettext("When it happened")))
    return Composed(site.with_key_points(page, html), (*headings, *references_heading(site, page)))


def references_heading(site: Site, page: Page) -> tuple[Heading, ...]:
    """Return the heading of a page's references, if it cites anything."""
    return (Heading(2, "references", site.words.gettext("References")),) if site.cites(page) else ()


def finish(site: Site, page: Page, html: str, fit: Callable[[str], str] = str) -> str:
    """Return a composed page with its citations in place of the placeholders, and its references at the end."""
    html = people.indexed(site, html)
    rendered = site.render(page)
    pieces = {kind: list(map(fit, texts)) for kind, texts in rendered.pieces.items()}
    return placeholders.replace(html, pieces) + fit(rendered.references)


def typeset(html: str) -> str:
    """Return finished HTML with curly quotation marks, figures in tables aligned, tables that a phone can show, and folds as they must be."""
    return curled(with_links_after(stacked(aligned(html))))
