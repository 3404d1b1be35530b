"""Words for numbers in English and Spanish."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple


class NumberWord(NamedTuple):
    """What a word does to a number that is being read."""

    role: str
    """``add``: "twenty", "ciento". ``hundred`` and ``scale`` multiply what comes before them."""
    value: Decimal
    room: int = 0
    """The next word may add a value below this: "one" after "twenty", "five" after "ciento"."""
    spanish: bool = False


def _adding(*lines: tuple[int, str, str]) -> dict[str, NumberWord]:
    words: dict[str, NumberWord] = {}
    for value, english, spanish in lines:
        room = 100 if value >= 100 else 10 if value >= 20 and value % 10 == 0 else 0
        for name in english.split():
            words[name] = NumberWord("add", Decimal(value), room)
        for name in spanish.split():
            words[name] = NumberWord("add", Decimal(value), room, spanish=True)
    return words


WORDS = _adding(
    (0, "zero none", "cero"), (1, "one", "uno una un"), (2, "two", "dos"), (3, "three", "tres"), (4, "four", "cuatro"),
    (5, "five", "cinco"), (6, "six", "seis"), (7, "seven", "siete"), (8, "eight", "ocho"), (9, "nine", "nueve"),
    (10, "ten", "diez"), (11, "eleven", "once"), (12, "twelve", "doce"), (13, "thirteen", "trece"),
    (14, "fourteen", "catorce"), (15, "fifteen", "quince"), (16, "sixteen", "dieciséis dieciseis"),
    (17, "seventeen", "diecisiete"), (18, "eighteen", "dieciocho"), (19, "nineteen", "diecinueve"),
    (20, "twenty", "veinte"), (21, "", "veintiuno veintiún veintiun veintiuna"), (22, "", "veintidós veintidos"),
    (23, "", "veintitrés veintitres"), (24, "", "veinticuatro"), (25, "", "veinticinco"),
    (26, "", "veintiséis veintiseis"), (27, "", "veintisiete"), (28, "", "veintiocho"), (29, "", "veintinueve"),
    (30, "thirty", "treinta"), (40, "forty", "cuarenta"), (50, "fifty", "cincuenta"), (60, "sixty", "sesenta"),
    (70, "seventy", "setenta"), (80, "eighty", "ochenta"), (90, "ninety", "noventa"), (100, "", "cien ciento"),
    (200, "", "doscientos doscientas"), (300, "", "trescientos trescientas"),
    (400, "", "cuatrocientos cuatrocientas"), (500, "", "quinientos quinientas"),
    (600, "", "seiscientos seiscientas"), (700, "", "setecientos setecientas"),
    (800, "", "ochocientos ochocientas"), (900, "", "novecientos novecientas"),
) | {
    "hundred": NumberWord("hundred", Decimal(100), 100),
    "dozen": NumberWord("scale", Decimal(12)),
    "docena": NumberWord("scale", Decimal(12), spanish=True),
    "docenas": NumberWord("scale", Decimal(12), spanish=True),
    "thousand": NumberWord("scale", Decimal(10) ** 3),
    "million": NumberWord("scale", Decimal(10) ** 6),
    "billion": NumberWord("scale", Decimal(10) ** 9),
    "trillion": NumberWord("scale", Decimal(10) ** 12),
    "mil": NumberWord("scale", Decimal(10) ** 3, spanish=True),
    "millón": NumberWord("scale", Decimal(10) ** 6, spanish=True),
    "millon": NumberWord("scale", Decimal(10) ** 6, spanish=True),
    "millones": NumberWord("scale", Decimal(10) ** 6, spanish=True),
    "billón": NumberWord("scale", Decimal(10) ** 12, spanish=True),
    "billones": NumberWord("scale", Decimal(10) ** 12, spanish=True),
}  # fmt: skip
"""Without "hundreds", "miles" and "dozens", which give no number."""

AMBIGUOUS = frozenset(("once", "un", "una", "uno"))
"""Spanish number words that are read only in Spanish text: "once" is an English word."""

_ENGLISH_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_SPANISH_ORDINALS = "primer segund tercer cuart quint sext séptim octav noven décim undécim duodécim"  # with an ending: primero, primera

ORDINALS = (
    {name: value for value, name in enumerate(_ENGLISH_ORDINALS.split(), 1)}
    | {
        stem + ending: value
        for value, stem in enumerate(_SPANISH_ORDINALS.split(), 1)
        for ending in ("o", "a", *(("",) if stem.endswith("er") else ()))
    }
    | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
)
TENS_ORDINAL = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ]"
"""The first part of "twenty-first"."""

PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
    "mitad": 2, "tercio": 3, "tercios": 3, "cuarto": 4, "cuartos": 4, "quinto": 5, "quintos": 5, "décimo": 10, "décimos": 10,
    "tercera parte": 3, "cuarta parte": 4, "quinta parte": 5, "sexta parte": 6, "décima parte": 10,
    "terceras partes": 3, "cuartas partes": 4, "quintas partes": 5,
}  # fmt: skip
"""The parts of a whole, by how many of them make one."""

MULTIPLES = {"twice": 2, "doubled": 2, "doubling": 2, "double": 2, "doble": 2, "duplicó": 2, "duplicaron": 2,
             "tripled": 3, "triple": 3, "tripling": 3, "triplicó": 3, "triplicaron": 3, "quadrupled": 4}  # fmt: skip
"""Words that say how many times as much; as evidence they count, and nobody needs to prove them."""

WORD = re.compile(r"[^\W\d_]+")
"""A run of letters. To look each word up is faster than one pattern with all the words."""

NUMBER_NAMES, ORDINAL_NAMES, MULTIPLE_NAMES = frozenset(WORDS), frozenset(ORDINALS), frozenset(MULTIPLES)
"""For tests of whole sets of words, which are slow with a mapping."""
