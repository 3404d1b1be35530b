"""Words and numbers of a text in a form in which a statement can be compared with evidence in other words.

A statement paraphrases its evidence, and part of the evidence is Spanish. What the two share are numbers, names, and
the beginnings of words: "suspended", "suspension" and "suspendió" begin alike. A stemmer for one language keeps them
apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from ..characters import folded

_TOKEN = re.compile(r"[^\W\d_]+?(?=n['’]t\b)|n['’]t\b|[^\W\d_]+|\d(?:[\d.,]*\d)?|[.;:!?|]")
STOPS = frozenset(".;:!?|")
"""The tokens that end a clause; a comma does not."""

_LONGEST_KEY = 5
"""How many letters of a word are compared."""

_FUNCTION_WORDS = (
    "the a an of to in on at by for from with and or but as that this these those it its his her their they he she was"
    " were is are be been being had has have do did does no not n't which who whom whose what when where than then so such"
    " also into out up about there our we you i el la los las un una de del en por para con y o que se su sus al lo es"
    " son fue fueron ha han mas como per cent ciento"
)
"""Words without a subject of their own: they show nothing about what a sentence is about."""

_FUNCTION = frozenset(_FUNCTION_WORDS.split())

_NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: str(value) for value, word in enumerate(_NUMBER_WORDS.split(), 2)}

CONTEXT = 6
"""How many words on each side of a word say what it is about."""
_WEIGHTS = (1.5, 1.2, 1.0, 0.8, 0.6, 0.5)
"""How much a shared word counts by its distance, on both sides."""
_NUMBER_WEIGHT = 1.3
"""How much more a shared number counts than a shared word."""


class Word(NamedTuple):
    """What is compared of a word or number, whatever its place."""

    folded: str
    """In lower case and without accents."""
    key: str
    """What words of one stem share."""
    function: bool
    """Whether it is a word such as "the"."""


@dataclass(frozen=True)
class Tokens:
    """The words, numbers and stops of a text."""

    text: str
    raw: list[str]
    """Each as the text has it."""
    words: tuple[Word, ...]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The place of each in the text."""
        return [match.span() for match in _TOKEN.finditer(self.text)]

    @cached_property
    def folded(self) -> list[str]:
        """Each in lower case and without accents."""
        return [word.folded for word in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def is_stop(self, index: int) -> bool:
        """Whether the token ends a clause."""
        return self.words[index].folded in STOPS

    def is_lower(self, index: int) -> bool:
        """Whether the token is a word that begins with a small letter: no name."""
        return self.raw[index][0].islower()

    def is_name(self, index: int) -> bool:
        """Whether the token is a word with a capital that does not begin a clause: May, the Southern Border Plan."""
        return self.raw[index][0].isupper() and index > 0 and not self.is_stop(index - 1)

    def clause(self, index: int) -> range:
        """Return the indexes of the tokens between the stops around a token, at most 60 on each side."""
        start = index
        while start > 0 and index - start < 60 and not self.is_stop(start - 1):
            start -= 1
        end = index
        while end < len(self.words) and end - index < 60 and not self.is_stop(end):
            end += 1
        return range(start, end)


@lru_cache(1 << 16)
def _word(text: str) -> Word:
    word = folded(text)
    if word[:1].isdigit():
        return Word(word, word.replace(",", ""), False)
    return Word(word, _NUMBERS.get(word) or _stem(word)[:_LONGEST_KEY], word in _FUNCTION)


def _stem(word: str) -> str:
    """Return a word without an ending that English verbs and nouns take: sign, signs, signed and signing are one."""
    for ending, least in (("ies", 5), ("ied", 5), ("ing", 6), ("ed", 5), ("es", 5), ("s", 4), ("e", 4), ("y", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


@lru_cache(1 << 14)  # a note is read for each statement that cites it, and by each rule
def tokens(text: str) -> Tokens:
    """Divide a text."""
    raw = _TOKEN.findall(text)
    return Tokens(text, raw, tuple(map(_word, raw)))


class Context(NamedTuple):
    """The words that say what a word is about, the nearest first."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def context(found: Tokens, start: int, end: int) -> Context:
    """Return the keys of the words around the tokens from ``start`` to ``end``, up to the ends of their clause."""
    return Context(
        tuple(_keys(found, range(start - 1, max(-1, start - 20), -1))),
        tuple(_keys(found, range(end, min(len(found), end + 20)))),
    )


def _keys(found: Tokens, indexes: Sequence[int]) -> Iterator[str]:
    count = 0
    for index in indexes:
        word = found.words[index]
        if word.folded in STOPS or count == CONTEXT:
            return
        if not word.function:
            count += 1
            yield word.key


def alignment(one: Context, other: Context) -> float:
    """Return how far two words are about the same thing: 0 if they share no word on the same side of them.

    It is less than 0 if they share more on opposite sides: "the deal came before the raid" and "the raid came after the
    deal" say the same.
    """
    across = _shared(one.before, other.after) + _shared(one.after, other.before)
    along = _shared(one.before, other.before) + _shared(one.after, other.after)
    return along if along >= across else -across


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    total = 0.0
    for distance, key in enumerate(one):
        if key in other:
            weight = _WEIGHTS[distance] * _WEIGHTS[other.index(key)]
            total += weight * _NUMBER_WEIGHT if key[0].isdigit() else weight
    return total


def same_words(one: Tokens, span: tuple[int, int], other: Tokens, other_span: tuple[int, int]) -> tuple[int, int]:
    """Return how many words right before, and right after, a span of tokens are those beside the other span.

    Words such as "the" must be the same, too, but do not count; a stop ends the comparison, and so do `CONTEXT` tokens.
    """
    counts = []
    for step, start, other_start in ((-1, span[0] - 1, other_span[0] - 1), (1, span[1], other_span[1])):
        count = 0
        for distance in range(CONTEXT):
            index, other_index = start + step * distance, other_start + step * distance
            if not (0 <= index < len(one) and 0 <= other_index < len(other)) or one.is_stop(index):
                break
            if one.words[index].key != other.words[other_index].key:
                break
            count += not one.words[index].function
        counts.append(count)
    return counts[0], counts[1]
