"""Rules on what a cited statement says of a matter: its evidence must not say only the contrary."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from ..diagnostics import Diagnostic, RelatedLocation, Severity
from ..latest import digest
from ..library import OPPOSITES, Library
from ..library.remembering import compared
from ..text.citation import Item
from ..text.denials import Reader
from ..text.movements import contradicted_by_numbers
from ..text.negation import clashes
from ..text.opposites import Lexicon, contraries
from ..text.spans import Spans
from ..text.statements import Statement, Stretch
from .chronology import reversed_times
from .rules import rule


class Demands(NamedTuple):
    """How many times as much a stretch must agree with what it is compared with as a plain statement with its note."""

    point: float
    """The point of a paragraph with a note, as it sums up evidence in other words."""
    other: float
    """A statement with another statement."""
    other_of_point: float


DIRECTION = Demands(6.0, 5.0, 8.0)
NEGATION = Demands(2.0, 2.5, 3.0)
MOST_OTHERS = 12
"""How many stretches that cite the same note a stretch is compared with."""

_BOUND = re.compile(
    r"(?:(?:more|fewer|less)\s+than|over|under|above|below|at\s+(?:most|least)|(?:más|menos)\s+de)\s+(?:[$€£](?=\d)|(?=\w))",
    re.IGNORECASE,
)
"""A word that makes a number a bound, if a number begins at its end."""
_FROM = re.compile(r"\b(?:from|to)\s[$€£]?\d", re.IGNORECASE)
"""What a statement has whose own numbers can go the other way; a cheap test."""

_NOTES, _OTHERS = "the evidence cited here", "another statement with the same evidence"


class _Placed(Protocol):
    """What a comparison finds: a span of the statement's text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Read = TypeVar("Read")
Found = TypeVar("Found", bound=_Placed)


@rule("contradicted-direction", Severity.WARNING)
def contradicted_direction(library: Library) -> Iterator[Diagnostic]:
    """A statement says the contrary of its evidence.

    ## What it finds

    Words such as "rose", "more", "before" or "first" in a statement whose evidence says only the contrary ("fell",
    "fewer", "after", "last") about the same thing. Two words are about the same thing if the words, names and numbers
    around them are the same. Where the notes have neither word, the statement is compared with others that cite the
    same note. The pairs of words are records in `docs/opposites`; a pair may also have signs, such as place names for
    "north", that count where the evidence has neither word. A contrary word between the very words of the statement
    is found even where the evidence has both words. "Two days later" is compared with the dates before it in the text
    and those of its evidence. Quotations are left to `altered-quotation`, and "more than"
    before a number to `unsupported-figure`.

    ## Why it matters

    One word turns a statement round, and every figure in it still agrees with the evidence.

    ## Example

    `Detentions fell by a third [@inm2019#year]`, and the note says that detentions rose by a third.

    ## How to fix it

    Correct the sentence. If it says the same as the note in other words, use the note's word, or add the word that is
    missing to the pair's record in `docs/opposites`.
    """
    for late in reversed_times(library):
        yield Diagnostic(
            "contradicted-direction",
            late.stretch.location(late.start, late.end),
            f"the statement says '{late.stretch.text[late.start : late.end]}', but by its dates it was "
            + ("before that" if late.is_later else "after that"),
            "correct the word, or the date that the time is counted from",
        )
    lexicon = Lexicon({key: record.data for key, record in library.opposites.items()})
    words = digest(*(part for key, record in library.opposites.items() for part in (key, record.text)))
    for case in _cases(library):
        by_numbers = (
            list(contradicted_by_numbers(lexicon.read(case.stretch.text))) if _FROM.search(case.stretch.text) else []
        )
        for found in by_numbers:
            yield Diagnostic(
                "contradicted-direction",
                case.stretch.location(found.start, found.end),
                f"the statement says '{case.stretch.text[found.start : found.end]}', but its own numbers go {found.words}",
                "correct the word or the numbers",
            )
        for found, who in case.compared(lexicon.read, contraries, words, DIRECTION):
            word = case.stretch.text[found.start : found.end]
            if _is_bound(library, case.stretch, found.start):
                continue  # `unsupported-figure` compares it with its number
            if any(one.start == found.start for one in by_numbers):
                continue
            yield Diagnostic(
                "contradicted-direction",
                case.stretch.location(found.start, found.end),
                f"the statement says '{word}', but {who} says '{found.words}'",
                f"correct the sentence, or add the missing word to {OPPOSITES}/{found.pair}.yaml",
                case.related(),
            )


def _is_bound(library: Library, stretch: Stretch, start: int) -> bool:
    """Whether the word at ``start`` is the bound of a number, in digits or in words, that needs evidence."""
    match = _BOUND.match(stretch.text, start)
    if match is None:
        return False
    quantities = library.term_index.figures(stretch).quantities
    at = bisect_left(quantities, match.end(), key=lambda one: one.start)
    return at < len(quantities) and quantities[at].start == match.end() and quantities[at].bound != ""


@rule("contradicted-negation", Severity.WARNING)
def contradicted_negation(library: Library) -> Iterator[Diagnostic]:
    """A statement denies what its evidence asserts, or asserts what its evidence denies.

    ## What it finds

    "Not", "never", "no", "nobody" or "without" in a statement whose evidence says the same without a denial, and
    statements without a denial whose evidence has their words only after one. For the denial of a verb, as in "did
    not", it is enough that the evidence has some of the words around it. Nothing is found where the evidence has
    another word beside them that may deny, such as "refused", "unknown" or "only". Where the notes say neither, the
    statement is compared with others that cite the same note.

    ## Why it matters

    "Mexico did not accept the returns" has every figure, name and date of "Mexico accepted the returns".

    ## Example

    `The programme was not suspended [@inm2019#programme]`, and the note says that it was suspended.

    ## How to fix it

    Correct the sentence. If it says the same as the note in other words, use words that are nearer to the note's.
    """
    reader = Reader()
    for case in _cases(library):
        for found, who in case.compared(reader.read, clashes, "negation", NEGATION):
            word = case.stretch.text[found.start : found.end]
            yield Diagnostic(
                "contradicted-negation",
                case.stretch.location(found.start, found.end),
                f"the statement says '{word}', but {who} has no such denial"
                if found.denied
                else f"the statement says '{word}' without a denial, but {who} denies it",
                "correct the sentence, or use words that are nearer to the note's",
                case.related(),
            )


@dataclass(frozen=True, slots=True)
class _Case:
    """A stretch of a statement, and what it is compared with."""

    stretch: Stretch
    statement: Statement
    items: list[Item]
    library: Library
    citing: dict[tuple[str, str], list[tuple[Statement, Stretch]]]
    """The stretches that cite each note."""

    def compared(
        self,
        read: Callable[[str], Read],
        compare: Callable[[Read, Iterable[Read], float], Iterable[Found]],
        by: str,
        demands: Demands,
    ) -> Iterator[tuple[Found, str]]:
        """Yield what a comparison with the notes finds, or else with other statements too, and which of them it is.

        ``by`` tells the comparisons apart; what one found is remembered for the same texts.
        """
        text, others, point = self.stretch.text, self._others(), self.statement.point
        key = digest(by, text, str(point), self.library.evidence.digest(self.items), *others)
        found, who = compared(key, lambda: self._compare(read, compare, others, demands))
        if found:
            quoted = Spans((one.start, one.end) for one in self.stretch.quotations())
            yield from ((one, who) for one in found if not quoted.overlap(one.start, one.end))

    def _compare(
        self,
        read: Callable[[str], Read],
        compare: Callable[[Read, Iterable[Read], float], Iterable[Found]],
        others: list[str],
        demands: Demands,
    ) -> tuple[tuple[Found, ...], str]:
        here = read(self.stretch.text)
        if not here:  # it has no word that the comparison is about
            return (), _NOTES
        notes = [read(text) for text in _said(self.library, self.items)]
        point = self.statement.point
        found, who = tuple(compare(here, notes, demands.point if point else 1.0)), _NOTES
        if not found and others:
            demand = demands.other_of_point if point else demands.other
            found, who = tuple(compare(here, [*notes, *map(read, others)], demand)), _OTHERS
        return found, who

    def _others(self) -> list[str]:
        """Return the texts of other statements that cite one of the notes, the first ones only."""
        near = [one for item in self.items for one in self.citing.get((item.key, item.evidence), ())[:MOST_OTHERS]]
        return [stretch.text for statement, stretch in near[: 2 * MOST_OTHERS] if statement is not self.statement]

    def related(self) -> tuple[RelatedLocation, ...]:
        """Return the places of the notes."""
        places = []
        for item in self.items[:3]:
            record, note = self.library.sources[item.key], self.library.evidence.note(item)
            index = record.data.evidence.index(note) if note else 0
            places.append(RelatedLocation(record.location("evidence", index, "says"), "the evidence says"))
        return tuple(places)


def _cases(library: Library) -> Iterator[_Case]:
    """Yield every stretch of the statements whose citations all lead to evidence."""
    citing: dict[tuple[str, str], list[tuple[Statement, Stretch]]] = {}
    for _, statement, items in library.citations.with_evidence:
        if not statement.point:  # a point sums up what other sentences say in full
            for note in dict.fromkeys((item.key, item.evidence) for item in items):
                citing.setdefault(note, []).extend((statement, stretch) for stretch in statement.stretches)
    for _, statement, items in library.citations.with_evidence:
        if items:
            yield from (_Case(stretch, statement, items, library, citing) for stretch in statement.stretches)


def _said(library: Library, items: list[Item]) -> list[str]:
    """Return what the notes of a statement's citations say: our words, the source's, and a remark."""
    texts: dict[str, None] = {}
    for item in items:
        if note := library.evidence.note(item):
            for part in (note.says, note.translation, note.note):
                if part:
                    texts.update(dict.fromkeys(part.values()))
            if note.quote:
                texts[note.quote] = None
    return list(texts)
