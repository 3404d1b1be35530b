"""Dates with the name of a month."""

from __future__ import annotations

import re

from .date_forms import DateRead, interval, iso

_NAMES = {
    1: "january|jan|enero|ene|janvier|janv|januar|janeiro|gennaio",
    2: "february|feb|febr|febrero|février|fevrier|fév|févr|februar|fevereiro|fev|febbraio",
    3: "march|mar|marzo|mars|märz|maerz|março|marco",
    4: "april|apr|abril|abr|avril|avr|aprile",
    5: "may|mayo|mai|maio|maggio",
    6: "june|jun|junio|juin|juni|junho|giugno",
    7: "july|jul|julio|juillet|juil|juli|julho|luglio",
    8: "august|aug|agosto|ago|août|aout",
    9: "september|sept|sep|septiembre|setiembre|septembre|setembro|set|settembre",
    10: "october|oct|octubre|octobre|oktober|okt|outubro|out|ottobre",
    11: "november|nov|noviembre|novembre|novembro",
    12: "december|dec|diciembre|dic|décembre|decembre|déc|dezember|dez|dezembro|dicembre",
}
MONTHS = {name: number for number, names in _NAMES.items() for name in names.split("|")}
"""Names of months in the languages of the sources, and their usual abbreviations."""

_WORD = re.compile(r"[^\W\d_]+\.?", re.UNICODE)
_LEFT_OUT = {
    "de",
    "del",
    "of",
    "the",
    "el",
    "le",
    "den",
    "st",
    "nd",
    "rd",
    "th",
    "er",
    "o",
    "do",
    "da",
    "y",
    "and",
    "et",
}
_Y, _M, _D = "([0-9]{4})", "M([0-9]{2})", "([0-9]{1,2})"
_TO = "-"
_WORDS: list[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern), order)
    for pattern, order in (
        (f"{_D} {_M} {_Y}", "dmy"),
        (f"{_M} {_D} {_Y}", "mdy"),
        (f"{_Y} {_M} {_D}", "ymd"),
        (f"{_Y} {_D} {_M}", "ydm"),
        (f"{_M} {_Y}", "my"),
        (f"{_Y} {_M}", "ym"),
        (f"{_D} {_M}", "dm"),
        (f"{_M} {_D}", "md"),
        (_M, "m"),
        (f"{_D}{_TO}{_D} {_M} {_Y}", "dDmy"),
        (f"{_M} {_D}{_TO}{_D} {_Y}", "mdDy"),
        (f"{_Y} {_M} {_D}{_TO}{_D}", "ymdD"),
        (f"{_D}{_TO}{_D} {_M}", "dDm"),
        (f"{_M} {_D}{_TO}{_D}", "mdD"),
        (f"{_M} {_D}{_TO}{_M} {_D}", "mdMD"),
        (f"{_M}{_TO}{_M} {_Y}", "mMy"),
        (f"{_Y} {_M}{_TO}{_M}", "ymM"),
        (f"{_M}{_TO}{_M}", "mM"),
        (f"{_M} {_Y}{_TO}{_M} {_Y}", "myMY"),
        (f"{_D} {_M}{_TO}{_D} {_M} {_Y}", "dmDMy"),
        (f"{_M} {_D}{_TO}{_M} {_D} {_Y}", "mdMDy"),
        (f"{_D} {_M} {_Y}{_TO}{_D} {_M} {_Y}", "dmyDMY"),
        (f"{_M} {_D} {_Y}{_TO}{_M} {_D} {_Y}", "mdyMDY"),
    )
]
"""Orders of year, month and day: lower-case letters for a date or the start of an interval, capitals for its end."""


def in_words(text: str, year: int | None) -> DateRead:
    """Return the date of a text with the name of a month; ``year`` is that of a text without one."""
    unknown = False

    def number(match: re.Match[str]) -> str:
        nonlocal unknown
        word = match.group().rstrip(".").lower()
        if month := MONTHS.get(word):
            return f" M{month:02} "
        unknown = unknown or word not in _LEFT_OUT
        return " "

    plain = _WORD.sub(number, re.sub(r"\b(to|al|a|bis|through)\b", "-", text.strip(" /-")))
    if unknown or "M" not in plain:
        return DateRead("")
    between = r"\s*(?:-+|–|—)\s*" if re.search(r"M[0-9]{2}\s*[-/–—]|[-/–—]\s*M|[0-9] ?[-–—] ?[0-9]", plain) else "(?!)"
    if re.fullmatch(r"\s*[0-9]{1,4}\s*[-/]\s*M[0-9]{2}\s*[-/]\s*[0-9]{1,4}\s*", plain):  # 20-Jan-2019
        plain = re.sub(r"[-/]", " ", plain)
    plain = re.sub(r"^\s*([0-9]{4})\s*/\s*(?=M)", r"\1 ", plain)
    plain = re.sub(r"(?<=[0-9])\s*/\s*(?=M)", "-", plain)
    plain = re.sub(between, "-", plain)
    plain = " ".join(re.sub(r"[,./()\[\]]", " ", plain).split())
    plain = re.sub(r"\s*-\s*", "-", plain)
    for pattern, order in _WORDS:
        if match := pattern.fullmatch(plain):
            given = {letter: int(part) for letter, part in zip(order, match.groups(), strict=True)}
            own = given.get("y", year)
            first = iso(own, given["m"], given.get("d"))
            if not order.strip("ymd"):
                return first if own else DateRead("", "it has no year")
            last = iso(given.get("Y", own), given.get("M", given["m"]), given.get("D"))
            if not first.value or not last.value:
                return first if own else DateRead("", "it has no year")
            return interval(first.value, last.value, first.note or last.note)
    return DateRead("")
