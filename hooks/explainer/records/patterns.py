"""Patterns of phrases: plain words, with alternatives and a few kinds of word.

The language has only the features that such phrases need::

    by (a|the) study of          words, in any case; round brackets contain alternatives
    the (very|) same             an empty alternative: the word is optional
    {name}'s account             a kind of word in curly brackets; see `KINDS`

A pattern becomes a regular expression in which every repetition is bounded and which can match in at most `MOST_WAYS`
ways. So the time at each place in a text is limited, whatever a contributor writes; for the same reason a record cannot
have its own regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

MOST_CHARACTERS = 300
"""The most characters of a pattern."""
MOST_WAYS = 1_000
"""The most ways in which the choices of a pattern can be combined."""

Where = Literal["anywhere", "clause", "sentence"]
"""The places at which a phrase must begin."""

_SPACE = r"\s{1,9}"  # a citation counts as a space, so there may be more than one
_CAPITAL = r"(?-i:[A-ZÀ-ÖØ-Þ])[\w.'’-]{0,30}"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_COUNTED = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"

KINDS: dict[str, tuple[str, int]] = {
    "word": (r"[^\W\d_][\w'’-]{0,30}", 1),
    "words": (rf"[\w'’-]{{1,30}}(?:{_SPACE}[\w'’-]{{1,30}}){{0,3}}", 4),
    "name": (rf"{_CAPITAL}(?:{_SPACE}{_CAPITAL}){{0,3}}", 4),
    "number": (rf"(?:\d[\d,.]{{0,14}}|(?:{_COUNTED})\b)", 1),
    "year": (r"(?:1[5-9]|2[01])\d\d", 1),
    "month": (rf"(?-i:{_MONTHS})", 1),
}
"""The kinds of word: the expression of each, and in how many ways it can match. ``words`` are one to four, ``name`` one to four with capitals."""

_ELEMENT = re.compile(r"(?:\([^()]*\)|[^\s()]|[()])+")
"""The text between two spaces; a space within round brackets does not divide it."""
_PIECE = re.compile(r"\((?P<choice>[^()]*)\)|\{(?P<kind>\w+)\}|(?P<text>[\w'’,;:.%$/-]+)")
_WORD = re.compile(r"[^\W_]+")
_OPENING = " \n\t\"'“”‘’«»()[]"
_ENDS: dict[Where, str] = {"anywhere": "", "clause": ".!?…:;,–—", "sentence": ".!?…"}
"""The text that may come before a phrase at the start of a clause or a sentence, apart from spaces and quotation marks."""


class BadPattern(ValueError):
    """The reason why a pattern cannot be used, in a few words."""


@dataclass(frozen=True)
class Pattern:
    """A phrase to look for."""

    expression: str
    """Its regular expression."""
    anchors: tuple[frozenset[str], ...]
    """Sets of case-folded words, the rarest first: a match has a word of each, so that most texts need no search."""

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.expression, re.IGNORECASE)

    def find(self, text: str, where: Where = "anywhere") -> Iterator[tuple[int, int]]:
        """Yield the matching spans in a text, without overlaps; ``where`` says where they must begin."""
        for match in self._compiled.finditer(text):
            before = text[max(0, match.start() - 20) : match.start()].rstrip(_OPENING) if where != "anywhere" else ""
            if not before or before[-1] in _ENDS[where]:
                yield match.span()


@lru_cache(1 << 10)
def pattern(text: str) -> Pattern:
    """Read a pattern; raise `BadPattern` with the reason if it is not valid."""
    if len(text) > MOST_CHARACTERS:
        raise BadPattern(f"it has {len(text)} characters; the maximum is {MOST_CHARACTERS}")
    read = _phrase(text)
    if not read.anchors:
        raise BadPattern("it has no required word")
    if read.ways > MOST_WAYS:
        raise BadPattern(f"its choices can be combined in {read.ways} ways; the maximum is {MOST_WAYS}")
    anchors = tuple(sorted(read.anchors, key=lambda words: -min(map(len, words))))
    return Pattern(rf"(?<!\w)(?<!\w['’-]){read.expression}(?!\w)(?!['’-]\w)", anchors)


class _Read(NamedTuple):
    """A part of a pattern."""

    expression: str
    ways: int
    anchors: tuple[frozenset[str], ...] = ()
    """Sets of words of which each match has one; empty if a match need not have any."""
    optional: bool = False


def _phrase(text: str) -> _Read:
    """Read elements with spaces between them."""
    elements = [_element(element) for element in _ELEMENT.findall(text)]
    if not elements:
        raise BadPattern("it is empty")
    if elements[0].optional or elements[-1].optional:
        raise BadPattern("its first or last word is optional: remove that word")
    expression, ways = elements[0].expression, elements[0].ways
    for one in elements[1:]:
        expression += f"(?:{_SPACE}{one.expression})?" if one.optional else _SPACE + one.expression
        ways *= one.ways
    return _Read(expression, ways, tuple(words for one in elements for words in one.anchors if not one.optional))


def _element(text: str) -> _Read:
    """Read an element: text, choices and kinds without a space between them."""
    pieces: list[_Read] = []
    position = 0
    while position < len(text):
        match = _PIECE.match(text, position)
        if not match:
            raise BadPattern(f"'{text[:60]}' cannot be read: write words, (one|another) and {{kind}}")
        position = match.end()
        if match["kind"]:
            pieces.append(_kind(match["kind"]))
        elif match["choice"] is not None:
            pieces.append(_choice(match["choice"]))
        else:
            pieces.append(_text(match["text"]))
    if len(pieces) == 1:
        return pieces[0]
    ways = 1
    for piece in pieces:
        ways *= piece.ways
    # A piece next to another is not a whole word, so it is not looked up as one.
    return _Read("".join(piece.expression + "?" * piece.optional for piece in pieces), ways)


def _choice(text: str) -> _Read:
    """Read the text in round brackets."""
    choices = [choice.strip() for choice in text.split("|")]
    if len(choices) < 2 or len(set(choices)) < len(choices):
        raise BadPattern(f"({text[:60]}) is not a choice between different words")
    read = [_phrase(choice) for choice in choices if choice]
    # One word of each alternative: its longest, which is the rarest.
    rare = [max((word for words in one.anchors for word in words), key=len, default="") for one in read]
    anchors = (frozenset(rare),) if all(rare) else ()
    ways = sum(one.ways for one in read) + ("" in choices)
    return _Read(f"(?:{'|'.join(one.expression for one in read)})", ways, anchors, "" in choices)


def _kind(name: str) -> _Read:
    if name not in KINDS:
        raise BadPattern(
            f"there is no kind of word {{{name[:30]}}}; there are {', '.join(f'{{{kind}}}' for kind in KINDS)}"
        )
    return _Read(*KINDS[name])


def _text(text: str) -> _Read:
    words = _WORD.findall(text.casefold())
    expression = re.sub("['’]", "['’]", re.escape(text))
    return _Read(expression, 1, (frozenset([max(words, key=len)]),) if words else ())
