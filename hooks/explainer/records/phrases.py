"""Finding the words and phrases of a list in a text, each in the time of looking up a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from ..characters import folded

_PHRASE = re.compile(r"(?:#|n't|[^\W\d_]+\*?)(?: (?:#|n't|[^\W\d_]+\*?)){0,4}")
Label = TypeVar("Label")


class BadPhrase(ValueError):
    """The reason why a phrase cannot be looked for, in a few words."""


class _Piece(NamedTuple):
    """One word of a phrase."""

    text: str
    open: bool
    """Whether the word may go on: "increas*"."""

    def matches(self, word: str) -> bool:
        if self.text == "#":
            return word[0].isdigit()
        return word.startswith(self.text) if self.open else word == self.text


class Found(NamedTuple, Generic[Label]):
    """A phrase in a text: the indexes of its first word and of the one after its last."""

    label: Label
    start: int
    end: int


def pieces(phrase: str) -> tuple[_Piece, ...]:
    """Read a phrase of one to five words; ``*`` at a word's end stands for any ending, ``#`` for a number.

    Raises `BadPhrase` with the reason if it is not one.
    """
    if not _PHRASE.fullmatch(phrase):
        raise BadPhrase(f"'{phrase[:40]}' is not one to five words, of letters with * at the end, or # for a number")
    return tuple(_Piece(folded(word.rstrip("*")), word.endswith("*")) for word in phrase.split(" "))


class Phrases(Generic[Label]):
    """Phrases with a label each, such as the list that they are in."""

    def __init__(self, phrases: Iterable[tuple[Label, str]]) -> None:
        self._by_start: dict[str, list[tuple[Label, tuple[_Piece, ...]]]] = {}
        for label, phrase in phrases:
            read = pieces(phrase)
            self._by_start.setdefault(read[0].text[:1], []).append((label, read))
        self._known: dict[str, list[tuple[Label, tuple[_Piece, ...]]]] = {}

    def find(self, words: Sequence[str]) -> Iterator[Found[Label]]:
        """Yield the phrases in a text's words, which are folded, in their order; they may overlap."""
        for start, word in enumerate(words):
            for label, read in self._beginning_with(word):
                end = start + len(read)
                if end <= len(words) and all(
                    piece.matches(words[start + offset]) for offset, piece in enumerate(read[1:], 1)
                ):
                    yield Found(label, start, end)

    def _beginning_with(self, word: str) -> list[tuple[Label, tuple[_Piece, ...]]]:
        """Return the phrases whose first word is ``word``; remembered, since most words of a text come again."""
        known = self._known.get(word)
        if known is None:
            near = [*self._by_start.get(word[:1], ()), *(self._by_start.get("#", ()) if word[0].isdigit() else ())]
            known = self._known[word] = [one for one in near if one[1][0].matches(word)]
        return known
