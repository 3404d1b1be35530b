"""What a number measures or counts, by the words beside it, and which units contradict each other.

Each unit has one name, whatever the language: "people" for people, persons and personas. Nouns that are not listed say
nothing, so that an unknown word never contradicts another.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from .words import WORDS

_NOUNS = {
    "people": "people persons person human humans individuals individual inhabitants residents citizens nationals members member "
    "personas persona habitantes integrantes ciudadanos parents mothers fathers relatives victims dead deaths killed "
    "missing survivors respondents participants foreigners muertos muertas fallecidos víctimas passengers",
    "migrants": "migrants migrant refugees refugee applicants applicant seekers seeker deportees arrivals migrantes refugiados "
    "refugiadas solicitantes deportados centroamericanos hondurans salvadorans guatemalans honduran salvadoran guatemalan",
    "forces": "agents agent officers officer soldiers soldier guards guard troops police policemen guardsmen agentes soldados elementos "
    "policías guardias",
    "children": "children child minors minor babies teenagers adolescents niños niñas niñez menores adolescentes",
    "boys": "boys boy",
    "girls": "girls girl",
    "adults": "adults adult adultos",
    "women": "women woman mujeres mujer",
    "men": "men man hombres hombre",
    "families": "families family households household familias familia hogares hogar",
    "votes": "votes vote votos voto",
    "officials": "judges judge justices justice ministers minister clerks senators senator deputies deputy lawmakers legislators "
    "jueces magistrados ministros senadores diputados",
    "vehicles": "buses bus cars car lorries lorry trucks truck vans van vehicles vehicle trains planes flights autobuses camiones",
    "countries": "countries country nations nation países país",
    "states": "states estados",
    "cities": "cities city towns town municipalities villages ciudades municipios",
    "dollars": "dollars dollar dólares dólar usd",
    "pesos": "pesos peso mxn",
    "euros": "euros euro eur €",
    "pounds": "pounds pound £ gbp",
    "lempiras": "lempiras lempira",
    "quetzales": "quetzales quetzal",
    "seconds": "seconds segundos",
    "minutes": "minutes minute min minutos minuto",
    "hours": "hours hour hrs hr h horas hora",
    "days": "days day días día",
    "weeks": "weeks week semanas semana",
    "months": "months month meses mes",
    "years": "years year años año",
    "decades": "decades decade décadas década",
    "centuries": "centuries century siglos siglo",
    "kilometres": "km kms kilometres kilometers kilometre kilometer kilómetros kilómetro",
    "miles": "miles mile mi millas milla",
    "metres": "metres meters metre meter metros metro",
    "feet": "feet foot ft pies",
    "degrees": "degrees grados",
    "times": "times veces x fold",
}
NOUNS = {word: unit for unit, words in _NOUNS.items() for word in words.split()}

MONEY = frozenset({"dollars", "pesos", "euros", "pounds", "lempiras", "quetzales"})
MINUTES = {
    "seconds": Decimal(1) / 60,
    "minutes": Decimal(1),
    "hours": Decimal(60),
    "days": Decimal(1440),
    "weeks": Decimal(10080),
}
"""How many minutes a unit of time has."""
LUNAR = {"months": Decimal(1), "years": Decimal(12), "decades": Decimal(120), "centuries": Decimal(1200)}
"""How many months a unit of time has; months and days do not convert into each other."""
TIME = frozenset({*MINUTES, *LUNAR})
LENGTH = frozenset({"kilometres", "miles", "metres", "feet"})
SHARE = frozenset({"percent", "points", "basis points"})
MINORS = frozenset({"children", "boys", "girls"})
ADULTS = frozenset({"adults", "women", "men"})
PERSONS = MINORS | ADULTS | {"people", "migrants", "forces", "officials"}
COUNTED = PERSONS | {"families", "votes", "vehicles", "countries", "states", "cities"}
MEASURES = MONEY | TIME | LENGTH | SHARE
"""Units that no thing is counted in: five days are no evidence of five offices."""
_MEASURED = (MONEY, TIME, LENGTH, SHARE, frozenset({"degrees"}), frozenset({"times"}), COUNTED)
_NARROW = MINORS | ADULTS | {"forces"}
"""Kinds of people that the evidence must mention before a number of people can be a number of these."""

_PERCENT = re.compile(
    r"[\s\u00a0\u2009\u202f]*(?:(?P<points>percentage[\s-]points?\b|puntos\s+porcentuales\b|p\.?p\.?(?!\w))|(?P<basis>basis\s+points?\b|bps\b|puntos\s+base\b)"
    r"|(?:%|per\s?cent\b|pct\b|por\s?ciento\b)(?P<of_points>\s*[\s-]points?\b)?)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\s?(?P<code>mmdd|mmdp|mdd|mdp)\b", re.IGNORECASE)
_SUFFIXES = {"mdd": (6, "dollars"), "mdp": (6, "pesos"), "mmdd": (9, "dollars"), "mmdp": (9, "pesos")}
_BEFORE = re.compile(
    r"(?P<us>US\s?\$|USD|EE\.?\s?UU\.?\s?\$|C\$|CA\$|CAD)\s?$|(?P<mx>MXN|MX\$|MXN\$)\s?\$?\s?$|(?P<euro>€|EUR)\s?$|(?P<pound>£|GBP)\s?$|(?P<sign>\$)\s?$"
)
_WORD = re.compile(
    r"(?P<gap>[\s\u00a0\u2009\u202f]*[-\u2010\u2011]?[\s\u00a0\u2009\u202f]*)(?P<word>[^\W\d_][^\W\d_'’]{0,30}|[€£])"
)
_STOPS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "from",
        "to",
        "and",
        "or",
        "who",
        "whom",
        "which",
        "that",
        "were",
        "was",
        "is",
        "are",
        "be",
        "been",
        "had",
        "have",
        "has",
        "did",
        "do",
        "by",
        "for",
        "with",
        "as",
        "than",
        "per",
        "a",
        "an",
        "the",
        "their",
        "its",
        "his",
        "her",
        "our",
        "these",
        "those",
        "this",
        "more",
        "less",
        "fewer",
        "or",
        "if",
        "when",
        "while",
        "but",
        "not",
        "no",
        "en",
        "del",
        "por",
        "que",
        "y",
        "o",
        "e",
        "con",
        "la",
        "el",
        "los",
        "las",
        "un",
        "una",
        "al",
        "se",
        "su",
        "sus",
        "others",
        "other",
        "each",
        "every",
        "against",
        "through",
        "into",
        "until",
        "since",
        "after",
        "before",
        "between",
        "during",
        "under",
        "over",
        "about",
    ]
)
_PARTITIVE = frozenset(["de", "of"])
_DEGREES = re.compile(r"\s?°\s?[CF]?\b")
_MOST_WORDS = 4


class Unit(NamedTuple):
    """What is beside a number."""

    name: str
    """Empty if the text says nothing that we know."""
    end: int
    """The end of the words that say it."""
    exponent: int = 0
    """Of a scale in it: 6 for "mdp", million pesos."""


def unit_of(text: str, start: int, end: int, *, spanish: bool = False, scaled: bool = False) -> Unit:
    """Return the unit of the number ``text[start:end]``; after a scale word "of" or "de" may stand before the noun."""
    if match := _PERCENT.match(text, end):
        points = match.group("points") or match.group("of_points")
        return Unit("points" if points else "basis points" if match.group("basis") else "percent", match.end())
    if match := _SUFFIX.match(text, end):
        exponent, name = _SUFFIXES[match.group("code").lower()]
        return Unit(name, match.end(), exponent)
    if match := _DEGREES.match(text, end):
        return Unit("degrees", match.end())
    after = _noun_after(text, end, scaled)
    money = _BEFORE.search(text, max(0, start - 8), start)
    if money and after.name not in MONEY:
        if money.group("sign"):
            return Unit("$" if spanish else "dollars", end)
        kinds = {"us": "dollars", "mx": "pesos", "euro": "euros", "pound": "pounds"}
        return Unit(next(name for group, name in kinds.items() if money.group(group)), end)
    return after


def _noun_after(text: str, end: int, scaled: bool) -> Unit:
    """Return the first noun after a number that is listed, or the last of several in a row: "family members"."""
    found = Unit("", end)
    position = end
    for count in range(_MOST_WORDS):
        match = _WORD.match(text, position)
        if not match:
            break
        word = match.group("word").lower()
        for ending in ("'s", "’s"):
            word = word.removesuffix(ending)
        name = NOUNS.get(word)
        if name == "miles" and count == 0 and scaled:
            name = None
        if name and not (found.name and (name not in COUNTED or found.name not in COUNTED)):
            narrow = name == "people" and found.name in PERSONS  # "National Guard members"
            found = Unit(found.name if narrow else name, match.end())
        elif found.name or word in WORDS or (word in _STOPS and not (count == 0 and word in _PARTITIVE and scaled)):
            break
        position = match.end()
    return found


def noun_of(text: str, end: int) -> str:
    """Return the plural that the number before ``end`` counts, or nothing: "offices" for "nine new offices in Puebla".

    A unit's name stands for all its nouns. A name within the phrase is passed over: "ten Latin American states".
    """
    position = end
    for _ in range(_MOST_WORDS):
        match = _WORD.match(text, position)
        if not match:
            break
        word = match.group("word")
        if word.islower():
            if word in _STOPS or word in WORDS:
                break
            if word in NOUNS:
                return NOUNS[word]
            if word.endswith("s") and not word.endswith(("ss", "us", "'s", "’s")):
                return word
        position = match.end()
    return ""


def contradict(one: str, other: str) -> bool:
    """Whether two stated units cannot describe the same number; an empty one is silent, and only a share is never."""
    if one == other:
        return False
    if not one or not other:
        return one in SHARE or other in SHARE
    if "$" in (one, other):
        return not {one, other} <= MONEY | {"$"}
    group = next((group for group in _MEASURED if one in group), None)
    if group is None or other not in group:
        return True
    if group is not COUNTED:
        return True
    if "families" in (one, other):
        return other in PERSONS or one in PERSONS
    if one in PERSONS and other in PERSONS:
        return _different_people(one, other) or _different_people(other, one)
    return False


def _different_people(one: str, other: str) -> bool:
    return (
        (one in MINORS and other in ADULTS)
        or {one, other} in ({"women", "men"}, {"boys", "girls"})
        or (one == "forces" and other in MINORS | {"migrants", "officials"})
    )


def needs_mention(stated: str, given: str) -> bool:
    """Whether a number of ``given`` can only be one of ``stated`` if the evidence speaks of ``stated``: children for people."""
    if stated in _NARROW and given in PERSONS:
        return stated != given
    return stated in COUNTED and given in COUNTED and not (stated in PERSONS and given in PERSONS) and stated != given


def mentioned(words: frozenset[str]) -> set[str]:
    """Return the units of things that are counted whose nouns are among the words of a text, with or without a number."""
    return {NOUNS[word] for word in words & _COUNTED_NOUNS}


_COUNTED_NOUNS = frozenset(word for word, unit in NOUNS.items() if unit in COUNTED)
