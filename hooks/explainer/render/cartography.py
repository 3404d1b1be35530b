"""How places on Earth become points of a drawing: projection, outlines, and lines that run side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..records.geography import Frame, Rings

XY = tuple[float, float]

WIDTH = 660
"""The width of a drawing in its own units."""
LONGEST_CORNER = 2.0
"""How far a line's corner may lie from the true place, as a multiple of the line's distance: sharp corners are cut."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A frame on Earth, and its scale: equirectangular, true to scale in the middle."""

    frame: Frame

    @property
    def scale(self) -> float:
        """Units per degree of latitude."""
        west, _, east, _ = self.frame
        return WIDTH / ((east - west) * self._squeeze)

    @property
    def height(self) -> float:
        """The drawing's height in its own units."""
        return round((self.frame[3] - self.frame[1]) * self.scale, 1)

    @property
    def _squeeze(self) -> float:
        return math.cos(math.radians((self.frame[1] + self.frame[3]) / 2)) or 1.0

    def at(self, longitude: float, latitude: float) -> XY:
        """Return the position of a place."""
        west, _, _, north = self.frame
        return round((longitude - west) * self._squeeze * self.scale, 1), round((north - latitude) * self.scale, 1)

    def shows(self, longitude: float, latitude: float) -> bool:
        """Whether a place is within the frame."""
        west, south, east, north = self.frame
        return west <= longitude <= east and south <= latitude <= north

    def outlines(self, countries: dict[str, Rings]) -> list[tuple[str, str]]:
        """Return each country's code and its outline as the data of an SVG path, each point relative to the one before it."""
        return [(code, "".join(map(self._ring, rings))) for code, rings in countries.items()]

    def _ring(self, ring: Sequence[XY]) -> str:
        (x, y), *rest = [self.at(*point) for point in ring[:-1]]
        parts = [f"M{x:g} {y:g}"]
        for to_x, to_y in rest:
            parts.append(f"l{to_x - x:.1f} {to_y - y:.1f}".replace(".0 ", " ").removesuffix(".0"))
            x, y = to_x, to_y
        return "".join([*parts, "z"])


def beside(points: Sequence[XY], distance: float) -> list[XY]:
    """Return a line that runs ``distance`` units to the left of the line through ``points``, seen in its direction."""
    normals = [_normal(a, b) for a, b in pairwise(points) if a != b]
    if not normals:
        return [(round(x + distance, 1), y) for x, y in points]
    shifted: list[XY] = []
    after = 0
    for i, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = normals[max(after - 1, 0)], normals[min(after, len(normals) - 1)]
        nx, ny = ax + bx, ay + by
        size = math.hypot(nx, ny)
        # Half of the sum of two unit vectors is as long as the cosine of half the angle between them.
        reach = distance * min(2 / size, LONGEST_CORNER) / size if size > 1e-9 else 0.0
        shifted.append((round(x + nx * reach, 1), round(y + ny * reach, 1)))
        if i + 1 < len(points) and points[i + 1] != (x, y):
            after += 1
    return shifted


def _normal(a: XY, b: XY) -> XY:
    """Return the unit vector to the left of the way from ``a`` to ``b``; the drawing's y axis points down."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy)
    return dy / length, -dx / length
