"""Words with which a text says one thing or its contrary, and whether a statement says the contrary of its evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..records.opposites import Opposites
from ..records.phrases import Phrases
from .word_tokens import Context, Tokens, alignment, context, same_words, tokens

_DENIALS = frozenset({"not", "n't", "no", "never", "without", "ni", "sin", "nor", "cannot", "neither", "nunca"})
_DENIED = 2
"""How many words before a word can deny it."""
_LEFT_TO_NEGATION = frozenset({"no", "without", "sin"})
"""Words that other rules compare where a statement has them; the contraries of "some" and "with" in evidence."""
_WITHOUT = frozenset({"without", "sin"})
"""Those that do not deny a verb before them: what "ended without a return" did end."""
_LIMITS = frozenset({"only", "solo", "unless", "except", "salvo"})
_LIMITED = 6
"""How many words away a word can limit it: "only A may" says that others may not, but "only the north" is the north."""

_NAMES = frozenset({"may", "mayo"})
"""Words that are another word with a capital; the others mean the same in a name, as in "Southern Border Plan"."""

_OBJECT = 3
"""How many words after "before" say before what."""

_APART = re.compile(r"[,()\[\]“”\"–—]")
"""What is between two words that do not belong together."""

_TIMES = frozenset({"year", "month", "week", "day", "hour", "minut"})
"""Keys of words that say how long before or after, as in "a year before"; they show nothing about what it is about."""

MOST = 30
"""The most words of one pair that are compared of one text; more make no sense in a sentence or a note."""

ALONE = 0.3
"""The least alignment with the contrary word in evidence that has no word of the statement's own meaning."""
BESIDE = 2.5
"""The least alignment with the contrary word in evidence that has words of both meanings."""
CLOSER = 2.0
"""How much closer the contrary word must then be than the one of the statement's own meaning."""
NOT_ITS_OWN = 0.5
"""A contrary word in evidence is about a contrary word of the statement if that is more than this share as close to it."""
IN_PLACE = 2
"""How many words right beside the contrary word must be those beside the statement's, so that it stands in its place."""


class Meaning(NamedTuple):
    """One side of a pair of opposites."""

    pair: str
    side: int
    """0 or 1; -1 for a phrase in which the words have another meaning."""
    sign: bool = False
    """Whether the word only shows the meaning, and only in evidence."""


@dataclass(frozen=True)
class Occurrence:
    """A word of a pair in a text, from the token ``start`` up to, and without, the token ``end``."""

    text: Tokens
    side: int
    start: int
    end: int
    reversible: bool
    """Whether only the words after it show what it is about."""
    anywhere: bool = False
    """Whether it may stand on either side of what it is about."""
    sign: bool = False
    """Whether it is a sign of the meaning, not a word of the pair."""
    measures: bool = False
    """Whether it says that a number goes up, or down."""
    idiom: bool = False
    """Whether it has another meaning in its phrase, as in "the day after"; only the same phrase is compared with it."""

    @property
    def is_name(self) -> bool:
        """Whether it is part of a name."""
        return self.text.is_name(self.start)

    @cached_property
    def denied(self) -> frozenset[str]:
        """The words near it, such as "not" or "only", that may turn its meaning round."""
        words = self.text.folded
        found = _DENIALS.intersection(words[max(0, self.start - _DENIED) : self.start])
        if self._has_object:
            found |= _DENIALS.intersection(words[self.end : self.end + 1]) - _WITHOUT
        if not self.anywhere:
            found |= _LIMITS.intersection(words[max(0, self.start - _LIMITED) : self.end + _LIMITED])
        return found

    @cached_property
    def context(self) -> Context:
        """The words around it."""
        found = context(self.text, self.start, self.end)
        if not self.reversible:
            return found
        if found.after and self._has_object:
            return Context((), found.after[:_OBJECT])
        return Context(tuple(key for key in found.before if key not in _TIMES), ())  # "79 % more than a year before"

    @property
    def _has_object(self) -> bool:
        """Whether the next word belongs to it: "those who came later, though they" are not before or after anything."""
        after = self.text.spans[self.end][0] if self.end < len(self.text) else len(self.text.text)
        return not _APART.search(self.text.text, self.span[1], after)

    @property
    def span(self) -> tuple[int, int]:
        """Its place in the text."""
        return self.text.spans[self.start][0], self.text.spans[self.end - 1][1]

    @property
    def words(self) -> str:
        """What the text has."""
        start, end = self.span
        return " ".join(self.text.text[start:end].split())


class Contrary(NamedTuple):
    """A word of a statement for which its evidence has only the contrary."""

    start: int
    end: int
    """Offsets in the statement's text."""
    words: str
    """The contrary word in the evidence."""
    pair: str


Read = dict[str, list[Occurrence]]
"""The words of each pair in a text."""


@dataclass
class Lexicon:
    """All pairs of opposites; remembers the texts in which it has looked, since notes are cited more than once."""

    pairs: Mapping[str, Opposites]
    _texts: dict[str, Read] = field(default_factory=dict)
    _phrases: Phrases[Meaning] = field(init=False)

    def __post_init__(self) -> None:
        self._phrases = Phrases(_labelled(self.pairs))

    def read(self, text: str) -> Read:
        """Return the words of opposites in a text and their signs, at most `MOST` of each pair."""
        if text not in self._texts:
            self._texts[text] = self._read(tokens(text))
        return self._texts[text]

    def _read(self, text: Tokens) -> Read:
        found: Read = {}
        count: Counter[tuple[str, bool]] = Counter()
        hits = list(self._phrases.find(text.folded))
        other = {(hit.label.pair, at) for hit in hits if hit.label.side < 0 for at in range(hit.start, hit.end)}
        for (pair, side, sign), start, end in hits:
            here = found.setdefault(pair, [])
            if side < 0 or (text.folded[start] in _NAMES and text.is_name(start)):
                continue
            count[pair, sign] += 1
            if count[pair, sign] > MOST:
                continue
            record = self.pairs[pair]
            here.append(
                Occurrence(
                    text,
                    side,
                    start,
                    end,
                    record.reversible and not sign,
                    record.anywhere,
                    sign,
                    record.measures,
                    (pair, start) in other,
                )
            )
        return found


def _labelled(pairs: Mapping[str, Opposites]) -> Iterator[tuple[Meaning, str]]:
    for key, pair in pairs.items():
        for side, words in enumerate((pair.one, pair.other)):
            yield from ((Meaning(key, side), phrase) for phrases in words.values() for phrase in phrases)
        for side, words in enumerate((pair.signs_of_one or {}, pair.signs_of_other or {})):
            yield from ((Meaning(key, side, True), phrase) for phrases in words.values() for phrase in phrases)
        yield from ((Meaning(key, -1), phrase) for phrase in pair.not_)


def contraries(statement: Read, evidence: Iterable[Read], demand: float) -> Iterator[Contrary]:
    """Yield the words of a statement for which the evidence has only the contrary about the same thing.

    The words around them must agree ``demand`` times as much as around words of a statement and its note.
    """
    notes = list(evidence)
    for pair, found in statement.items():
        whole = [one for one in found if not one.sign]
        if not whole:
            continue
        everything = [one for note in notes for one in note.get(pair, ())]
        here, all_there = ([one for one in all_ if not one.idiom] for all_ in (whole, everything))
        replaced = {}
        for word in whole:
            if contrary := _in_place(word, whole, everything, demand):
                replaced[word.start] = contrary
                yield Contrary(*word.span, contrary.words, pair)
        there = [one for one in all_there if not one.sign] or all_there
        sides = {one.side for one in there}
        for word in here:
            if word.start in replaced:
                continue
            if there and there[0].sign and (word.is_name or demand > 1):
                continue  # a sign is no contrary of a name, and too weak for what is not a statement's own evidence
            if any(one.sign and one.side == word.side and _precedes(word, one) for one in there):
                continue  # "southern Tapachula": the statement has the sign of its own side, too
            if not sides - {word.side} or _is_open(word) or word.words.casefold() in _LEFT_TO_NEGATION:
                continue
            if contrary := _contrary(word, here, there, demand):
                yield Contrary(*word.span, contrary.words, pair)


def _precedes(word: Occurrence, sign: Occurrence) -> bool:
    """Whether the words of a sign come right after ``word``."""
    keys = tuple(one.key for one in sign.text.words[sign.start : sign.end] if not one.function)
    return word.context.after[: len(keys)] == keys


def _is_open(word: Occurrence) -> bool:
    """Whether what a denial makes of the word depends on more than the denial: "only A may" and "A must only" can agree."""
    return bool(word.denied) and not (word.reversible or word.anywhere)


def _in_place(word: Occurrence, here: list[Occurrence], there: list[Occurrence], demand: float) -> Occurrence | None:
    """Return the contrary word that the evidence has between the very words that stand beside ``word``, if any."""
    if _is_open(word) or word.words.casefold() in _LEFT_TO_NEGATION:
        return None
    least = IN_PLACE + (demand > 1) + any(one.side != word.side for one in here)
    best, most, same = None, 0, 0
    for one in there:
        if one.sign or one.denied != word.denied:
            continue
        before, after = same_words(word.text, (word.start, word.end), one.text, (one.start, one.end))
        if word.reversible and not after and (word.context.after or one.context.after):
            continue  # "until then" and "since the march began" are not about the same thing
        shared = before + after
        if one.side == word.side:
            same = max(same, shared)
            least = max(least, IN_PLACE + 1)
        elif shared > most:
            best, most = one, shared
    return best if most >= least and most > same + 1 else None


def _contrary(word: Occurrence, here: list[Occurrence], there: list[Occurrence], demand: float) -> Occurrence | None:
    """Return the word of the evidence that says the contrary of ``word``, if the evidence says nothing else."""
    # If the statement has the contrary word too, the evidence may be about that one.
    same = 0.0 if any(other.side != word.side for other in here) else None
    contrary = 0.0
    best: Occurrence | None = None
    for one in there:
        close = _closeness(word, one)
        if one.side == word.side or one.denied != word.denied:
            same = max(same or 0.0, close)
        elif close > contrary and not any(
            other.side == one.side and abs(_closeness(other, one)) > close * NOT_ITS_OWN for other in here
        ):
            contrary, best = close, one
    if same is None:
        return best if contrary >= ALONE * demand else None
    return best if contrary >= BESIDE * demand and contrary - same >= CLOSER else None


def _closeness(one: Occurrence, other: Occurrence) -> float:
    """Return how far two words are about the same thing, less than 0 if they say the same the other way round."""
    found = alignment(one.context, other.context)
    return abs(found) if one.anywhere else found
