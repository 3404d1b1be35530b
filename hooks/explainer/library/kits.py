"""A kit as it is compiled: the texts of its record beside the evidence and the quotations of its debate's page.

Nothing here is written by hand: what a sheet or a card says is a statement of the page, in the page's words, or a
cited text of the record. So a change of either changes every sheet.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from ..records.fields import in_language
from ..records.kits import Kit, KitPosition, QuizQuestion
from ..records.loader import Record
from ..text.documents import Document
from .citations import CitedStatement
from .debates import Debate, Position, debate
from .folders import DEBATES, KIT_PAGES
from .library import Library
from .pages import Page

MOST_EVIDENCE, MOST_QUOTATIONS = 4, 2
"""The cards of a position: few enough to be read in a lesson, and the same number for each position."""

LETTERS = "ABCDE"

Texts = dict[tuple[str | int, ...], Document]
"""The cited texts of a kit by their paths in its record."""


@dataclass(frozen=True, slots=True)
class Side:
    """A position in a kit."""

    number: int
    """From 1."""
    kept: KitPosition
    position: Position
    evidence: tuple[CitedStatement, ...]
    quotations: tuple[CitedStatement, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the quiz with its answers in the order in which students see them."""

    number: int
    """From 1."""
    question: QuizQuestion
    choices: tuple[str, ...]
    right: int
    """The place of the right answer among the choices, from 0."""
    anchor: str
    """The place of the statement on the debate's page that gives the answer."""

    @property
    def letter(self) -> str:
        """The letter of the right answer."""
        return LETTERS[self.right]


@dataclass(frozen=True, slots=True)
class Balance:
    """What each position gets, in the order of the positions; the full page is counted beside the kit."""

    words: tuple[int, ...]
    evidence: tuple[int, ...]
    quotations: tuple[int, ...]
    page_words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CompiledKit:
    """A whole kit."""

    record: Record[Kit]
    page: Page
    """Its own page."""
    texts: Texts
    debate: Debate
    sides: tuple[Side, ...]
    quiz: tuple[Asked, ...]
    balance: Balance


def compile_kit(library: Library, record: Record[Kit], language: str) -> CompiledKit | None:
    """Return a kit, or None if its debate has no page in a language or lacks one of its positions: no half kit is published."""
    page = library.page(language, f"{DEBATES}/{record.key}.md")
    made = library.page(language, f"{KIT_PAGES}/{record.key}.md")
    if page is None or made is None:
        return None
    texts = texts_of(record, made)
    found = debate(library, page)
    kept = record.data.positions
    if len(found.positions) != len(kept) or not found.is_whole:
        return None
    evidence_each = min([MOST_EVIDENCE, *(len(position.pieces) for position in found.positions)])
    quotations_each = min([MOST_QUOTATIONS, *(len(position.quotations) for position in found.positions)])
    if not evidence_each or not quotations_each:
        return None
    sides = tuple(
        Side(
            number, ours, position, tuple(position.pieces[:evidence_each]), tuple(position.quotations[:quotations_each])
        )
        for number, (ours, position) in enumerate(zip(kept, found.positions, strict=True), 1)
    )
    quiz = tuple(
        _asked(i, one, record.key, language, found, texts["quiz", i, "because"])
        for i, one in enumerate(record.data.quiz)
    )
    return CompiledKit(record, made, texts, found, sides, quiz, _balance(sides, texts))


def texts_of(record: Record[Kit], page: Page) -> Texts:
    """Return the cited texts of a kit, which are the documents of its page."""
    return dict(zip(record.data.texts(), page.documents, strict=True))


def _asked(index: int, one: QuizQuestion, key: str, language: str, found: Debate, because: Document) -> Asked:
    right = in_language(one.answer, language)
    choices = [right, *(in_language(wrong, language) for wrong in one.wrong)]
    random.Random(f"{key} {index}").shuffle(choices)  # the same order in every build and every format
    notes = ((item.key, item.evidence) for _, citation in because.citations() for item in citation.items)
    anchor = next((found.anchors[note] for note in notes if note in found.anchors), "")
    return Asked(index + 1, one, tuple(choices), choices.index(right), anchor)


def _balance(sides: tuple[Side, ...], texts: Texts) -> Balance:
    words = words_by_position(texts)
    return Balance(
        tuple(words[side.number - 1] for side in sides),
        tuple(len(side.evidence) for side in sides),
        tuple(len(side.quotations) for side in sides),
        tuple(_words(side.position) for side in sides),
    )


def words_by_position(texts: Texts) -> dict[int, int]:
    """Return how many words a kit gives each position, by its number from 0."""
    counts: dict[int, int] = {}
    for path, document in texts.items():
        if path[0] == "positions":
            number = int(path[1])
            counts[number] = counts.get(number, 0) + sum(len(part.prose().split()) for part in document.parts)
    return counts


def _words(position: Position) -> int:
    """Return the words of a position on the debate's page."""
    sections = (position.holders, position.case, position.evidence, position.reply)
    return sum(len(section.words.split()) for section in sections)
