"""The rendered site: marked pages, cards, references, and the pages made from records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..addresses import FORMATS
from ..cache import folder
from ..diagnostics import Severity
from ..escaping import markdown
from ..formats import formats
from ..health import health
from ..library import CLAIMS_PAGE, CitedStatement, ForeignQuotation, Library, Page, TermUse, Use
from ..records.fields import in_language
from ..records.reading import Record
from ..records.sources import Evidence, Source
from ..text.inline import Item
from ..text.passages import prose
from . import marks
from .references import Reference, references
from .words import PHRASES, Phrases

if TYPE_CHECKING:  # checks and render are on the same layer: neither needs the other to run
    from ..checks import Outcome, Rule

WORDS_A_MINUTE = 220
"""Words that a reader reads per minute, with time to think."""

ARTICLE = "castellanos2019response"
"""The source whose claims are checked: the article that the site is based on."""


@dataclass(slots=True)
class Rendered:
    """The HTML of a page's citations and terms."""

    pieces: dict[str, list[str]]
    """By kind of mark, in the order of their numbers."""
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
class Filled:
    """A filled template: Markdown with marks where its HTML goes, which no converter needs to read."""

    text: str
    blocks: dict[str, list[str]]
    """HTML by kind of mark: a ``block`` is searched, an ``aside`` is not."""
    finished: Finished | None = None
    """Given if the text is HTML with marks only for asides, so that no converter is needed."""


@dataclass
class Generated:
    """A page made from records: its place, the function that fills it, and the file that an editor should open."""

    src: str
    fill: Callable[[], Filled]
    """Called when the page is first needed: while a site is served most are not."""
    edit: str

    @cached_property
    def text(self) -> Filled:
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
        self.words: Phrases = PHRASES[language]
        self.environment = Environment(
            loader=PackageLoader("explainer.render"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_without_marks,
        )
        self.environment.globals.update(words=self.words, language=language)
        self.environment.filters.update(
            say=lambda text: in_language(text, language),
            md=escape_markdown,
            markup=Markup,
            month=partial(spoken_date, self.words),  # not a method: a site that refers to itself would stay in memory
        )
        # Pandoc runs in its own process while the checks run.
        background = ThreadPoolExecutor(1)
        self._references = background.submit(references, library.sources.values(), folder(library.root))
        background.shutdown(wait=False)
        self._templates: dict[str, Any] = {}
        self._cards: dict[tuple[str | None, ...], Markup] = {}

    @cached_property
    def references(self) -> dict[str, Reference]:
        """Every source as a reference."""
        found = self._references.result()
        return {
            key: Reference(marks.without(one.html), marks.without(one.label), one.order) for key, one in found.items()
        }

    # Written pages

    def markdown(self, page: Page) -> str:
        """Return a written page's Markdown, marked."""
        return self.marked(page)[0]

    def marked(self, page: Page) -> list[str]:
        """Return a page's passages, marked."""
        uses, terms, foreign = self.uses(page), self.terms(page), self.foreign(page)
        return [marks.mark(passage, uses, terms, foreign) for passage in page.passages]

    def cites(self, page: Page) -> bool:
        """Whether a page cites anything, and so ends with references."""
        return bool(self.uses(page))

    def render(self, page: Page) -> Rendered:
        """Return the HTML for a page's marks."""
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
        listed = {cited.item.key: cited for note in notes for cited in note if cited.reference}
        ordered = sorted(listed.values(), key=lambda cited: cited.reference.order if cited.reference else 0)
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
        words = sum(len(prose(part).split()) for passage in page.passages for part in passage.parts)
        return max(1, round(words / WORDS_A_MINUTE))

    def figures(self) -> list[tuple[int, str, str]]:
        """Return figures on the site's evidence: the number, its name and the page that shows more."""
        return [
            (
                sum(one.page.language == self.language for one in self.library.citations.cited),
                self.words["checked_statements"],
                "about/health/",
            ),
            (len(self.library.sources), self.words["sources_read"], "sources/"),
            (len(self.library.terms), self.words["terms_explained"], "glossary/"),
        ]

    def spoken_date(self, date: str) -> str:
        """Return ``2026-11`` as ``November 2026``, and so on; other text unchanged."""
        return spoken_date(self.words, date)

    def time(self, date: str) -> Markup:
        """Return a date as HTML that programs can read too; HTML has no intervals and fiscal years."""
        spoken = Markup.escape(self.spoken_date(date))
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
            lead = first.reference.label if first.reference else str(Markup.escape(marks.without(first.item.key)))
        label = Markup.escape(marks.without(f"{self.words['note']} {use.number}: {names}"))
        return (
            f'{lead}<sup class="cite" id="{use.anchor}" data-search-exclude>'
            f'<button type="button" popovertarget="note-{use.number}" aria-label="{label}">{use.number}</button></sup>'
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
        short = Markup.escape(marks.without(in_language(record.data.short, self.language))) if record else ""
        return f'</a><span class="term__card" role="tooltip" id="{use.anchor}-card" data-search-exclude>{short}</span></span>'

    # Pages made from records

    def sources(self) -> Iterator[Generated]:
        """Yield the index of sources and a page for each."""
        groups: dict[str, list[tuple[Record[Source], Reference, int]]] = {}
        for record in sorted(self.library.sources.values(), key=lambda record: self.references[record.key].order):
            entry = (record, self.references[record.key], len(self.library.citations.of(record.key)))
            groups.setdefault(record.data.voice, []).append(entry)
        ordered = [(voice, groups[voice]) for voice in self.words["voices"] if voice in groups]
        total = len(self.library.sources)
        if total:
            fill = partial(
                self.page, "sources.md", groups=ordered, total=total, citations=len(self.library.citations.uses)
            )
            yield Generated("sources/index.md", fill, "docs/sources")
        for record in self.library.sources.values():
            yield Generated(f"sources/{record.key}.md", partial(self._source, record), record.path)

    def _source(self, record: Record[Source]) -> Filled:
        """Fill the page of a source: its evidence notes, and the statements that cite each."""
        by_note: dict[str, list[tuple[Use, CitedStatement]]] = {}
        for use, item in self.library.citations.of(record.key):
            note, one = self.library.evidence.note(item), self.library.citations.statement_of(use.citation)
            if note and one and use.page.language == self.language:
                by_note.setdefault(note.id, []).append((use, one))
        source = record.data
        filled = self.page(
            "source.html",
            record=record,
            source=source,
            reference=self.references[record.key],
            by_note=by_note,
            link=lambda use: relative(use.page.url, f"sources/{record.key}/") + "#" + use.anchor,
        )
        title = marks.without(source.title)
        filled.finished = Finished(
            title,
            self.words["source_description"].format(title),
            boost=0.4,
            headings=(
                Heading(1, "the_source", str(Markup.escape(title))),
                Heading(2, "what_it_says", self.words["what_it_says"]),
            ),
            anchors=frozenset(note.id for note in source.evidence),
        )
        return filled

    def claims(self) -> Iterator[Generated]:
        """Yield the page of the article's claims and broken links."""
        page = self.library.page(self.language, CLAIMS_PAGE)
        if page is None:
            return
        records = list(self.library.claims.values())
        answers = self.marked(page)
        statuses = Counter(record.data.status for record in records)
        known = self.library.known
        fill = partial(
            self.page,
            "claims.md",
            title=page.title,
            claims=list(zip(range(1, len(records) + 1), records, answers, strict=True)),
            totals=[(status, statuses[status]) for status in self.words["statuses"] if statuses[status]],
            links=[
                (number, record, link)
                for number, record in enumerate(records, 1)
                for link in record.data.links
                if link.source in self.library.sources
            ],
            article=ARTICLE,
            sources=self.library.sources,
            references=self.references,
            known=known,
            month=self.spoken_date(known),
        )
        yield Generated(page.src, fill, page.path)

    # Pages about the checks

    def about(self, outcome: Outcome, rules: Sequence[Rule]) -> Iterator[Generated]:
        """Yield the page of figures, and a page for each rule."""
        figures = health(self.library, self.language)
        severities = [finding.severity for finding in outcome.findings]
        fill = partial(
            self.page,
            "health.md",
            health=figures,
            releases=[one.data for one in self.library.releases.values() if one.data.measures],
            total=len(self.library.sources),
            errors=severities.count(Severity.ERROR),
            warnings=severities.count(Severity.WARNING),
            waived=outcome.waived,
            scores=self.library.scores,
            mutants=self.library.mutants,
            link=lambda url: relative(url, "about/health/"),
        )
        yield Generated("about/health.md", fill, "hooks/explainer/health.py")
        families: dict[str, list[Rule]] = {}
        for rule in rules:
            families.setdefault(rule.family, []).append(rule)
        ordered = [(name.replace("_", " ").capitalize(), members) for name, members in families.items()]
        fill = partial(self.page, "rules.md", rules=rules, families=ordered)
        yield Generated("about/rules/index.md", fill, "hooks/explainer/checks")
        for rule in rules:
            fill = partial(self.page, "rule.md", rule=rule, documentation=rule.documentation)
            yield Generated(f"about/rules/{rule.id}.md", fill, f"hooks/explainer/checks/{rule.family}.py")

    def formats(self) -> Iterator[Generated]:
        """Yield the pages on how to write records."""
        found = formats()
        yield Generated("about/formats/index.md", partial(self.page, "formats.md", formats=found), FORMATS)
        for one in found:
            fill = partial(self.page, "format.md", one=one, code=_with_code)
            yield Generated(f"about/formats/{one.key}.md", fill, f"{FORMATS}/{one.key}.yaml")

    def page(self, template: str, **values: Any) -> Filled:
        """Fill a template of a page; the content of its call blocks is kept separate from the Markdown."""
        blocks: dict[str, list[str]] = {"block": [], "aside": []}

        def keep(kind: str, caller: Callable[[], str]) -> Markup:
            html = str(caller()).strip("\n")  # first, since an aside may be in a block
            blocks[kind].append(html)
            return Markup(marks.block(kind, len(blocks[kind])))

        values.update(block=partial(keep, "block"), aside=partial(keep, "aside"))
        return Filled(self.fill(template, **values), blocks)

    def fill(self, template: str, **values: Any) -> str:
        """Fill a template of HTML."""
        if template not in self._templates:
            self._templates[template] = self.environment.get_template(template)
        return str(self._templates[template].render(values))


def _with_code(text: str) -> Markup:
    """Return a text in which words between backquotes are code."""
    parts = str(Markup.escape(text)).split("`")
    return Markup("".join(f"<code>{part}</code>" if i % 2 else part for i, part in enumerate(parts)))


def relative(target: str, page: str) -> str:
    """Return the address of ``target`` as seen from ``page``; both are relative to the site's root."""
    return "../" * page.count("/") + target or "./"


def _without_marks(value: object) -> object:
    """Return the output of a template expression, without characters that marks are made of, except in HTML, which has the engine's marks."""
    return marks.without(value) if type(value) is str else value


def spoken_date(words: Phrases, date: str) -> str:
    """Return ``2026-11`` as ``November 2026``, and so on; other text unchanged."""
    first, slash, last = date.partition("/")
    if slash:
        return f"{spoken_date(words, first)} – {spoken_date(words, last)}"
    if date.startswith("FY"):
        return f"{words['fiscal_year']} {date[2:]}"
    year, *rest = date.split("-")
    if not rest or not all(part.isdigit() for part in rest) or not 0 < int(rest[0]) <= 12:
        return date
    day = f"{int(rest[1])} " if len(rest) > 1 else ""
    return f"{day}{words['months'][int(rest[0]) - 1]} {year}"


def escape_markdown(text: str) -> Markup:
    """Return plain text as Markdown that shows it unchanged, for a template."""
    return Markup(markdown(marks.without(str(text))))
