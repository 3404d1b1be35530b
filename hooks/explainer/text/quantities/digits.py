"""Numbers in digits, with the separators that people use for thousands and decimals, and single-character fractions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..spans import Spans
from .proper_names import is_proper_name

DIGIT = re.compile(r"\d")
_SPACES = "\u00a0\u2007\u2009\u202f "
_BETWEEN = rf"[,，'’_{_SPACES}]"
"""What may separate thousands, besides a full stop."""
_MONEY = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_NUMBER = re.compile(
    rf"(?<![\w.,/\-])(?:[~≈+−-]\s?)?(?P<number>\d{{1,3}}(?P<between>{_BETWEEN})\d{{3}}(?:(?P=between)\d{{3}})*(?P<more>[,']\d{{3}})*(?!\d|,\d{{3}})(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3})+(?![\d.])|\d+(?:[.,]\d+)?)"
    r"(?P<ordinal>(?:st|nd|rd|th|\.?[ºª]|[ao])(?![^\W\d_]))?"
    rf"|(?<=[$€£])\s?(?P<money>{_MONEY})"
    rf"|(?<=\b(?:MXN|USD|EUR|GBP|CAD))(?P<coded>{_MONEY})"
    rf"|(?<=\d[-–—])(?P<second>\d{{1,3}}(?P<between2>[,\u00a0\u2007\u2009\u202f])\d{{3}}(?:(?P=between2)\d{{3}})*(?:\.\d+)?|\d+(?:\.\d+)?)"
)
_GLYPH = re.compile(
    "[\u00bc-\u00be\u2150-\u218b\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3248-\u324f\u3251-\u325f\u3280-\u3289\u32b1-\u32bf]"
)
"""Fractions, Roman numerals and circled numbers that are single characters; superscripts, as in km², do not count."""
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_MIXED = re.compile(r"\d{1,3}(?:'\d{3},\d{3}|,\d{3}'\d{3})*")
_CURRENCY = tuple("$€£")


class Digits(NamedTuple):
    """A number in digits."""

    start: int
    end: int
    raw: str
    values: frozenset[Decimal]
    money: bool
    ordinal: bool
    negative: bool


def digits(text: str, taken: Spans, *, spanish: bool) -> Iterator[Digits]:
    """Yield the numbers in digits outside ``taken`` and outside names such as "COVID-19"."""
    position = 0
    # A number begins at most two characters, a sign and a space, before its first digit.
    while (digit := DIGIT.search(text, position)) and (match := _NUMBER.search(text, max(position, digit.start() - 2))):
        raw = match.group("number") or match.group("money") or match.group("coded") or match.group("second")
        end = match.end()
        start = end - len(raw) - len(match.group("ordinal") or "")
        position = end
        money = (not match.group("number") and not match.group("second")) or text[start - 1 : start] in _CURRENCY
        if not taken.overlap(start, end) and (match.group("coded") or not is_proper_name(text, start, end, raw)):
            values = _values(raw, spanish)
            if (half := _GLYPH.match(text, end)) and 0 < (part := unicodedata.numeric(half.group(), 1.0)) < 1:
                values, end = frozenset(value + Decimal(str(part)) for value in values), half.end()  # 2½
                position = end
            negative = match.group("number") is not None and text[start - 1 : start] in ("−", "-")
            yield Digits(
                start,
                end,
                raw if end == match.end() else "",
                values,
                money,
                bool(match.group("ordinal")),
                negative and start > 0,
            )


def glyphs(text: str) -> Iterator[tuple[int, Decimal]]:
    """Yield the index and value of the numbers that are one character each: "¾", "Ⅻ", "⑨"."""
    for match in _GLYPH.finditer(text):
        value = unicodedata.numeric(match.group(), None)
        if value is not None and not text[match.start() - 1 : match.start()].isdecimal():  # not that of 2½
            yield match.start(), Decimal(str(value))


def _values(raw: str, spanish: bool) -> frozenset[Decimal]:
    """Return every number that the digits can mean."""
    bare = raw.translate(_REMOVED)
    if "'" in raw and _MIXED.fullmatch(raw):  # 1'234,567 in Mexico
        return frozenset({Decimal(bare.replace(",", ""))})
    if _GROUPED.fullmatch(bare):
        values = {Decimal(bare.replace(",", ""))}
        if spanish and bare.count(",") == 1 and "." not in bare and bare == raw:
            values.add(Decimal(bare.replace(",", ".")))
        return frozenset(values)
    if _POINTED.fullmatch(bare):
        values = {Decimal(bare.replace(".", ""))} if spanish or bare.count(".") > 1 else set()
        if bare.count(".") == 1:
            values.add(Decimal(bare))
        return frozenset(values)
    return frozenset({Decimal(bare.replace(",", "."))})


_REMOVED = dict.fromkeys(map(ord, _SPACES + "'’_")) | {ord("，"): ","}
