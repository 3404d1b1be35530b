"""What some evidence says about one number, and whether a quantity of a page can be compared with it."""

from __future__ import annotations

from typing import NamedTuple

from .model import SILENT, Bound, Kind, Quantity
from .units import MEASURES


class Fact(NamedTuple):
    """What evidence says about one number."""

    kind: Kind
    units: frozenset[str]
    sign: int
    bound: Bound
    years: frozenset[int]


def is_measure_of_things(quantity: Quantity, fact: Fact) -> bool:
    """Whether a fact measures time, length, money or a share, and the quantity counts things: "60 days", "60 rooms"."""
    return quantity.noun != "" and quantity.units == SILENT and fact.units <= MEASURES


def same_kind(kind: Kind, fact: Fact) -> bool:
    """Whether a number of ``kind`` can be the fact's: "second" may be the second of two, "threefold" is three times."""
    if kind == fact.kind:
        return True
    if kind == "ordinal":
        return fact.kind == "cardinal"
    if kind == "multiple":
        return fact.kind == "cardinal" and bool(fact.units & {"", "times"})
    return kind == "cardinal" and fact.kind == "multiple"
