"""Events of the timeline: what happened, when and where, who acted, and the pages about it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .fields import Date, Key, Localized, LocalizedMarkdown, Model, Text

Actor = Literal["mexico", "united-states", "central-america", "migrants", "courts"]
"""The actors: governments, migrants and those who speak for them, or courts and the UN."""


class Event(Model):
    """Something that happened."""

    key: Key | None = None
    date: Date
    """A day, a month, a year or an interval; it must be in the evidence that the text cites."""
    place: Localized | None = None
    actors: list[Actor] = Field(min_length=1)
    title: Localized
    """A few words; a figure in it must be in the same evidence."""
    text: LocalizedMarkdown
    """One or two cited sentences."""
    pages: list[Text] = Field(default_factory=list)
    """The written pages about it, such as ``response/october-2018.md``."""
    main: bool = False
    """Whether it is one of the few events on the home page."""
