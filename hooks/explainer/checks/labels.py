"""Rules on short texts that have no citation of their own: titles, descriptions, labels, definitions for a hover card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from ..diagnostics import Diagnostic, Location
from ..library import CLAIMS_PAGE, KIT_PAGES, MAP_PAGE, TIMELINE_PAGE, Library, Page
from ..library.terms import reading_of
from ..records.fields import LANGUAGES
from ..records.kits import Kit
from ..records.loader import Record
from ..records.terms import Term
from ..text.blocks import Block
from ..text.citation import Inline, Item
from ..text.documents import Document, Part
from ..text.quantities import DateMention, FactSet, Quantity, collect_facts
from ..text.quotations import quotations
from ..text.wording import stands_in
from .evidence import known_items
from .rules import rule

_MATTER = ("title", "description")
"""The fields of front matter that the theme prints, shows in searches and passes to other sites; key points have their own rule."""


@dataclass(frozen=True, slots=True)
class Label:
    """A short text that a reader sees, and the evidence that must support it."""

    text: str
    language: str
    location: Location
    items: list[Item]
    """The evidence of its page or record."""
    known: str = ""
    """The month of the page's `known` field; it needs no evidence."""
    own: FactSet = field(default_factory=FactSet)
    """Figures and dates that need no evidence: those of the record itself."""
    is_name: bool = False
    """Whether it is a term's own name; elsewhere the digits of a term are part of its name, not a figure."""


@rule("unsupported-label")
def unsupported_label(library: Library) -> Iterator[Diagnostic]:
    """A title, a description or another short text says something that is not in the evidence of its page or record.

    ## What it finds

    Figures, dates and quotations in the `title` and `description` of a page, a term's `short` definition and the
    holders of its definitions, its name and forms, an article's `claim` and the words of its links, the title of a
    route and who counted people at its stops, the place of an event, the questions, goals and right answers of a kit, the unit and labels of a chart, and the names and notes of the series in `docs/data/`,
    that are in none of the notes cited anywhere on that page or in that record. Titles of events and charts have their
    own rules.

    ## Why it matters

    Titles and descriptions travel furthest: they appear in searches, messages and other people's slides, without the
    page.

    ## Example

    `description: Why 99,000 people left in a month.`, and no source of the page gives that number.

    ## How to fix it

    Say it without the figure, or give the figure on the page with its evidence.
    """
    bare = {page.path for page in library.written()} | {release.path for release in library.releases.values()}
    for label in _labels(library):
        if not label.items and label.location.path not in bare:
            continue  # the record cites nothing, or has a broken citation: another rule reports it
        for found in _figures(library, label):
            kind = "date" if isinstance(found, DateMention) else "figure"
            yield Diagnostic(
                "unsupported-label",
                label.location,
                f"the {kind} '{found.text.strip()}' is not in the evidence of this page or record",
                "leave it out, or give it in the text with its evidence",
            )
        quoted = quotations(label.text)
        texts = [text for item in label.items for text in library.evidence.words(item)] if quoted else []
        for quotation in quoted:
            if not stands_in(quotation.text, texts):
                yield Diagnostic(
                    "unsupported-label",
                    label.location,
                    f"the words '{quotation.text[:80]}' are not in the evidence of this page or record",
                    "leave the quotation out, or give it in the text with its evidence",
                )


def _figures(library: Library, label: Label) -> Iterator[Quantity | DateMention]:
    """Yield the figures and dates of a label that are not in its evidence."""
    plain = Part(Block("paragraph", label.text, [0]), Inline(), 0)
    forms = () if label.is_name else library.term_index.numbered_forms[label.language].matches(plain)
    names = tuple((match.start, match.end) for match in forms)
    reading = reading_of(label.text, label.language, names)
    if not reading.stated():
        return
    facts = library.evidence.joint_facts(label.items) | label.own
    for found in reading.stated():
        if isinstance(found, DateMention) and label.known == f"{found.year}-{found.month:02}":
            continue
        if not (found.refers_back or facts.supports(found)):
            yield found


def _labels(library: Library) -> Iterator[Label]:
    for page in library.written():
        yield from _front_matter(library, page)
    for language in LANGUAGES:  # a page shows names and short texts of both, whether or not both have pages
        for record in library.terms.values():
            yield from _term(library, record, language)
        yield from _records(library, language)
    yield from _series(library)
    for release in library.releases.values():  # it describes the site itself: its own day and counts
        counts = collect_facts((), date=release.data.date) | FactSet.of_values(
            map(Decimal, release.data.totals.values())
        )
        for language in release.data.text:
            for label in _localized(release, ("text",), language, []):
                yield replace(label, own=counts)


def _front_matter(library: Library, page: Page) -> Iterator[Label]:
    items = _cited(library, page.documents)
    lines = page.documents[0].lines
    for name in _MATTER:
        node = page.matter.fields.get(name)
        if node and isinstance(node.value, str):
            location = lines.location(page.path, node.start, node.end)
            yield Label(node.value, page.language, location, items, page.matter.text("known"))
    if not page.matter.text("title") and all(part.block.level != 1 for part in page.documents[0].parts):
        yield Label(
            page.title, page.language, Location(page.path), items, page.matter.text("known")
        )  # from its file's name


def _term(library: Library, record: Record[Term], language: str) -> Iterator[Label]:
    items = _cited(library, _passages(library, f"glossary/{record.key}.md"))
    for form, path in record.data.placed_spellings():
        if path[1] == language:
            yield Label(form, language, record.location(*path), items, is_name=True)
    yield from _localized(record, ("short",), language, items)
    for i in range(len(record.data.definitions)):
        yield from _localized(record, ("definitions", i, "by"), language, items)
    for i, avoid in enumerate(record.data.avoid):
        guide = library.sources.get(avoid.source)
        notes = [Item(avoid.source, note.id) for note in guide.data.evidence] if guide else []
        yield from _localized(record, ("avoid", i, "why"), language, notes)
        if avoid.language == language:
            yield Label(avoid.word, language, record.location("avoid", i, "word"), items)


def _records(library: Library, language: str) -> Iterator[Label]:
    """Yield the labels of claims, events, routes and charts."""
    for claim, document in zip(library.claims.values(), _passages(library, CLAIMS_PAGE), strict=False):
        items = _cited(library, [document])
        yield from _localized(claim, ("claim",), language, items)
        for i, link in enumerate(claim.data.links):
            if language == "en":
                yield Label(link.anchor, language, claim.location("links", i, "anchor"), items)
    for event, document in zip(library.events.values(), _passages(library, TIMELINE_PAGE), strict=False):
        items = _cited(library, [document])
        yield from _localized(event, ("place",), language, items)
        if language != "en":  # in English it has its own rule
            yield from _localized(event, ("title",), language, items)
    stops = iter(_passages(library, MAP_PAGE))
    for route in library.routes.values():
        documents = [document for _, document in zip(route.data.stops, stops, strict=False)]
        yield from _localized(route, ("title",), language, _cited(library, documents))
        for i, (stop, document) in enumerate(zip(route.data.stops, documents, strict=False)):
            items = _cited(library, [document])
            for j in range(len(stop.counts)):
                yield from _localized(route, ("stops", i, "counts", j, "by"), language, items)
    for kit in library.kits.values():
        yield from _kit(library, kit, language)
    for chart in library.charts.values():
        items = [*_cited(library, _passages(library, f"charts/{chart.key}.md")), *library.evidence.of_chart(chart)]
        items = [item for item in items if library.evidence.note(item)]
        yield from _localized(chart, ("unit",), language, items)
        if language != "en":  # in English they have their own rule
            yield from _localized(chart, ("title",), language, items)
            for i in range(len(chart.data.marks)):
                yield from _localized(chart, ("marks", i, "label"), language, items)
        for i, line in enumerate(chart.data.lines):
            if line.label:
                yield from _localized(chart, ("lines", i, "label"), language, items)


def _kit(library: Library, record: Record[Kit], language: str) -> Iterator[Label]:
    """Yield the labels of a kit; the wrong answers of its quiz need no evidence, and its right ones that of their sentences."""
    texts = dict(zip(record.data.texts(), _passages(library, f"{KIT_PAGES}/{record.key}.md"), strict=False))
    items = _cited(library, [*texts.values()])
    for path in (("question",), ("goal",)):
        yield from _localized(record, path, language, items)
    for i in range(len(record.data.positions)):
        yield from _localized(record, ("positions", i, "name"), language, items)
    for field_name, count in (("expect", len(record.data.expect)), ("care", len(record.data.care))):
        for i in range(count):
            yield from _localized(record, (field_name, i), language, items)
    for i in range(len(record.data.quiz)):
        because = texts.get(("quiz", i, "because"))
        own = _cited(library, [because] if because else [])
        yield from _localized(record, ("quiz", i, "question"), language, items)
        yield from _localized(record, ("quiz", i, "answer"), language, own)


def _passages(library: Library, src: str) -> list[Document]:
    """Return the cited texts of a page that is made from records, in any language that has the page."""
    page = next(filter(None, (library.page(language, src) for language in LANGUAGES)), None)
    return page.documents if page else []


def _series(library: Library) -> Iterator[Label]:
    """Yield the names of series, each once, and the notes on values; charts and downloads show both."""
    for series in library.series.values():
        items: dict[str, list[Item]] = {}
        for row in series.rows:
            items.setdefault(row.series, []).append(Item(row.source, row.evidence))
        first = {row.series: row for row in reversed(series.rows)}
        for name, row in first.items():
            known = [item for item in items[name] if library.evidence.note(item)]
            yield Label(name, "en", series.location(row, "series"), known)
        for row in series.rows:
            if row.note:
                known = [item for item in [Item(row.source, row.evidence)] if library.evidence.note(item)]
                yield Label(row.note, "en", series.location(row, "note"), known)


def _localized(record: Record[Any], path: tuple[str | int, ...], language: str, items: list[Item]) -> Iterator[Label]:
    """Yield a field of a record in one language, if it has one; a string without a language is English."""
    node = record.node.at(*path)
    if isinstance(node.value, dict) and language in node.value:
        node, path = node.value[language], (*path, language)
    elif language != "en" or node is record.node.at(*path[:-1]):  # the field is missing
        return
    if isinstance(node.value, str):
        yield Label(node.value, language, record.location(*path), items)


def _cited(library: Library, documents: list[Document]) -> list[Item]:
    """Return every citation in the documents that leads to evidence."""
    return known_items(library, [citation for document in documents for _, citation in document.citations()])
