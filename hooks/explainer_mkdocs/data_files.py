"""The site's data: files for other programs, in addition to the pages for people."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.structure.files import File, Files

from explainer.render import changes, charts
from explainer.render.exports import datasets, reference_formats, skos, statements

from .build import Build
from .page_citation import glossary_name


def add_glossary(build: Build, files: Files) -> None:
    """Add the glossary as a thesaurus and as flash cards."""
    site = build.site
    if not site.library.terms:
        return
    graph = skos.thesaurus(site, glossary_name(build))
    _add(
        build,
        files,
        [
            ("glossary/glossary.ttl", skos.turtle(graph)),
            ("glossary/glossary.jsonld", skos.json_ld(graph)),
            ("glossary/flash-cards.csv", skos.flash_cards(site)),
        ],
    )


def add_evidence(build: Build, files: Files) -> None:
    """Add the bibliography, the statements, the data of charts and the feed of releases."""
    site = build.site
    _add(build, files, ((f"sources/{name}", text) for name, text in reference_formats.bibliography(site).items()))
    _add(build, files, [("claims.json", statements.claims(site))])
    _add(build, files, charts.files(site))
    _add(build, files, datasets.files(site))
    if text := changes.feed(site, site.words.gettext("%(site)s: what has changed", site=site.name)):
        _add(build, files, [(changes.FEED, text)])
        build.feed = changes.FEED


def _add(build: Build, files: Files, made: Iterable[tuple[str, str]]) -> None:
    for name, text in made:
        files.append(File.generated(build.config, name, content=text))
