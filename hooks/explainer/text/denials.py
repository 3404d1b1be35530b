"""What a text says, and what it denies, by the words that deny or may deny around each of its words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
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
from .word_tokens import Context, Tokens, Word, context, tokens

_CUES = Phrases([*((False, phrase) for phrase in MAY_DENY), *((True, phrase) for phrase in DENYING_VERBS)])
_IDIOM = Phrases((None, phrase) for phrase in IDIOMS)

_DENIED = 3
"""How many words with a meaning of their own before a word can a denial be that denies it."""
_NEAR = 4
"""How many words away a word that may deny can be."""
MOST = 20
"""The most denials and asserted words of a statement, and the most places of a word, that are compared."""

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
            if (
                AFTER_NO_DENIAL.intersection(following[:1])
                or "only" in following
                or OPEN.intersection(before[-_OPENED:])
            ):
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


def _has_meaning(word: Word) -> bool:
    return not word.function and word.folded not in PASSED_OVER


@dataclass
class Reader:
    """Remembers the texts that it has read, since notes are cited more than once."""

    _texts: dict[str, Said] = field(default_factory=dict)

    def read(self, text: str) -> Said:
        """Return what a text says."""
        if text not in self._texts:
            self._texts[text] = Said(tokens(text))
        return self._texts[text]
