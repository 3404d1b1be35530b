"""The pages of sources: an index, and one for each with the evidence that we read in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from ..library import CitedStatement, Use
from ..records.loader import Record
from ..records.sources import Source
from . import codes, placeholders
from .references import Reference
from .site import Finished, GeneratedPage, Heading, RenderedTemplate, Site, relative


def pages(site: Site) -> Iterator[GeneratedPage]:
    """Yield the index of sources and a page for each."""
    if site.library.sources:
        yield GeneratedPage("sources/index.md", partial(_index, site), "docs/sources")
    for record in site.library.sources.values():
        yield GeneratedPage(f"sources/{record.key}.md", partial(_source, site, record), record.path)


class _Listed(NamedTuple):
    """A source in the index."""

    record: Record[Source]
    reference: Reference
    year: str
    """Of issue; empty if none is known."""
    citations: int
    on: list[int]
    """The pages that cite it, numbered from 1."""


def _index(site: Site) -> RenderedTemplate:
    """Fill the index: all sources by voice, with the properties that a reader may choose by."""
    cited: Counter[str] = Counter()
    citing: dict[str, str] = {}
    places: dict[str, set[str]] = {}
    for use in site.library.citations.uses:
        if use.page.language != site.language:
            continue
        for item in use.citation.items:
            cited[item.key] += 1
            citing[use.page.src] = use.page.title
            places.setdefault(item.key, set()).add(use.page.src)
    groups: dict[str, list[_Listed]] = {}
    for record in sorted(site.library.sources.values(), key=lambda record: site.references[record.key].order):
        key = record.key
        year = (record.data.issued or "").removeprefix("FY")[:4]
        on = [number for number, src in enumerate(citing, 1) if src in places.get(key, ())]
        groups.setdefault(record.data.voice, []).append(_Listed(record, site.references[key], year, cited[key], on))
    listed = [one for group in groups.values() for one in group]
    return site.page(
        "sources.md",
        groups=[(voice, groups[voice]) for voice in codes.VOICES if voice in groups],
        total=len(listed),
        citations=cited.total(),
        citing=list(citing.values()),
        years=sorted({one.year for one in listed if one.year}, reverse=True),
        languages=sorted({one.record.data.language for one in listed}),
    )


def _source(site: Site, record: Record[Source]) -> RenderedTemplate:
    """Fill the page of a source: its evidence notes, and the statements that cite each."""
    by_note: dict[str, list[tuple[Use, CitedStatement]]] = {}
    for use, item in site.library.citations.of(record.key):
        note, one = site.library.evidence.note(item), site.library.citations.statement_of(use.citation)
        if note and one and use.page.language == site.language:
            by_note.setdefault(note.id, []).append((use, one))
    source = record.data
    filled = site.page(
        "source.html",
        record=record,
        source=source,
        reference=site.references[record.key],
        by_note=by_note,
        link=lambda use: relative(use.page.url, f"sources/{record.key}/") + "#" + use.anchor,
    )
    title = placeholders.without(source.title)
    _ = site.words.gettext
    filled.finished = Finished(
        title,
        _("What we read in “%(title)s”, and the statements of this site that cite it.", title=title),
        boost=0.4,
        headings=(
            Heading(1, "the_source", str(Markup.escape(title))),
            Heading(2, "what_it_says", _("What it says")),
        ),
        anchors=frozenset(note.id for note in source.evidence),
    )
    return filled
