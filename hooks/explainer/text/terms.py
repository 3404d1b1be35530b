"""Where the glossary's terms stand in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .passages import Part

_WORD = re.compile(r"[^\W_]+")
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
                head = _WORD.search(form)
                if head:
                    alternatives.setdefault(head.group().casefold(), []).append((form, term))
        self._by_word: dict[str, list[tuple[re.Pattern[str], int, str]]] = {}
        for word, pairs in alternatives.items():
            pairs.sort(key=lambda pair: -len(pair[0]))  # the longest form wins
            self._by_word[word] = [(_pattern(form), _lead(form), term) for form, term in pairs]

    def matches(self, part: Part) -> Iterator[Match]:
        """Yield the longest form at each place of prose: never in headings, quotations, links or code."""
        if part.block.kind == "heading" or part.block.quoted:
            return
        text = part.block.text
        hidden = sorted([*part.inline.opaque, *(match.span() for match in _QUOTED.finditer(text))])
        i = 0
        position = 0
        for word in _WORD.finditer(text):
            candidates = self._by_word.get(word.group().casefold())
            if not candidates or word.start() < position:
                continue
            for pattern, lead, term in candidates:
                match = pattern.match(text, word.start() - lead)
                if not match:
                    continue
                while i < len(hidden) and hidden[i][1] <= match.start():
                    i += 1
                if not any(start < match.end() and match.start() < end for start, end in hidden[i:]):
                    yield Match(term, match.start(), match.end())
                    position = match.end()
                break


def _lead(form: str) -> int:
    """Return how many characters of a form stand before its first word, such as the ¿ of a question."""
    head = _WORD.search(form)
    return head.start() if head else 0


def _pattern(form: str) -> re.Pattern[str]:
    """Match a form as whole words, over line ends; abbreviations in their own case only."""
    body = r"\s+".join(re.escape(word) for word in form.split())
    sensitive = sum(character.isupper() for character in form) > 1 and " " not in form
    return re.compile(rf"(?<![\w]){body}(?![\w])", 0 if sensitive else re.IGNORECASE)
