"""The pages that are made from the terms: one for each, and three indexes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import partial

from ..library import Page
from ..records.fields import in_language
from ..records.loader import Record
from ..records.terms import Term
from .codes import CATEGORIES
from .site import GeneratedPage, RenderedTemplate, Site, relative

INDEX = "glossary/index.md"


def pages(site: Site) -> Iterator[GeneratedPage]:
    """Yield the glossary by its names, by subject and by its names in the other language, and each term's page."""
    terms = list(site.library.terms.values())
    if not terms:
        return
    other = "es" if site.language == "en" else "en"
    subjects = [
        (category, _sorted(members, site.language))
        for category in CATEGORIES
        if (members := [record for record in terms if record.data.category == category])
    ]
    yield _index(site, INDEX, "glossary.md", letters=_letters(terms, site.language), total=len(terms), other=other)
    yield _index(site, "glossary/by-subject.md", "glossary_subjects.md", subjects=subjects, other=other)
    yield _index(site, "glossary/by-other-name.md", "glossary_other.md", letters=_letters(terms, other), other=other)
    for key, record in site.library.terms.items():
        if page := site.library.page(site.language, f"glossary/{key}.md"):
            yield GeneratedPage(page.src, partial(_term, site, page, record), record.path)


def _index(site: Site, src: str, template: str, **values: object) -> GeneratedPage:
    return GeneratedPage(src, partial(site.page, template, **values), "docs/glossary")


def _term(site: Site, page: Page, record: Record[Term]) -> RenderedTemplate:
    terms = site.library.terms
    marked = site.marked(page)
    texts = dict(zip((path[:2] for path in record.data.texts()), marked, strict=True))
    return site.page(
        "term.md",
        term=record.data,
        title=page.title,
        definition=texts["definition",],
        debate=texts.get(("debate",), ""),
        definitions=[(rival, texts["definitions", i]) for i, rival in enumerate(record.data.definitions)],
        difference=texts.get(("difference",), ""),
        related=[(other, terms[other].data) for other in record.data.see_also if other in terms],
        uses=[use for use in site.library.term_index.of(record.key) if use.page.language == site.language],
        link=lambda use: relative(use.page.url, page.url) + "#" + use.anchor,
        avoided=[(avoid, site.library.sources.get(avoid.source)) for avoid in record.data.avoid],
        short_references=site.references,
    )


def _letters(terms: list[Record[Term]], language: str) -> list[tuple[str, list[Record[Term]]]]:
    """Return the terms by the first letter of their names in a language."""
    found: dict[str, list[Record[Term]]] = {}
    for record in _sorted(terms, language):
        found.setdefault((sortable(_name(record, language))[:1] or "#").upper(), []).append(record)
    return sorted(found.items())


def _sorted(terms: list[Record[Term]], language: str) -> list[Record[Term]]:
    return sorted(terms, key=lambda record: sortable(_name(record, language)))


def _name(record: Record[Term], language: str) -> str:
    return in_language(record.data.term, language)


def sortable(name: str) -> str:
    """Return a name as it is sorted: without accents, case and leading marks."""
    bare = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[^\w\s]|[\u0300-\u036f]", "", bare).strip()
