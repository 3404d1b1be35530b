"""A page of the debate as its positions: who holds each, in which words, on which evidence, and what others reply.

A position is a second-level heading with four third-level headings below it, in this order. With another number of them
a page is no whole debate; the rule ``one-sided`` reports that.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..text.documents import Part
from .citations import CitedStatement
from .library import Library
from .pages import Page

SECTIONS = 4
"""The sections of a position."""


@dataclass(frozen=True, slots=True)
class Section:
    """The text below one heading."""

    heading: Part
    parts: tuple[Part, ...]
    statements: tuple[CitedStatement, ...]
    """Its cited statements, without those that sum up a paragraph."""

    @property
    def words(self) -> str:
        """Its text as readers see it."""
        return " ".join(part.prose() for part in self.parts)


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a debate."""

    heading: str
    holders: Section
    case: Section
    evidence: Section
    reply: Section

    @property
    def pieces(self) -> list[CitedStatement]:
        """The pieces of its evidence that can stand alone: whole sentences, not the second half of one."""
        return [one for one in self.evidence.statements if _stands_alone(one)]

    @property
    def quotations(self) -> list[CitedStatement]:
        """The statements of its case that quote somebody, and can stand alone."""
        return [
            one
            for one in self.case.statements
            if _stands_alone(one) and any(stretch.quotations() for stretch in one.statement.stretches)
        ]


@dataclass(frozen=True, slots=True)
class Debate:
    """A page of the debate."""

    page: Page
    positions: tuple[Position, ...]
    is_whole: bool
    """Whether every second-level heading with sections below it has four of them."""
    anchors: dict[tuple[str, str], str]
    """The anchor of the first statement that cites a note, by the source's key and the note's id."""


def debate(library: Library, page: Page) -> Debate:
    """Return a page as a debate."""
    stated: dict[int, list[CitedStatement]] = {}
    anchors: dict[tuple[str, str], str] = {}
    for one in library.citations.of_page(page):
        for use in one.uses:
            for item in use.citation.items:
                anchors.setdefault((item.key, item.evidence), library.citations.anchor(use))
        if not one.statement.point:
            stated.setdefault(id(one.statement.stretches[0].part), []).append(one)
    found = [(heading, sections) for heading, sections in _sections(page, stated) if sections]
    positions = tuple(Position(heading.prose(), *sections) for heading, sections in found if len(sections) == SECTIONS)
    return Debate(page, positions, len(positions) == len(found), anchors)


def _stands_alone(one: CitedStatement) -> bool:
    """Whether a statement begins a sentence; the words before a citation in mid-sentence belong to another statement."""
    return not one.words.lstrip("\"'“‘«¿¡([")[:1].islower()


def _sections(page: Page, stated: dict[int, list[CitedStatement]]) -> list[tuple[Part, list[Section]]]:
    """Return the second-level headings of a page, each with the sections of the third level below it."""
    found: list[tuple[Part, list[Section]]] = []
    parts: list[Part] = []
    heading: Part | None = None

    def close() -> None:
        if heading and found:
            statements = tuple(one for part in parts for one in stated.get(id(part), ()))
            found[-1][1].append(Section(heading, tuple(parts), statements))

    for document in page.documents:
        for part in document.parts:
            level = part.block.level
            if level in (1, 2, 3):
                close()
                parts, heading = [], part if level == 3 else None
                if level == 2:
                    found.append((part, []))
            else:
                parts.append(part)
    close()
    return found
