"""Every citation of every page, and the statements that they support."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..records.loader import Record
from ..records.sources import Source
from ..text.citation import Citation, Item
from ..text.documents import Document, Part
from ..text.quotations import quotations
from ..text.statements import Statement, statements
from ..text.wording import stands_in
from .evidence import EvidenceFinder
from .grouping import grouped
from .pages import Page
from .statement_ids import statement_ids


@dataclass(slots=True)
class Use:
    """A citation in its place on a page."""

    page: Page
    document: Document
    part: Part
    citation: Citation
    number: int
    """Its number on the page, from 1."""

    @property
    def anchor(self) -> str:
        """The fragment that links to it in this build: another citation before it changes its number."""
        return f"cite-{self.number}"


@dataclass(frozen=True, slots=True)
class CitedStatement:
    """A statement with the citations that support it."""

    page: Page
    statement: Statement
    words: str
    """Its text as readers see it."""
    uses: list[Use]
    """Its citations, each with its number on the page."""


@dataclass(frozen=True, slots=True)
class ForeignQuotation:
    """A source's own words in a language other than that of the text around them; the places are offsets into the document's text."""

    document: Document
    start: int
    end: int
    language: str


@dataclass
class Citations:
    """The citations of a set of pages."""

    pages: list[Page]
    sources: dict[str, Record[Source]]
    evidence: EvidenceFinder

    @cached_property
    def uses(self) -> list[Use]:
        """Every citation of every page, in reading order."""
        return [
            Use(page, document, part, citation, number)
            for page in self.pages
            for number, (document, part, citation) in enumerate(_citations(page), 1)
        ]

    def on(self, page: Page) -> list[Use]:
        """Return the citations of a page."""
        return self._by_page.get(id(page), [])

    def of(self, source: str) -> list[tuple[Use, Item]]:
        """Return the citations of a source, each with the item that names it."""
        return self._by_source.get(source, [])

    @cached_property
    def sources_cited(self) -> frozenset[str]:
        """The keys that any page cites, whether there is such a source or not."""
        return frozenset(self._by_source)

    @cached_property
    def statements(self) -> list[tuple[Page, Statement]]:
        """Every statement of every page, cited or not, in reading order."""
        return [
            (page, statement)
            for page in self.pages
            for document in page.documents
            for statement in statements(document)
        ]

    @cached_property
    def with_evidence(self) -> list[tuple[Page, Statement, list[Item]]]:
        """Every statement with the items that lead to evidence; no items if one of its citations is broken."""
        note = self.evidence.note
        return [(page, one, one.items if all(map(note, one.items)) else []) for page, one in self.statements]

    @cached_property
    def cited(self) -> list[CitedStatement]:
        """Every statement that cites something, in reading order; these are counted, reviewed and published as data.

        A citation without words before it supports nothing and is left out.
        """
        numbers = {id(use.citation): use for use in self.uses}
        return [
            CitedStatement(page, statement, words, [numbers[id(citation)] for citation in statement.citations])
            for page, statement in self.statements
            if statement.citations and (words := statement.words)
        ]

    def statement_of(self, citation: Citation) -> CitedStatement | None:
        """Return the statement that a citation supports, never the point of a paragraph."""
        return self._statements.get(id(citation))

    def anchor(self, use: Use) -> str:
        """Return the fragment for links from outside: the one that stays, or its number's if it supports no statement."""
        return self.lasting_anchor(use) or use.anchor

    def lasting_anchor(self, use: Use) -> str:
        """Return the fragment of a citation that stays as long as its statement; empty if it supports none.

        The first citation of a statement has the statement's id, and those after it that id with a number.
        """
        return self._lasting.get(id(use.citation), "")

    def of_page(self, page: Page) -> list[CitedStatement]:
        """Return the cited statements of a page, in reading order."""
        return self._cited_on.get(id(page), [])

    def in_other_languages(self, page: Page) -> list[ForeignQuotation]:
        """Return the quotations of a page that are a source's words in another language."""
        return self._foreign.get(id(page), [])

    @cached_property
    def _by_page(self) -> dict[int, list[Use]]:
        return grouped((id(use.page), use) for use in self.uses)

    @cached_property
    def _by_source(self) -> dict[str, list[tuple[Use, Item]]]:
        return grouped((item.key, (use, item)) for use in self.uses for item in use.citation.items)

    @cached_property
    def _cited_on(self) -> dict[int, list[CitedStatement]]:
        return grouped((id(one.page), one) for one in self.cited)

    @cached_property
    def _statements(self) -> dict[int, CitedStatement]:
        return {id(use.citation): one for one in self.cited if not one.statement.point for use in one.uses}

    @cached_property
    def _lasting(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for stated in self._cited_on.values():
            alone = [one for one in stated if not one.statement.point]
            for one, name in zip(alone, statement_ids(one.words for one in alone), strict=True):
                for number, use in enumerate(one.uses, 1):
                    found.setdefault(id(use.citation), name if number == 1 else f"{name}-{number}")
        return found

    @cached_property
    def _foreign(self) -> dict[int, list[ForeignQuotation]]:
        found: dict[int, list[ForeignQuotation]] = {}
        for page, stated in self.statements:
            notes = list(self._foreign_notes(stated.document.language, stated.citations))
            for stretch in stated.stretches if notes else ():
                for quotation in quotations(stretch.text):
                    language = next((language for quote, language in notes if stands_in(quotation.text, [quote])), None)
                    if language:
                        span = stretch.offsets(quotation.start, quotation.end)
                        found.setdefault(id(page), []).append(ForeignQuotation(stated.document, *span, language))
        return found

    def _foreign_notes(self, language: str, cited: Iterable[Citation]) -> Iterator[tuple[str, str]]:
        """Yield the cited words in another language than that of a text, with their language."""
        for citation in cited:
            for item in citation.items:
                record = self.sources.get(item.key)
                note = self.evidence.note(item)
                if record and record.data.language[:2] != language and note and note.quote:
                    yield note.quote, record.data.language


def _citations(page: Page) -> Iterator[tuple[Document, Part, Citation]]:
    for document in page.documents:
        for part, citation in document.citations():
            yield document, part, citation
