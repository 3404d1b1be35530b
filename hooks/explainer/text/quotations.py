"""Quotations: finding them in a text, and comparing them with the words of a source."""

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
_ANY_MARK = re.compile("[\"'“”«»„‹›‘’—]")
"""One of these is in every text with a quotation: a cheap test before the costly patterns."""
_OPENING = re.compile(r"[“«„‹]|(?<![\w\"])\"(?=\w)")
_CLOSING = re.compile(r"[”»›]|(?<=[^\W\d])\"(?!\w)|(?<=[.,!?…])\"(?!\w)")
_DIALOGUE = re.compile(r"\s*—([^\W\d_][^—]*)")
"""Direct speech in Spanish typography: after a dash at the beginning of a paragraph, up to the next dash."""
_GAP = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.|\[[^\[\]]*\]")
_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "}
)
_EDGES = " .,;:!?¡¿…\"'"

LONGEST_GAP = 400
"""The most characters that an ellipsis or a bracket may replace."""

MOST_COMPARED = 20_000
"""The largest product of the numbers of words of a quotation and a text that are compared word by word: a paragraph and a page."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks; the span is that of the words without the marks."""

    start: int
    end: int
    text: str


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text, including those in single marks.

    A mark that is never closed quotes everything after it, and one that was never opened everything before it, as
    readers see it; a citation may be in the middle of a quotation.
    """
    if not _ANY_MARK.search(text):
        return []
    matches = list(_QUOTED.finditer(text))
    found = [
        match.span(match.lastindex) for match in matches if match.lastindex
    ]  # the value of an attribute does not count
    edges = [0, *(edge for match in matches for edge in match.span()), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):  # the text between the quotations
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
    """Return text normalised for comparison: case, typographic marks and white space are ignored."""
    return " ".join(text.translate(_TYPOGRAPHY).casefold().split())


def stands_in(quotation: str, texts: Iterable[str]) -> bool:
    """Whether the words are in one of the texts; an ellipsis or [brackets] may replace words of the text."""
    # A letter in brackets is one whose case was changed: "[T]ake".
    bare = re.sub(r"(?<=\w)\[(\w+)\]|\[(\w+)\](?=\w)", r"\1\2", re.sub(r"[*_`]", "", quotation))
    pieces = [comparable(piece).strip(_EDGES) for piece in _GAP.split(bare)]
    pieces = [piece for piece in pieces if piece]
    return bool(pieces) and any(_in_order(pieces, _compared(text)) for text in texts)


@lru_cache(1 << 12)  # a note is compared with each quotation that cites it
def _compared(text: str) -> str:
    return comparable(text)


def _in_order(pieces: Sequence[str], text: str) -> bool:
    """Whether the pieces are in a text as whole words, each at most `LONGEST_GAP` characters after the one before it.

    A set of places is an integer whose bit ``i`` represents ``text[i]``: all ways to place the pieces so far are
    followed at once, and the time is the number of pieces times the few hundred machine words of the longest note.
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
    """Return the places of a piece in a text as whole words."""
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
    while reached < LONGEST_GAP:  # each step doubles the reach after a place
        step = min(reached + 1, LONGEST_GAP - reached)
        places |= places << step
        reached += step
    return places


def nearest(quotation: str, texts: Iterable[str]) -> str | None:
    """Return the stretch of the texts that is most similar to the quotation, or ``None`` if none is."""
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
    """Return a word diff: words that only the quotation has as [-word-], words that only the source has as {+word+}."""
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
