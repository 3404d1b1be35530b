"""Quotations: finding them in a text, and showing how they differ from the words of a source."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .wording import words_of

_QUOTED = re.compile(
    r"=\"[^\"\n]*\"|“([^“”]+)”|«([^«»]+)»|„([^“”„]+)[“”]|‹([^‹›]+)›|(?<![\w\"])\"([^\"]+)\"(?!\w)"
    r"|(?<!\w)‘([^‘“”]+?)’(?!\w)|(?<![\w'])'(?=[^\W\d])([^'\n]{1,400}(?:'\w[^'\n]{0,400}){0,9})'(?!\w)"
)
_ANY_MARK = re.compile("[\"'“”«»„‹›‘’—]")
"""One of these is in every text with a quotation: a cheap test before the costly patterns."""
_OPENING = re.compile(r"[“«„‹]|(?<!\w)‘(?=[^\W\d])|(?<![\w\"])\"(?=\w)")
_CLOSING = re.compile(r"[”»›]|(?<=[^\W\d])\"(?!\w)|(?<=[.,!?…])\"(?!\w)")
_DIALOGUE = re.compile(r"\s*—([^\W\d_][^—]*)")
"""Direct speech in Spanish typography: after a dash at the beginning of a paragraph, up to the next dash."""
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
    for start, end, opening, closing in _lone_marks(text, matches):
        if opening:
            found.append((opening.end(), closing.start() if closing else end))
        elif closing:
            found.append((start, closing.start()))
    if dialogue := _DIALOGUE.match(text):
        found.append(dialogue.span(1))
    return [Quotation(start, end, text[start:end]) for start, end in sorted(found) if re.search(r"\w", text[start:end])]


def lone_marks(text: str) -> Iterator[tuple[int, bool]]:
    """Yield the place of each quotation mark without its other half, and whether it opens a quotation.

    Marks of different kinds count as a pair: another rule reports them.
    """
    if _ANY_MARK.search(text):
        for _, _, opening, closing in _lone_marks(text, list(_QUOTED.finditer(text))):
            if lone := None if opening and closing else opening or closing:
                yield lone.start(), lone is opening


_Mark = re.Match[str] | None


def _lone_marks(text: str, matches: list[re.Match[str]]) -> Iterator[tuple[int, int, _Mark, _Mark]]:
    """Yield each stretch between the quotations that has a mark: its start and end, the opening and the closing mark."""
    edges = [0, *(edge for match in matches for edge in match.span()), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        opening = _OPENING.search(text, start, end)
        closing = _CLOSING.search(text, opening.end() if opening else start, end)
        if opening or closing:
            yield start, end, opening, closing


def nearest(quotation: str, texts: Iterable[str]) -> str | None:
    """Return the stretch of the texts that is most similar to the quotation, or ``None`` if none is."""
    words = [*words_of(quotation)]
    best: tuple[float, str] = (0.55, "")
    for text in texts:
        theirs = text.split()
        if len(words) * len(theirs) > MOST_COMPARED:
            continue
        matcher = difflib.SequenceMatcher(None, [*words_of(text)],
                                          words, False)  # fmt: skip
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
    matcher = difflib.SequenceMatcher(None, [*words_of(ours)], [*words_of(theirs)], False)
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
