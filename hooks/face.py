"""MkDocs hook: where a page stands, what it is at a glance, and the head of the home page."""

from __future__ import annotations

import posixpath
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from explainer.render import map
from explainer.render.site import Site


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Hang the pages that are not in the navigation below the index of their folder, so that a reader sees where they are."""
    indexes = {file.src_uri: file.page for file in files.documentation_pages()}
    for file in files.documentation_pages():
        folder, name = posixpath.split(file.src_uri)
        if file.page and file.page.parent is None and folder and name != "index.md":
            file.page.parent = cast(
                Any, indexes.get(f"{folder}/index.md")
            )  # a page, which MkDocs' types do not foresee


@event_priority(-120)  # after the page has been put together
def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Put a line under the title of a page; on the home page, the map and the figures."""
    site: Site = config.extra["explainer"]["site"]
    ours = site.library.page(site.language, page.file.src_uri)
    if ours is None or not page.content:
        return
    if page.is_homepage:
        before, heading, rest = page.content.partition("<h2")
        page.content = before + site.fill("hero.html", map=map.hero(site), figures=site.figures()) + heading + rest
    elif uses := site.uses(ours):
        sources = {item.key for use in uses for item in use.citation.items}
        line = site.fill("byline.html", minutes=site.minutes(ours), citations=len(uses), sources=len(sources))
        before, heading, rest = page.content.partition("</h1>")
        page.content = before + heading + line + rest if heading else line + before
