"""How many things the enumerations of a text have, since "Guatemala, Honduras and El Salvador" are three countries."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SEPARATOR = re.compile(r",\s+|;\s+|[.:()](?=\s|$)|\s\(")
_AND = re.compile(r"(?:^|\s)(?:and|y|e|or|o)\s", re.IGNORECASE)
_PAIR = re.compile(r"\b[^\W\d_][\w’'-]{0,40}\s(?:and|y|e|or|o)\s(?=[A-ZÁÉÍÓÚÑ\d])")
GROUPS = {
    "triangle": 3, "triángulo": 3, "trilateral": 3, "bilateral": 2, "both": 2, "ambos": 2, "ambas": 2, "pair": 2, "couple": 2,
    "neither": 2,
}  # fmt: skip
"""Words that say how many things belong together."""
_MOST_CHARACTERS = 60
"""A longer stretch between two commas is not an item of an enumeration."""


def enumerations(text: str) -> Iterator[int]:
    """Yield the number of items of each enumeration: with commas and an "and", or values one after the other."""
    if _PAIR.search(text):
        yield 2
    if ", " not in text and "; " not in text:
        return
    run, start = 0, 0
    before = (
        False  # whether an item with an "and" of its own may be the first: "life or freedom because of race, religion"
    )
    for match in (*_SEPARATOR.finditer(text), None):
        item = text[start : match.start() if match else len(text)].strip()
        ends = match is None or match.group()[0] not in ",;"
        joined = _AND.search(item)
        if joined and run:
            count = run + (1 if not item[: joined.start()].strip() else 2)
            yield count
            if before:
                yield count + 1
            run, before = 0, True
        elif joined:
            if (
                before
            ):  # "in town and country, in Cuba, Haiti and Peru", where the first "and" hides the first of the three
                yield 3
            run, before = 0, True
        elif not run or len(item) > _MOST_CHARACTERS or _starts_anew(item):
            run = 1
        else:
            run += 1
        if ends:
            if run > 1:
                yield run
            run, before = 0, False
        start = match.end() if match else len(text)


def _starts_anew(item: str) -> bool:
    """Whether the last words of an item begin another enumeration: "presented with colleagues from Guatemala"."""
    first, _, last = item.partition(" ")
    last = last.rpartition(" ")[2]
    return first[:1].islower() and last[:1].isupper()
