"""Writing the index that the project's search reads, from what MkDocs collected of each page."""

from __future__ import annotations

import shutil
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from explainer import search
from explainer.records.fields import LANGUAGES

from .build import Build

PLUGINS = ("material/search", "search")


def write(build: Build, config: MkDocsConfig) -> None:
    """Write the files of the search into the built site, if the project has a search."""
    plugin = next((config.plugins[name] for name in PLUGINS if name in config.plugins), None)
    if plugin is None:
        return
    library = build.project.site.library
    names = {
        f"glossary/{key}/": [form for language in LANGUAGES for form in term.data.spellings(language)]
        for key, term in library.terms.items()
    }
    listed = [
        [one.name, *one.forms]
        for record in library.name_lists.values()
        if record.data.kind != "ordinary"
        for one in record.data.names
    ]
    for location, text in search.files(plugin.search_index.entries, names, listed).items():
        path = Path(config.site_dir, location)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def drop_theirs(site: Path) -> None:
    """Remove the theme's own search from a built site: its worker, and its rules for other languages."""
    scripts = site / "assets/javascripts"
    shutil.rmtree(scripts / "lunr", ignore_errors=True)
    for worker in (scripts / "workers").glob("search.*"):
        worker.unlink()
