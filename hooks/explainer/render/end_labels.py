"""The names of a chart's lines at their ends, which readers find faster than those of a legend."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .ink import Box, height_of, ink, share
from .plots import Drawn, Lines

MARGIN = 168
"""The space for names beside a drawing on a wide screen, in CSS pixels."""
_WIDTHS = (432, 592)
"""The least and the greatest width of such a drawing."""
_CHARACTERS = 18
"""The most characters in a line of a name, so that it fits into the margin."""
_MOST = 3
"""The most lines of a name."""
_CHARACTER, _LINE = 8, 15
"""The width of a character and the height of a line, in CSS pixels; of most letters a little more than they need."""
_AWAY = 12
"""From a value to its name."""
_EDGE = 82
"""A series whose last value is to the right of this share of the width, in per cent, has its name in the margin."""


class EndLabel(NamedTuple):
    """The name of a series at its end."""

    number: int
    """The series's."""
    lines: list[str]
    x: str
    """The position of its last value, or the edge of the drawing."""
    y: float
    """The middle of its first line, in pixels."""


def end_labels(plot: Lines) -> list[EndLabel]:
    """Return the name of each series, placed on a wide screen; none if there is no space for all, or one series alone."""
    names = {line.number: textwrap.wrap(line.label, _CHARACTERS, break_long_words=False) for line in plot.drawn}
    fit = all(len(lines) <= _MOST and max(map(len, lines)) <= _CHARACTERS for lines in names.values())
    if len(names) < 2 or not fit or not all(line.dots for line in plot.drawn):
        return []
    beside = [line for line in plot.drawn if share(line.dots[-1]) >= _EDGE]
    placed = _stacked(
        [(line.number, names[line.number], height_of(line.dots[-1])) for line in beside], plot.frame.height
    )
    within = [line for line in plot.drawn if line not in beside]
    placed += [
        EndLabel(line.number, names[line.number], line.dots[-1].x, height_of(line.dots[-1]) - _rise(names[line.number]))
        for line in within
    ]
    if len(placed) < len(names) or not all(_free(plot, within, names, width) for width in _WIDTHS):
        return []
    return placed


def _stacked(names: Iterable[tuple[int, list[str], float]], height: int) -> list[EndLabel]:
    """Return names in the margin, each as near to the end of its line as the others let it; none if they are too high."""
    ordered = sorted(names, key=lambda name: name[2])
    bottoms: list[float] = []
    for _, lines, y in ordered:
        top = max(bottoms[-1] if bottoms else 0.0, y - _LINE * len(lines) / 2)
        bottoms.append(top + _LINE * len(lines))
    limit = float(height)
    placed = []
    for (number, lines, _), bottom in zip(reversed(ordered), reversed(bottoms), strict=True):
        limit = min(bottom, limit) - _LINE * len(lines)
        placed.append(EndLabel(number, lines, "100%", limit + _LINE / 2))
    return placed if limit >= 0 else []


def _free(plot: Lines, within: Sequence[Drawn], names: dict[int, list[str]], width: int) -> bool:
    """Whether names within a drawing of a width overprint neither a line nor a value, nor each other."""
    boxes: list[Box] = []
    for line in within:
        end, lines = line.dots[-1], names[line.number]
        left, top = share(end) * width / 100 + _AWAY - 4, height_of(end) - _rise(lines) - _LINE / 2
        box = Box(left, top, left + _CHARACTER * max(map(len, lines)) + 4, top + _LINE * len(lines))
        if box.right > width or any(box.meets(other) for other in boxes):
            return False
        boxes.append(box)
    return not any(box.meets(ink) for ink in ink(plot, width) for box in boxes)


def _rise(lines: Sequence[str]) -> float:
    """Return how far above its value the first line of a name stands."""
    return _LINE * (len(lines) - 1) / 2
