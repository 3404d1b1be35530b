"""Which label a text gives each of its figures, such as the year: "5 in 2018 and 7 in 2019", or "5 and 7 in 2018 and 2019"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Generic, TypeVar

Label = TypeVar("Label")

_AFTER = re.compile(r"(?:[ ][^\W\d]{1,20}){0,3}[ ](?:\(|in |en |for |of )")
"""What may be between a figure and the label that belongs to it: "12 cards in ", "12 (".
"""
_CLAUSE_END = re.compile(r"[.;](?=\s)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in a text, with its possible values."""

    start: int
    end: int
    values: frozenset[Decimal]


@dataclass(frozen=True, slots=True)
class Labelled(Generic[Label]):
    """A label in a text."""

    start: int
    end: int
    label: Label


def labels_by_value(
    text: str, amounts: Sequence[Amount], labels: Sequence[Labelled[Label]]
) -> dict[Decimal, set[Label] | None]:
    """Return the labels of each value wherever the text has it; ``None`` if one of these places does not show them clearly."""
    found: dict[Decimal, set[Label] | None] = {}
    if not labels:
        return found
    for ours, theirs in _clauses(text, amounts, labels):
        for amount, label in zip(ours, _labels(text, ours, theirs), strict=True):
            for value in amount.values:
                before = found.setdefault(value, set())
                if label is None:
                    found[value] = None
                elif before is not None:
                    before.add(label.label)
    return found


def _labels(text: str, amounts: list[Amount], labels: list[Labelled[Label]]) -> Sequence[Labelled[Label] | None]:
    """Return the label of each figure of a clause, as far as it is clear."""
    if len(labels) == 1:
        return labels * len(amounts)
    if amounts and len(labels) == len(amounts) and (_alternate(amounts, labels) or _in_two_lists(amounts, labels)):
        return labels
    found: list[Labelled[Label] | None] = []
    number = 0
    for amount in amounts:
        while number < len(labels) and labels[number].start < amount.end:
            number += 1
        after = labels[number] if number < len(labels) else None
        found.append(after if after and _AFTER.fullmatch(text, amount.end, after.start) else None)
    return found


def _clauses(
    text: str, amounts: Sequence[Amount], labels: Sequence[Labelled[Label]]
) -> Iterator[tuple[list[Amount], list[Labelled[Label]]]]:
    """Yield the figures and labels of each clause of a text."""
    i = j = 0
    for end in [*(match.end() for match in _CLAUSE_END.finditer(text)), len(text) + 1]:
        ours: list[Amount] = []
        theirs: list[Labelled[Label]] = []
        while i < len(amounts) and amounts[i].start < end:
            ours.append(amounts[i])
            i += 1
        while j < len(labels) and labels[j].start < end:
            theirs.append(labels[j])
            j += 1
        yield ours, theirs


def _alternate(amounts: list[Amount], labels: list[Labelled[Label]]) -> bool:
    """Whether a label comes after each figure, or before each."""
    order = sorted([*((one.start, True) for one in amounts), *((one.start, False) for one in labels)])
    return all(one[1] != other[1] for one, other in pairwise(order))


def _in_two_lists(amounts: list[Amount], labels: list[Labelled[Label]]) -> bool:
    """Whether all figures come before all labels, or after them."""
    return amounts[-1].start < labels[0].start or labels[-1].start < amounts[0].start
