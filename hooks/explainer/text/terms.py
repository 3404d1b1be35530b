"""Finding the glossary's terms in running text."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..latest import reduced
from .documents import WORD, Part
from .spans import Span, Spans

MOST_GLOSSARIES = 6
"""The matches of how many sets of forms are kept with a part: the terms, those with digits and the loaded words, of two languages."""

_STRAIGHT = re.compile(r"(?<!\w)\"[^\"]*\"(?!\w)")
_SINGLE = re.compile(
    r"(?<!\w)‘[^‘’“”]+(?:’\w[^‘’“”]*)*’(?!\w)|(?<![\w'])'(?=[^\W\d])[^'\n]{1,400}(?:'\w[^'\n]{0,400}){0,9}'(?!\w)"
)
_NO_PROSE = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\{:?[ ]*(?:[.#][\w-]|[\w-]+[ ]*=)[^{}\n]*\}")
"""Addresses of e-mail, and attributes."""
_UNUSUAL = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|[^\W\d_][\u0300-\u036f]+|[\u00ad\u200b-\u200d\u2060\ufeff\u2010\u2011]"
)
_PLAIN = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "") | dict.fromkeys("\u2010\u2011", "-"))
_OPENING = re.compile(r"[“«\"]")
_CLOSING = {"“": "”", "«": "»"}


@dataclass(frozen=True, slots=True)
class Match:
    """A term's form in a part's text."""

    __reduce__ = reduced

    term: str
    start: int
    end: int
    label: str | None = None
    """The text to show, if it is not the form itself: that of a manual link."""


class Forms:
    """All forms of all terms of one language, indexed by their first word.

    Searching for the forms whose words a block contains costs less than one alternation of hundreds of forms, and the
    cost does not grow with the glossary.
    """

    def __init__(self, spellings: Mapping[str, Iterable[str]]) -> None:
        self._by_word: dict[str, list[tuple[str, str, frozenset[str]]]] = {}
        digest = hashlib.sha256()
        for term, forms in spellings.items():
            for form in forms:
                digest.update(f"{term}\n{form}\n\n".encode("utf-8", "surrogatepass"))
                if words := WORD.findall(form.casefold()):
                    self._by_word.setdefault(words[0], []).append((form, term, frozenset(words)))
        self._digest = digest.digest()[:16]

    def in_prose(self, part: Part, *, headings: bool = False) -> list[Match]:
        """Return the matches of a part, as `matches` does; kept with the part, since each rule needs them."""
        name = b"%s%d" % (self._digest, headings)
        kept = part.matches.get(name)
        if kept is None:
            if len(part.matches) >= MOST_GLOSSARIES:
                part.matches.clear()  # matches of the glossary before a save
            kept = part.matches[name] = list(self.matches(part, headings=headings))
        return kept

    def matches(self, part: Part, *, headings: bool = False) -> Iterator[Match]:
        """Yield the longest form at each place in prose, never in quotations, links or code.

        Headings are skipped too unless ``headings`` is true.
        """
        if (part.block.kind == "heading" and not headings) or part.block.quoted:
            return
        text, places = _searched(part)
        words = part.words() if places is None else frozenset(WORD.findall(text.casefold()))
        heads = self._by_word.keys() & words
        if not heads:
            return
        found = [
            (match.start(), -match.end(), term)
            for head in heads
            for form, term, needed in self._by_word[head]
            if needed <= words
            for match in _pattern(form).finditer(text)
        ]
        if not found:
            return
        hidden = Spans([*_quoted(text), *(match.span() for match in _NO_PROSE.finditer(text))])
        opaque = Spans(part.inline.opaque)
        position = 0
        tried = -1
        for start, end, term in sorted(found):  # the longest form at a place comes first
            if start < position or start == tried:
                continue
            tried = start
            first, last = (start, -end) if places is None else (places[start], places[-end - 1] + 1)
            if places is not None and -end < len(places):
                last = max(last, _end(part.block.text, last, places[-end]))
            if not hidden.overlap(start, -end) and not opaque.overlap(first, last):
                yield Match(term, first, last)
                position = -end


def _searched(part: Part) -> tuple[str, list[int] | None]:
    """Return a part's text as readers read it, and the place of each character in the part's text; ``None`` if it is the same.

    Character references are decoded, accents composed and soft hyphens and other hidden characters dropped; hyphens that
    do not break are plain, and underscores of emphasis are asterisks, which are no letters.
    """
    text = part.block.text
    if any(text[start] == "_" for start, _ in part.inline.emphasis):
        pieces: list[str] = []
        position = 0
        for start, end in part.inline.emphasis:
            pieces += (text[position:start], "*" * (end - start))
            position = end
        text = "".join([*pieces, text[position:]])
    if not _UNUSUAL.search(text):
        return text, None
    found: list[str] = []
    places: list[int] = []
    position = 0
    for match in _UNUSUAL.finditer(text):
        shown = unicodedata.normalize("NFC", html.unescape(match.group()).translate(_PLAIN))
        found += (text[position : match.start()], shown)
        places += [*range(position, match.start()), *[match.start()] * len(shown)]
        position = match.end()
    return "".join([*found, text[position:]]), [*places, *range(position, len(text))]


def _end(text: str, end: int, following: int) -> int:
    """Return the end of a form whose last character is written with several: an accent of its own, a reference."""
    match = _UNUSUAL.match(text, end - 1, following)
    return match.end() if match else end


def _quoted(text: str) -> Iterator[Span]:
    """Yield the quotations of a text with their marks; a mark that is not closed any more is not tried again."""
    yield from (match.span() for match in _SINGLE.finditer(text))
    position = 0
    unclosed: set[str] = set()
    while opening := _OPENING.search(text, position):
        mark, position = opening.group(), opening.end()
        if mark == '"':
            end = straight.end() if (straight := _STRAIGHT.match(text, opening.start())) else 0
        else:
            end = 0 if mark in unclosed else text.find(_CLOSING[mark], position) + 1
            if not end:
                unclosed.add(mark)
        if end:
            yield opening.start(), end
            position = end


@lru_cache(1 << 14)  # a form is compiled when its first word occurs, once for all pages
def _pattern(form: str) -> re.Pattern[str]:
    """Match a form as whole words, across line ends; abbreviations only in their own case."""
    body = r"\s+".join(re.escape(word) for word in form.split())
    sensitive = sum(character.isupper() for character in form) > 1 and " " not in form
    return re.compile(rf"(?<![\w]){body}(?![\w])", 0 if sensitive else re.IGNORECASE)
