"""Whether a statement denies what its evidence asserts, or asserts what its evidence denies.

Statements paraphrase, and evidence can deny without "not": somebody "refused", something is "unknown", a law covers
"only" some. So nothing is found where the evidence has a word that may deny beside the words that the two share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from .denial_words import DENIALS, PASSED_OVER, VAGUE
from .denials import MOST, Force, Said
from .word_tokens import alignment

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


class Clash(NamedTuple):
    """A denied word of a statement that its evidence asserts, or the reverse."""

    start: int
    end: int
    """Offsets in the statement's text."""
    denied: bool
    """Whether it is the statement that denies."""


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
    plain, doubtful, of_verb = 0.0, 0.0, 0.0
    denies = any(note.has_cue for note in notes)
    for note in notes:
        for clause, keys in zip(note.clauses, note.clause_keys, strict=True):
            if not keys.cues.isdisjoint(after):
                keys = note.keys_of(clause, after)
            if after and after[0] in keys.doubtful:
                return False
            if not denies or not keys.plain.isdisjoint(after):
                here = _share(after, before, keys.plain)
                plain = max(plain, here)
                if after and after[0] in keys.plain:
                    of_verb = max(of_verb, here)
            doubtful = max(doubtful, _share(after, before, keys.doubtful))
    if 0 < of_verb < plain:  # "closed to lorries" of "open to lorries, closed to buses"
        return False
    return plain >= SAME_CLAUSE * demand and doubtful <= plain * LESS


def _lost_denials(statement: Said, notes: list[Said], demand: float) -> Iterator[Clash]:
    """Yield the words that the evidence only denies and the statement has without any word that may deny near them."""
    found: set[int] = set()
    left = MOST
    for note in notes:
        for denial, _ in islice(note.denials(), MOST):
            after, before = note.around(denial)
            if note.tokens.words[denial].folded == "non" or not after or after[0] not in statement.places:
                continue
            index = statement.places[after[0]][0]
            if index in found or not statement.is_plain(index):
                continue
            if not left:
                return
            left -= 1
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
