"""Where a drawing has ink, so that a label can be put elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .plots import Dot, Lines


class Box(NamedTuple):
    """A rectangle in the drawing, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have a point in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def ink(plot: Lines, width: int) -> Iterator[Box]:
    """Yield boxes around everything that a drawing has: its values, short stretches of its lines, and its events."""
    for line in plot.drawn:
        for dot in line.dots:
            yield _around(share(dot) * width / 100, height_of(dot))
        for one, other in line.segments + line.gaps:
            for part in range(1, 16):
                x, y = (
                    a + (b - a) * part / 16 for a, b in ((share(one), share(other)), (height_of(one), height_of(other)))
                )
                yield _around(x * width / 100, y)
    for _, place, _, _ in plot.marked:
        yield Box(_per_cent(place) * width / 100 - 1, 0, _per_cent(place) * width / 100 + 1, plot.frame.height)


def _around(x: float, y: float) -> Box:
    return Box(x - 5, y - 5, x + 5, y + 5)


def share(dot: Dot) -> float:
    """Return where a value is, from the left, in per cent of the drawing's width."""
    return _per_cent(dot.x)


def _per_cent(place: str) -> float:
    return float(place.removesuffix("%"))


def height_of(dot: Dot) -> float:
    """Return where a value is, from the top, in pixels."""
    return float(dot.y)
