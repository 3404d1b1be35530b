"""Fractions, ordinals, multiples and times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from .context import bound_of
from .digits import glyphs
from .model import Quantity
from .patterns import roman
from .words import MULTIPLES, ORDINALS, PARTS, TENS_ORDINAL, WORDS

_SMALL = {word: int(one.value) for word, one in WORDS.items() if one.role == "add" and 0 < one.value <= 20}
_NUMERATOR = (
    "(?:" + "|".join(sorted((word for word, value in _SMALL.items() if value < 20), key=len, reverse=True)) + r"|an?)"
)
_PART = (
    "(?:"
    + "|".join(
        sorted((part.replace(" ", r"\s+") for part in PARTS if part not in ("half", "mitad")), key=len, reverse=True)
    )
    + ")"
)
_FRACTION = re.compile(
    rf"\b(?:(?P<top>{_NUMERATOR})(?:\s+|-)(?P<part>{_PART})|(?:(?P<one>an?|one|la)(?:\s+|-))?(?P<half>half|mitad)|(?P<word>quarter|third|tercio)(?=\s+of\s))\b(?!-)",
    re.IGNORECASE,
)
_SLASHED = re.compile(
    r"(?<![\w./,-])(?:(?P<whole>\d{1,3})\s)?(?P<top>[1-9])/(?P<bottom>[2-9]|10)(?![\w/,.-]*\d)(?=\s+(?:of|de|the|million|people|las?|los)\b|\s*$|[.,;)]|\s+[a-z])"
)
_OUT_OF = re.compile(
    r"\s(?:in|out\s+of|de\s+cada|(?:in|of)\s+every)\s+(?P<bottom>[^\W_]{1,9})\b"
    r"(?![-.,:]?\d|[\s-]+(?:days?|weeks?|months?|years?|hours?|minutes|días|meses|años|horas)\b)",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"(?<![^\W_])(?<!\d[.,])[^\W_]{1,9}$")
_OF_NUMBER = re.compile(r"\s+of\s+an?\s+(?:million|billion|trillion|thousand|dozen)\b", re.IGNORECASE)
_WHOLE = re.compile(r"\s+(?:of|de|del|the|those|these|all|its|their|as)\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"\s+(?:more|fewer|less|higher|lower|larger|smaller|above|below|más|menos)\b|\s*(?:[.,;:)]|$)", re.IGNORECASE
)
_MEASURED = re.compile(r"\s+(?:an?|the|century|past|of\s+an?)\s", re.IGNORECASE)
"""What is no share of a number: "about half an hour", "over half the way"."""
_PERIOD = re.compile(
    r"\s+of\s+(?:(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October|November|December|the\s+(?:year|month|day|century|rule|book|page))"
)
_NOT_SHARE = re.compile(
    r"\b(?:first|second|other|latter|last|early|late|better|primera|segunda|otra)\s+$", re.IGNORECASE
)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|some|nearly|almost|only|by|over|under|than|least|to|cerca\s+de|casi)\s+(?:an?\s+|one\s+|un\s+|la\s+)?$",
    re.IGNORECASE,
)
_ESTIMATED = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|over|under|than|least|cerca\s+de|casi)\s+(?:an?\s+|one\s+|un\s+|la\s+)?$",
    re.IGNORECASE,
)
"""Words before a share, whatever follows it: "nearly half had left"; not "by half past" or "to a third"."""
_ORDINAL = re.compile(
    rf"\b(?P<tens>{TENS_ORDINAL})?(?P<word>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})\b(?!-)", re.IGNORECASE
)
_ORDERED = re.compile(r"\b(?:the|its|his|her|their|this|that)\s+$", re.IGNORECASE)
_ONE_MORE = re.compile(r"\ban?\s+$", re.IGNORECASE)
""""A fifth group" is as good as "the fifth group"; "a third" of that kind is often only one more."""
_NOUN = re.compile(r"\s+(?P<noun>[a-z]{2,})")
_NOT_NOUN = frozenset(
    [
        "of",
        "and",
        "or",
        "is",
        "was",
        "were",
        "are",
        "in",
        "on",
        "at",
        "to",
        "from",
        "for",
        "by",
        "that",
        "which",
        "who",
        "has",
        "had",
        "have",
        "one",
        "ones",
    ]
)
_IDIOMS = {
    3: frozenset(["country", "countries", "party", "parties", "person", "persons", "option", "way", "world", "safe"]),
    4: frozenset(["estate", "wall"]),
    5: frozenset(["column", "floor"]),
}
_ANNIVERSARY = re.compile(
    rf"\b(?:(?P<digits>\d{{1,3}})(?:st|nd|rd|th|º)|(?P<word>{'|'.join(ORDINALS)}))\s+(?:anniversary|aniversario)\b",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?<=[^\W\d_]\s)[IVX]{1,5}\b")
_PART_WORDS = frozenset(word for part in PARTS for word in part.split())
_MOST_PARTS = 200
"""The most parts of a whole: "one in 200", but not "5 in 2019"."""
_FOLD = re.compile(
    rf"\b(?P<word>{'|'.join(_SMALL)}|\d{{1,3}})-?fold\b|(?<![\w.,])(?P<x>\d{{1,3}}(?:\.\d+)?)x\b", re.IGNORECASE
)
_TWICE = re.compile(rf"\b(?P<word>{'|'.join(MULTIPLES)})\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:most|majority|mayoría)\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\w:.,/])(?P<hour>[01]?\d|2[0-4])(?:(?P<mark>[:.])(?P<minute>[0-5]\d)(?::[0-5]\d)?)?(?![\d:/])"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?|\s+(?:in\s+the\s+|de\s+la\s+|at\s+)(?P<part>morning|afternoon|evening|night|mañana|tarde|noche)\b|\s?(?P<h>h(?:rs|oras)?)\b)?",
    re.IGNORECASE,
)
_HOUR_WORDS = frozenset(
    [
        "m",
        "am",
        "pm",
        "a",
        "p",
        "morning",
        "afternoon",
        "evening",
        "night",
        "mañana",
        "tarde",
        "noche",
        "h",
        "hrs",
        "horas",
    ]
)
_NAMED_TIME = re.compile(r"\b(?:(?P<noon>noon|midday|mediodía)|(?P<midnight>midnight|medianoche))\b", re.IGNORECASE)


def _small(word: str) -> int:
    """Return the value of a small number in digits or in one word, or 0."""
    return int(word) if word.isdecimal() and len(word) < 4 else _SMALL.get(word.lower(), 0)


def _fraction(text: str, start: int, end: int, top: Decimal | int, bottom: int, incidental: bool = False) -> Quantity:
    bound, begin = bound_of(text, start, end, end)
    value = Decimal(top) / bottom
    return Quantity(
        start, end, text[start:end], frozenset({value}), "fraction", frozenset({"percent"}), bound=bound,
        incidental=incidental, phrase=text[begin:end],
    )  # fmt: skip


def fractions(text: str, words: frozenset[str]) -> Iterator[Quantity]:
    """Yield shares of a whole: "two thirds", "¾", "3/4 of", "one in five", "over half", and "most" as evidence of them."""
    if not text.isascii():
        for at, value in glyphs(text):
            if value < 1:
                yield replace(_fraction(text, at, at + 1, value, 1), units=frozenset({"percent"}))
            else:
                yield Quantity(at, at + 1, text[at], frozenset({value}), phrase=text[at])
    if "/" in text:
        for match in _SLASHED.finditer(text):
            top, bottom = int(match.group("top")), int(match.group("bottom"))
            if top < bottom and not match.group("whole"):
                yield _fraction(text, *match.span(), top, bottom)
    for match in _OUT_OF.finditer(text):
        bottom = _small(match.group("bottom"))
        before = _LAST_WORD.search(text, max(0, match.start() - 12), match.start()) if bottom else None
        top = _small(before.group()) if before else 0
        if before and 0 < top < bottom <= _MOST_PARTS:
            yield _fraction(text, before.start(), match.end(), top, bottom)
    if words & _PART_WORDS:
        for match in _FRACTION.finditer(text):
            yield from _words(text, match)
    if words & {"most", "majority", "mayoría"}:
        for match in _MOST.finditer(text):
            yield replace(_fraction(text, *match.span(), 1, 2, incidental=True), bound="more")


def _words(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    start, end = match.span()
    if _OF_NUMBER.match(text, end):
        return  # "a quarter of a million" is a number
    estimated = _ESTIMATED.search(text, max(0, start - 20), start) and not _MEASURED.match(text, end)
    whole = estimated or (_WHOLE.match(text, end) and not _PERIOD.match(text, end))
    about = _ABOUT.search(text, max(0, start - 20), start)
    if match.group("half"):
        share = (whole or (about and _COMPARED.match(text, end))) and match.group("one") not in ("a", "an")
        incidental = not share or bool(_NOT_SHARE.search(text, max(0, start - 12), start))
        yield _fraction(text, start, end, 1, 2, incidental)
        return
    if match.group("word"):
        yield _fraction(text, start, end, 1, PARTS[match.group("word").lower()], incidental=True)
        return
    top = match.group("top").lower()
    part = " ".join(match.group("part").lower().split())
    plural = part.endswith("s")
    if top in ("a", "an", "un", "una"):
        # "a third of them" and "by a third" are shares, "a third person" and "sent to a third" are not
        compared = bool(_COMPARED.match(text, end)) and (
            part in ("quarter", "tercio")
            or bool(re.search(r"\bby\s+$", text[max(0, start - 4) : start]))
            or text[end:].lstrip()[:4] in ("more", "fewe", "less")
        )
        yield _fraction(text, start, end, 1, PARTS[part], incidental=not (whole or compared))
        return
    number = _SMALL[top]
    if number < PARTS[part] and (plural or number == 1):
        sure = plural or whole or bool(_COMPARED.match(text, end)) or "-" in match.group()
        yield _fraction(text, start, end, number, PARTS[part], incidental=not sure)


def ordinals(text: str) -> Iterator[Quantity]:
    """Yield ordinals in words; those that count a thing, as in "the fifth caravan", need evidence from the third on."""
    for match in _ORDINAL.finditer(text):
        value = ORDINALS[match.group("word").lower()]
        if match.group("tens"):
            tens = re.split(r"[- ]", match.group("tens").lower())[0]
            value += int(WORDS[tens].value)
        noun = _NOUN.match(text, match.end())
        counts = (
            value > 2
            and noun is not None
            and noun.group("noun") not in _NOT_NOUN
            and noun.group("noun") not in _IDIOMS.get(value, ())
            and bool(_ORDERED.search(text, max(0, match.start() - 10), match.start()))
        ) or (value > 3 and bool(_ONE_MORE.search(text, max(0, match.start() - 4), match.start())))
        yield Quantity(
            *match.span(),
            match.group(),
            frozenset({Decimal(value)}),
            "ordinal",
            incidental=not counts,
            refers_back=True,
            phrase=match.group(),
        )


def anniversaries(text: str) -> Iterator[Quantity]:
    """Yield the years of "the 30th anniversary", as evidence."""
    for match in _ANNIVERSARY.finditer(text):
        digits, word = match.group("digits"), match.group("word")
        value = int(digits) if digits else ORDINALS[word.lower()]
        yield Quantity(
            *match.span(), match.group(), frozenset({Decimal(value)}), units=frozenset({"years"}), incidental=True,
            phrase=match.group(),
        )  # fmt: skip


def roman_numbers(text: str) -> Iterator[Quantity]:
    """Yield Roman numbers as evidence of an ordinal: "Conclusion III" is the third."""
    for match in _ROMAN.finditer(text):
        value = Decimal(roman(match.group()))
        yield Quantity(
            *match.span(), match.group(), frozenset({value}), "ordinal", incidental=True, phrase=match.group()
        )


def multiples(text: str, lowered: str) -> Iterator[Quantity]:
    """Yield "threefold", "3x", and as evidence "doubled" and "twice"."""
    if "fold" in lowered or "x" in lowered:
        for match in _FOLD.finditer(text):
            value = Decimal(match.group("x")) if match.group("x") else Decimal(_small(match.group("word")))
            yield Quantity(
                *match.span(), match.group(), frozenset({value}), "multiple", frozenset({"times"}), phrase=match.group()
            )
    if any(stem in lowered for stem in ("twice", "doubl", "tripl", "quadr", "doble", "duplic")):
        for match in _TWICE.finditer(text):
            value = Decimal(MULTIPLES[match.group("word").lower()])
            yield Quantity(
                *match.span(), match.group(), frozenset({value}), "multiple", frozenset({"times"}), incidental=True,
                phrase=match.group(),
            )  # fmt: skip


def clock_times(text: str, words: frozenset[str], digits: bool) -> Iterator[Quantity]:
    """Yield times of day, as minutes after midnight; without "a.m." or "p.m." both are possible up to twelve."""
    if digits and (":" in text or words & _HOUR_WORDS):
        for match in _CLOCK.finditer(text):
            half, part, minute = (
                match.group("half"),
                (match.group("part") or "").lower(),
                int(match.group("minute") or 0),
            )
            if not (half or part or (match.group("mark") and (match.group("mark") == ":" or match.group("h")))):
                continue
            hour = int(match.group("hour"))
            hours = {hour % 24}
            if half and hour <= 12:
                hours = {hour % 12 + (12 if half.lower() == "p" else 0)}
            elif part in ("afternoon", "evening", "tarde") and hour < 12:
                hours = {hour + 12}
            elif (part in ("night", "noche") and hour <= 12) or (
                part not in ("morning", "mañana") and 0 < hour <= 12 and not match.group("h")
            ):
                hours = {hour % 12, hour % 12 + 12}
            values = frozenset(Decimal(one * 60 + minute) for one in hours)
            yield Quantity(*match.span(), match.group(), values, "clock", phrase=match.group())
    if words & {"noon", "midday", "mediodía", "midnight", "medianoche"}:
        for match in _NAMED_TIME.finditer(text):
            value = Decimal(720) if match.group("noon") else Decimal(0)
            yield Quantity(
                *match.span(), match.group(), frozenset({value}), "clock", incidental=True, phrase=match.group()
            )
