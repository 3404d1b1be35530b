"""Digits that are part of a name: articles, laws of a year, rooms and roads, COVID-19, 33(1)."""

from __future__ import annotations

import re

from .patterns import YEAR

# The separators of a list of numbers, such as "articles 3, 5(b) and 7-9". A number ends where the next one begins, so
# that there is only one way to divide a list: with two ways for each hyphen, a line of hyphens would take forever.
_LISTED = r"(?:\s*(?:,|and|to|or|y|-|–))+\s*"
_LIST = rf"\s*)(?:[\dIVX](?:(?!{_LISTED}(?:[\dIVX]|$))[\w()./-])*{_LISTED})*$"
"""Text between a label and a number: other numbers of its list, as in "articles 33, 34 and 35"."""
_LOCATOR = re.compile(
    r"(?<!\bthis\s)(?<!\bthat\s)(?<!\beach\s)(?<!\bevery\s)(?<!\bthe\s)(?<!\bany\s)(?<!\ba\s)(?<!\bno\s)(?<!\bone\s)(?<!\bper\s)"
    r"(?:(?:\b(?:art(?:icle|ículo|\.)?s?|sec(?:tion|ción|\.)?s?|para(?:graph|\.)?s?|párr(?:afo|\.)?s?|chapters?|ch\.|cap(?:ítulo|\.)"
    r"|titles?|título|figures?|figuras?|tables?|tablas?|charts?|objectives?|objetivos?|principles?|rules?|recommendations?|recomendación|rec\."
    r"|resolutions?|resolución|nos?\.|núm\.|number|annex|pages?|pp?\.|pág\.|expediente|U\.S\.C\.|(?<!\d\s)kilomet(?:re|er))|§+)"
    + _LIST,
    re.IGNORECASE,
)
"""Words for a place in a work or on a road, in upper or lower case."""
_TITLE = re.compile(
    r"(?:\b(?:Protocol|Annex|Part|Order|Decree|Proclamation|Opinion|Law|Case|Comment|Conclusions?|Formula|Form|Bill|Room|Camera|Gate|Km"
    r"|Route|Highway|Agenda|PROTOCOL|ORDER|DECREE|CASE)" + _LIST
)
"""Words that make a name only with a capital: "Law 27" is one law, "by law 27 people" is not."""
_CODE = re.compile(r"\s+(?:U\.?S\.?C\.?|C\.?F\.?R\.?|Stat\.|F\.\s?(?:2d|3d|4th|Supp\.)|U\.S\.)(?=\s|$)")
"""The volume of a law or a court's reports: "8 U.S.C."."""
_COUNTED = re.compile(
    r"\s+(?:[\w-]+\s+)?(?:people|persons?|men|women|boys|girls|children|minors|adults|babies|migrants?|refugees?|applicants?|asylum.seekers?"
    r"|famil(?:y|ies)|households|members|agents|officers|soldiers|guards|police|troops|victims|dead|deaths|bodies|killed|times|days|weeks"
    r"|months|years|hours|minutes|lines|cases|votes|dollars|pesos|euros|buses|cars|trucks|personas?|migrantes|familias|niñ[oa]s|mujeres"
    r"|hombres|muert[oa]s|días|meses|años|horas|veces)\b",
    re.IGNORECASE,
)
"""Words that follow a count: in "in this section 500 people" people are counted."""
_SCALED = re.compile(r"[\s\u00a0-]*(?:thousand|million|millones|millón|billion|trillion|mil)\b", re.IGNORECASE)
_VERSION = re.compile(r"\d+(?:\.\d+){2,}(?!\d|,\d)")
_INSTRUMENT = (
    r"(?:Conventions?|Protocol|Declaration|Covenant|Treaty|Act|Law|Constitution|Statute"
    r"|Ley|Convención|Declaración|Protocolo|Compact|Charter|Regulations?)"
)
INSTRUMENTS = frozenset(
    [
        "convention",
        "conventions",
        "protocol",
        "declaration",
        "covenant",
        "treaty",
        "act",
        "law",
        "constitution",
        "statute",
        "ley",
        "convención",
        "declaración",
        "protocolo",
        "compact",
        "charter",
        "regulation",
        "regulations",
    ]
)
"""The words of `NAMED_AFTER` and `NAMED_BEFORE` in lower case: a cheap test before the patterns."""
IN_ENGLISH = {"ley": "law", "convención": "convention", "declaración": "declaration", "protocolo": "protocol"}
"""The English of those that are Spanish: a page in English writes "the Migration Law" of the Ley de Migración."""
NAMED_AFTER = re.compile(rf"\b(?P<year>{YEAR})\s+(?P<name>{_INSTRUMENT})\b")
"""A law after its year: "the 1951 Convention"."""
NAMED_BEFORE = re.compile(rf"\b(?P<name>{_INSTRUMENT})\s+(?:of|de)\s+(?P<year>{YEAR})(?!\d|[-–/]\d)")
"""A law before its year: "the Migration Law of 2011"."""
_GLUED = re.compile(r"(?:bn|mn|m|k|km|kg|mi|ft|x|pct|pp|mdd|mdp|mmdd|mmdp|a\.?m|p\.?m|hrs?|h)\b(?!['’])")
"""Units that people write without a space: "50km", "3x"."""
_BRACKETED = re.compile(r"[\w)]\($|\d:$")
"""33(1), 235(b)(2), the minutes of 8:00."""
_SUBDIVISION = re.compile(r"\((?:\d|[a-z])\)")
_HYPHENATED = re.compile(r"[A-Za-z][-–/]$")
_YEAR = re.compile(YEAR)


def is_proper_name(text: str, start: int, end: int, raw: str) -> bool:
    """Whether the digits ``text[start:end]`` are part of a name."""
    before = text[max(0, start - 60) : start]
    if (
        "," not in raw
        and (_LOCATOR.search(before) or _TITLE.search(before))
        and not _COUNTED.match(text, end)
        and not _SCALED.match(text, end)
    ):
        return True
    if _CODE.match(text, end) or (_VERSION.match(text, start) and "," not in raw):  # 8 U.S.C., MkDocs 1.6.1
        return True
    if _BRACKETED.search(before) or _HYPHENATED.search(before):
        return True
    if start and text[start - 1].isalnum():
        return True
    if text.startswith("(", end) and _SUBDIVISION.match(text, end):
        return True
    after = text[end : end + 6]
    return bool(re.match(r"[A-Za-z]|-[A-Z]|/\d", after)) and not _GLUED.match(after)
