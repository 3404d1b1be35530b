"""What lies below the routes of the map: outlines, the coordinates of places, the names of countries and seas."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from ..characters import hidden_characters
from ..diagnostics import Diagnostic, Location
from ..files import read_text

_Row = TypeVar("_Row")

Rings = list[list[tuple[float, float]]]
"""Outlines as rings of longitude and latitude."""
Frame = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

SIDES = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
"""The sides of a point on which its name can stand."""
KINDS = ("country", "region", "sea")
WHERE = ("map", "wide", "inset")
"""Where a name of a country or sea is shown: on the map, on the map of wide screens alone, or on the inset."""

_PLACES = ("name", "latitude", "longitude", "label", "inset")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’-]){0,39}")
"""A name stands on the map without evidence, so it can hold no figure and no sentence."""
_NAMES = ("name", "es", "kind", "where", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map."""

    latitude: float
    longitude: float
    label: str
    """The side of the point on which its name is shown, one of `SIDES`; empty for no name."""
    inset: str = ""
    """The same on the inset."""


@dataclass(frozen=True, slots=True)
class AreaName:
    """The name of a country, a region or a sea, and the point in its middle."""

    name: str
    es: str
    kind: str
    """One of `KINDS`."""
    where: str
    """One of `WHERE`."""
    latitude: float
    longitude: float

    def text(self, language: str) -> str:
        """Return the name in a language; in English where it has no other."""
        return self.es if language == "es" and self.es else self.name


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines of countries within a frame."""

    frame: Frame
    countries: dict[str, Rings]


@dataclass(frozen=True, slots=True)
class Geography:
    """The map below the routes."""

    frame: Frame = (-180.0, -90.0, 180.0, 90.0)
    countries: dict[str, Rings] | None = None
    places: dict[str, Point] | None = None
    inset: Outlines | None = None
    """A part of the map that is shown a second time, larger."""
    names: tuple[AreaName, ...] = ()


def read_geography(root: Path, folder: str) -> tuple[Geography, list[Diagnostic]]:
    """Read the outlines, places and names in ``root/folder``; empty if there is no such folder."""
    if not (root / folder).is_dir():
        return Geography(), []
    places, faults = _places(root, f"{folder}/places.csv")
    names: tuple[AreaName, ...] = ()
    if (root / folder / "names.csv").exists():
        names, more = _names(root, f"{folder}/names.csv")
        faults += more
    name = f"{folder}/outlines.json"
    text, fault = read_text(root, root / name, "invalid-data")
    if text is None:
        return Geography(places=places, names=names), [*faults, *([fault] if fault else [])]
    try:
        data: dict[str, Any] = json.loads(text)
        main = _outlines(data)
        inset = _outlines(data["inset"]) if "inset" in data else None
        if inset and not _within(inset.frame, main.frame):
            raise ValueError("the frame of the inset is not within the frame of the map")
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        message = f"these outlines cannot be read: {str(error)[:120]}"
        faults.append(Diagnostic("invalid-data", Location(name), message, "make them again with tools/outlines.py"))
        return Geography(places=places, names=names), faults
    return Geography(main.frame, main.countries, places, inset, names), faults


def _outlines(data: dict[str, Any]) -> Outlines:
    """Return the outlines of a JSON object; raise an error if it has none, or some that cannot be drawn."""
    west, south, east, north = map(float, data["frame"])
    countries = {
        str(code): [[(float(x), float(y)) for x, y in ring] for ring in rings]
        for code, rings in data["countries"].items()
    }
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ValueError("the frame is not west, south, east and north in degrees")
    for code, rings in countries.items():
        for ring in rings:
            if len(ring) < 4:
                raise ValueError(f"a ring of {code[:20]!r} has fewer than four points")
            if not all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring):  # NaN fails every comparison
                raise ValueError(f"a point of {code[:20]!r} is not on Earth")
    return Outlines((west, south, east, north), countries)


def _within(inner: Frame, outer: Frame) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _places(root: Path, name: str) -> tuple[dict[str, Point], list[Diagnostic]]:
    def place(fields: list[str]) -> tuple[str, Point]:
        title, latitude, longitude, *sides = fields
        for side in sides:
            if side and side not in SIDES:
                raise ValueError(f"'{side[:20]}' is not a side")
        return title, Point(*_position(latitude, longitude), *sides)

    kind = ("place", "name,latitude,longitude and a side (n, ne, e ...) or nothing", "a list of places")
    found, faults = _table(root, name, (_PLACES[:4], _PLACES), place, kind)
    places: dict[str, Point] = {}
    for number, (title, point) in found:
        if title in places:
            message = f"'{title}' occurs twice"
            faults.append(Diagnostic("invalid-data", Location(name, number), message, "remove one of the two"))
        places[title] = point
    return places, faults


def _names(root: Path, name: str) -> tuple[tuple[AreaName, ...], list[Diagnostic]]:
    def area(fields: list[str]) -> AreaName:
        title, es, kind, where, latitude, longitude = fields
        for text in (title, es):
            if text and not _NAME.fullmatch(text):
                raise ValueError(f"'{text[:20]}' is not a name of at most 40 letters")
        if not title:
            raise ValueError("it has no name")
        for value, known in ((kind, KINDS), (where, WHERE)):
            if value not in known:
                raise ValueError(f"'{value[:20]}' is none of {', '.join(known)}")
        return AreaName(title, es, kind, where, *_position(latitude, longitude))

    kind = ("name", ",".join(_NAMES), "a list of names of countries and seas")
    found, faults = _table(root, name, (_NAMES,), area, kind)
    return tuple(one for _, one in found), faults


def _position(latitude: str, longitude: str) -> tuple[float, float]:
    north, east = float(latitude), float(longitude)
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError("there is no such latitude or longitude")
    return north, east


def _table(
    root: Path,
    name: str,
    columns: tuple[tuple[str, ...], ...],
    read: Callable[[list[str]], _Row],
    kind: tuple[str, str, str],
) -> tuple[list[tuple[int, _Row]], list[Diagnostic]]:
    """Return what ``read`` makes of each row of a CSV file, with its line, and the faults of the others.

    ``columns`` are the headings that the file may have; ``kind`` says what a row is, what to write in it, and what the file is.
    """
    text, fault = read_text(root, root / name, "invalid-data")
    if text is None:
        return [], [fault] if fault else []
    row, write, table = kind
    found: list[tuple[int, _Row]] = []
    faults = hidden_characters(name, text)
    width = 0
    for number, fields, error in _rows(text):
        if error:
            message = f"this row is not CSV: {error}"
            faults.append(Diagnostic("invalid-data", Location(name, number), message, f"write {write}"))
        elif number == 1:
            if tuple(fields) not in columns:
                message = f"the columns are not those of {table}"
                help = f"begin the file with {','.join(columns[0])}"
                return [], [Diagnostic("invalid-data", Location(name), message, help)]
            width = len(fields)
        elif any(map(str.strip, fields)):
            try:
                if len(fields) != width:
                    raise ValueError(f"it has {len(fields)} fields, not {width}")
                found.append((number, read(fields)))
            except ValueError as fault_of_row:
                message = f"this row is not a {row}: {str(fault_of_row)[:120]}"
                faults.append(Diagnostic("invalid-data", Location(name, number), message, f"write {write}"))
    return found, faults


def _rows(text: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield each line's number and fields, or its error; a row has one line, so that one faulty line gives one finding."""
    for number, line in enumerate(text.split("\n"), 1):
        try:
            yield number, next(csv.reader([line], strict=True), []), ""
        except csv.Error as error:
            yield number, [], str(error)
