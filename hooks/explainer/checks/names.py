"""The rule on names: who and what a statement names must be in its evidence."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..diagnostics import Diagnostic, RelatedLocation, Severity
from ..latest import digest
from ..library import Library, Page
from ..library.remembering import compared
from ..text.citation import Item
from ..text.documents import Document, Part, prose
from ..text.names import Mention, NamedText
from ..text.quotations import Quotation
from ..text.spans import Spans
from ..text.statements import Statement, Stretch
from .rules import rule

_TABLE = 7
"""In the place of a heading's level: the head of a table."""
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_MOST_COMPARED = 2000
"""The most names among which a similar one is looked for."""
_LONGEST_SENTENCE = 400
"""How many characters after a name may end its question."""


@rule("unsupported-name", Severity.WARNING)
def unsupported_name(library: Library) -> Iterator[Diagnostic]:
    """A person, body or place is not in the evidence that the citation names.

    ## What it finds

    Names of a statement that are in none of the evidence notes that its citation names, nor in the sources' titles,
    authors and publishers. A name may also be the subject of the page or the section, in a title, a heading, the
    description or a key point, or be in other evidence of the same source, paragraph or row of a table. The lists in
    `docs/names/` and the glossary give the other forms of a name, and the names that others stand for: "AMLO" for López
    Obrador, "Honduran" for Honduras, Tapachula for Mexico. In a project with such lists, words with a capital within a
    sentence that are in none of them are looked up too. Questions state nothing, and quotations have a rule of their own.

    ## Why it matters

    Who did something is the first thing that readers remember. The right figure under the wrong name is a false
    statement.

    ## Example

    `The commission counted 214 kidnappings [@senado2011#kidnappings]`, where the note names the institute.

    ## How to fix it

    Read the note and correct the name, or cite the evidence that has it. If the evidence has the name in another form,
    add the form to a list in `docs/names/`.
    """
    subjects = _Subjects(library)
    for page, statement, items in library.citations.with_evidence:
        if not items:
            continue
        for stretch in statement.stretches:
            hidden: Spans | None = None
            for mention in _missing(library, stretch, items):
                if mention.form is None and not library.name_lists:
                    continue
                if hidden is None:
                    hidden = Spans((quotation.start, quotation.end) for quotation in stretch.quotations())
                if (
                    hidden.overlap(mention.start, mention.end)
                    or _asked(statement, stretch, mention)
                    or _names_target(library, page, stretch, mention)
                ):
                    continue
                if not any(_has(texts, mention, stretch) for texts in subjects.around(page, statement, stretch, items)):
                    yield _unsupported(library, statement, stretch, mention, items)


@rule("unknown-name")
def unknown_name(library: Library) -> Iterator[Diagnostic]:
    """A list of names refers to a name that no list has.

    ## What it finds

    Names under `of` in `docs/names/` that are neither the name of an entry of these lists nor the English name of a term.

    ## Why it matters

    A misspelt name matches nothing, so the check of names reports correct sentences.

    ## Example

    `of: [Mexcio]`

    ## How to fix it

    Write the name as the list has it, or add it to a list.
    """
    known = {one.name for record in library.name_lists.values() for one in record.data.names}
    known |= {name for term in library.terms.values() if (name := term.data.term.get("en"))}
    for record in library.name_lists.values():
        for i, one in enumerate(record.data.names):
            for k, name in enumerate(one.of):
                if name not in known:
                    near = difflib.get_close_matches(name, known, 1) if len(known) <= _MOST_COMPARED else []
                    yield Diagnostic(
                        "unknown-name",
                        record.location("names", i, "of", k),
                        f"no list has the name '{name[:60]}'" + (f"; there is '{near[0]}'" if near else ""),
                        "write the name as a list has it, or add it to one",
                    )


def _missing(library: Library, stretch: Stretch, items: list[Item]) -> tuple[Mention, ...]:
    """Return the names of a stretch that are not in the evidence that its statement cites; they are remembered."""

    def make() -> tuple[Mention, ...]:
        cited = _evidence(library, items)
        return tuple(one for one in library.known_names.forms.mentions(stretch.text) if not _has(cited, one, stretch))

    return compared(
        digest("unsupported-name", stretch.text, library.known_names.digest, library.evidence.digest(items)), make
    )


def _evidence(library: Library, items: list[Item]) -> list[NamedText]:
    return [library.known_names.evidence_of(item) for item in {(one.key, one.evidence): one for one in items}.values()]


def _has(texts: list[NamedText], mention: Mention, stretch: Stretch) -> bool:
    if mention.form:
        return any(text.has_name(mention.form) for text in texts)
    words = stretch.text[mention.start : mention.end]
    return any(text.has_words(words) for text in texts)


def _asked(statement: Statement, stretch: Stretch, mention: Mention) -> bool:
    """Whether a name is in a question, which states nothing; its mark may follow the citation."""
    if end := _SENTENCE_END.search(stretch.text, mention.end, mention.end + _LONGEST_SENTENCE):
        return end.group() == "?"
    after = statement.citations[-1].end
    return stretch is statement.stretches[-1] and stretch.part.block.text.startswith("?", after)


def _names_target(library: Library, page: Page, stretch: Stretch, mention: Mention) -> bool:
    """Whether a name is part of the name of the page or chart that the words around it link to."""
    words = stretch.text[mention.start : mention.end]
    return library.names.quotation(page, stretch, Quotation(mention.start, mention.end, words))


def _unsupported(
    library: Library, statement: Statement, stretch: Stretch, mention: Mention, items: list[Item]
) -> Diagnostic:
    where = "that its paragraph cites" if statement.point else "cited here"
    return Diagnostic(
        "unsupported-name",
        stretch.location(mention.start, mention.end),
        f"'{' '.join(stretch.text[mention.start : mention.end].split())}' is not in the evidence {where}",
        "correct the name, or cite evidence that has it",
        tuple(_says(library, item) for item in items[:3]),
    )


def _says(library: Library, item: Item) -> RelatedLocation:
    """Return the second place of a finding: the source's words."""
    record = library.sources[item.key]
    note = library.evidence.note(item)
    return RelatedLocation(
        record.location("evidence", record.data.evidence.index(note) if note else 0, "says"), "the source says"
    )


@dataclass
class _Subjects:
    """The texts around a statement that may name its subject."""

    library: Library
    _pages: dict[tuple[int, str], NamedText] = field(default_factory=dict)
    _passages: dict[int, dict[int, _Surroundings]] = field(default_factory=dict)
    _headings: dict[str, NamedText] = field(default_factory=dict)
    _evidence: dict[int, list[NamedText]] = field(default_factory=dict)

    def around(
        self, page: Page, statement: Statement, stretch: Stretch, items: list[Item]
    ) -> Iterator[list[NamedText]]:
        """Yield the texts around a stretch of a statement.

        They are the subject of the page; the headings above it and the evidence of its paragraph or row; and the other
        evidence of its sources.
        """
        document = statement.document
        subject = self._pages.get((id(page), document.path))
        if subject is None:
            texts = [*_subject(page), *self._records.get(document.path, ())]
            subject = self._pages[id(page), document.path] = self.library.known_names.text_of(texts)
        yield [subject]
        if id(document) not in self._passages:
            self._passages[id(document)] = dict(_surroundings(document))
        around = self._passages[id(document)].get(id(stretch.part))
        if around:
            yield [self._text(heading) for heading in around.headings]
            yield self._cited(around.parts)
        yield [self.library.known_names.source(key) for key in dict.fromkeys(item.key for item in items)]

    @cached_property
    def _records(self) -> dict[str, list[str]]:
        """What the records say that their texts are about, by their files."""
        found: dict[str, list[str]] = {}
        for claim in self.library.claims.values():
            found[claim.path] = [*claim.data.claim.values()]
        for event in self.library.events.values():
            found[event.path] = [*event.data.title.values(), *(event.data.place or {}).values()]
        for route in self.library.routes.values():
            found[route.path] = [*route.data.title.values(), *(stop.place for stop in route.data.stops)]
        for kit in self.library.kits.values():
            found[kit.path] = [*kit.data.question.values(), *(one.heading for one in kit.data.positions)]
        for term in self.library.terms.values():
            found[term.path] = [spelling for spelling, _ in term.data.placed_spellings()]
        for chart in self.library.charts.values():
            found[chart.path] = [*chart.data.title.values()]
        return found

    def _cited(self, parts: list[Part]) -> list[NamedText]:
        """Return the evidence that a paragraph or a row cites, looked up once for all of its statements."""
        if id(parts) not in self._evidence:
            cited = (citation.items for part in parts for citation in part.inline.citations)
            self._evidence[id(parts)] = _evidence(self.library, _known(self.library, cited))
        return self._evidence[id(parts)]

    def _text(self, heading: str) -> NamedText:
        if heading not in self._headings:
            self._headings[heading] = self.library.known_names.text_of([heading])
        return self._headings[heading]


class _Surroundings(NamedTuple):
    """What surrounds a part of a document."""

    headings: tuple[str, ...]
    """The headings above it, and the head of its table."""
    parts: list[Part]
    """The cells of its row, or only itself."""


def _surroundings(document: Document) -> Iterator[tuple[int, _Surroundings]]:
    """Yield the surroundings of each part, by its identity."""
    headings: dict[int, str] = {}
    head: list[str] = []
    row: list[Part] = []
    for part in document.parts:
        block = part.block
        if block.kind == "heading":
            headings = {level: text for level, text in headings.items() if level < block.level}
            headings[block.level] = prose(part)
        if block.kind != "cell":
            head = []
            headings.pop(_TABLE, None)
        elif block.row < 0:
            head.append(prose(part))
            headings.pop(_TABLE, None)
        elif head:
            headings[_TABLE], head = " ".join(head), []
        if block.kind != "cell" or not row or row[0].block.row != block.row:
            row = []
        row.append(part)
        yield id(part), _Surroundings(tuple(headings.values()), row)


def _subject(page: Page) -> list[str]:
    """Return the texts that say what a page is about."""
    return [page.title, page.matter.text("description"), *(point for point, _ in page.key_points())]


def _known(library: Library, cited: Iterable[Sequence[Item]]) -> list[Item]:
    """Return the items that lead to evidence."""
    return [item for items in cited for item in items if library.evidence.note(item)]
