"""The top of a page: a line under the title, and on the home page the map and the figures."""

from __future__ import annotations

from mkdocs.structure.pages import Page

from explainer.render import map

from .build import Build


def with_head(build: Build, page: Page, html: str) -> str:
    """Return a page's HTML with this line, or with the map and the figures."""
    site = build.site
    ours = build.ours(page.file)
    if ours is None or not html:
        return html
    if page.is_homepage:
        before, heading, rest = html.partition("<h2")
        return before + site.fill("hero.html", map=map.hero(site), figures=site.figures()) + heading + rest
    if uses := site.uses(ours):
        sources = {item.key for use in uses for item in use.citation.items}
        citations = sum(len(use.citation.items) for use in uses)  # counted as on the page about the site's health
        minutes = 0 if ours.kit else site.minutes(ours)  # a kit says how long its lesson takes
        line = site.fill("byline.html", minutes=minutes, citations=citations, sources=len(sources))
        before, heading, rest = html.partition("</h1>")
        return before + heading + line + rest if heading else line + before
    return html
