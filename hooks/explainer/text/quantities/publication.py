"""Whether a year is that of a publication: "a 2021 column", "wrote the newspaper in 2021".

The date on which a work was issued says nothing about when the things in it happened. It is evidence only for such years.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .model import DateMention

_WORDS = frozenset(
    [
        "analysis",
        "article",
        "articles",
        "argued",
        "assessment",
        "audit",
        "auditor",
        "base",
        "basis",
        "book",
        "bulletin",
        "bulletins",
        "called",
        "calls",
        "cites",
        "citing",
        "column",
        "columnist",
        "concluded",
        "concludes",
        "count",
        "counted",
        "dataset",
        "declared",
        "edition",
        "editions",
        "estimate",
        "estimated",
        "estimates",
        "figures",
        "finding",
        "findings",
        "find",
        "found",
        "inform",
        "interview",
        "interviewed",
        "issued",
        "map",
        "noted",
        "paper",
        "papers",
        "poll",
        "polled",
        "polls",
        "published",
        "publishes",
        "put",
        "recommendation",
        "record",
        "recorded",
        "release",
        "report",
        "reported",
        "reporting",
        "reports",
        "review",
        "revision",
        "ruling",
        "ruled",
        "said",
        "says",
        "series",
        "set",
        "statement",
        "studies",
        "study",
        "summary",
        "survey",
        "surveyed",
        "surveys",
        "table",
        "told",
        "version",
        "warned",
        "wrote",
        "written",
        "artículo",
        "columna",
        "dijo",
        "encuesta",
        "escribió",
        "estudio",
        "informe",
        "publicado",
        "publicada",
        "publicó",
        "reportaje",
        "reportó",
        "según",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[.;:!?](?=\s|$)")
_ATTRIBUTED = re.compile(
    r"(?:^|,)\s+(?:the\s+|la\s+|el\s+)?[A-ZÁÉÍÓÚÑ][\w’']*(?:\s+[A-ZÁÉÍÓÚÑ][\w’']*){0,4}\s+in\s+(?:early\s+|late\s+|mid-|the\s+first\s+days\s+of\s+)?$"
)
""""182,000, the Ministry in early 2020": a number of a table is followed by who gave it and when."""
_BEFORE, _AFTER = 90, 40
"""How many characters before and after a year are read."""


def published(text: str, words: frozenset[str], dates: Iterable[DateMention]) -> Iterator[DateMention]:
    """Yield the dates of ``text``, whose lower-case words are ``words``, and mark the years of a publication."""
    speaks = not words.isdisjoint(_WORDS)
    for day in dates:
        if (
            day.year
            and not day.month
            and not day.period
            and (_is_near(text, day) if speaks else _is_attributed(text, day))
        ):
            yield replace(day, published=True)
        else:
            yield day


def _is_attributed(text: str, day: DateMention) -> bool:
    return _ATTRIBUTED.search(text, max(0, day.start - _BEFORE), day.start) is not None


def _is_near(text: str, day: DateMention) -> bool:
    """Whether the clause of a year has a word that speaks of a publication, or names its author."""
    before = _CLAUSE.split(text[max(0, day.start - _BEFORE) : day.start])[-1]
    after = _CLAUSE.split(text[day.end : day.end + _AFTER], maxsplit=1)[0]
    return any(word in _WORDS for word in _WORD.findall(f"{before} {after}".lower())) or _is_attributed(text, day)
