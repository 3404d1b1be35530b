"""Routes of the map: the stops of caravans, and the coordinates of places."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from ..characters import hidden_characters
from ..diagnostics import Diagnostic, Location
from ..files import read_text
from .fields import Date, Key, Localized, LocalizedMarkdown, Model, Text

COLUMNS = ["name", "latitude", "longitude", "label"]


class Stop(Model):
    """A place that a caravan passed through."""

    place: Text
    """Its name in `docs/map/places.csv`; it must be in the evidence that the text cites."""
    date: Date
    sure: bool = True
    """Whether a source says that the caravan was there; false if the stop was only announced."""
    text: LocalizedMarkdown


class Route(Model):
    """The route of a caravan."""

    key: Key | None = None
    title: Localized
    stops: list[Stop] = Field(min_length=1)
    pages: list[Text] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map."""

    latitude: float
    longitude: float
    label: str
    """The side of the point on which its name is shown (``n``, ``e``, ``s``, ``w``); empty for no name."""


@dataclass(frozen=True, slots=True)
class Geography:
    """The map below the routes."""

    frame: tuple[float, float, float, float] = (-180.0, -90.0, 180.0, 90.0)
    """West, south, east, north in degrees."""
    countries: dict[str, list[list[tuple[float, float]]]] | None = None
    """Outlines as rings of longitude and latitude."""
    places: dict[str, Point] | None = None


def read_geography(root: Path, folder: str) -> tuple[Geography, list[Diagnostic]]:
    """Read the outlines and places in ``root/folder``; empty if there is no such folder."""
    if not (root / folder).is_dir():
        return Geography(), []
    places, faults = _places(root, folder)
    text, fault = read_text(root, root / folder / "outlines.json", "invalid-data")
    if text is None:
        return Geography(places=places), [*faults, *([fault] if fault else [])]
    try:
        data: dict[str, Any] = json.loads(text)
        west, south, east, north = map(float, data["frame"])
        countries = {
            code: [[(float(x), float(y)) for x, y in ring] for ring in rings]
            for code, rings in data["countries"].items()
        }
        _drawable(west, south, east, north, countries)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        name = f"{folder}/outlines.json"
        faults.append(
            Diagnostic(
                "invalid-data",
                Location(name),
                f"these outlines cannot be read: {str(error)[:120]}",
                "make them again with tools/outlines.py",
            )
        )
        return Geography(places=places), faults
    return Geography((west, south, east, north), countries, places), faults


def _drawable(
    west: float, south: float, east: float, north: float, countries: dict[str, list[list[tuple[float, float]]]]
) -> None:
    """Raise ValueError if the frame or a ring cannot be drawn."""
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ValueError("the frame is not west, south, east and north in degrees")
    for code, rings in countries.items():
        for ring in rings:
            if len(ring) < 4:
                raise ValueError(f"a ring of {str(code)[:20]!r} has fewer than four points")
            if not all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring):  # NaN fails every comparison
                raise ValueError(f"a point of {str(code)[:20]!r} is not on Earth")


def _places(root: Path, folder: str) -> tuple[dict[str, Point], list[Diagnostic]]:
    name = f"{folder}/places.csv"
    text, fault = read_text(root, root / folder / "places.csv", "invalid-data")
    if text is None:
        return {}, [fault] if fault else []
    found: dict[str, Point] = {}
    faults = hidden_characters(name, text)
    for number, line in enumerate(
        text.split("\n"), 1
    ):  # a place has one line, so that one faulty line gives one finding
        try:
            fields = next(csv.reader([line], strict=True), [])
        except csv.Error as error:
            faults.append(
                Diagnostic(
                    "invalid-data",
                    Location(name, number),
                    f"this row is not CSV: {error}",
                    "write name,latitude,longitude,label",
                )
            )
            continue
        if number == 1:
            if fields != COLUMNS:
                return {}, [
                    Diagnostic(
                        "invalid-data",
                        Location(name),
                        "the columns are not those of a list of places",
                        f"begin the file with {','.join(COLUMNS)}",
                    )
                ]
            continue
        if not any(map(str.strip, fields)):
            continue
        try:
            place, latitude, longitude, label = fields
            point = Point(float(latitude), float(longitude), label)
            if label not in ("", "n", "e", "s", "w"):
                raise ValueError(f"'{label[:20]}' is not a side")
            if not (-90 <= point.latitude <= 90 and -180 <= point.longitude <= 180):
                raise ValueError("there is no such latitude or longitude")
        except ValueError as error:
            faults.append(
                Diagnostic(
                    "invalid-data",
                    Location(name, number),
                    f"this row is not a place: {str(error)[:120]}",
                    "write name,latitude,longitude and n, e, s, w or nothing",
                )
            )
            continue
        if place in found:
            faults.append(
                Diagnostic("invalid-data", Location(name, number), f"'{place}' occurs twice", "remove one of the two")
            )
        found[place] = point
    return found, faults
