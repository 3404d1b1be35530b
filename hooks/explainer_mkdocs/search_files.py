"""The project's search in the place of the theme's: its texts are collected page by page, and written at the end.

The theme's plugin stays in the configuration, because it gives a page its search box and hands over each page at the right
moment: as converted, before it gets its cards and references.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from explainer import search
from explainer.library import Library
from explainer.records.fields import LANGUAGES
from explainer.search.index import Names, SearchedPage

from .build import Build

PLUGINS = ("material/search", "search")
THEIRS = "search/search_index.json"


class Collected:
    """Takes the place of the plugin's index, and has the two methods of it that the plugin calls."""

    def __init__(self) -> None:
        self.entries: list[SearchedPage] = []

    def add_entry_from_context(self, page: Page) -> None:
        """Add a page, unless its front matter says that it is not to be found."""
        wishes = page.meta.get("search") or {}
        if not wishes.get("exclude"):
            parts = search.sections(page.content or "")
            title = parts[0].heading or str(page.meta.get("title") or page.title)
            description = str(page.meta.get("description") or "")
            shown = [str(page.title)] if page.title != title else []  # in the navigation
            also, boost = [*shown, *wishes.get("also", ())], wishes.get("boost", 1)
            self.entries.append(SearchedPage(page.url, title, description, parts, also, boost))

    def generate_search_index(self, *_: Any) -> str:
        """Return the text of the plugin's file, which nothing reads."""
        return "{}"


def collect(build: Build, config: MkDocsConfig) -> None:
    """Collect the pages of a build that is about to begin, if the project has a search."""
    if plugin := _plugin(config):
        plugin.search_index = Collected()
    site = build.site
    if site.library.page(site.language, "questions.md"):
        build.instead_of_search = "questions/"
    elif site.library.terms:
        build.instead_of_search = "glossary/"


def write(build: Build, config: MkDocsConfig) -> None:
    """Write the files of the search into the built site, and remove what the theme's search would need."""
    plugin, site = _plugin(config), Path(config.site_dir)
    if plugin is None:
        return
    library = build.site.library
    names = Names(dict(_of_pages(library)), list(_of_things(library)))
    for address, text in search.files(plugin.search_index.entries, names, build.site.words.gettext).items():
        path = site / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (site / THEIRS).unlink(missing_ok=True)
    scripts = site / "assets/javascripts"
    shutil.rmtree(scripts / "lunr", ignore_errors=True)
    for worker in (scripts / "workers").glob("search.*"):
        worker.unlink()


def _plugin(config: MkDocsConfig) -> Any:
    """Return the plugin that gives the site its search; None if there is none, or if it is switched off."""
    found = (config.plugins[name] for name in PLUGINS if name in config.plugins)
    return next((plugin for plugin in found if plugin.config.get("enabled", True)), None)


def _of_pages(library: Library) -> Iterator[tuple[str, list[str]]]:
    """Yield the address of each term and question, and the words that readers may have for it: the loaded ones too."""
    for key, term in library.terms.items():
        forms = [form for language in LANGUAGES for form in term.data.spellings(language)]
        yield f"glossary/{key}/", [*forms, *(avoided.word for avoided in term.data.avoid)]
    for key, question in library.questions.items():
        yield f"questions/#{key}", question.data.also_asked


def _of_things(library: Library) -> Iterator[list[str]]:
    """Yield the names of each listed person, body, place or measure, and of each term."""
    for record in library.name_lists.values():
        if record.data.kind != "ordinary":
            yield from ([one.name, *one.forms] for one in record.data.names)
    for term in library.terms.values():
        yield list(dict.fromkeys(form for language in LANGUAGES for form in term.data.spellings(language)))
