"""MkDocs hook: what has changed, as pages and as a feed."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from explainer.render import changes
from explainer.render.site import Site


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the pages of the releases, and the feed."""
    site: Site = config.extra["explainer"]["site"]
    history = f"{config.repo_url.rstrip('/')}/commits/main/docs" if config.repo_url else ""
    config.extra["explainer"]["project"].makers.append(lambda project: changes.pages(project.site, history))
    if text := changes.feed(site, f"{config.site_name}: what has changed"):
        files.append(File.generated(config, changes.FEED, content=text))
        config.extra["explainer"]["feed"] = changes.FEED
