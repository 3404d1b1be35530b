"""The map: routes on outlines, drawn as SVG, and the same stops as tables.

The part where all routes meet is drawn a second time, larger. There is one list of stops, that of the tables; the points
of the drawings are links into it, and `overrides/assets/map.js` shows a row beside its point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from ..library import MAP_PAGE
from ..records.fields import in_language
from ..records.geography import Geography, Rings
from ..records.routes import Route, Stop
from .cartography import XY, Drawing, beside
from .site import GeneratedPage, Site, relative

COLOURS = 8
"""How many routes have a colour, a dash and a choice of their own; the ninth shares those of the first."""
GAP = 3.2
"""The units between lines side by side."""

DISTANCE = 8
"""The units between a name and the outermost line at its point."""
SIDES = {
    "n": (0, -1.4, "middle"), "ne": (0.5, -1.5, "start"), "e": (1.1, 0, "start"), "se": (0.5, 1.7, "start"),
    "s": (0, 1.6, "middle"), "sw": (-0.5, 1.7, "end"), "w": (-1.1, 0, "end"), "nw": (-0.5, -1.5, "end"),
}  # fmt: skip
"""The direction from a point to its name, and the name's alignment."""


@dataclass(frozen=True, slots=True)
class Row:
    """A stop, as the tables list it."""

    anchor: str
    stop: Stop
    on_map: bool
    """False if the place is unknown, which is a finding."""
    text: Any
    """Its cited sentences, with placeholders."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A stop, as a drawing shows it."""

    anchor: str
    at: XY
    title: str
    sure: bool
    linked: bool
    """False on the map if the inset has the link."""


@dataclass(frozen=True, slots=True)
class Line:
    """The stops of a route on a drawing, and the lines that connect them."""

    number: int
    """Its colour, from 1."""
    title: Any
    ways: list[tuple[bool, str]]
    """Stretches: whether a source says that the caravan was at both ends of each part, and the points."""
    dots: list[Dot]


@dataclass(frozen=True, slots=True)
class Label:
    """A name on a drawing."""

    text: str
    at: XY
    kind: str
    """``place``, or a kind of area."""
    dx: float = 0
    dy: float = 0
    anchor: str = "middle"
    wide: bool = False
    """Whether there is room for it on wide screens only."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with all that is on it."""

    width: str
    height: str
    outlines: list[tuple[str, str]]
    lines: list[Line]
    areas: list[Label]
    places: list[Label]
    inset: tuple[XY, XY] | None
    """The place and size of the inset's frame on the map."""


def pages(site: Site) -> Iterator[GeneratedPage]:
    """Yield the page of the map; if its outlines or places cannot be read, there is a message above the tables of the stops."""
    page = site.library.page(site.language, MAP_PAGE)
    geography = site.library.geography
    if page is None:
        return
    texts = iter(site.marked(page, '<span lang="{}">{}</span>'))  # in the cells of a table
    titles = {one.src: (one.title, relative(one.url, page.url)) for one in site.library.written(site.language)}
    places = geography.places or {}
    months = [_month(record.data) for record in site.library.routes.values()]
    routes = [
        (
            _colour(number),
            record,
            _short(site, record.data, months),
            [
                Row(f"{record.key}-{i}", stop, stop.place in places, next(texts))
                for i, stop in enumerate(record.data.stops, 1)
            ],
        )
        for number, record in enumerate(site.library.routes.values())
    ]
    drawn = bool(geography.countries and places)
    fill = partial(
        site.page,
        "map.md",
        title=page.title,
        routes=routes,
        map=_picture(site, Drawing(geography.frame), geography.countries or {}) if drawn else None,
        inset=_picture(site, Drawing(geography.inset.frame), geography.inset.countries, inset=True)
        if drawn and geography.inset
        else None,
        total=sum(len(rows) for *_, rows in routes),
        titles=titles,
    )
    yield GeneratedPage(page.src, fill, page.path)


HERO_ROUTE = "october-2018"
"""The route on the home page: that of the caravan with which the debate began."""

HERO_FRAME = (-118.5, 12.5, -83.4, 34.1)
"""The part of the map on the home page: west, south, east, north in degrees."""


def hero(site: Site) -> dict[str, Any] | None:
    """Return the drawing of the home page, or None if there is no such route."""
    geography = site.library.geography
    record = site.library.routes.get(HERO_ROUTE)
    if record is None or not geography.countries or not geography.places:
        return None
    drawing = Drawing(geography.frame)
    line = _line(site, geography, drawing, 0, record.key, 0.0)
    if not line.dots:
        return None
    left, top = drawing.at(HERO_FRAME[0], HERO_FRAME[3])
    right, bottom = drawing.at(HERO_FRAME[2], HERO_FRAME[1])
    first, last = line.dots[0], line.dots[-1]
    places = [record.data.stops[int(dot.anchor.rpartition("-")[2]) - 1].place for dot in (first, last)]
    return {
        "title": record.data.title,
        "places": places,
        "count": len(line.dots),
        "frame": f"{left:g} {top:g} {right - left:g} {bottom - top:g}",
        "outlines": drawing.outlines(geography.countries),
        "line": line,
        "areas": [one for one in _areas(site, geography, drawing, ("map",)) if left < one.at[0] < right],
        # The names of both ends are set inwards, so that the frame does not cut them, and off the route.
        "named": [
            Label(places[0], first.at, "place", 75, -32, "end"),
            Label(places[1], last.at, "place", -6, -10, "start"),
        ],
    }


def _picture(site: Site, drawing: Drawing, countries: dict[str, Rings], *, inset: bool = False) -> Picture:
    geography = site.library.geography
    count = len(site.library.routes)
    lines = [
        _line(site, geography, drawing, number, key, (number - (count - 1) / 2) * GAP, inset=inset)
        for number, key in enumerate(site.library.routes)
    ]
    reach = DISTANCE + max(count - 1, 0) / 2 * GAP
    places = []
    for name, point in (geography.places or {}).items():
        side = point.inset if inset else point.label
        if side and drawing.shows(point.longitude, point.latitude):
            dx, dy, anchor = SIDES[side]
            at = drawing.at(point.longitude, point.latitude)
            places.append(Label(name, at, "place", round(dx * reach, 1), round(dy * reach, 1), anchor))
    frame = None
    if geography.inset and not inset:
        west, south, east, north = geography.inset.frame
        corner, other = drawing.at(west, north), drawing.at(east, south)
        frame = (corner, (round(other[0] - corner[0], 1), round(other[1] - corner[1], 1)))
    return Picture(
        width=f"{drawing.at(drawing.frame[2], drawing.frame[1])[0]:g}",
        height=f"{drawing.height:g}",
        outlines=drawing.outlines(countries),
        lines=lines,
        areas=_areas(site, geography, drawing, ("inset",) if inset else ("map", "wide")),
        places=places,
        inset=frame,
    )


def _areas(site: Site, geography: Geography, drawing: Drawing, where: tuple[str, ...]) -> list[Label]:
    return [
        Label(one.text(site.language), drawing.at(one.longitude, one.latitude), one.kind, wide=one.where == "wide")
        for one in geography.names
        if one.where in where and drawing.shows(one.longitude, one.latitude)
    ]


def _line(
    site: Site, geography: Geography, drawing: Drawing, number: int, key: str, distance: float, *, inset: bool = False
) -> Line:
    """Return a route on a drawing, moved sideways by ``distance`` units."""
    record = site.library.routes[key]
    places = geography.places or {}
    found = [(i, stop, places[stop.place]) for i, stop in enumerate(record.data.stops, 1) if stop.place in places]
    points = beside([drawing.at(point.longitude, point.latitude) for _, _, point in found], distance)
    parts = [
        (before[1].sure and after[1].sure, (start, end))
        for (before, after), (start, end) in zip(pairwise(found), pairwise(points), strict=True)
    ]
    ways = []
    for sure, group in groupby(parts, key=lambda part: part[0]):
        ends = [ends for _, ends in group]
        ways.append((sure, " ".join(f"{x:g},{y:g}" for x, y in [ends[0][0], *(end for _, end in ends)])))
    larger = None if inset or not geography.inset else Drawing(geography.inset.frame)
    dots = [
        Dot(
            anchor=f"{key}-{i}",
            at=at,
            title=_title(site, stop),
            sure=stop.sure,
            linked=not (larger and larger.shows(point.longitude, point.latitude)),
        )
        for (i, stop, point), at in zip(found, points, strict=True)
        if drawing.shows(point.longitude, point.latitude)
    ]
    return Line(_colour(number), record.data.title, ways, dots)


def _month(route: Route) -> str:
    return route.stops[0].date[: len("2018-10")]


def _short(site: Site, route: Route, months: list[str]) -> str:
    """Return a route's name for a button: the month of its first stop, or its title if another began in the same month."""
    month = _month(route)
    alone = months.count(month) == 1 and re.fullmatch(r"\d{4}-\d{2}", month)
    return site.words.date(month) if alone else in_language(route.title, site.language)


def _colour(number: int) -> int:
    return number % COLOURS + 1


def _title(site: Site, stop: Stop) -> str:
    title = f"{stop.place}, {site.words.date(stop.date)}"
    return title if stop.sure else f"{title} ({site.words.gettext('announced or unconfirmed')})"
