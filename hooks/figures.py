"""MkDocs hook: charts, the timeline and the map."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from explainer.render import charts, map, timeline
from explainer.render.site import Site


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the pages of charts and events, and the charts' data."""
    site: Site = config.extra["explainer"]["site"]
    for module in (charts, timeline, map):
        config.extra["explainer"]["project"].makers.append(lambda project, module=module: module.pages(project.site))
    for name, text in charts.files(site):
        files.append(File.generated(config, name, content=text))


@event_priority(50)  # before the citations' hook keeps the page
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the charts in their places, and the events that a page tells at its end."""
    site: Site = config.extra["explainer"]["site"]
    ours = site.library.page(site.language, page.file.src_uri)
    if ours is None or ours.made:
        return html
    html = charts.placed(site, html, ours.url)
    if events := timeline.strip(site, ours):
        html += events
        headings = page.toc.items[0].children if len(page.toc.items) == 1 else page.toc.items
        headings.append(AnchorLink(site.words["in_time"], "in-time", 2))
    return html
