"""The map: routes on outlines, drawn as SVG, and the same stops as a table."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..library import MAP_PAGE
from ..records.routes import Geography, Stop
from .site import GeneratedPage, Site, relative

SCALE = 20
"""Units of the drawing per degree of latitude."""


SIDES = {"n": (0, -9, "middle"), "e": (9, 4, "start"), "s": (0, 19, "middle"), "w": (-9, 4, "end")}
"""The offset of a name from its point, and its alignment."""


@dataclass(frozen=True, slots=True)
class DrawnStop:
    """A stop with its position."""

    anchor: str
    stop: Stop
    at: tuple[float, float] | None
    """Its point in the drawing; None if the place is unknown, which is a finding."""
    title: str


def pages(site: Site) -> Iterator[GeneratedPage]:
    """Yield the page of the map; if its outlines or places cannot be read, there is a message above the tables of the stops."""
    page = site.library.page(site.language, MAP_PAGE)
    geography = site.library.geography
    if page is None:
        return
    texts = iter(site.marked(page, '<span lang="{}">{}</span>'))  # in the cells of a table
    titles = {one.src: (one.title, relative(one.url, page.url)) for one in site.library.written(site.language)}
    routes = []
    for number, record in enumerate(site.library.routes.values(), 1):
        stops = [_drawn(site, geography, f"{record.key}-{i}", stop) for i, stop in enumerate(record.data.stops, 1)]
        routes.append((number, record, stops, [next(texts) for _ in stops]))
    width, height = _project(geography, geography.frame[2], geography.frame[1])
    fill = partial(
        site.page,
        "map.md",
        title=page.title,
        routes=routes,
        drawable=bool(geography.countries and geography.places),
        outlines=_outlines(geography),
        names=[
            (name, *_project(geography, point.longitude, point.latitude), *SIDES[point.label])
            for name, point in (geography.places or {}).items()
            if point.label
        ],
        width=round(width),
        height=round(height),
        total=sum(len(stops) for _, _, stops, _ in routes),
        titles=titles,
    )
    yield GeneratedPage(page.src, fill, page.path)


HERO_ROUTE = "october-2018"
"""The route on the home page: that of the caravan with which the debate began."""

HERO_FRAME = (-118.5, 12.5, -84.5, 33.6)
"""The part of the map on the home page: west, south, east, north in degrees."""


def hero(site: Site) -> dict[str, Any] | None:
    """Return the drawing of the home page, or None if there is no such route."""
    geography = site.library.geography
    record = site.library.routes.get(HERO_ROUTE)
    if record is None or not geography.countries or not geography.places:
        return None
    stops = [
        drawn
        for stop in record.data.stops
        if stop.sure and (drawn := _drawn(site, geography, "", stop)).at  # an unknown place is a finding
    ]
    if not stops:
        return None
    left, top = _project(geography, HERO_FRAME[0], HERO_FRAME[3])
    right, bottom = _project(geography, HERO_FRAME[2], HERO_FRAME[1])
    # The names of both ends are set inwards, so that the frame does not cut them.
    named = [
        {"name": stop.stop.place, "at": stop.at, "dx": dx, "dy": dy, "anchor": anchor}
        for stop, dx, dy, anchor in ((stops[0], 12, -14, "end"), (stops[-1], -6, 28, "start"))
    ]
    return {
        "title": record.data.title,
        "frame": f"{left:g} {top:g} {right - left:g} {bottom - top:g}",
        "outlines": _outlines(geography),
        "way": " ".join(f"{x:g},{y:g}" for x, y in (stop.at for stop in stops if stop.at)),
        "stops": stops,
        "named": named,
    }


def _drawn(site: Site, geography: Geography, anchor: str, stop: Stop) -> DrawnStop:
    point = (geography.places or {}).get(stop.place)
    at = _project(geography, point.longitude, point.latitude) if point else None
    title = f"{stop.place}, {site.words.date(stop.date)}"
    return DrawnStop(
        anchor, stop, at, title if stop.sure else f"{title} ({site.words.gettext('announced or unconfirmed')})"
    )


def _outlines(geography: Geography) -> list[tuple[str, str]]:
    """Return each country's code and outline."""
    return [(code, _path(geography, rings)) for code, rings in (geography.countries or {}).items()]


def _project(geography: Geography, longitude: float, latitude: float) -> tuple[float, float]:
    """Return the position of a place in the drawing: an equirectangular projection, true to scale in the middle of the frame."""
    west, south, _, north = geography.frame
    squeeze = math.cos(math.radians((south + north) / 2))
    return round((longitude - west) * squeeze * SCALE, 1), round((north - latitude) * SCALE, 1)


def _path(geography: Geography, rings: list[list[tuple[float, float]]]) -> str:
    """Return rings as the data of an SVG path, each point relative to the one before it."""
    parts: list[str] = []
    for ring in rings:
        points = [_project(geography, x, y) for x, y in ring[:-1]]
        (x, y), *rest = points
        parts.append(f"M{x:g} {y:g}")
        for to_x, to_y in rest:
            parts.append(f"l{to_x - x:.1f} {to_y - y:.1f}".replace(".0 ", " ").removesuffix(".0"))
            x, y = to_x, to_y
        parts.append("z")
    return "".join(parts)
