"""Events of the timeline: what happened when and where, who acted, and which pages tell it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .fields import Date, Key, Localized, LocalizedMarkdown, Model, Text

Actor = Literal["mexico", "united-states", "central-america", "migrants", "courts"]
"""Whose act it is: a government, people on the move and those who speak for them, or courts and the UN."""


class Event(Model):
    """Something that happened."""

    key: Key | None = None
    date: Date
    """A day, a month, a year or an interval; it must stand in the evidence that the text cites."""
    place: Localized | None = None
    actors: list[Actor] = Field(min_length=1)
    title: Localized
    """A few words; a figure in it must stand in the same evidence."""
    text: LocalizedMarkdown
    """One or two cited sentences."""
    pages: list[Text] = Field(default_factory=list)
    """The written pages that tell it, as ``response/october-2018.md``."""
    main: bool = False
    """Whether it is among the few that the home page shows."""
