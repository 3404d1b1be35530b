"""Plans for a class: steps with minutes that add up, and what the class needs."""

from __future__ import annotations

from pydantic import Field

from .fields import Key, Localized, Model, Whole


class PlanStep(Model):
    """One step."""

    minutes: Whole
    what: Localized
    lesson: Whole | None = None
    """The number of its lesson, in a plan for several."""


class Plan(Model):
    """A plan; its minutes are the site's own figures and need no evidence, but must add up."""

    key: Key | None = None
    title: Localized
    about: Localized
    """Why and for whom, in one to four sentences without figures or claims."""
    need: Localized
    """What the class needs."""
    minutes: Whole
    """All minutes together."""
    rank: Whole
    """Its place on the page: 1 for the first."""
    steps: list[PlanStep] = Field(min_length=2, max_length=20)
