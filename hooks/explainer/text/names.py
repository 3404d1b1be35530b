"""Names in running text: those of a list, and other words with a capital that are not the first of a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_CAPITAL = re.compile(r"(?<![^\W_])[A-Z][^\W_]*")
_BEFORE = 6
"""How many characters before a word can show that a sentence begins with it."""
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…|/•–—])[\s\"'“”«»(\[*]*\Z")
_COMBINING = re.compile(r"[\u0300-\u036f]")
_RUN = re.compile(r"[ -]|'s | [A-Z]\.? | (?:(?:of|for|the|de|la|del|y) ){1,2}|")
"""What may be between two words of one name."""
MOST_WORDS = 16
"""The most words of a form that are compared."""
_WIDEST_GAP = 3
"""The most characters between two words of a name."""
_LONGEST_RUN = 100
"""The most characters of a name of several words."""
_DATES = frozenset(
    word
    for words in (
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "Enero Febrero Marzo Abril Mayo Junio Julio Agosto Septiembre Octubre Noviembre Diciembre",
    )
    for word in words.split()
)
_LABEL = re.compile(r"[.$€£]?[ ]?[$€£\d]")
"""What follows a word that is a label or a currency: Title 42, No. 5, MXN 40, US$5."""
_ROOT = 5
"""The first letters that a country's name and the word for its people have in common, as Honduras and Honduran do."""


def _plain_letters() -> dict[int, str]:
    """Return the Latin letters with accents, each with its bare letter, and typographic marks with simple ones."""
    found = {0x2019: "'", 0x2018: "'", 0x0A: " ", 0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2010: "-", 0x2011: "-"}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFKD", chr(code))[0]
        if base.isascii() and base.isalpha():
            found[code] = base
    return found


_PLAIN = _plain_letters()


def folded(text: str) -> str:
    """Return text of the same length without accents, line breaks and typographic apostrophes."""
    return text.replace("\n", " ") if text.isascii() else text.translate(_PLAIN)


class Mention(NamedTuple):
    """A name in a text."""

    start: int
    end: int
    form: str | None
    """The form of a listed name; ``None`` for other words with a capital."""


class NameForms:
    """The forms of listed names, with the names that each may stand for."""

    def __init__(
        self,
        forms: Mapping[str, Iterable[str]],
        skipped: Iterable[str] = (),
        people: Iterable[str] = (),
        implied: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        """Index the forms of each name.

        ``skipped`` are names that are found in evidence, but are no mentions; ``people`` are words that name somebody
        even at the start of a sentence; ``implied`` gives for each name the names that it implies, itself among them.
        """
        self.names: dict[str, frozenset[str]] = {}
        """The names that a form may stand for, by the form's words with single spaces."""
        found: dict[str, set[str]] = {}
        for name, spellings in forms.items():
            for spelling in spellings:
                found.setdefault(_key(spelling), set()).add(name)
        self.names = {form: frozenset(names) for form, names in found.items() if form}
        self._implied = implied or {}
        skipped = frozenset(skipped)
        self._mentioned = {form for form, names in self.names.items() if not names <= skipped}
        self._lengths: dict[str, list[int]] = {}
        for form in self.names:
            head, length = form.partition(" ")[0], form.count(" ") + 1
            if length <= MOST_WORDS and length not in (lengths := self._lengths.setdefault(head, [])):
                lengths.append(length)
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)
        self._people = frozenset(map(folded, people))
        self.ambiguous = frozenset(self._ambiguous())
        """Forms that mean something else within a longer one: America in Latin America."""

    def _ambiguous(self) -> Iterator[str]:
        for form in self.names:
            words = form.split(" ")
            meant = self.standing_for(form) if len(words) > 1 else frozenset()
            for start in range(len(words) if len(words) <= MOST_WORDS else 0):
                for end in range(start + 1, len(words) + 1):
                    part = " ".join(words[start:end])
                    if part in self.names and self.names[part].isdisjoint(meant) and part != form:
                        yield part

    def standing_for(self, form: str) -> frozenset[str]:
        """Return the names that a form may stand for, and those that they imply."""
        return frozenset(name for one in self.names[form] for name in self._implied.get(one, (one,)))

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield the names of a text in their order, the longest form at each place."""
        source_offsets: list[int] | None = None
        if _COMBINING.search(text):  # accents as characters of their own
            source_offsets = [at for at, character in enumerate(text) if not _COMBINING.match(character)]
            text = _COMBINING.sub("", text)
        for one in self._mentions(folded(text)):
            yield (
                one
                if source_offsets is None
                else Mention(source_offsets[one.start], source_offsets[one.end - 1] + 1, one.form)
            )

    def _mentions(self, text: str) -> Iterator[Mention]:
        position = 0
        run: Mention | None = None
        for match in _CAPITAL.finditer(text):
            start, end = match.span()
            if start < position:
                continue
            if found := self._listed(text, start):
                if run:
                    yield run
                run, position = None, found.end
                if found.form in self._mentioned:
                    yield found
                continue
            word = match.group()
            if len(word) < 2 or word in _DATES or not word.isalpha() or _LABEL.match(text, end):
                continue
            if run and end - run.start < _LONGEST_RUN and _RUN.fullmatch(text, run.end, start):
                run = Mention(run.start, end, None)
                continue
            if run:
                yield run
            begins = _SENTENCE_START.search(text[max(0, start - _BEFORE) : start])
            run = None if begins and word not in self._people else Mention(start, end, None)
        if run:
            yield run

    def _listed(self, text: str, start: int) -> Mention | None:
        """Return the longest form that begins at an index of a folded text."""
        words: list[str] = []
        ends: list[int] = []
        most = MOST_WORDS
        for word in _WORD.finditer(text, start):
            if len(words) >= most or (ends and word.start() - ends[-1] > _WIDEST_GAP):
                break
            words.append(word.group())
            ends.append(word.end())
            if len(words) == 1:
                lengths = [*self._lengths.get(words[0], ()), *self._lengths.get(words[0].lower(), ())]
                most = min(max(lengths, default=0), MOST_WORDS)
        for variant in (words, [word.lower() for word in words]):
            if variant[0] in self._lengths and (form := self._form(variant)):
                return Mention(start, ends[form.count(" ")], form)
        return None

    def _form(self, words: list[str]) -> str | None:
        """Return the longest form with which a list of words begins."""
        for length in self._lengths[words[0]]:
            if length <= len(words) and (form := " ".join(words[:length])) in self.names:
                return form
        return None

    def in_evidence(self, text: str) -> set[str]:
        """Return the names that a folded text has in any form, and those that they imply; forms without a capital are found in either case."""
        found: set[str] = set()
        words = _WORD.findall(text)
        heads = self._lengths.keys()
        position = 0
        for at, word in enumerate(words):
            lower = word if word in heads else word.lower()
            if lower not in heads or at < position:
                continue
            for head in (word, lower) if lower != word else (word,):
                if head in heads and (form := self._form([head, *words[at + 1 : at + MOST_WORDS]])):
                    found |= self.names[form]
                    position = at + form.count(" ") + 1
                    break
        return {name for one in found for name in self._implied.get(one, (one,))}


def _key(form: str) -> str:
    return " ".join(_WORD.findall(folded(form)))


@dataclass(slots=True)
class NamedText:
    """A text in which names are looked up: some evidence, or the subject of a page."""

    text: str
    """The folded text."""
    forms: NameForms
    given: frozenset[str] = frozenset()
    """Names that the text has by its voice, not by its words."""
    _names: set[str] | None = None
    _words: frozenset[str] | None = None

    def has_name(self, form: str) -> bool:
        """Whether the text has one of the names that a form may stand for."""
        if self._names is None:
            if form not in self.forms.ambiguous and self._has_form(form):
                return True  # most names need no more
            self._names = self.forms.in_evidence(self.text) | self.given
        return not self._names.isdisjoint(self.forms.names[form])

    def _has_form(self, form: str) -> bool:
        """Whether the first occurrence of a form in the text is a whole one."""
        at = self.text.find(form)
        end = at + len(form)
        return (
            at >= 0
            and not (at and self.text[at - 1].isalnum())
            and not (end < len(self.text) and self.text[end].isalnum())
        )

    def has_words(self, words: str) -> bool:
        """Whether the text has every word of an unlisted name, or a word for its people: Hondurans for Honduras."""
        if self._words is None:
            self._words = frozenset(key for word in _WORD.findall(self.text) for key in _keys(word))
        found = self._words
        return all(
            bare in found or f"{root}an" in found or (adjective and root in found)
            for word in _WORD.findall(folded(words))
            if len(word) > 1 and word[0].isupper()
            for bare, root, adjective in (_parts(word),)
        )


def _parts(word: str) -> tuple[str, str, bool]:
    """Return a word without its plural, the beginning that a country's name shares with the word for its people, and whether it may be the latter."""
    word = word.lower()
    bare = word[:-1] if len(word) > 3 and word.endswith("s") else word
    return bare, f"{word[:_ROOT]}-", len(bare) > _ROOT and bare.endswith("an")


def _keys(word: str) -> tuple[str, ...]:
    """Return what a word of the evidence is looked up by."""
    bare, root, adjective = _parts(word)
    return (bare, root, f"{root}an") if adjective else (bare, root) if len(bare) > _ROOT else (bare,)
