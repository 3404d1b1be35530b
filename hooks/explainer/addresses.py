"""The pages that the engine makes from records, whose names a written page or a record may not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .formats import KINDS
from .library import CHARTS, GLOSSARY, KIT_PAGES, KITS, RELEASES, SOURCES, Library

RULES = "hooks/explainer/checks"

FORMATS = "hooks/explainer/records/examples"

ALWAYS = ("about/health.md", "about/rules/index.md", "about/formats/index.md", "about/changes/index.md")
"""The indexes that are made whatever records there are."""

CHANGES = "about/changes"
"""The folder of the pages of releases."""


def generated(library: Library, language: str, rules: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each page that is made in a language: its source name, and the file or folder that it is made from.

    The indexes come first, so that a record of the same name is the one that is reported. ``rules`` are the ids of the
    rules, each of which has a page. A test compares the list with the pages that the hooks really add.
    """
    yield "about/health.md", "hooks/explainer/health.py"
    yield "about/rules/index.md", RULES
    for id in rules:
        yield f"about/rules/{id}.md", RULES
    yield "about/formats/index.md", FORMATS
    for kind in KINDS:
        yield f"about/formats/{kind}.md", f"{FORMATS}/{kind}.yaml"
    yield f"{CHANGES}/index.md", RELEASES
    for record in library.releases.values():
        yield f"{CHANGES}/{record.key}.md", record.path
    yield "sources/index.md", SOURCES
    for source in library.sources.values():
        yield f"sources/{source.key}.md", source.path
    for name in ("index", "by-subject", "by-other-name"):
        yield f"glossary/{name}.md", GLOSSARY
    if library.kits:
        yield f"{KIT_PAGES}/index.md", KITS
    yield "charts/index.md", CHARTS
    for page in library.pages:
        if page.is_generated and page.language == language:
            yield page.src, page.path
