"""Quotations: where they stand in a text, and whether other words are the same."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_QUOTED = re.compile(
    r"=\"[^\"\n]*\"|“([^“”]+)”|«([^«»]+)»|„([^“”„]+)[“”]|‹([^‹›]+)›|(?<![\w\"])\"([^\"]+)\"(?!\w)"
    r"|(?<!\w)‘([^‘“”]+?)’(?!\w)|(?<![\w'])'(?=[^\W\d])([^'\n]{1,400}(?:'\w[^'\n]{0,400}){0,9})'(?!\w)"
)
_OPENING = re.compile(r"[“«„‹]|(?<![\w\"])\"(?=\w)")
_CLOSING = re.compile(r"[”»›]|(?<=[^\W\d])\"(?!\w)|(?<=[.,!?…])\"(?!\w)")
_DIALOGUE = re.compile(r"\s*—([^\W\d_][^—]*)")
"""A speech as Spanish sets it: after a dash at the head of a paragraph, up to the next dash."""
_GAP = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.|\[[^\[\]]*\]")
_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "}
)
_EDGES = " .,;:!?¡¿…\"'"

LONGEST_GAP = 400
"""Characters that an ellipsis or a bracket may stand for."""

MOST_COMPARED = 20_000
"""Words of a quotation times words of a text up to which the two are compared word by word: a paragraph against a page."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks; the span is that of the words without the marks."""

    start: int
    end: int
    text: str


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text, in single marks too.

    A mark that is never closed quotes all that follows it, one that was never opened all that comes before it: so
    does the reader see it, and a citation may stand in the middle of a quotation.
    """
    matches = list(_QUOTED.finditer(text))
    found = [match.span(match.lastindex) for match in matches if match.lastindex]  # an attribute's value is none
    edges = [0, *(edge for match in matches for edge in match.span()), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):  # what lies between the quotations
        opening = _OPENING.search(text, start, end)
        closing = _CLOSING.search(text, opening.end() if opening else start, end)
        if opening:
            found.append((opening.end(), closing.start() if closing else end))
        elif closing:
            found.append((start, closing.start()))
    if dialogue := _DIALOGUE.match(text):
        found.append(dialogue.span(1))
    return [Quotation(start, end, text[start:end]) for start, end in sorted(found) if re.search(r"\w", text[start:end])]


def comparable(text: str) -> str:
    """Return text in which case, typographic marks and white space make no difference."""
    return " ".join(text.translate(_TYPOGRAPHY).casefold().split())


def stands_in(quotation: str, texts: Iterable[str]) -> bool:
    """Whether the words stand in one of the texts; an ellipsis or [brackets] stand for some words there."""
    # A letter in brackets is one whose case was changed: "[T]ake".
    bare = re.sub(r"(?<=\w)\[(\w+)\]|\[(\w+)\](?=\w)", r"\1\2", re.sub(r"[*_`]", "", quotation))
    pieces = [comparable(piece).strip(_EDGES) for piece in _GAP.split(bare)]
    pieces = [piece for piece in pieces if piece]
    return bool(pieces) and any(_in_order(pieces, _compared(text)) for text in texts)


@lru_cache(1 << 12)  # a note is compared with each quotation that cites it
def _compared(text: str) -> str:
    return comparable(text)


def _in_order(pieces: Sequence[str], text: str) -> bool:
    """Whether the pieces stand in a text as whole words, each at most `LONGEST_GAP` characters after the one before it.

    A set of places is an integer whose bit ``i`` stands for ``text[i]``: all ways to place the pieces so far are followed
    at once, and the time is that of the pieces times the few hundred machine words of the longest note.
    """
    if sum(map(len, pieces)) > len(text):
        return False
    places = {piece: _places(piece, text) for piece in set(pieces)}
    starts = places[pieces[0]]
    for before, piece in pairwise(pieces):
        starts = _followed(starts << len(before)) & places[piece]
        if not starts:
            return False
    return bool(starts)


def _places(piece: str, text: str) -> int:
    """Return where a piece stands in a text as whole words."""
    found = 0
    start = text.find(piece)
    while start >= 0:
        end = start + len(piece)
        if not _in_word(text[start - 1 : start]) and not _in_word(text[end : end + 1]):
            found |= 1 << start
        start = text.find(piece, start + 1)
    return found


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _followed(places: int) -> int:
    """Return the places together with the `LONGEST_GAP` that follow each."""
    reached = 0
    while reached < LONGEST_GAP:  # each step doubles what follows a place
        step = min(reached + 1, LONGEST_GAP - reached)
        places |= places << step
        reached += step
    return places


def nearest(quotation: str, texts: Iterable[str]) -> str | None:
    """Return the stretch of the texts that is most like the quotation, or ``None`` where none is."""
    words = comparable(quotation).split()
    best: tuple[float, str] = (0.55, "")
    for text in texts:
        theirs = text.split()
        if len(words) * len(theirs) > MOST_COMPARED:
            continue
        matcher = difflib.SequenceMatcher(None, [comparable(word).strip(_EDGES) for word in theirs],
                                          [word.strip(_EDGES) for word in words], False)  # fmt: skip
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        if not blocks:
            continue
        start = max(0, blocks[0].a - blocks[0].b)
        end = min(len(theirs), blocks[-1].a + blocks[-1].size + len(words) - blocks[-1].b - blocks[-1].size)
        ratio = 2 * sum(block.size for block in blocks) / (len(words) + end - start)
        best = max(best, (ratio, " ".join(theirs[start:end])))
    return best[1] or None


def word_difference(ours: str, theirs: str) -> str:
    """Return a word diff: words that only we have as [-word-], words that only the source has as {+word+}."""
    a, b = ours.split(), theirs.split()
    matcher = difflib.SequenceMatcher(
        None, [comparable(word).strip(_EDGES) for word in a], [comparable(word).strip(_EDGES) for word in b], False
    )
    pieces: list[str] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(" ".join(a[i:j]))
            continue
        if j > i:
            pieces.append(f"[-{' '.join(a[i:j])}-]")
        if m > k:
            pieces.append(f"{{+{' '.join(b[k:m])}+}}")
    return " ".join(pieces)
