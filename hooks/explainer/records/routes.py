"""Routes of the map: the stops of caravans."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .fields import Date, Key, Localized, LocalizedMarkdown, Model, Text


class Count(Model):
    """How many people somebody counted at a stop."""

    people: int = Field(ge=1, le=10_000_000)
    """The number; it must be in the evidence that the text of the stop cites."""
    bound: Literal["about", "at-least", "more-than"] | None = None
    """How exact the evidence says that the number is; left out for a count or an estimate given as one number."""
    by: Localized
    """Who counted, or who says it: a short name."""


class Stop(Model):
    """A place that a caravan passed through."""

    place: Text
    """Its name in `docs/map/places.csv`; it must be in the evidence that the text cites."""
    date: Date
    sure: bool = True
    """Whether a source says that the caravan was there; false if the stop was only announced."""
    counts: list[Count] = Field(default_factory=list, max_length=6)
    """How many people there were, by whose count; readers see it when they follow the caravan from stop to stop."""
    text: LocalizedMarkdown


class Route(Model):
    """The route of a caravan."""

    key: Key | None = None
    title: Localized
    stops: list[Stop] = Field(min_length=1)
    pages: list[Text] = Field(default_factory=list)
