"""What a text denies, and whether a statement denies what its evidence asserts, or asserts what its evidence denies.

Statements paraphrase, and evidence can deny without "not": somebody "refused", something is "unknown", a law covers
"only" some. So nothing is found where the evidence has a word that may deny beside the words that the two share.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from ..records.phrases import Phrases
from .denial_words import (
    AFTER_NO_DENIAL,
    AUXILIARIES,
    DENIALS,
    DENYING_VERBS,
    IDIOMS,
    MAY_DENY,
    OF_SUBJECTS,
    OPEN,
    PASSED_OVER,
    QUANTIFIERS,
    SPEECH,
    VAGUE,
    VERBAL,
)
from .word_tokens import Context, Tokens, Word, alignment, context, tokens

_CUES = Phrases([*((False, phrase) for phrase in MAY_DENY), *((True, phrase) for phrase in DENYING_VERBS)])
_IDIOM = Phrases((None, phrase) for phrase in IDIOMS)

_DENIED = 3
"""How many words with a meaning of their own before a word can a denial be that denies it."""
_NEAR = 4
"""How many words away a word that may deny can be."""
MOST = 20
"""The most denials and asserted words of a statement, and the most places of a word, that are compared."""

SAME_WORD = 1.0
"""The least alignment of a denied word with the same word in evidence that asserts it."""
ASSERTED = 1.5
"""The least alignment of an asserted word with the same word in evidence that denies it."""
DOUBT = 0.8
"""How closely, beside that, a place where the evidence denies may be aligned."""
SAME_CLAUSE = 1.0
"""How many words a denied clause must share with a clause of the evidence, away from words that may deny."""
DENIED_CLAUSE = 1.5
"""How many words a statement must share with a denied clause of the evidence, if it denies nothing there."""
LESS = 0.6
"""The most of that share that may be near words that may deny."""
_OPENED = 8
"""How many words after "if" or "whether" are not asserted."""
_BESIDE = 6
"""How many words away from a word that may deny the others of its clause are near it."""
_AFTER = 6
"""How many words after a denial are compared."""
_BEFORE = 5
"""How many words before it are."""
_CONJUNCTIONS = frozenset(
    {"and", "but", "which", "who", "because", "although", "though", "while", "nor", "y", "pero", "sino"}
)
"""Words that begin a part of a sentence that a denial before them does not reach."""


class Force(IntEnum):
    """How a text says a word."""

    ASSERTED = 0
    DOUBTFUL = 1
    """A word that may deny is near it."""
    DENIED = 2


class Clash(NamedTuple):
    """A denied word of a statement that its evidence asserts, or the reverse."""

    start: int
    end: int
    """Offsets in the statement's text."""
    denied: bool
    """Whether it is the statement that denies."""


class ClauseKeys(NamedTuple):
    """The words of a clause, by their keys."""

    doubtful: frozenset[str]
    """Those near a word that may deny."""
    plain: frozenset[str]
    cues: frozenset[str]
    """The words that may deny without being denials: "cancelled" may, unless the statement has the same word."""


@dataclass(frozen=True)
class Said:
    """A text, and what it denies."""

    tokens: Tokens

    @cached_property
    def _denials(self) -> list[int]:
        words = self.tokens.folded
        if DENIALS.isdisjoint(words):
            return []
        found = [index for index, word in enumerate(words) if word in DENIALS]
        return [index for index in found if index not in self._idioms]

    @cached_property
    def _idioms(self) -> frozenset[int]:
        words = self.tokens.folded
        return frozenset(index for _, start, end in _IDIOM.find(words) for index in range(start, end))

    @cached_property
    def _cues(self) -> dict[int, bool]:
        """The words that may deny, and whether each puts all of its clause in doubt."""
        found = {index: wide for wide, start, end in _CUES.find(self.tokens.folded) for index in range(start, end)}
        return found | dict.fromkeys(self._denials, True)

    @cached_property
    def force(self) -> list[Force]:
        """How each of its words is said."""
        return [force for clause in self.clauses for force in self._forces(clause)]

    @cached_property
    def has_denial(self) -> bool:
        """Whether a word in it denies, or puts a clause in doubt."""
        return any(self._cues.values())

    @cached_property
    def has_cue(self) -> bool:
        """Whether a word in it may deny."""
        return bool(self._cues)

    @cached_property
    def clauses(self) -> list[range]:
        """The indexes of its tokens from stop to stop; a stop belongs to the clause before it."""
        found: list[range] = []
        start = 0
        for index in range(len(self.tokens)):
            if self.tokens.is_stop(index):
                found.append(range(start, index + 1))
                start = index + 1
        return [*found, range(start, len(self.tokens))]

    def _forces(self, clause: range) -> Iterator[Force]:
        words = self.tokens.words
        since = _DENIED  # words with a meaning of their own since the last denial
        last_cue = -_NEAR - 1
        cues = [index for index in clause if index in self._cues]
        in_doubt = any(self._cues[index] for index in cues)
        position = 0
        for index in clause:
            while position < len(cues) and cues[position] <= index:
                last_cue, position = cues[position], position + 1
            next_cue = cues[position] if position < len(cues) else index + _NEAR + 1
            if since < _DENIED:
                yield Force.DENIED
            elif in_doubt or index in self._idioms or min(index - last_cue, next_cue - index) <= _NEAR:
                yield Force.DOUBTFUL
            else:
                yield Force.ASSERTED
            if words[index].folded in DENIALS and index in self._cues:
                since = 0
            elif not words[index].function and words[index].folded not in PASSED_OVER:
                since += 1

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The indexes of each word's places, at most `MOST`, by its key."""
        found: dict[str, list[int]] = {}
        for index, word in enumerate(self.tokens.words):
            if not word.function and word.folded[0].isalpha():
                here = found.setdefault(word.key, [])
                if len(here) < MOST:
                    here.append(index)
        return found

    @cached_property
    def denied_keys(self) -> frozenset[str]:
        """The keys of the words that follow a denial."""
        words = self.tokens.words
        found: set[str] = set()
        for denial in self._denials:
            for word in words[denial + 1 : denial + 7]:
                if word.folded in DENIALS:
                    break
                if not (word.function or word.folded in PASSED_OVER):
                    found.add(word.key)
                    break
        return frozenset(found)

    @cached_property
    def clause_keys(self) -> list[ClauseKeys]:
        """The keys of each clause: those near a word that may deny, and the others."""
        return [self.keys_of(clause) for clause in self.clauses]

    def keys_of(self, clause: range, shared: Collection[str] = ()) -> ClauseKeys:
        """Return the keys of a clause; of the words that may deny, ``shared`` ones deny nothing."""
        words = self.tokens.words
        cues = [index for index in clause if index in self._cues]
        mere = frozenset(words[index].key for index in cues if words[index].folded not in DENIALS)
        near = {
            index
            for cue in cues
            if words[cue].folded in DENIALS or words[cue].key not in shared
            for index in range(max(clause.start, cue - _BESIDE), min(clause.stop, cue + _BESIDE + 1))
        }
        return ClauseKeys(
            frozenset(words[index].key for index in near if not words[index].function),
            frozenset(words[index].key for index in clause if index not in near and not words[index].function),
            mere,
        )

    def is_plain(self, index: int) -> bool:
        """Whether a word can be asserted: it is no name, and its clause has no word that may deny."""
        word = self.tokens.words[index].folded
        if len(word) < 4 or word in VAGUE or not self.tokens.is_lower(index):
            return False
        return not any(near in self._cues for near in self.tokens.clause(index))

    def around(self, denial: int) -> tuple[list[str], list[str]]:
        """Return the keys of the words that a denial denies, the first ones, and of the words before it, the last ones."""
        words, clause = self.tokens.words, self.tokens.clause(denial)
        end = next((index for index in range(denial, clause.stop) if words[index].folded in _CONJUNCTIONS), clause.stop)
        after = [word.key for word in words[denial + 1 : end] if _has_meaning(word)]
        before = [word.key for word in words[clause.start : denial] if _has_meaning(word)]
        return list(dict.fromkeys(after))[:_AFTER], list(dict.fromkeys(before[-_BEFORE:]))

    def context(self, index: int) -> Context:
        """Return the context of a word."""
        return context(self.tokens, index, index + 1)

    def denials(self) -> Iterator[tuple[int, int | None]]:
        """Yield the index of each word that denies something of its own, and that of the word that it denies."""
        words = self.tokens.words
        for index in self._denials:
            clause = self.tokens.clause(index)
            before = [words[near].folded for near in range(clause.start, index)]
            following = [word.folded for word in words[index + 1 : index + 4]]
            if SPEECH.intersection(following[:1]):
                continue
            if AFTER_NO_DENIAL.intersection(following[:1]) or "only" in following or OPEN.intersection(before[-_OPENED:]):
                continue
            if {"we", "our"}.intersection(before):  # "we found no count" is about our own search
                continue
            if before[-1:] == before == ["do"]:  # "do not use this figure" asks the reader
                continue
            if clause.stop < len(words) and words[clause.stop].folded == "?":
                continue
            if not QUANTIFIERS.isdisjoint(following):  # "not all" is "some"
                continue
            yield index, self._denied_word(index, clause)

    def _denied_word(self, denial: int, clause: range) -> int | None:
        if self.tokens.words[denial].folded in OF_SUBJECTS:
            return None
        for index in range(denial + 1, clause.stop):
            word = self.tokens.words[index]
            if not (word.function or word.folded in PASSED_OVER or word.folded.endswith("ly")):
                return index if self.tokens.is_lower(index) and word.folded not in VAGUE else None
        return None

    def is_of_verb(self, denial: int) -> bool:
        """Whether a denial is that of a verb: "did not", "cannot", "never"."""
        word = self.tokens.words[denial].folded
        if word not in VERBAL:
            return False
        return word != "not" or (denial > 0 and self.tokens.words[denial - 1].folded in AUXILIARIES)


@dataclass
class Reader:
    """Remembers the texts that it has read, since notes are cited more than once."""

    _texts: dict[str, Said] = field(default_factory=dict)

    def read(self, text: str) -> Said:
        """Return what a text says."""
        if text not in self._texts:
            self._texts[text] = Said(tokens(text))
        return self._texts[text]


def clashes(statement: Said, evidence: Iterable[Said], demand: float) -> Iterator[Clash]:
    """Yield what a statement denies and its evidence only asserts, and what it asserts and its evidence only denies.

    The words around them must agree ``demand`` times as much as those of a statement and its note.
    """
    notes = list(evidence)
    for denial, denied in islice(statement.denials(), MOST):
        if (denied is not None and _is_asserted(statement, denied, notes, demand)) or (
            statement.is_of_verb(denial) and _has_clause(statement, denial, notes, demand)
        ):
            yield Clash(*statement.tokens.spans[denial], True)
    yield from islice(_lost_denials(statement, notes, demand), MOST)
    if statement.has_denial:
        return
    denied_keys = frozenset[str]().union(*(note.denied_keys for note in notes))
    if not denied_keys or denied_keys.isdisjoint(word.key for word in statement.tokens.words):
        return
    asserted = (
        index
        for index, force in enumerate(statement.force)
        if force is Force.ASSERTED and statement.tokens.words[index].key in denied_keys
    )
    for index in islice(asserted, MOST):
        if _is_denied(statement, index, notes, demand):
            yield Clash(*statement.tokens.spans[index], False)


def _is_asserted(statement: Said, index: int, notes: list[Said], demand: float) -> bool:
    """Whether the evidence asserts the word that the statement denies, and does not deny it."""
    here = statement.context(index)
    asserted, doubtful = -1.0, -1.0
    for note in notes:
        for location in note.places.get(statement.tokens.words[index].key, ()):
            close = alignment(here, note.context(location))
            if note.force[location] is Force.ASSERTED:
                asserted = max(asserted, close)
            elif note.force[location] is Force.DENIED:
                return False
            else:
                doubtful = max(doubtful, close)
    return asserted >= SAME_WORD * demand and doubtful < asserted * DOUBT


def _is_denied(statement: Said, index: int, notes: list[Said], demand: float) -> bool:
    """Whether the evidence has the word that the statement asserts only right after a denial."""
    word = statement.tokens.words[index]
    if word.function or len(word.folded) < 4 or word.folded in PASSED_OVER or word.folded in VAGUE:
        return False
    if not statement.tokens.is_lower(index):
        return False
    places = [(note, location) for note in notes for location in note.places.get(word.key, ())]
    if not places or not all(_follows_denial(note, location) for note, location in places):
        return False
    here = statement.context(index)
    return max(alignment(here, note.context(location)) for note, location in places) >= ASSERTED * demand


def _follows_denial(note: Said, index: int) -> bool:
    """Whether nothing but auxiliaries and the like is between a denial and the word."""
    for before in range(index - 1, max(-1, index - 6), -1):
        word = note.tokens.words[before]
        if word.folded in DENIALS:
            return True
        if not (word.function or word.folded in PASSED_OVER):
            return False
    return False


def _has_clause(statement: Said, denial: int, notes: list[Said], demand: float) -> bool:
    """Whether the evidence has the words around the denial of a verb, and no word that may deny near them."""
    after, before = statement.around(denial)
    plain, doubtful = 0.0, 0.0
    denies = any(note.has_cue for note in notes)
    for note in notes:
        for clause, keys in zip(note.clauses, note.clause_keys, strict=True):
            if not keys.cues.isdisjoint(after):
                keys = note.keys_of(clause, after)
            if after and after[0] in keys.doubtful:
                return False
            if not denies or not keys.plain.isdisjoint(after):
                plain = max(plain, _share(after, before, keys.plain))
            doubtful = max(doubtful, _share(after, before, keys.doubtful))
    return plain >= SAME_CLAUSE * demand and doubtful <= plain * LESS


def _lost_denials(statement: Said, notes: list[Said], demand: float) -> Iterator[Clash]:
    """Yield the words that the evidence only denies and the statement has without any word that may deny near them."""
    found: set[int] = set()
    for note in notes:
        for denial, _ in islice(note.denials(), MOST):
            after, before = note.around(denial)
            if note.tokens.words[denial].folded == "non" or not after or after[0] not in statement.places:
                continue
            index = statement.places[after[0]][0]
            if index in found or not statement.is_plain(index):
                continue
            here = max(_share(after, before, keys.plain) for keys in statement.clause_keys)
            if here < DENIED_CLAUSE * demand or sum(key in statement.places for key in after) * 2 < len(after):
                continue
            other = max(_share(after, before, keys.plain) for one in notes for keys in one.clause_keys)
            if other < here * LESS:
                found.add(index)
                yield Clash(*statement.tokens.spans[index], False)


def _share(after: list[str], before: list[str], keys: frozenset[str]) -> float:
    """Return how many of the keys a clause has; what comes before a denial, its subject, counts half."""
    return sum(key in keys for key in after) + sum(key in keys for key in before if key not in after) / 2


def _has_meaning(word: Word) -> bool:
    return not word.function and word.folded not in PASSED_OVER
