"""The rendered site: marked pages, cards, references, and the pages made from records."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Container, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ..addresses import ALWAYS
from ..cache import folder
from ..library import ForeignQuotation, Library, Page, TermUse, Use
from ..records.fields import in_language
from ..records.loader import Record
from ..records.sources import Evidence, Source
from ..text.citation import Item
from . import codes, placeholders
from .environment import environment
from .references import Reference, references
from .words import Words

if TYPE_CHECKING:  # checks and render are on the same layer: neither needs the other to run
    pass

WORDS_A_MINUTE = 220
"""Words that a reader reads per minute, with time to think."""


@dataclass(slots=True)
class Rendered:
    """The HTML of a page's citations and terms."""

    pieces: dict[str, list[str]]
    """By kind of placeholder, in the order of their numbers."""
    references: str
    """The evidence cards and the list of references; empty if the page cites nothing."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page that is HTML already."""

    level: int
    id: str
    text: str
    """HTML."""


@dataclass(slots=True)
class Finished:
    """The data that a converter would find in a page that is already HTML."""

    title: str
    description: str
    boost: float
    """The weight of its words in the search."""
    headings: tuple[Heading, ...]
    """The first is the title."""
    anchors: frozenset[str]
    """The ids that links may lead to, besides those of the headings."""


@dataclass(slots=True)
class RenderedTemplate:
    """A filled template: Markdown with placeholders where its HTML goes, which no converter needs to read."""

    text: str
    blocks: dict[str, list[str]]
    """HTML by kind of placeholder: a ``block`` is searched, an ``aside`` is not."""
    finished: Finished | None = None
    """Given if the text is HTML with placeholders only for asides, so that no converter is needed."""


@dataclass
class GeneratedPage:
    """A page made from records: its place, the function that fills it, and the file that an editor should open."""

    src: str
    fill: Callable[[], RenderedTemplate]
    """Called when the page is first needed: while a site is served most are not."""
    edit: str

    @cached_property
    def text(self) -> RenderedTemplate:
        """Its text, with its blocks apart."""
        return self.fill()


@dataclass(slots=True)
class _CitedItem:
    """One work in a card."""

    item: Item
    record: Record[Source] | None
    note: Evidence | None
    reference: Reference | None
    url: str


class Site:
    """Renders one language's pages from a library."""

    def __init__(self, library: Library, language: str = "en", *, name: str = "", address: str = "") -> None:
        self.library = library
        self.name = name
        self.address = address.rstrip("/") + "/"
        self.language = language
        self.words = Words(language)
        self.codes = codes.names(self.words)
        self.environment = environment(self.words, self.codes)
        # Pandoc runs in its own process while the checks run.
        background = ThreadPoolExecutor(1)
        self._references = background.submit(references, library.sources.values(), folder(library.root), language)
        background.shutdown(wait=False)
        self._templates: dict[str, Any] = {}
        self._cards: dict[tuple[str | None, ...], Markup] = {}

    @cached_property
    def references(self) -> dict[str, Reference]:
        """Every source as a reference."""
        found = self._references.result()
        return {
            key: Reference(placeholders.without(one.html), placeholders.without(one.label), one.order)
            for key, one in found.items()
        }

    # Written pages

    def markdown(self, page: Page) -> str:
        """Return a written page's Markdown, marked."""
        return self.marked(page)[0]

    def marked(self, page: Page, fallback: str = '\n<div lang="{}" markdown="1">\n\n{}\n\n</div>\n') -> list[str]:
        """Return a page's documents, marked; ``fallback`` is the form of one in another language than the page's."""
        uses, terms, foreign = self.uses(page), self.terms(page), self.foreign(page)
        found = (
            (document.language, placeholders.insert(document, uses, terms, foreign)) for document in page.documents
        )
        return [text if language == page.language else fallback.format(language, text) for language, text in found]

    def cites(self, page: Page) -> bool:
        """Whether a page cites anything, and so ends with references."""
        return bool(self.uses(page))

    def render(self, page: Page) -> Rendered:
        """Return the HTML for a page's placeholders."""
        uses = self.uses(page)
        terms = self.terms(page)
        foreign = self.foreign(page)
        notes = [[self._cited(page, item) for item in use.citation.items] for use in uses]
        pieces = {
            "cite": [self._number(use, note) for use, note in zip(uses, notes, strict=True)],
            "term": [self._term_start(page, use) for use in terms],
            "term-end": [self._term_end(page, use) for use in terms],
            "foreign": [f'<span lang="{quotation.language}">' for quotation in foreign],
            "foreign-end": ["</span>"] * len(foreign),
        }
        listed: dict[str, tuple[_CitedItem, list[int]]] = {}  # with the numbers in the text, for readers of paper
        for number, note in enumerate(notes, 1):
            for cited in note:
                if cited.reference:
                    listed.setdefault(cited.item.key, (cited, []))[1].append(number)
        ordered = sorted(listed.values(), key=lambda one: one[0].reference.order if one[0].reference else 0)
        html = ""
        if uses:
            html = self.fill(
                "references.html",
                notes=enumerate([list(map(self._card, note)) for note in notes], 1),
                references=ordered,
            )
        return Rendered(pieces, html)

    def with_key_points(self, page: Page, html: str) -> str:
        """Return a page's HTML with its key points below the title, if its front matter has them."""
        points = [text for text, _ in page.key_points()]
        if not points:
            return html
        box = self.fill("key_points.html", points=points, known=page.dated("known"))
        head, heading, rest = html.partition("</h1>")
        return head + heading + box + rest if heading else box + html

    def minutes(self, page: Page) -> int:
        """Return the reading time of a page in minutes; its tables and lists count as text."""
        words = sum(len(part.prose().split()) for document in page.documents for part in document.parts)
        return max(1, round(words / WORDS_A_MINUTE))

    def figures(self) -> list[tuple[int, str, str]]:
        """Return figures on the site's evidence: the number, its name and the page that shows more."""
        library, ngettext = self.library, self.words.ngettext
        cited = sum(one.page.language == self.language for one in library.citations.cited)
        sources, terms = len(library.sources), len(library.terms)
        checked = ngettext("statement checked against its evidence", "statements checked against their evidence", cited)
        read = ngettext("source, in English or Spanish", "sources, in English and Spanish", sources)
        explained = ngettext("term explained in both languages", "terms explained in both languages", terms)
        return [(cited, checked, "about/health/"), (sources, read, "sources/"), (terms, explained, "glossary/")]

    def time(self, date: str) -> Markup:
        """Return a date as HTML that programs can read too; HTML has no intervals and fiscal years."""
        spoken = Markup.escape(self.words.date(date))
        known = "/" not in date and not date.startswith("FY")
        return Markup('<time datetime="{}">{}</time>' if known else '<span class="{}">{}</span>').format(
            date if known else "time", spoken
        )

    def uses(self, page: Page) -> list[Use]:
        """Return a page's citations."""
        return self.library.citations.on(page)

    def terms(self, page: Page) -> list[TermUse]:
        """Return a page's linked terms."""
        return self.library.term_index.on(page)

    def foreign(self, page: Page) -> list[ForeignQuotation]:
        """Return a page's quotations in another language."""
        return self.library.citations.in_other_languages(page)

    def _cited(self, page: Page, item: Item) -> _CitedItem:
        record = self.library.sources.get(item.key)
        note = self.library.evidence.note(item)
        url = relative(f"sources/{item.key}/", page.url)
        return _CitedItem(item, record, note, self.references.get(item.key), url)

    def _card(self, cited: _CitedItem) -> Markup:
        """Return the part of a card on one work; cached, since many pages at the same depth cite the same note."""
        item = cited.item
        kept = (cited.url, item.evidence, item.prefix, item.label, item.locator, item.suffix)
        if kept not in self._cards:
            self._cards[kept] = Markup(self.fill("card.html", cited=cited))
        return self._cards[kept]

    def _number(self, use: Use, note: list[_CitedItem]) -> str:
        """Return the small number that opens a card."""
        names = "; ".join(cited.reference.short if cited.reference else cited.item.key for cited in note)
        first = note[0]
        lead = ""
        if first.item.mode == "in-text":
            lead = (
                first.reference.label if first.reference else str(Markup.escape(placeholders.without(first.item.key)))
            )
        label = Markup.escape(self.words.gettext("Evidence %(number)s: %(names)s", number=use.number, names=names))
        lasting = self.library.citations.lasting_anchor(use)
        id = f' id="{lasting}"' if lasting else ""
        return (
            f'{lead}<sup class="cite" id="{use.anchor}" data-search-exclude>'
            f'<button{id} type="button" popovertarget="note-{use.number}" aria-label="{label}">{use.number}</button></sup>'
        )

    def _term_start(self, page: Page, use: TermUse) -> str:
        if not use.match.term:
            return ""  # the writer wants no link on this word
        url = Markup.escape(relative(f"glossary/{use.match.term}/", page.url))
        return f'<span class="term"><a href="{url}" id="{use.anchor}" aria-describedby="{use.anchor}-card">'

    def _term_end(self, page: Page, use: TermUse) -> str:
        if not use.match.term:
            return ""
        record = self.library.terms.get(use.match.term)
        short = Markup.escape(placeholders.without(in_language(record.data.short, self.language))) if record else ""
        return f'</a><span class="term__card" role="tooltip" id="{use.anchor}-card" data-search-exclude>{short}</span></span>'

    # Pages made from records

    def page(self, template: str, **values: Any) -> RenderedTemplate:
        """Fill a template of a page; the content of its call blocks is kept separate from the Markdown."""
        blocks: dict[str, list[str]] = {"block": [], "aside": []}

        def keep(kind: str, caller: Callable[[], str]) -> Markup:
            html = str(caller()).strip("\n")  # first, since an aside may be in a block
            blocks[kind].append(html)
            return Markup(placeholders.block(kind, len(blocks[kind])))

        # Nothing here leads back to the site: a template's macros keep what they are given until the next collection.
        read_on = partial(_read_on, self.words, self._names)
        values.update(
            block=partial(keep, "block"), aside=partial(keep, "aside"), read_on=read_on, share=self.words.share
        )
        return RenderedTemplate(self.fill(template, **values), blocks)

    @cached_property
    def _names(self) -> frozenset[str]:
        """The names of the pages that this language has."""
        return frozenset(page.src for page in self.library.pages if page.language == self.language)

    def fill(self, template: str, **values: Any) -> str:
        """Fill a template of HTML."""
        if template not in self._templates:
            self._templates[template] = self.environment.get_template(template)
        return str(self._templates[template].render(values))


def _read_on(words: Words, names: Container[str], folder: str, links: Iterable[tuple[str, str, str]]) -> Markup:
    """Return the last section of a page below ``folder``: links, each with its title and a reason to follow it.

    A page that is not among ``names`` is left out.
    """
    found = [
        f"- [{title}]({posixpath.relpath(src, folder)}): {why}\n"
        for src, title, why in links
        if src in ALWAYS or src in names
    ]
    heading = words.gettext("Read on")
    return Markup(f"## {heading}\n\n{''.join(found)}" if found else "")


def relative(target: str, page: str) -> str:
    """Return the address of ``target`` as seen from ``page``; both are relative to the site's root."""
    return "../" * page.count("/") + target or "./"
