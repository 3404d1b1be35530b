"""Whole numbers of a text from their parts in digits and in words: "two and a half million", "doce mil 574"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import NamedTuple

from ..spans import Spans
from .digits import Digits, digits
from .words import AMBIGUOUS, WORD, WORDS, NumberWord

WIDE = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""For arithmetic with the numbers of a text: the usual context rounds after 28 digits, and raises for a million digits."""

_HALF = re.compile(
    r"[\s-]+(?:and[\s-]+(?:(?:a|one)[\s-]+(?P<half>half|quarter)|(?P<three>three[\s-]+quarters))|y\s+(?P<medio>medi[oa]))\b",
    re.IGNORECASE,
)
_OF_SCALE = re.compile(
    r"\b(?:(?P<half>half\s+an?|medi[oa])|(?P<quarter>a\s+quarter\s+of\s+an?)|(?P<three>three\s+quarters\s+of\s+an?))"
    r"\s+(?=(?:million|billion|trillion|thousand|dozen|millón|docena)\b)",
    re.IGNORECASE,
)
_LETTER_SCALE = re.compile(r"\s?(?P<letter>bn|mn|m|k)\b", re.IGNORECASE)
_LETTERS = {"k": 3, "m": 6, "mn": 6, "bn": 9}
_ARTICLE = re.compile(r"\b(?:(?P<article>an?|una?)|first|last|next|past)[\s-]+$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|y)\s+", re.IGNORECASE)
_SPACE = re.compile(r"[\s\u00a0\u2009\u202f]+|\s?[-\u2010\u2011]\s?")
_BETWEEN = re.compile(r"\b(?:between|entre)\s+(?:about\s+|some\s+)?$", re.IGNORECASE)
_MOST_GAP = 8


_MOST_BELOW = 10**6
"""What a second, greater scale word may multiply: \"2 mil 500 millones\"."""
_ZERO = frozenset({Decimal(0)})


class Numeral(NamedTuple):
    """A number, however it is written."""

    start: int
    end: int
    values: frozenset[Decimal]
    raw: str = ""
    """The digits, if it consists of nothing else."""
    exponent: int = 0
    """Of the last scale word in it: 6 for "5 million"."""
    small: bool = False
    """Whether it is a single word for one to ninety, which need not count anything."""
    money: bool = False
    ordinal: bool = False
    negative: bool = False


class _Part(NamedTuple):
    start: int
    end: int
    word: NumberWord | None
    digits: Digits | None


def numerals(text: str, taken: Spans, *, spanish: bool, with_digits: bool, with_words: bool) -> Iterator[Numeral]:
    """Yield the numbers of ``text`` outside ``taken``, in reading order."""
    parts: list[_Part] = []
    if with_digits:
        parts += [_Part(one.start, one.end, None, one) for one in digits(text, taken, spanish=spanish)]
    if with_words:
        lowered = text.lower()
        for match in _OF_SCALE.finditer(text) if any(part in lowered for part in ("half", "quarter", "medi")) else ():
            value = Decimal("0.5") if match.group("half") else Decimal("0.25" if match.group("quarter") else "0.75")
            of = Digits(*match.span(), "", frozenset({value}), False, False, False)
            parts.append(_Part(match.start(), match.end() - 1, None, of))
        for match in WORD.finditer(text):
            name = match.group().lower()
            if name in WORDS and (spanish or name not in AMBIGUOUS) and not taken.overlap(*match.span()):
                parts.append(_Part(*match.span(), WORDS[name], None))
        parts.sort(key=lambda part: (part.start, -part.end))
        parts = [part for i, part in enumerate(parts) if not i or part.start >= parts[i - 1].end]
    at = 0
    while at < len(parts):
        reader = _Reader(text, parts, at, spanish)
        at = reader.read()
        if found := reader.numeral():
            yield found


class _Reader:
    """Reads one number from a list of parts."""

    def __init__(self, text: str, parts: list[_Part], first: int, spanish: bool) -> None:
        self.text, self.parts, self.first, self.spanish = text, parts, first, spanish
        self.total = _ZERO
        self.group: frozenset[Decimal] | None = None
        """The part that the next scale word multiplies."""
        self.room = 0
        self.scale = Decimal(0)
        self.start, self.end, self.last = parts[first].start, parts[first].end, first

    def read(self) -> int:
        """Take in parts as long as they continue the number; return the index of the first that does not."""
        at = self.first
        while at < len(self.parts):
            if at > self.first and not self._linked(at):
                break
            part = self.parts[at]
            if not (self._digits(at, part.digits) if part.digits else self._word(part.word, at)):
                break
            self.end, self.last = part.end, at
            at += 1
            self._half()
        return max(at, self.first + 1)

    def numeral(self) -> Numeral | None:
        """Return the number, or nothing for a word such as "thousand" alone."""
        if self.group is None and not self.scale:
            return None
        values = _sums(self.total, self.group or _ZERO) if self.scale else self.group or _ZERO
        first = self.parts[self.first]
        one = first.digits if self.first == self.last else None
        exponent = (
            0 if self.group is not None or self.scale == 12 else max(self.scale.adjusted(), 0) if self.scale else 0
        )
        start = first.digits.start if first.digits else self.start
        letter = _LETTER_SCALE.match(self.text, self.end) if one else None
        if one and letter and not one.money and letter.group("letter").lower() == "m":
            million = frozenset(value.scaleb(6, WIDE) for value in values)
            if not self.text.startswith(" ", self.end):
                values |= million  # "1.5m people", unless they are metres
                self.end = letter.end()
            letter = None
        if one and letter:
            exponent, self.end = _LETTERS[letter.group("letter").lower()], letter.end()
            values = frozenset(value.scaleb(exponent, WIDE) for value in values)
        small = self.first == self.last and bool(first.word) and max(values) < 100 and not self.scale
        parts = [part.digits for part in self.parts[self.first : self.last + 1] if part.digits]
        return Numeral(
            start,
            self.end,
            values,
            one.raw if one and not letter and self.end == one.end else "",
            exponent,
            small and self.start == first.start and self.end == first.end,
            bool(parts) and parts[0].money,
            bool(one and one.ordinal),
            bool(parts) and parts[0].negative,
        )

    def _linked(self, at: int) -> bool:
        """Whether the text between a part and the one before it lets them be one number."""
        before, part = self.parts[at - 1], self.parts[at]
        if part.start - self.end > _MOST_GAP:
            return False
        gap = self.text[self.end : part.start]
        if _SPACE.fullmatch(gap):
            return True
        if not _AND.fullmatch(gap) or not part.word or part.word.role != "add":
            return False
        if gap.strip().lower() == "y":
            return bool(before.word and before.word.spanish and (self.room == 10 or before.word.role == "scale"))
        # "a hundred and five", but "between a hundred and two hundred"
        if not before.word or before.word.role == "add" or part.word.value >= 100:
            return False
        following = self.parts[at + 1 : at + 3]
        bigger = any(one.word and one.word.role == "hundred" for one in following) or (
            before.word.role == "scale" and any(one.word and one.word.role == "scale" for one in following)
        )
        return not bigger and not _BETWEEN.search(self.text, max(0, self.start - 25), self.start)

    def _digits(self, at: int, one: Digits) -> bool:
        if at == self.first:
            self.group = one.values
            return True
        word = self.parts[at - 1].word
        continues = word and word.spanish and word.role == "scale" and word.value >= 1000 and self.group is None
        if continues and one.raw.isdigit() and len(one.raw) <= 3 and not _percent(self.text, one.end):
            self.group = one.values  # "doce mil 574"
            return True
        return False

    def _word(self, word: NumberWord | None, at: int) -> bool:
        if word is None:
            return False
        if word.role == "add":
            return self._add(word)
        if word.role == "hundred":
            if self.group is None and not self._article(at):
                return False
            if max(self.group or [Decimal(1)]) >= 100:
                return False
            self.group = _products(self.group or frozenset({Decimal(1)}), word.value)
            self.room = 100
            return True
        return self._scale(word, at)

    def _add(self, word: NumberWord) -> bool:
        if self.group is None:
            self.group = frozenset({word.value})
        elif word.value and word.value < self.room:
            self.group = _sums(self.group, frozenset({word.value}))
        else:
            return False
        self.room = word.room
        return True

    def _scale(self, word: NumberWord, at: int) -> bool:
        if self.group is None and not self.scale:
            # "mil personas" are a thousand, "thousand" alone is no number, "Cabo Mil" is a name
            if not (self.spanish and word.spanish and word.value == 1000) and not self._article(at):
                return False
            self.group = frozenset({Decimal(1)})
        if not self.scale or (word.value > self.scale and max(self.total) < _MOST_BELOW):
            self.total = _products(_sums(self.total, self.group or _ZERO), word.value)
        elif self.group is not None and word.value < self.scale:
            self.total = _sums(self.total, _products(self.group, word.value))
        else:
            return False
        self.scale, self.group, self.room = word.value, None, 0
        return True

    def _article(self, at: int) -> bool:
        """Whether "a" or "un" comes before the first word, which then means one of its kind."""
        if at != self.first:
            return False
        match = _ARTICLE.search(self.text, max(0, self.start - 7), self.start)
        if match and match.group("article"):
            self.start = match.start()
        return bool(match)

    def _half(self) -> None:
        """Take in "and a half"."""
        if not (match := _HALF.match(self.text, self.end)):
            return
        quarter = (match.group("half") or "").lower() == "quarter"
        part = Decimal("0.75" if match.group("three") else "0.25" if quarter else "0.5")
        if self.group is not None and max(self.group) < 1000:
            self.group = _sums(self.group, frozenset({part}))
        elif self.group is None and self.scale >= 1000:
            self.total = _sums(self.total, frozenset({WIDE.multiply(part, self.scale)}))
        else:
            return
        self.end, self.room = match.end(), 0


def _percent(text: str, end: int) -> bool:
    return bool(re.match(r"\s*%|[.,]\d", text[end : end + 4]))


def _sums(one: frozenset[Decimal], other: frozenset[Decimal]) -> frozenset[Decimal]:
    return frozenset(WIDE.add(left, right) for left in one for right in other)


def _products(one: frozenset[Decimal], factor: Decimal) -> frozenset[Decimal]:
    return frozenset(WIDE.multiply(value, factor) for value in one)
