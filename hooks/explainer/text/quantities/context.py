"""What a text says about a number beside its unit: its bound, its sign, and the year with which its clause pairs it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from .model import Bound, DateMention

_MORE = (
    r"more\s+than|over|at\s+least|above|exceed(?:s|ed|ing)?|upwards?\s+of|in\s+excess\s+of|(?:no|not)\s+(?:fewer|less)\s+than"
    r"|a\s+minimum\s+of|well\s+over|just\s+over|más\s+de|al\s+menos|por\s+lo\s+menos|(?:no|not)\s+under|superior(?:es)?\s+a|no\s+menos\s+de"
)
_FEWER = (
    r"(?:fewer|less)\s+than|under|below|at\s+most|up\s+to|(?:no|not)\s+more\s+than|a\s+maximum\s+of|nearly|almost|just\s+short\s+of"
    r"|close\s+to|not\s+over|menos\s+de|hasta|casi|a\s+lo\s+sumo|como\s+máximo|no\s+más\s+de"
    r"|(?:not|never|nor|cannot|no\s+case|without(?:\s+\w+){0,3})\s+(?:to\s+)?exceed(?:s|ed|ing)?"
)
BOUND_WORDS = frozenset(
    [
        "than",
        "over",
        "least",
        "above",
        "exceed",
        "exceeds",
        "exceeded",
        "exceeding",
        "upwards",
        "upward",
        "excess",
        "minimum",
        "under",
        "below",
        "most",
        "up",
        "maximum",
        "nearly",
        "almost",
        "short",
        "close",
        "más",
        "menos",
        "superior",
        "superiores",
        "hasta",
        "casi",
        "sumo",
        "máximo",
    ]
)
"""One of these is in every phrase with a bound: a cheap test before the patterns."""
_BEFORE = re.compile(
    rf"(?:[<≤](?P<less>)|[>≥](?P<greater>))\s?$"
    rf"|\b(?:(?P<fewer>{_FEWER})|(?P<more>{_MORE}))\s+(?:the\s+|some\s+|about\s+|an?\s+(?:estimated\s+)?|las?\s+|los\s+)?(?:[A-Z]{{0,3}}[$€£]\s?|[−-])?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s?\+(?!\d)|\s+or\s+(?P<more>more|over|above)\b|\s+or\s+(?P<fewer>fewer|less|under)\b|\s+o\s+(?P<mas>más)\b|\s+o\s+(?P<menos>menos)\b",
    re.IGNORECASE,
)
FALL_WORDS = frozenset(
    [
        "fall",
        "falls",
        "fell",
        "fallen",
        "falling",
        "drop",
        "drops",
        "dropped",
        "decline",
        "declines",
        "declined",
        "decrease",
        "decreases",
        "decreased",
        "reduce",
        "reduced",
        "reduction",
        "lower",
        "lowered",
        "down",
        "cut",
        "cuts",
        "loss",
        "losses",
        "lost",
        "minus",
        "shrink",
        "shrank",
        "shrunk",
        "less",
        "fewer",
        "below",
        "contracted",
        "contraction",
        "caer",
        "cae",
        "cayó",
        "cayeron",
        "caída",
        "bajar",
        "baja",
        "bajó",
        "bajaron",
        "disminuyó",
        "disminuyeron",
        "disminución",
        "descenso",
        "descendió",
        "menos",
        "contrajo",
        "contracción",
        "reducción",
        "redujo",
        "redujeron",
    ]
)
"""Words that make a number and its negative the same: "fell by 5 %" is a change of −5 %."""
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(
    r"[;.!?|](?=\s|$)|,\s|\s+[–—]\s+|\s(?:and|while|but|whereas|against|to|from|then|after|before|up|down|y|mientras|pero|a|contra)\s",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(r"\W*(?:and\s+|but\s+)?(?:in|en|during|for)?\s*\d{4}(?:\s+and|\s+y|\W)*$", re.IGNORECASE)
_INTRODUCING = 30
"""A longer clause does more than to introduce the next one."""


def bound_of(text: str, start: int, end: int, after: int, *, words: bool = True) -> tuple[Bound, int]:
    """Return the bound of the number ``text[start:end]``, whose unit ends at ``after``, and where the phrase begins.

    Without ``words`` the text is known to have none of the `BOUND_WORDS`.
    """
    if words and (match := _BEFORE.search(text, max(0, start - 40), start)):
        fewer = match.group("fewer") or match.group("less") is not None
        return ("fewer" if fewer else "more"), match.start()
    for at in (end, after):
        if match := _AFTER.match(text, at):
            return ("fewer" if match.group("fewer") or match.group("menos") else "more"), start
    return "", start


def sign_of(text: str, start: int, negative: bool) -> int:
    """Return -1 for a minus sign, 0 where a word such as "fell" makes a number with or without it right, otherwise 1."""
    if negative:
        return -1
    return 0 if FALL_WORDS.intersection(_WORD.findall(text[max(0, start - 60) : start].lower())) else 1


def years_of(text: str, places: Sequence[int], dates: Iterable[DateMention]) -> list[frozenset[int]]:
    """Return the year with which the clause of each place in ``text`` pairs it; nothing if it names none or several.

    A clause that only names a year, as in "In 2018, 29,000 people came", belongs to the next one.
    """
    dated = sorted((day.start, day.year) for day in dates if day.year and day.period in ("", "fiscal"))
    if not dated or not places:
        return [frozenset()] * len(places)
    ends = [match.end() for match in _CLAUSE.finditer(text)]
    ends.append(len(text))
    clause_years: list[set[int]] = [set() for _ in ends]
    for start, year in dated:
        clause_years[bisect_left(ends, start + 1)].add(year)
    clauses = [bisect_left(ends, start + 1) for start in places]
    counting = set(clauses)
    starts = [0, *ends[:-1]]
    for i in range(len(ends) - 1):
        short = ends[i] - starts[i] < _INTRODUCING and i not in counting
        if clause_years[i] and short and _INTRODUCTION.match(text[starts[i] : ends[i]]):
            clause_years[i + 1] = clause_years[i] | clause_years[i + 1]
    return [frozenset(clause_years[at]) if len(clause_years[at]) == 1 else frozenset() for at in clauses]
