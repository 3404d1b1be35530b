"""MkDocs hook: a page per term, links from the text, backlinks, and the glossary as data."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from explainer.render import glossary, vocabulary
from explainer.render.site import Site


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the pages of the terms, whose links are marked with the citations, and the glossary as data."""
    config.extra["explainer"]["project"].makers.append(lambda project: glossary.pages(project.site))
    site: Site = config.extra["explainer"]["site"]
    if site.library.terms:
        graph = vocabulary.thesaurus(site.library, site.address, site.words, _name(config))
        for name, text in (
            ("glossary.ttl", vocabulary.turtle(graph)),
            ("glossary.jsonld", vocabulary.json_ld(graph)),
            ("flash-cards.csv", vocabulary.flash_cards(site.library, site.address, site.words)),
        ):
            files.append(File.generated(config, f"glossary/{name}", content=text))


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Put linked data into the pages of the glossary."""
    site: Site = config.extra["explainer"]["site"]
    if page.file.src_uri == glossary.INDEX:
        data = vocabulary.defined_term_set(site.library, site.address, site.language, _name(config))
    elif (ours := site.library.page(site.language, page.file.src_uri)) and ours.term:
        data = vocabulary.defined_term(site.library.terms[ours.term], site.address, site.language)
    else:
        return
    context["linked_data"] = vocabulary.script(data)


def _name(config: MkDocsConfig) -> str:
    return f"{config.site_name}: glossary"
