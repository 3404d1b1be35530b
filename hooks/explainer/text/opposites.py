"""Words with which a text says one thing or its contrary, and whether a statement says the contrary of its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..records.opposites import Opposites
from ..records.phrases import Phrases
from .tokens import Context, Tokens, alignment, context, tokens

_DENIALS = frozenset({"not", "n't", "no", "never", "without", "ni", "sin", "nor", "cannot", "neither", "nunca"})
_DENIED = 3
"""How many words before a word can deny it."""
_LIMITS = frozenset({"only", "solo", "unless", "except", "salvo"})
_LIMITED = 6
"""How many words away a word can limit it: "only A may" says that others may not."""

MOST = 30
"""The most words of one pair that are compared of one text; more make no sense in a sentence or a note."""

ALONE = 0.3
"""The least alignment with the contrary word in evidence that has no word of the statement's own meaning."""
BESIDE = 2.5
"""The least alignment with the contrary word in evidence that has words of both meanings."""
CLOSER = 1.0
"""How much closer the contrary word must then be than the one of the statement's own meaning."""


class Meaning(NamedTuple):
    """One side of a pair of opposites."""

    pair: str
    side: int
    """0 or 1; -1 for a phrase in which the words have another meaning."""


class Occurrence(NamedTuple):
    """A word of a pair in a text."""

    side: int
    start: int
    end: int
    """The indexes of its first token and of the one after its last."""
    denied: bool
    """Whether "not" or the like comes before it, so that it can have either meaning."""
    context: Context


class Contrary(NamedTuple):
    """A word of a statement for which its evidence has only the contrary."""

    start: int
    end: int
    """Offsets in the statement's text."""
    words: str
    """The contrary word in the evidence."""
    pair: str


@dataclass(slots=True)
class Text:
    """A text whose words of opposites are known."""

    tokens: Tokens
    by_pair: dict[str, list[Occurrence]]


@dataclass
class Lexicon:
    """All pairs of opposites; remembers the texts in which it has looked, since notes are cited more than once."""

    pairs: Mapping[str, Opposites]
    _texts: dict[str, Text] = field(default_factory=dict)
    _phrases: Phrases[Meaning] = field(init=False)

    def __post_init__(self) -> None:
        self._phrases = Phrases(_labelled(self.pairs))

    def read(self, text: str) -> Text:
        """Return a text with its words of opposites."""
        if text not in self._texts:
            self._texts[text] = self._read(text)
        return self._texts[text]

    def _read(self, text: str) -> Text:
        found = tokens(text)
        by_pair: dict[str, list[Occurrence]] = {}
        other: set[tuple[str, int]] = set()
        hits = list(self._phrases.find([word.folded for word in found.words]))
        for (pair, side), start, end in hits:
            if side < 0:
                other |= {(pair, index) for index in range(start, end)}
        for (pair, side), start, end in hits:
            here = by_pair.setdefault(pair, [])
            if side < 0 or (pair, start) in other or len(here) >= MOST:
                continue
            here.append(Occurrence(side, start, end, _is_denied(found, start, end), context(found, start, end)))
        return Text(found, by_pair)


def _labelled(pairs: Mapping[str, Opposites]) -> Iterator[tuple[Meaning, str]]:
    for key, pair in pairs.items():
        for side, words in enumerate((pair.one, pair.other)):
            yield from ((Meaning(key, side), phrase) for phrases in words.values() for phrase in phrases)
        yield from ((Meaning(key, -1), phrase) for phrase in pair.not_)


def _is_denied(found: Tokens, start: int, end: int) -> bool:
    """Whether a word near the tokens from ``start`` to ``end`` may turn their meaning round."""
    words = found.words
    return (
        any(word.folded in _DENIALS for word in words[max(0, start - _DENIED) : start])
        or (end < len(words) and words[end].folded in _DENIALS)
        or any(word.folded in _LIMITS for word in words[max(0, start - _LIMITED) : end + _LIMITED])
    )


def contraries(statement: Text, evidence: Iterable[Text], demand: float) -> Iterator[Contrary]:
    """Yield the words of a statement for which the evidence has only the contrary about the same thing.

    The words around them must agree ``demand`` times as much as around words of a statement and its note.
    """
    notes = list(evidence)
    for pair, here in statement.by_pair.items():
        there = [(text, one) for text in notes for one in text.by_pair.get(pair, ())]
        if not there:
            continue
        for word in here:
            if word.denied:
                continue
            if contrary := _contrary(word, here, there, demand):
                text, one = contrary
                start, end = statement.tokens.spans[word.start][0], statement.tokens.spans[word.end - 1][1]
                yield Contrary(start, end, _words(text, one), pair)


def _contrary(
    word: Occurrence, here: list[Occurrence], there: list[tuple[Text, Occurrence]], demand: float
) -> tuple[Text, Occurrence] | None:
    """Return the word of the evidence that says the contrary of ``word``, if the evidence says nothing else."""
    # If the statement has the contrary word too, the evidence may be about that one.
    same = 0.0 if any(other.side != word.side for other in here) else None
    contrary = 0.0
    best: tuple[Text, Occurrence] | None = None
    for text, one in there:
        close = alignment(word.context, one.context)
        if one.side == word.side or one.denied:
            same = max(same or 0.0, close)
        elif close > contrary and not any(
            other.side == one.side and alignment(other.context, one.context) > 0 for other in here
        ):
            contrary, best = close, (text, one)
    if same is None:
        return best if contrary >= ALONE * demand else None
    return best if contrary >= BESIDE * demand and contrary - same >= CLOSER else None


def _words(text: Text, one: Occurrence) -> str:
    spans = text.tokens.spans
    return " ".join(text.tokens.text[spans[one.start][0] : spans[one.end - 1][1]].split())
