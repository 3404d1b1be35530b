"""Everything that the project says, read once and indexed once: who cites what, where."""

from __future__ import annotations

import datetime
import gc
import posixpath
import re
import weakref
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from .characters import hidden_characters
from .clock import today
from .diagnostics import Diagnostic, Lines
from .files import read_text, unreadable_folders
from .latest import Latest
from .names import Name, Names
from .records.charts import Chart
from .records.claims import Claim
from .records.events import Event
from .records.fields import LANGUAGES, in_language, parse_date
from .records.nodes import offsets
from .records.reading import Record, hidden_values, read_records
from .records.releases import Release
from .records.routes import Geography, Route, read_geography
from .records.scores import Scores, read_scores
from .records.series import Series, read_series
from .records.sources import Evidence, Source
from .records.style import StylePhrase
from .records.terms import Term
from .text.figures import Reading, Stock, joint, read_figures
from .text.frontmatter import FrontMatter, split
from .text.inline import Citation, Item
from .text.passages import SEAM, Part, Passage, prose, read_passage, sentence
from .text.quotations import quotations, stands_in
from .text.statements import Statement, Stretch, statements
from .text.terms import Forms, Match, forms_of
from .text.waivers import Waiver, read_waivers
from .tree import survey

SOURCES = "docs/sources"
GLOSSARY = "docs/glossary"
CLAIMS = "docs/claims"
TIMELINE = "docs/timeline"
CHARTS = "docs/charts"
ROUTES = "docs/routes"
MAP = "docs/map"
DATA = "docs/data"
RELEASES = "docs/releases"
STYLE = "docs/style"
SCORES = "docs/data/scores.json"

CLAIMS_PAGE = "check/the-article.md"
"""The page that is made of the claims."""

TIMELINE_PAGE = "timeline.md"
"""The page that is made of the events."""

MAP_PAGE = "map.md"
"""The page that is made of the routes."""

CHART_LINK = "chart:"
"""The scheme of an image that a writer puts where a chart is to stand: ``![What it shows](chart:cards-by-day)``."""

TERM_LINK = "term:"
"""The scheme of a link that a writer makes to a term by hand; with no key after it, the word stays unlinked."""


@dataclass
class Page:
    """What is published under one address: a written page, or one made from a record."""

    language: str
    src: str
    """The Markdown file, relative to its language's folder; for a made page, the name it is given."""
    title: str
    passages: list[Passage]
    path: str
    """The file to edit, relative to the project's root."""
    matter: FrontMatter = field(default_factory=FrontMatter)
    made: bool = False
    """Whether it is made from records."""
    term: str | None = None
    """The term that a made page explains."""
    chart: str | None = None
    """The chart that a made page shows."""

    def key_points(self) -> list[tuple[str, int]]:
        """Return the key points of its front matter, each with its offset in the file."""
        node = self.matter.fields.get("key_points")
        points = node.value if node and isinstance(node.value, list) else []
        return [(point.value, point.start) for point in points if isinstance(point.value, str)]

    def dated(self, name: str) -> str:
        """Return a day or a month of its front matter, such as ``2026-11``; empty where it is missing or neither."""
        text = self.matter.text(name)
        try:
            parse_date(text)
        except ValueError:
            return ""
        return text if text.count("-") in (1, 2) and "/" not in text else ""

    @property
    def url(self) -> str:
        """The page's address relative to its language's root."""
        folder, name = posixpath.split(self.src)
        stem = name.removesuffix(".md")
        if stem in ("index", "README"):
            return folder + "/" if folder else ""
        return posixpath.join(folder, stem) + "/"


@dataclass(slots=True)
class Use:
    """A citation in its place on a page."""

    page: Page
    passage: Passage
    part: Part
    citation: Citation
    number: int
    """Its number on the page, from 1."""

    @property
    def anchor(self) -> str:
        """The fragment that leads to it."""
        return f"cite-{self.number}"


@dataclass(frozen=True, slots=True)
class CitedStatement:
    """A statement with the citations that carry it."""

    page: Page
    statement: Statement
    words: str
    """What a reader sees of it."""
    uses: list[Use]
    """Its citations, each with its number on the page."""


@dataclass(frozen=True, slots=True)
class ForeignQuotation:
    """A source's own words in another language than the page's; the places are offsets into the passage's text."""

    passage: Passage
    start: int
    end: int
    language: str


@dataclass(slots=True)
class TermUse:
    """A term's first use in a section of a page."""

    page: Page
    passage: Passage
    part: Part
    match: Match
    number: int
    """Its number among the page's term links, from 1."""

    @property
    def anchor(self) -> str:
        """The fragment that leads to it."""
        return f"term-{self.number}"

    def sentence(self) -> tuple[str, str, str]:
        """Return the sentence that uses the term, as text before it, the form and text after it."""
        start, _ = sentence(self.part, self.match.start)
        _, end = sentence(self.part, self.match.end - 1)  # a name may hold a full stop: Family v. Bolivia
        before, form, after = prose(self.part, start, end, (self.match.start, self.match.end)).split(SEAM)
        return before, self.match.label or form, after


@dataclass
class Library:
    """The project's pages and records."""

    root: Path
    sources: dict[str, Record[Source]]
    terms: dict[str, Record[Term]]
    claims: dict[str, Record[Claim]]
    events: dict[str, Record[Event]]
    """In the order of their dates."""
    charts: dict[str, Record[Chart]]
    series: dict[str, Series]
    """The files of `docs/data`, by name."""
    routes: dict[str, Record[Route]]
    """In the order of their first stops."""
    geography: Geography
    releases: dict[str, Record[Release]]
    """The newest first."""
    style: dict[str, Record[StylePhrase]]
    pages: list[Page]
    faults: list[Diagnostic]
    """What was found wrong while reading."""

    scores: Scores | None = None
    """What other tools found of the planted errors, where it was measured."""

    today: datetime.date = field(default_factory=today)
    """The day of the check; ``SOURCE_DATE_EPOCH`` sets it, so that a build can be repeated."""

    @cached_property
    def unread(self) -> set[str]:
        """The paths of records that exist and could not be read: reported once, not at every citation."""
        return {fault.place.path for fault in self.faults}

    def is_unread(self, folder: str, key: str) -> bool:
        """Whether there is a record of that key in a folder, and it could not be read."""
        return f"{folder}/{key}.yaml" in self.unread or f"{folder}/{key}.yml" in self.unread

    @cached_property
    def known(self) -> str:
        """The month of the newest reading of a source, such as ``2026-11``; empty where there is none by now."""
        months = {record.data.read.date.partition("/")[0][:7] for record in self.sources.values()}
        return max(
            (month for month in months if month <= f"{self.today:%Y-%m}"), default=""
        )  # no fiscal year: F follows digits

    @classmethod
    def load(cls, root: Path) -> Library:
        """Read the project below ``root``; never raises for what stands in its files."""
        faults = unreadable_folders(root, "docs")
        sources, more = read_records(root, SOURCES, Source)
        faults += more
        terms, more = read_records(root, GLOSSARY, Term)
        faults += more
        claims, more = read_records(root, CLAIMS, Claim)
        faults += more
        events, more = read_records(root, TIMELINE, Event)
        faults += more
        events = dict(sorted(events.items(), key=lambda entry: (parse_date(entry[1].data.date), entry[0])))
        charts, more = read_records(root, CHARTS, Chart)
        faults += more
        series, more = read_series(root, DATA)
        faults += more
        routes, more = read_records(root, ROUTES, Route)
        faults += more
        routes = dict(sorted(routes.items(), key=lambda entry: parse_date(entry[1].data.stops[0].date)))
        geography, more = read_geography(root, MAP)
        faults += more
        scores, more = read_scores(root, SCORES)
        faults += more
        releases, more = read_records(root, RELEASES, Release)
        faults += more
        releases = dict(sorted(releases.items(), key=lambda entry: parse_date(entry[1].data.date), reverse=True))
        style, more = read_records(root, STYLE, StylePhrase)
        faults += more
        files, more = survey(root)
        faults += more
        pages: list[Page] = []
        for language in LANGUAGES:
            folder = root / "docs" / language
            for path in (path for path in files if path.is_relative_to(folder)):
                page, more = read_page(root, path, language)
                faults += more
                if page:
                    pages.append(page)
            if folder.is_dir():
                pages += [_term_page(record, language) for record in terms.values()]
                if claims:
                    pages.append(_claims_page(claims.values(), language))
                if events:
                    pages.append(_timeline_page(events.values(), language))
                if routes:
                    pages.append(_map_page(routes.values(), language))
                pages += [_chart_page(record, language) for record in charts.values()]
        return cls(
            root,
            sources,
            terms,
            claims,
            events,
            charts,
            series,
            routes,
            geography,
            releases,
            style,
            pages,
            faults,
            scores,
        )

    def evidence(self, item: Item) -> Evidence | None:
        """Return the note that an item names, or the only one where it names none."""
        record = self.sources.get(item.key)
        if record is None:
            return None
        if not item.evidence:
            return record.data.evidence[0] if len(record.data.evidence) == 1 else None
        return record.data.note(item.evidence)

    def texts(self, item: Item) -> list[str]:
        """Return all that the evidence of an item says, and the work's title."""
        note = self.evidence(item)
        if note is None:
            return []
        texts = [text for part in (note.says, note.at, note.speaker, note.note) if part for text in part.values()]
        return [*([note.quote] if note.quote else []), *texts, self.sources[item.key].data.title]

    def quotable(self, item: Item) -> list[str]:
        """Return what the note of an item quotes, in the source's own words and in our translation."""
        note = self.evidence(item)
        if note is None or not note.quote:
            return []
        return [note.quote, *(note.translation.values() if note.translation else ())]

    def words(self, item: Item) -> list[str]:
        """Return what a quotation may be taken from: the source's own words, not ours about it.

        These are the note's quotation and its translation, what the note itself puts in quotation marks, and the titles.
        """
        note = self.evidence(item)
        if note is None:
            return []
        source = self.sources[item.key].data
        quoted = [words for text in self.texts(item) for words in _quoted(text)]
        titles = [title for title in (source.title, source.container_title) if title]
        return [*self.quotable(item), *quoted, *titles]

    def stock(self, item: Item) -> Stock:
        """Return the figures and dates of the evidence that an item names; callers leave it as it is."""
        note = self.evidence(item)
        source = self.sources[item.key].data
        quote = note.quote if note and source.language.startswith("es") else None
        dates = tuple(date for date in (note and note.date, source.issued) if date)
        return _stock(tuple(self.texts(item)), dates, quote)

    @cached_property
    def statements(self) -> list[tuple[Page, Statement]]:
        """Every statement of every page, cited or not, in reading order."""
        return [
            (page, statement) for page in self.pages for passage in page.passages for statement in statements(passage)
        ]

    @cached_property
    def cited(self) -> list[CitedStatement]:
        """Every statement that cites something, in reading order: what is counted, reviewed and published as data.

        A citation with no words before it carries nothing and is left out.
        """
        numbers = {id(use.citation): use for use in self.uses}
        return [
            CitedStatement(page, statement, words, [numbers[id(citation)] for citation in statement.citations])
            for page, statement in self.statements
            if statement.citations and (words := statement.words)
        ]

    @cached_property
    def statement_of(self) -> dict[int, CitedStatement]:
        """The statement that each citation carries, by the citation's identity; the point of a paragraph is not among them."""
        return {id(use.citation): one for one in self.cited if not one.statement.point for use in one.uses}

    @cached_property
    def waivers(self) -> list[Waiver]:
        """What the pages ask to accept."""
        return [waiver for page in self.written() for passage in page.passages for waiver in read_waivers(passage)]

    @cached_property
    def carried(self) -> list[tuple[Page, Statement, list[Item]]]:
        """Every statement with the items that lead to evidence; none where one of them leads nowhere."""
        found: list[tuple[Page, Statement, list[Item]]] = []
        for page, one in self.statements:
            found.append((page, one, one.items if all(self.evidence(item) for item in one.items) else []))
        return found

    def reading(self, page: Page, stretch: Stretch) -> Reading:
        """Return the figures and dates of a statement's stretch; kept from call to call."""
        if stretch.reading is None:
            forms = self.numbered_forms[page.language].in_prose(stretch.part)
            first, last = (
                bisect_left(forms, end, key=lambda match: match.start) for end in (stretch.start, stretch.end)
            )
            names = tuple((stretch.seen.find(match.start), stretch.seen.find(match.end)) for match in forms[first:last])
            stretch.reading = read_figures(stretch.text, spanish=page.language == "es", names=names)
        return stretch.reading

    @cached_property
    def names(self) -> Names:
        """What the pages and charts are called that a page's links lead to."""
        library = weakref.proxy(self)  # a library that held itself would outlive its reading
        return Names(lambda language, folder, address: library._name(language, folder, address))

    def _name(self, language: str, folder: str, address: str) -> Name | None:
        """Return the name of what a link from a page in ``folder`` leads to, if that is a page or a chart of ours."""
        if key := _chart_key(address):
            record = self.charts.get(key)
            if record is None:
                return None
            texts: tuple[str, ...] = (in_language(record.data.title, language), in_language(record.data.unit, language))
            items = [item for item in self.evidence_items(record) if self.evidence(item)]
            return Name(texts, joint([*map(self.stock, items), _stock(texts, (), None)]))
        target, _, _ = address.partition("#")
        page = self.page(language, posixpath.normpath(posixpath.join(folder, target))) if target else None
        if page is None:
            return None
        headings = [prose(part) for passage in page.passages for part in passage.parts if part.block.kind == "heading"]
        texts = (page.title, *headings)
        return Name(texts, _stock(texts, (), None))

    @cached_property
    def numbered_forms(self) -> dict[str, Forms]:
        """The terms' forms that hold digits, such as "Title 42": names, not figures."""
        return {
            language: forms_of(
                {
                    key: [form for form in record.data.spellings(language) if any(map(str.isdigit, form))]
                    for key, record in self.terms.items()
                }
            )
            for language in LANGUAGES
        }

    def evidence_items(self, chart: Record[Chart]) -> list[Item]:
        """Return the evidence of all values of a chart, each note once."""
        series = self.series.get(chart.data.data)
        rows = chart.data.rows(series) if series else []
        pairs = dict.fromkeys((row.source, row.evidence) for row in rows)
        return [Item(key, evidence) for key, evidence in pairs]

    @cached_property
    def placed_charts(self) -> list[tuple[Page, Passage, Part, int, int, str]]:
        """Every place at which a writer put a chart: the span in the part's text, and the chart's key."""
        return [
            (page, passage, part, start, end, key)
            for page in self.written()
            for passage in page.passages
            for part in passage.parts
            for start, end, destination in part.inline.links
            if (key := _chart_key(destination))
        ]

    def written(self) -> Iterator[Page]:
        """Yield the pages that somebody wrote as Markdown."""
        return (page for page in self.pages if not page.made)

    def passages(self) -> Iterator[Passage]:
        """Yield every Markdown text that is published, each once: a record's text may stand for two languages."""
        seen: set[tuple[str, int]] = set()
        for page in self.pages:
            for passage in page.passages:
                place = passage.path, passage.in_file(0)
                if place not in seen:
                    seen.add(place)
                    yield passage

    @cached_property
    def foreign_by_page(self) -> dict[int, list[ForeignQuotation]]:
        """The quotations of each page that are a source's words in another language, by the page's identity."""
        found: dict[int, list[ForeignQuotation]] = {}
        for page, stated in self.statements:
            notes = [
                (note.quote, record.data.language)
                for citation in stated.citations
                for item in citation.items
                if (record := self.sources.get(item.key)) and record.data.language[:2] != page.language
                if (note := self.evidence(item)) and note.quote
            ]
            for stretch in stated.stretches if notes else ():
                for quotation in quotations(stretch.text):
                    for quote, language in notes:
                        if stands_in(quotation.text, [quote]):
                            span = stretch.offsets(quotation.start, quotation.end)
                            found.setdefault(id(page), []).append(ForeignQuotation(stated.passage, *span, language))
                            break
        return found

    def page(self, language: str, src: str) -> Page | None:
        """Return the page that is made from the Markdown file ``src``."""
        return self._by_src.get((language, src))

    @cached_property
    def _by_src(self) -> dict[tuple[str, str], Page]:
        return {(page.language, page.src): page for page in self.pages}

    @cached_property
    def uses(self) -> list[Use]:
        """Every citation of every page, in reading order."""
        return [
            Use(page, passage, part, citation, number)
            for page in self.pages
            for number, (passage, part, citation) in enumerate(_citations(page), 1)
        ]

    @cached_property
    def uses_by_page(self) -> dict[int, list[Use]]:
        """The citations of each page, by the page's identity."""
        found: dict[int, list[Use]] = {}
        for use in self.uses:
            found.setdefault(id(use.page), []).append(use)
        return found

    @cached_property
    def uses_by_source(self) -> dict[str, list[tuple[Use, Item]]]:
        """The citations of each source."""
        found: dict[str, list[tuple[Use, Item]]] = {}
        for use in self.uses:
            for item in use.citation.items:
                found.setdefault(item.key, []).append((use, item))
        return found

    @cached_property
    def forms(self) -> dict[str, Forms]:
        """The terms' forms by language."""
        return {
            language: forms_of({key: record.data.spellings(language) for key, record in self.terms.items()})
            for language in LANGUAGES
        }

    @cached_property
    def term_matches(self) -> list[tuple[Page, list[list[tuple[Part, list[Match]]]]]]:
        """Every place at which a term's form stands, by page, passage and part."""
        return [
            (
                page,
                [
                    [(part, self.forms[page.language].in_prose(part)) for part in passage.parts]
                    for passage in page.passages
                ],
            )
            for page in self.pages
        ]

    @cached_property
    def term_uses(self) -> list[TermUse]:
        """Each term's first use in each section of every page but its own."""
        found: list[TermUse] = []
        for page, matched in self.term_matches:
            seen: set[tuple[int, int, str]] = set()
            number = 0
            for which, passage in enumerate(page.passages):
                for part, matches in matched[which]:
                    by_hand = _by_hand(part)
                    for match in sorted([*by_hand, *matches], key=lambda match: match.start) if by_hand else matches:
                        place = (which, part.section, match.term)
                        if match.label is None and (match.term == page.term or place in seen):
                            continue
                        seen.add(place)
                        number += 1
                        found.append(TermUse(page, passage, part, match, number))
        return found

    @cached_property
    def term_uses_by_page(self) -> dict[int, list[TermUse]]:
        """The linked terms of each page, by the page's identity."""
        found: dict[int, list[TermUse]] = {}
        for use in self.term_uses:
            found.setdefault(id(use.page), []).append(use)
        return found

    @cached_property
    def uses_by_term(self) -> dict[str, list[TermUse]]:
        """The places at which each term is linked."""
        found: dict[str, list[TermUse]] = {}
        for use in self.term_uses:
            if use.match.term:
                found.setdefault(use.match.term, []).append(use)
        return found


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the search for garbage: what is read stays, and to look through it ever again makes large sites slow."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


@lru_cache(1 << 14)  # a note is asked for each statement that cites it
def _quoted(text: str) -> tuple[str, ...]:
    """Return what a note puts in quotation marks of any kind."""
    return tuple(quotation.text for quotation in quotations(_curled(text)))


def _curled(text: str) -> str:
    """Return text whose single quotation marks are double ones: notes quote in both ways."""
    return re.sub(r"(?<![\w'])'([^']+(?:'\w[^']*)*)'(?!\w)", r'"\1"', text.translate({0x2018: "'", 0x2019: "'"}))


@lru_cache(1 << 14)  # a note is asked for each statement that cites it
def _stock(texts: tuple[str, ...], dates: tuple[str, ...], spanish: str | None) -> Stock:
    """Return the figures and dates of texts, one of which may be Spanish, and of a record's dates."""
    stock = Stock()
    for text in texts:
        stock.add(text, spanish=text == spanish)
    for date in dates:
        stock.add_date(date)
    return stock


def read_page(root: Path, path: Path, language: str) -> tuple[Page | None, list[Diagnostic]]:
    """Read one Markdown page; what is wrong with its front matter comes as findings."""
    text, fault = read_text(root, path, "unreadable-page")
    if text is None:
        assert fault
        return None, [fault]
    return _page(path.relative_to(root).as_posix(), text, language)


def _parse_page(name: str, text: str, language: str) -> tuple[Page, list[Diagnostic]]:
    lines = Lines(text)
    matter = split(text)
    faults = [Diagnostic(rule, lines.place(name, at), message, help) for rule, at, message, help in matter.faults]
    faults += hidden_characters(name, text, lines)
    faults += [fault for node in matter.fields.values() for fault in hidden_values(name, text, node, lines)]
    passage = read_passage(name, text[matter.body :], lines, matter.body)
    title = matter.text("title") or next(
        (prose(part) for part in passage.parts if part.block.level == 1),
        posixpath.basename(name).removesuffix(".md").replace("-", " ").capitalize(),
    )
    return Page(language, name.removeprefix(f"docs/{language}/"), title, [passage], name, matter), faults


_page = Latest(_parse_page)


def _term_page(record: Record[Term], language: str) -> Page:
    """Return the page that is made of a term's record."""
    term = record.data
    passages = [_field(record, language, *path) for path in term.texts()]
    title = in_language(term.term, language)
    return Page(language, f"glossary/{record.key}.md", title, passages, record.path, made=True, term=record.key)


def _claims_page(records: Iterable[Record[Claim]], language: str) -> Page:
    """Return the page that is made of all claims: a passage for each answer."""
    passages = [_field(record, language, "answer") for record in records]
    return Page(language, CLAIMS_PAGE, "Check the article", passages, CLAIMS, made=True)


def _timeline_page(records: Iterable[Record[Event]], language: str) -> Page:
    """Return the page that is made of all events: a passage for each."""
    passages = [_field(record, language, "text") for record in records]
    return Page(language, TIMELINE_PAGE, "Timeline", passages, TIMELINE, made=True)


def _map_page(records: Iterable[Record[Route]], language: str) -> Page:
    """Return the page that is made of all routes: a passage for each stop."""
    passages = [
        _field(record, language, "stops", i, "text") for record in records for i in range(len(record.data.stops))
    ]
    return Page(language, MAP_PAGE, "Map", passages, ROUTES, made=True)


def _chart_page(record: Record[Chart], language: str) -> Page:
    """Return the page that is made of a chart's record and data."""
    title = in_language(record.data.title, language)
    passages = [_field(record, language, "text")]
    return Page(language, f"charts/{record.key}.md", title, passages, record.path, made=True, chart=record.key)


def _field(record: Record[Any], language: str, *path: str | int) -> Passage:
    """Return a record's Markdown field in a language, or in the one that it has."""
    node = record.node.at(*path)
    if isinstance(node.value, dict):
        node = node.at(language if language in node.value else next(iter(node.value)))
    assert isinstance(node.value, str)  # the model says so
    passage: Passage | None = record.passages.get((language, *path))
    if passage is None:
        passage = read_passage(record.path, node.value, record.lines, node.start, offsets(record.text, node))
        record.passages[language, *path] = passage
    return passage


def _by_hand(part: Part) -> list[Match]:
    """Return the links that a writer made to terms: ``[the card](term:humanitarian-visitor-card)``."""
    return [
        Match(destination.removeprefix(TERM_LINK), start, end, part.block.text[start + 1 : end].rpartition("](")[0])
        for start, end, destination in part.inline.links
        if destination.startswith(TERM_LINK)
    ]


def _chart_key(destination: str) -> str:
    """Return the key of the chart that an image places; empty where it places none."""
    return next(iter(destination.removeprefix(CHART_LINK).split()), "") if destination.startswith(CHART_LINK) else ""


def _citations(page: Page) -> Iterator[tuple[Passage, Part, Citation]]:
    for passage in page.passages:
        for part, citation in passage.citations():
            yield passage, part, citation
