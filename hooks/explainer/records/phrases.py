"""Finding the words and phrases of a list in a text, each in the time of looking up a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from ..characters import folded

_PHRASE = re.compile(r"(?:#|n't|[^\W\d_]+\*?)(?: (?:#|n't|[^\W\d_]+\*?)){0,4}")
_LETTERS = 3
"""By how many first letters the words that may go on are looked up."""

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
    """Read a phrase of one to five words; ``*`` at a word's end matches any ending, ``#`` a number.

    Raises `BadPhrase` with the reason if it is not one.
    """
    if not _PHRASE.fullmatch(phrase) or phrase == "#":
        raise BadPhrase(f"'{phrase[:40]}' is not one to five words, of letters with * at the end, or # for a number")
    return tuple(_Piece(folded(word.rstrip("*")), word.endswith("*")) for word in phrase.split(" "))


class Phrases(Generic[Label]):
    """Phrases with a label each, such as the list that they are in."""

    def __init__(self, phrases: Iterable[tuple[Label, str]]) -> None:
        self._whole: dict[str, list[tuple[Label, tuple[_Piece, ...]]]] = {}
        """The phrases by their first word."""
        self._open: dict[str, list[tuple[Label, tuple[_Piece, ...]]]] = {}
        """Those whose first word may go on, by its first letters."""
        for label, phrase in phrases:
            first, *_ = read = pieces(phrase)
            if first.open:
                self._open.setdefault(first.text[:_LETTERS], []).append((label, read))
            else:
                self._whole.setdefault(first.text, []).append((label, read))
        self._seen: set[str] = set()
        self._beginning: dict[str, list[tuple[Label, tuple[_Piece, ...]]]] = {}
        """The phrases that begin with a word, for the words of texts so far: most words begin none."""

    def find(self, words: Sequence[str]) -> Iterator[Found[Label]]:
        """Yield the phrases in a text's words, which are folded, in their order; they may overlap."""
        self._learn(set(words) - self._seen)
        beginning = self._beginning
        for start in [index for index, word in enumerate(words) if word in beginning]:
            for label, read in beginning[words[start]]:
                end = start + len(read)
                if len(read) == 1 or (
                    end <= len(words)
                    and all(piece.matches(words[start + offset]) for offset, piece in enumerate(read[1:], 1))
                ):
                    yield Found(label, start, end)

    def _learn(self, words: set[str]) -> None:
        """Remember the phrases that begin with words that were not seen before."""
        self._seen |= words
        for word in words:
            found = [*self._whole.get(word, ()), *(self._whole.get("#", ()) if word[0].isdigit() else ())]
            for start in {word[:length] for length in range(1, _LETTERS + 1)}:
                found += [one for one in self._open.get(start, ()) if one[1][0].matches(word)]
            if found:
                self._beginning[word] = found
