"""Makes `docs/map/outlines.json`, the outlines under the map: ``python tools/outlines.py countries-10m.json``.

The input is Natural Earth (public domain, https://www.naturalearthdata.com) as TopoJSON: the file `countries-10m.json` of the
npm package world-atlas 2.0.2. Needs shapely (``pip install shapely==2.1.*``), which the site itself does not.
"""

import json
import sys
from pathlib import Path

from shapely import box, polygons, simplify
from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import unary_union

COUNTRIES = {"484": "MX", "320": "GT", "084": "BZ", "222": "SV", "340": "HN", "558": "NI", "840": "US"}
FRAME = (-119.0, 11.8, -83.0, 34.2)
"""West, south, east, north in degrees."""
INSET = (-96.2, 14.1, -89.4, 16.8)
"""The frame of the larger map of Chiapas and the west of Guatemala."""
TOLERANCES = {FRAME: 0.06, INSET: 0.008}
"""How far a simplified line may leave the true one, in degrees: a pixel at the size of each map."""
SMALLEST = {FRAME: 0.02, INSET: 0.001}
"""The area of the smallest island that is drawn, in square degrees."""


def main() -> None:
    """Write the outlines of the countries within both frames, in degrees with two or three decimals."""
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)

    def ring(indices):
        points = []
        for index in indices:
            part = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += part[1:] if points else part
        return points

    countries = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if code := COUNTRIES.get(geometry.get("id")):
            parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            countries[code] = unary_union([polygons(ring(part[0])).buffer(0) for part in parts])

    def within(frame):
        outlines = {}
        for code, whole in sorted(countries.items()):
            shape = simplify(whole.intersection(box(*frame)), TOLERANCES[frame])
            pieces = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
            rings = [
                [[round(x, 2 if frame == FRAME else 3), round(y, 2 if frame == FRAME else 3)] for x, y in piece.exterior.coords]
                for piece in pieces
                if isinstance(piece, Polygon) and piece.area > SMALLEST[frame]
            ]
            if rings:
                outlines[code] = rings
        return {"frame": frame, "countries": outlines}

    text = json.dumps(within(FRAME) | {"inset": within(INSET)}, separators=(",", ":"))
    Path("docs/map/outlines.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
