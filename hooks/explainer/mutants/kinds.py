"""The places in a paragraph at which each kind of change can be made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from random import Random
from typing import NamedTuple

from ..library import Library
from ..library.known_names import BOUNDARY
from ..text.citation import Item
from ..text.statements import Statement, Stretch
from ..text.words import has_word, telling_words
from .directions import fits, is_what_we_miss, without_contrary
from .names import Names, names_of
from .negations import can_be_exchanged, is_our_search, takes_not
from .words import (
    AUXILIARIES,
    DENIALS,
    DIRECTIONS,
    NUMBERS,
    PARTS,
    REFUSALS,
    UNITS,
    both_ways,
    expression,
    in_case_of,
)

_YEAR = re.compile(r"(?<![\w.,$€£/-])(?:19|20)\d\d(?![\w%/]|[,.-]\d)")
_FIGURE = re.compile(r"(?<![\w.,/-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w/-])")
_LABEL = re.compile(
    r"(?:Articles?|Art\.|Objectives?|Sections?|Title|Law|Decree|Resolution|Protocol|Annex|Part|Chapter|Principle|No\.|§)\s$"
)
"""What makes a number part of a name."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_NO_SHARE = re.compile(r"\b(?:first|second|other|latter|and a|three)\s$", re.IGNORECASE)
_ESTIMATE = re.compile(r"\b(?:about|nearly|almost|over|under|than|roughly|by)\s$", re.IGNORECASE)
_BETWEEN = r"(?:[\d,.]*\d|\b(?:" + "|".join(NUMBERS) + r"))\s(?:million\s|thousand\s|billion\s)?"

_OUR_READING = re.compile(r"\bwe\s+(?:have\s+|do\s+not\s+)?(?:found|read|saw|seen|counted|know)\b", re.IGNORECASE)
"""What tells that a statement is about the writer's own search, which no note has in words."""
_FEW_WORDS = 3
"""A note that shares fewer of a statement's words says as much as another only if it has all of them."""

Swap = tuple[int, int, str]
"""The span in a stretch's text that is replaced, and the replacement."""


class Location(NamedTuple):
    """A replacement of a span in a stretch of a statement, or in its block if ``stretch`` is not given."""

    stretch: Stretch
    start: int
    end: int
    text: str
    in_block: bool = False
    """Whether the span is one of the block's text, not of the text as readers see it."""


class Planter:
    """Finds the places of a project's statements that a change can be made at."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def names(self) -> Names:
        """The names of the project's records."""
        return names_of(self.library)

    def places(self, kind: str, statement: Statement, random: Random) -> list[Location]:
        """Return the changes of a kind that a statement allows, each with its replacement drawn from ``random``."""
        if kind == "citation":
            return list(self._citations(statement, random))
        find = KINDS[kind]
        return [
            Location(stretch, start, end, text)
            for stretch in statement.stretches
            for start, end, text in find(self, stretch, random)
        ]

    def _citations(self, statement: Statement, random: Random) -> Iterator[Location]:
        """Swap a whole citation for another one of its page, or for another note of its source."""
        stretch = statement.stretches[-1]
        part = stretch.part
        own = {(item.key, item.evidence) for item in statement.items}
        if any(_OUR_READING.search(one.text) for one in statement.stretches):
            return
        if statement.point or len(statement.citations) != 1 or statement.citations[0] not in part.inline.citations:
            return
        (citation,) = statement.citations
        if len(citation.items) != 1 or citation.items[0].mode != "normal":
            return
        item = citation.items[0]
        page = [
            other
            for _, one in stretch.document.citations()
            for other in one.items
            if (other.key, other.evidence) not in own and self.library.evidence.note(other)
        ]
        record = self.library.sources.get(item.key)
        notes = [Item(item.key, note.id) for note in record.data.evidence if note.id != item.evidence] if record else []
        for others in filter(None, (page, notes)):
            other = random.choice(others)
            if self._says_as_much(statement, item, other):
                continue
            name = f"{other.key}#{other.evidence}" if other.evidence else other.key
            yield Location(stretch, citation.start, citation.end, f"[@{name}]", in_block=True)

    def _says_as_much(self, statement: Statement, own: Item, other: Item) -> bool:
        """Whether another note has every word and figure of a statement that its own note has, so that it is no wrong citation."""
        if any(stretch.quotations() for stretch in statement.stretches):
            return False
        words = {word for stretch in statement.stretches for word in telling_words(stretch.text)}
        known = self.library.known_names
        here, there = (known.evidence_of(one).text.partition(BOUNDARY)[0].lower() for one in (own, other))
        said = [word for word in words if has_word(here, word)]
        if not said or (len(said) < _FEW_WORDS and len(said) < len(words)):
            return False
        here_facts, there_facts = (self.library.evidence.facts(one) for one in (own, other))
        figures = [one for stretch in statement.stretches for one in self.library.term_index.figures(stretch).stated()]
        return all(has_word(there, word) for word in said) and all(
            there_facts.supports(one) for one in figures if here_facts.supports(one)
        )


def _figures(planter: Planter, stretch: Stretch, random: Random) -> Iterator[Swap]:
    for match in _FIGURE.finditer(stretch.text):
        if _YEAR.fullmatch(match.group()) or _LABEL.search(stretch.text[: match.start()]):
            continue
        digits = [at for at in range(*match.span()) if stretch.text[at].isdigit()]
        at = random.choice(digits)
        other = random.choice([digit for digit in "123456789" if digit != stretch.text[at]])
        yield at, at + 1, other


def _years(planter: Planter, stretch: Stretch, random: Random) -> Iterator[Swap]:
    for match in _YEAR.finditer(stretch.text):
        if not _LABEL.search(stretch.text[: match.start()]):
            yield *match.span(), str(int(match.group()) + random.choice([-9, -7, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5]))


def _numbers(planter: Planter, stretch: Stretch, random: Random) -> Iterator[Swap]:
    for words in (NUMBERS, PARTS):
        for match in expression(words).finditer(stretch.text):
            if words is PARTS and not _is_share(stretch.text, *match.span()):
                continue
            others = [word for word in words if word != match.group().lower()]
            yield *match.span(), in_case_of(random.choice(others), match.group())


def _is_share(text: str, start: int, end: int) -> bool:
    """Whether another share can take the place of a part: "a fifth" is none of "the first half of 2025" or "a third caravan"."""
    if _NO_SHARE.search(text, max(0, start - 12), start) or text.startswith((" a ", " an "), end):
        return False
    if text[start:end].lower().startswith("a "):
        return text.startswith(" of ", end) or _ESTIMATE.search(text, max(0, start - 10), start) is not None
    return True


def _quoted(planter: Planter, stretch: Stretch, random: Random) -> Iterator[Swap]:
    for quotation in stretch.quotations():
        words = list(_WORD.finditer(quotation.text))
        for match in words if len(words) > 1 else ():
            same = match.group().casefold()
            others = sorted({word.group().casefold() for word in _WORD.finditer(stretch.text)} - {same})
            start, end = match.span()
            if others:
                yield quotation.start + start, quotation.start + end, random.choice(others)


def _actors(planter: Planter, stretch: Stretch, random: Random) -> Iterator[Swap]:
    for match in planter.names.expression.finditer(stretch.text):
        others = [name for name in planter.names.others(match.group()) if name not in stretch.text]
        if others:
            yield *match.span(), random.choice(others)


def _words(pairs: dict[str, list[str]], before: str = "") -> Callable[[Planter, Stretch, Random], Iterator[Swap]]:
    """Return the finder of words that one of ``pairs`` replaces, where ``before`` comes before them."""
    found = re.compile(before + f"({expression(set(pairs)).pattern})", re.IGNORECASE)
    by_case = {word.casefold(): others for word, others in pairs.items()}

    def find(planter: Planter, stretch: Stretch, random: Random) -> Iterator[Swap]:
        quoted = stretch.quotations()
        for match in found.finditer(stretch.text):
            start, end = match.span(1)
            if any(one.start <= start < one.end for one in quoted):
                continue  # that is a changed quotation
            yield start, end, in_case_of(random.choice(by_case[match.group(1).casefold()]), match.group(1))

    return find


_NEGATED = re.compile(
    rf"(?P<verb>{expression(AUXILIARIES).pattern})(?:(?P<negation> not)(?= [a-z])|(?= [a-z]))", re.IGNORECASE
)
_direction = _words(both_ways(DIRECTIONS))
_denied = _words(both_ways(REFUSALS) | {one: [other] for one, other in DENIALS})


def _directions(planter: Planter, stretch: Stretch, random: Random) -> Iterator[Swap]:
    """Yield words of direction exchanged for their contraries, except where they have none: "above all", "it may last"."""
    none = without_contrary(stretch.text)
    for start, end, text in _direction(planter, stretch, random):
        if any(first <= start < last for first, last in none) or is_what_we_miss(stretch.text, start):
            continue
        if fits(stretch.text, start, stretch.text[start:end], text):
            yield start, end, text


def _negated(planter: Planter, stretch: Stretch, random: Random) -> Iterator[Swap]:
    """Yield "not" inserted and removed, and denials exchanged for assertions."""
    quoted = stretch.quotations()
    for match in _NEGATED.finditer(stretch.text):
        verb = match["verb"]
        if verb == "May" or any(one.start <= match.start() < one.end for one in quoted):
            continue  # a month, or a changed quotation
        if is_our_search(stretch.text, match.start()):
            continue
        if not match["negation"] and not takes_not(stretch.text, *match.span()):
            continue
        negated = "cannot" if verb == "can" else f"{verb} not"
        yield *match.span(), verb if match["negation"] else negated
    for start, end, text in _denied(planter, stretch, random):
        if stretch.text[start:end] == "May" or stretch.text.startswith(" not ", end):
            continue
        if can_be_exchanged(stretch.text, start, end) and not is_our_search(stretch.text, start):
            yield start, end, text


Find = Callable[[Planter, Stretch, Random], Iterator[Swap]]

KINDS: dict[str, Find] = {
    "figure": _figures,
    "year": _years,
    "number in words": _numbers,
    "quotation": _quoted,
    "actor": _actors,
    "direction": _directions,
    "negation": _negated,
    "unit": _words({one: [other] for one, other in UNITS}, _BETWEEN),
    "citation": lambda planter, stretch, random: iter(()),  # see `Planter.places`: it is no word of a stretch
}
"""The kinds of change, and what finds the places of each in a stretch of text."""
