"""MkDocs hook: a page per term, links from the text, backlinks."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from explainer.render.site import Site


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the pages of the terms; the links to them are marked with the citations."""
    site: Site = config.extra["explainer"]["site"]
    for made in site.glossary():
        files.append(File.generated(config, made.src, content=made.text.markdown))
        config.extra["explainer"]["blocks"][made.src] = made.text.blocks
        config.extra["explainer"]["edit"][made.src] = made.edit
