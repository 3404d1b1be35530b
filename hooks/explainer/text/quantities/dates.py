"""Dates as people write them in English and Spanish, from days to centuries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..spans import Spans
from .model import DateMention, NamedYear
from .patterns import MONTH_NAMES, MONTHS, WEEKDAYS, YEAR, roman
from .proper_names import IN_ENGLISH, INSTRUMENTS, NAMED_AFTER, NAMED_BEFORE
from .words import ORDINAL_NAMES, ORDINALS

_MONTH = (
    r"(?P<{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|(?i:enero|febrero|marzo|abril|mayo|junio|julio|agosto"
    r"|sep?tiembre|octubre|noviembre|diciembre))(?![^\W\d_])"
)
_DAY_WORDS = {name: value for name, value in ORDINALS.items() if value <= 20} | {
    "twenty-first": 21, "twenty-second": 22, "twenty-third": 23, "twenty-fourth": 24, "twenty-fifth": 25, "twenty-sixth": 26,
    "twenty-seventh": 27, "twenty-eighth": 28, "twenty-ninth": 29, "thirtieth": 30, "thirty-first": 31, "uno": 1,
}  # fmt: skip
_DAY_WORD = "(?i:" + "|".join(sorted((word for word in _DAY_WORDS if word != "uno"), key=len, reverse=True)) + ")"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|\.?º)?"
_AND = r"(?:\s*(?:,|-|–|—|/)\s*|\s+(?:and|to|or|through|until|y|e|al|a|o|hasta\s+el)\s+)"
_MOST_DAYS = 31
"""The most days that one month may follow or precede. Without a limit, each day of a long list would be tried up to the list's end."""

_OF = r"\s+(?:de\s+|of\s+)?"
_OF_YEAR = r"(?:,?\s+(?:del?\s+|of\s+)?(?P<{0}>" + YEAR + r")(?!\d))?"
_ISO = rf"(?P<iso>(?<!\d){YEAR}-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?)(?![\d-])"
_NUMERIC = (
    rf"(?<![\d./,-])(?P<numeric>(?P<first>0?[1-9]|[12]\d|3[01])(?P<mark>[./-])(?P<other>0?[1-9]|[12]\d|3[01])(?P=mark)(?P<ny>{YEAR}))"
    r"(?![\d/-]|\.\d)"
)
_SPAN = rf"(?<![\w./-])(?P<from>{YEAR})(?:[–/-]|\s+(?:and|y|to)\s+['’])(?P<to>\d\d)(?![\d/-]|\.\d|,\d|[^\W\d_])"
"""Two years of which the second is short: "2018-19", "2018 and '19"."""
_NUMERIC_DATE = re.compile(rf"{_ISO}|{_NUMERIC}|{_SPAN}")
_DATE = re.compile(
    r"(?<!\w)(?=[\dJFMASONDjfmasond])(?:"  # only where a date can begin: to try every branch at each letter takes long
    rf"{_ISO}|{_NUMERIC}|{_SPAN}"
    rf"|(?P<days>(?<![\d.,]){_DAY}(?:{_AND}{_DAY}){{0,{_MOST_DAYS}}}){_OF}{_MONTH.format('m1')}{_OF_YEAR.format('y1')}"
    rf"|{_MONTH.format('m2')}\s+(?P<days2>{_DAY}(?:{_AND}{_DAY}){{0,{_MOST_DAYS}}})(?![\d,]*\d){_OF_YEAR.format('y2')}"
    rf"|{_MONTH.format('m3')}(?:,?\s+(?:del?\s+|of\s+)?(?P<y3>{YEAR}))(?!\d)"
    rf"|(?<=\b[Ii]n\s|\b[Oo]f\s|\b[Bb]y\s|\b[Tt]o\s|\bde\s|\ben\s){_MONTH.format('m4')}"
    rf"|(?:(?<=\b[Ss]ince\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Ff]rom\s)|(?<=\b[Ll]ate\s)|(?<=\b[Ee]arly\s)|(?<=\b[Mm]id-)|(?<=\b[Bb]efore\s)"
    rf"|(?<=\b[Aa]fter\s)|(?<=\b[Tt]hat\s)|(?<=\b[Ll]ast\s)|(?<=\band\s)){_MONTH.format('m5')}"
    r")"
)
_SPELLED_DAY = re.compile(rf"\b(?P<days>{_DAY_WORD}){_OF}{_MONTH.format('m1')}{_OF_YEAR.format('y1')}")
_MONTH_ALONE = re.compile(
    r"\b(?:(?:January|February|April|June|July|August|September|October|November|December)|(?:March|May)(?=['’]s\s))(?![^\W\d_])"
)
_FISCAL = re.compile(
    r"(?:\bFY\s?|\b[Ff]iscal\s+[Yy]ears?\s+|\baño\s+fiscal\s+)(?P<y>\d{4})(?:(?:\s*[-–/]\s*|\s+(?:and|to|y|a)\s+)(?:FY\s?)?(?P<z>\d{4}))?(?!\d)"
)
_DECADE = re.compile(
    r"\b(?P<long>(?:1\d|20)\d)0['’]?s\b|(?<![\w'’])['’](?P<short>\d)0s\b|\b(?:the|[Ll]os)\s+(?P<bare>\d)0s\b"
    r"|\b(?:años|década\s+de\s+(?:los\s+)?)\s*(?:(?P<es>(?:1[5-9]|20)\d)0|(?P<word>veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa))\b",
)
_TENS = {
    "veinte": 2,
    "treinta": 3,
    "cuarenta": 4,
    "cincuenta": 5,
    "sesenta": 6,
    "setenta": 7,
    "ochenta": 8,
    "noventa": 9,
}
_CENTURY = re.compile(
    rf"\b(?:(?P<digits>[12]?\d)(?:st|nd|rd|th)|(?P<word>{_DAY_WORD}))[\s-]centur(?:y|ies)\b|\bsiglo\s+(?P<roman>[XVI]+|\d\d?)\b",
    re.IGNORECASE,
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4}
_QUARTER = re.compile(
    rf"\bQ(?P<q>[1-4])(?:\s+(?:of\s+)?(?P<y1>{YEAR})(?!\d))?|\b(?P<y2>{YEAR})\s?Q(?P<q2>[1-4])\b"
    rf"|\b(?P<word>first|second|third|fourth|primer|segundo|tercer|cuarto)\s+(?:quarter|trimestre)"
    rf"(?:\s+(?:of\s+|de\s+|del\s+)(?P<y3>{YEAR})(?!\d)|(?=\s*[.,;)]|$))",
    re.IGNORECASE,
)
_THE_DAY = re.compile(
    r"\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Ff]rom|[Ss]ince|[Tt]o|[Bb]efore|[Aa]fter)\s+the\s+(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)\b"
    r"(?!\s+(?!they\b|he\b|she\b|it\b|we\b|people\b|and\b|or\b|to\b|at\b|in\b|of\s+that\b|the\b|a\b|some\b|about\b)[a-z])"
)
_PREFIXED = re.compile(rf"\b(?:mid|early|late|pre|post|end)-(?P<year>{YEAR})\b(?![-–/]\d)", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?P<day>" + "|".join(WEEKDAYS) + r")(?:,|\s+the)?\s+(?:el\s+)?$", re.IGNORECASE)
_NUMBER_IN_DAYS = re.compile(rf"\d+|{_DAY_WORD}")


def read_dates(
    text: str, lowered: str, words: frozenset[str], digits: bool, taken: list[tuple[int, int]]
) -> tuple[list[DateMention], list[NamedYear]]:
    """Return the dates and named years of ``text`` outside ``taken``, and add their spans to it; bare years are numbers first."""
    found: list[DateMention] = []
    named: list[NamedYear] = []
    if digits and words & INSTRUMENTS:
        blocked = Spans(taken)
        for pattern in (NAMED_AFTER, NAMED_BEFORE):
            for match in pattern.finditer(text):
                if not blocked.overlap(*match.span("year")):
                    name = " ".join(match.group("name").lower().split())
                    name = IN_ENGLISH.get(name, name)
                    named.append(NamedYear(*match.span("year"), match.group(), int(match.group("year")), name))
        taken += [(one.start, one.end) for one in named]
    for read in (
        _periods(text, lowered, digits), _spelled(text, words), _calendar(text, words, digits), _months_alone(text, words),
        _days_alone(text, lowered, digits),
    ):  # fmt: skip
        if mentions := list(read):
            blocked = Spans(taken)
            free = [one for one in mentions if not blocked.overlap(one.start, one.end)]
            found += free
            taken += [(one.start, one.end) for one in free]
    return found, named


def _spelled(text: str, words: frozenset[str]) -> Iterator[DateMention]:
    """Yield days in words: "the fifth of March"."""
    if not (words.isdisjoint(MONTH_NAMES) or words.isdisjoint(ORDINAL_NAMES)):
        for match in _SPELLED_DAY.finditer(text):
            yield from _days(match)


def _months_alone(text: str, words: frozenset[str]) -> Iterator[DateMention]:
    """Yield the names of months that no other pattern has read: "September's caravan", "the June deal"."""
    if not words.isdisjoint(MONTH_NAMES):
        for match in _MONTH_ALONE.finditer(text):
            possessive = text.startswith(("'s", "’s"), match.end())
            yield DateMention(
                *match.span(), match.group(), 0, MONTHS[match.group().lower()], refers_back=not possessive
            )


def _calendar(text: str, words: frozenset[str], digits: bool) -> Iterator[DateMention]:
    """Yield days, months and spans of years."""
    if not words.isdisjoint(MONTH_NAMES):
        for match in _DATE.finditer(text):
            yield from _days(match)
    elif digits and ("-" in text or "/" in text or "." in text or "–" in text or "'" in text or "’" in text):
        for match in _NUMERIC_DATE.finditer(text):
            yield from _days(match)


def _days_alone(text: str, lowered: str, digits: bool) -> Iterator[DateMention]:
    """Yield days whose month the text leaves out: "on the 19th"."""
    if digits and " the " in lowered:
        for match in _THE_DAY.finditer(text):
            start = match.start("day")
            yield DateMention(start, match.end(), text[start : match.end()], 0, 0, int(match.group("day")))


def _periods(text: str, lowered: str, digits: bool) -> Iterator[DateMention]:
    """Yield fiscal years, decades, centuries, quarters and "mid-2018"."""
    if digits and ("fiscal" in lowered or "fy" in lowered):
        for match in _FISCAL.finditer(text):
            for group in ("y", "z"):
                if match.group(group):
                    yield DateMention(*match.span(), match.group(), int(match.group(group)), period="fiscal")
    if "0s" in text or "0's" in text or "0’s" in text or "década" in lowered or "años" in lowered:
        for match in _DECADE.finditer(text):
            tens = match.group("short") or match.group("bare")
            if match.group("word"):
                tens = str(_TENS[match.group("word").lower()])
            long = match.group("long") or match.group("es")
            year = int(long) * 10 if long else 1900 + int(tens) * 10 if int(tens) > 2 else 2000 + int(tens) * 10
            yield DateMention(*match.span(), match.group(), year, period="decade")
    if "centur" in lowered or "siglo" in lowered:
        for match in _CENTURY.finditer(text):
            number = match.group("digits") or match.group("roman")
            value = _DAY_WORDS[match.group("word").lower()] if match.group("word") else roman(number)
            yield DateMention(*match.span(), match.group(), value, period="century")
    if "q" in lowered or "trimestre" in lowered:
        for match in _QUARTER.finditer(text):
            number = match.group("q") or match.group("q2")
            quarter = int(number) if number else _QUARTERS[match.group("word").lower()]
            year = int(match.group("y1") or match.group("y2") or match.group("y3") or 0)
            yield DateMention(*match.span(), match.group(), year, period="quarter", quarter=quarter)
    if digits and "-" in text:
        for match in _PREFIXED.finditer(text):
            yield DateMention(*match.span("year"), match.group("year"), int(match.group("year")))


def _days(match: re.Match[str]) -> Iterator[DateMention]:
    """Yield the dates of one expression, such as both of "17 to 29 January 2019"."""
    location = (match.start(), match.end(), match.group())
    before = _WEEKDAY.search(match.string, max(0, match.start() - 16), match.start())
    weekday = WEEKDAYS[before.group("day").lower()] if before else 0
    groups = match.groupdict()
    if iso := groups.get("iso"):
        parts = [*map(int, iso.split("-")), 0]
        yield DateMention(*location, parts[0], parts[1], parts[2])
    elif groups.get("numeric"):
        year, first, other = int(match.group("ny")), int(match.group("first")), int(match.group("other"))
        if other <= 12:
            yield DateMention(*location, year, other, first, swapped=first <= 12, weekday=weekday)
        elif first <= 12:
            yield DateMention(*location, year, first, other, weekday=weekday)
    elif groups.get("from"):
        first = int(match.group("from"))
        yield DateMention(*location, first, spanned=True)
        yield DateMention(*location, first - first % 100 + int(match.group("to")), spanned=True)
    else:
        month = next(MONTHS[name.lower().rstrip(".")] for i in range(1, 6) if (name := groups.get(f"m{i}")))
        year = int(groups["y1"] or groups.get("y2") or groups.get("y3") or 0)
        days = groups["days"] or groups.get("days2")
        numbers = _NUMBER_IN_DAYS.findall(days) if days else ["0"]
        for number in numbers:
            day = int(number) if number[0].isdigit() else _DAY_WORDS[number.lower()]
            yield DateMention(*location, year, month, day, weekday=weekday if len(numbers) == 1 else 0)


def read_record_date(date: str) -> list[DateMention]:
    """Return the days, months or years of a record's date, such as ``2018-10-19`` or ``2018-10/2019-02``."""
    found: list[DateMention] = []
    for text in date.split("/"):
        fiscal = text.startswith("FY")
        year, month, day = (*map(int, text.removeprefix("FY").split("-")), 0, 0)[:3]
        found.append(DateMention(0, len(text), text, year, month, day, "fiscal" if fiscal else ""))
    return found
