"""Dates as reference managers and databases write them, in the form of a record.

A record has years, months and days, fiscal years and intervals. Everything else that a date says (about, spring, a decade,
an open end) has no place in a record, so the part that is certain is kept and the rest is reported. A month or a day is
never guessed: ``03/04/2019`` is read as 2019.
"""

from __future__ import annotations

import re

from .date_forms import DateRead, Parts, in_figures, interval, iso
from .date_words import in_words

MOST = 200
"""A longer text is no date."""


_NOTHING = re.compile(
    r"(n\.? ?d|s\.? ?[fd]|no date|sin fecha|undated|unknown|na|n/a|none|null|nil|-+)\.?", re.IGNORECASE
)
_TO_COME = re.compile(
    r"(forthcoming|in press|in print|en prensa|to appear|submitted|accepted|in preparation|present)\.?", re.IGNORECASE
)
_BOUND = re.compile(r"(before|after|until|not before|antes|después|despues|hasta)\b", re.IGNORECASE)
_ABOUT = re.compile(r"(?:circa|approximately|approx|about|around|hacia|ca|c)(?:\.\s*|\s+)(?=[0-9])", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright|cop\.|c(?=[0-9]{4}\b))\s*(?=[0-9])", re.IGNORECASE)
_PART_OF_YEAR = re.compile(
    r"\b(?:spring|summer|autumn|fall|winter|primavera|verano|otoño|invierno|printemps|été|automne|hiver"
    r"|(?:early|mid|late)(?=[\s-]*(?:of\s+)?[0-9]{4})|first|second|third|fourth|half|quarter|semester|trimester|trimestre|semestre|primer|segundo|tercer|cuarto"
    r"|[qhst][1-4]|[1-4][qhst]|[1-4](?:st|nd|rd|th) (?:quarter|half))\b(?:\s+of\b)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?"
    r"|\b(?:lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo)\b,?",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<=[0-9])(?:T|\s+|,\s*)[0-9]{1,2}:[0-9]{2}(?::[0-9.,]+)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?$", re.IGNORECASE)  # fmt: skip
_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|2[01])[0-9]{2}(?![0-9])")


def read(text: str, *, year: int | None = None, of_year: bool = False) -> DateRead:
    """Return the date that a text gives.

    ``year`` completes a date without one, such as ``Oct 9``. ``of_year`` says that the text is in a field for years, where
    ``2010-11`` may mean two years as well as a month.
    """
    whole = " ".join(text.split()).strip(" .,;")
    if not whole:
        return DateRead("", f"'{text.strip()[:60]}' gives no date" if text.strip() else "")
    if len(whole) > MOST:
        return DateRead("", f"a text of {len(whole):,} characters is not a date")
    shown = f"'{' '.join(text.split())[:60]}'"
    bare = re.sub(r"^[\[(<\"']+|[\])>\"']+$", "", whole.replace("º", "").replace("°", "")).strip()
    if _NOTHING.fullmatch(bare) or _TO_COME.fullmatch(bare) or _BOUND.match(bare):
        return DateRead("", f"{shown} gives no date")
    said: list[str] = []
    bare, found = _ABOUT.subn("", bare, count=1) if _ABOUT.match(bare) else (bare, 0)
    if re.search(r"[0-9\])]\s*[?~%]+$", bare) and not re.fullmatch(r"[0-9]{2,3}\?+", bare):
        bare, found = bare.rstrip("?~% ])"), 1
    if found:
        said.append("it is approximate, which a record cannot say")
    if _COPYRIGHT.match(bare):
        bare = _COPYRIGHT.sub("", bare, count=1)
        said.append("it is the year of the copyright")
    seasonless = _PART_OF_YEAR.sub(" ", bare) if _YEAR.search(bare) else bare
    if seasonless != bare:
        bare = re.sub(r"^([0-9]{4})[-/]([0-9]{2})$", r"\1--\2", seasonless.strip(" ,-./"))  # two years, not a month
        said.append("a record has no part of a year such as a season or a quarter")
    value, why = _exact(_TIME.sub("", _WEEKDAY.sub("", bare)).strip(" ,."), year, of_year)
    if not value:
        value, why = _only_year(bare, why)
    return explained(" ".join(text.split()), DateRead(value, "; ".join(filter(None, (*said, why)))))


def explained(text: str, found: DateRead) -> DateRead:
    """Return a date whose note says too what was written and what was read."""
    if not found.note:
        return found
    read_as = f" is read as {found.value}" if found.value else ""
    return DateRead(found.value, f"'{text[:60]}'{read_as}: {found.note}")


def from_parts(dates: list[Parts]) -> DateRead:
    """Return the date of one or two lists of a year, a month and a day, of which the last may be missing."""
    read = [iso(*(*parts, None, None, None)[:3]) for parts in dates]
    if not all(one.value for one in read):
        return next(one for one in read if not one.value)
    note = "; ".join(one.note for one in read if one.note)
    return interval(read[0].value, read[1].value, note) if len(read) == 2 else DateRead(read[0].value, note)


def _only_year(text: str, why: str) -> DateRead:
    """Return the only year in a text, or the year with which it begins."""
    years = list(dict.fromkeys(_YEAR.findall(text)))
    if years and (len(years) == 1 or text.startswith(years[0])):
        return DateRead(years[0], why or "only the year could be read")
    return DateRead("", why or ("which of its years it means is not clear" if years else "no date could be read"))


def _exact(text: str, year: int | None, of_year: bool) -> DateRead:
    """Return the date of a text in a form that is known; without a value and a note if it has none of them."""
    if match := _SLASHES.fullmatch(text):
        return _slashes(match)
    found = in_figures(text, of_year=of_year)
    return found if found.value or found.note else in_words(text, year)


_SLASHES = re.compile(r"([0-9]{4})/([0-9]{0,2})/([0-9]{0,2})(?:/(.*))?")


def _slashes(match: re.Match[str]) -> DateRead:
    """Read RIS: YYYY/MM/DD/other information, of which everything but the year may be empty."""
    year, month, day, other = match.groups()
    found = iso(int(year), int(month) if month else None, int(day) if day and month else None)
    other = (other or "").strip(" /")
    if day and not month and found.value:
        return DateRead(found.value, "it has a day without a month")
    if found.note or not other:
        return found
    again = read(other, year=int(year)).value  # some programs repeat the date there
    if again and found.value.startswith(again):
        return found
    return DateRead(found.value, f"'{other[:40]}' was left out")
