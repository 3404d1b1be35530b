"""Plans for a class: steps with minutes that add up, and what the class needs."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from .fields import Key, Localized, Model

Minutes = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,2}$")]
"""A whole number of minutes."""


class PlanStep(Model):
    """One step."""

    minutes: Minutes
    what: Localized
    lesson: Annotated[str, StringConstraints(pattern=r"^[1-9]$")] | None = None
    """The number of its lesson, in a plan for several."""


class Plan(Model):
    """A plan; its minutes are the site's own figures and need no evidence, but must add up."""

    key: Key | None = None
    title: Localized
    about: Localized
    """Why and for whom, in one to four sentences without figures or claims."""
    need: Localized
    """What the class needs."""
    minutes: Minutes
    """All minutes together."""
    rank: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]?$")]
    """Its place on the page: 1 for the first."""
    steps: list[PlanStep] = Field(min_length=2, max_length=20)
