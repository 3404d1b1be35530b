"""The uses of the glossary's terms, and those that become links."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..latest import Remembered
from ..records.fields import LANGUAGES
from ..records.loader import Record
from ..records.terms import Term
from ..text.documents import BOUNDARY, Document, Part, prose, sentence
from ..text.quantities import Quantities, extract_quantities
from ..text.spans import Span
from ..text.statements import Stretch
from ..text.terms import Forms, Match
from .grouping import grouped
from .pages import Page

TERM_LINK = "term:"
"""The scheme of a manual link to a term; without a key after it, the word is not linked."""


@dataclass(slots=True)
class TermUse:
    """A term's first use in a section of a page."""

    page: Page
    document: Document
    part: Part
    match: Match
    number: int
    """Its number among the page's term links, from 1."""

    @property
    def anchor(self) -> str:
        """The fragment that links to it."""
        return f"term-{self.number}"

    def sentence(self) -> tuple[str, str, str]:
        """Return the sentence that uses the term, as text before it, the form and text after it."""
        start, _ = sentence(self.part, self.match.start)
        _, end = sentence(self.part, self.match.end - 1)  # a name may hold a full stop: Family v. Bolivia
        before, form, after = prose(self.part, start, end, (self.match.start, self.match.end)).split(BOUNDARY)
        return before, self.match.label or form, after


class FoundTerms(NamedTuple):
    """The terms in a part of a page."""

    part: Part
    matches: list[Match]


@dataclass
class TermIndex:
    """The terms in a set of pages."""

    pages: list[Page]
    terms: dict[str, Record[Term]]

    @cached_property
    def forms(self) -> dict[str, Forms]:
        """The terms' forms by language."""
        return {
            language: Forms({key: record.data.spellings(language) for key, record in self.terms.items()})
            for language in LANGUAGES
        }

    @cached_property
    def spellings(self) -> dict[str, list[str]]:
        """For each form of a term in any language, all forms of the terms that have it."""
        found: dict[str, list[str]] = {}
        for record in self.terms.values():
            forms = [form for language in LANGUAGES for form in record.data.spellings(language)]
            for form in dict.fromkeys(forms):
                found.setdefault(form, []).extend(forms)
        return found

    @cached_property
    def numbered_forms(self) -> dict[str, Forms]:
        """The terms' forms that hold digits, such as "Title 42": names, not figures."""
        return {
            language: Forms(
                {
                    key: [form for form in record.data.spellings(language) if any(map(str.isdigit, form))]
                    for key, record in self.terms.items()
                }
            )
            for language in LANGUAGES
        }

    def figures(self, stretch: Stretch) -> Quantities:
        """Return the figures and dates of a statement's stretch, except those in a term's name; the result is cached."""
        if stretch.reading is None:
            language = stretch.document.language
            names: tuple[Span, ...] = ()
            if forms := self.numbered_forms[language].in_prose(stretch.part):
                first, last = (
                    bisect_left(forms, end, key=lambda match: match.start) for end in (stretch.start, stretch.end)
                )
                seen = stretch.seen
                names = tuple((seen.find(match.start), seen.find(match.end)) for match in forms[first:last])
            stretch.reading = reading_of(stretch.text, language, names)
        return stretch.reading

    @cached_property
    def matches(self) -> list[tuple[Page, list[list[FoundTerms]]]]:
        """Every occurrence of a term's form, by page, document and part."""
        return [
            (
                page,
                [
                    [FoundTerms(part, self.forms[document.language].in_prose(part)) for part in document.parts]
                    for document in page.documents
                ],
            )
            for page in self.pages
        ]

    @cached_property
    def uses(self) -> list[TermUse]:
        """Each term's first use in each section of every page except its own."""
        found: list[TermUse] = []
        for page, matched in self.matches:
            seen: set[tuple[int, int, str]] = set()
            number = 0
            for which, document in enumerate(page.documents):
                for part, matches in matched[which]:
                    by_hand = _by_hand(part)
                    for match in sorted([*by_hand, *matches], key=lambda match: match.start) if by_hand else matches:
                        location = (which, part.section, match.term)
                        if match.label is None and (match.term == page.term or location in seen):
                            continue
                        seen.add(location)
                        number += 1
                        found.append(TermUse(page, document, part, match, number))
        return found

    def on(self, page: Page) -> list[TermUse]:
        """Return the linked terms of a page."""
        return self._by_page.get(id(page), [])

    def of(self, term: str) -> list[TermUse]:
        """Return the places at which a term is linked."""
        return self._by_term.get(term, [])

    @cached_property
    def _by_page(self) -> dict[int, list[TermUse]]:
        return grouped((id(use.page), use) for use in self.uses)

    @cached_property
    def _by_term(self) -> dict[str, list[TermUse]]:
        return grouped((use.match.term, use) for use in self.uses if use.match.term)


def _reading_of(text: str, language: str, names: tuple[Span, ...]) -> Quantities:
    return extract_quantities(text, spanish=language == "es", names=names)


reading_of = Remembered(_reading_of, 1 << 15)
"""Returns the figures and dates of a text in a language, except those in the spans of names."""


def _by_hand(part: Part) -> list[Match]:
    """Return the manual links to terms: ``[the card](term:humanitarian-visitor-card)``."""
    return [
        Match(destination.removeprefix(TERM_LINK), start, end, part.block.text[start + 1 : end].rpartition("](")[0])
        for start, end, destination in part.inline.links
        if destination.startswith(TERM_LINK)
    ]
