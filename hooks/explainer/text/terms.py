"""Where the glossary's terms stand in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .passages import WORD, Part

_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|(?<!\w)\"[^\"]*\"(?!\w)")


@dataclass(frozen=True, slots=True)
class Match:
    """A term's form in a part's text."""

    term: str
    start: int
    end: int
    label: str | None = None
    """What to show, where it is not the text itself: a link that a writer made by hand."""


class Forms:
    """All forms of all terms of one language, indexed by their first word.

    Looking up each word of a text costs less than one alternation of some hundred forms, and
    the cost does not grow with the glossary.
    """

    def __init__(self, spellings: Mapping[str, Iterable[str]]) -> None:
        alternatives: dict[str, list[tuple[str, str]]] = {}
        for term, forms in spellings.items():
            for form in forms:
                head = WORD.search(form)
                if head:
                    alternatives.setdefault(head.group().casefold(), []).append((form, term))
        self._by_word: dict[str, list[tuple[str, str]]] = {}
        for word, pairs in alternatives.items():
            pairs.sort(key=lambda pair: -len(pair[0]))  # the longest form wins
            self._by_word[word] = pairs

    def matches(self, part: Part, *, headings: bool = False) -> Iterator[Match]:
        """Yield the longest form at each place of prose: never in quotations, links or code.

        Headings are left out too unless ``headings`` asks for them.
        """
        if (part.block.kind == "heading" and not headings) or part.block.quoted:
            return
        text = part.block.text
        if self._by_word.keys().isdisjoint(part.words()):
            return
        hidden = sorted([*part.inline.opaque, *(match.span() for match in _QUOTED.finditer(text))])
        i = 0
        position = 0
        for word in WORD.finditer(text):
            candidates = self._by_word.get(word.group().casefold())
            if not candidates or word.start() < position:
                continue
            for form, term in candidates:
                pattern, lead = _pattern(form)
                match = pattern.match(text, word.start() - lead)
                if not match:
                    continue
                while i < len(hidden) and hidden[i][1] <= match.start():
                    i += 1
                if not any(start < match.end() and match.start() < end for start, end in hidden[i:]):
                    yield Match(term, match.start(), match.end())
                    position = match.end()
                break


@cache  # a form is compiled when its first word is met, and once for all pages
def _pattern(form: str) -> tuple[re.Pattern[str], int]:
    """Match a form as whole words, over line ends; abbreviations in their own case only.

    Returns the pattern and how many characters of the form stand before its first word, such as
    the ¿ of a question.
    """
    body = r"\s+".join(re.escape(word) for word in form.split())
    sensitive = sum(character.isupper() for character in form) > 1 and " " not in form
    head = WORD.search(form)
    return re.compile(rf"(?<![\w]){body}(?![\w])", 0 if sensitive else re.IGNORECASE), head.start() if head else 0
