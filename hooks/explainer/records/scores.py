"""The scores of other tools on planted errors: one JSON file, made by a benchmark and shown on a page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, ValidationError

from ..diagnostics import Diagnostic, Location
from ..files import read_text
from .fields import Date, Model, Text

Count = Annotated[int, Field(ge=0, le=1_000_000)]


class Score(Model):
    """How many of the planted errors a tool found."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    found: Count
    placed: Count
    """How many of them it named with a file and a line."""
    total: Count


class Tool(Score):
    """A tool's scores."""

    name: Text
    version: Text
    everybodys: Score
    """Its scores on the errors that any such tool could find."""


class Scores(Model):
    """The scores of all tools, the engine's first."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    date: Date
    """When they were measured."""
    tools: list[Tool] = Field(min_length=1)


def read_scores(root: Path, name: str) -> tuple[Scores | None, list[Diagnostic]]:
    """Read the file ``name`` in ``root``; return its scores, None if there is no file, and the findings on it."""
    if not (root / name).is_file():
        return None, []
    text, fault = read_text(root, root / name, "invalid-data")
    if text is None:
        return None, [fault] if fault else []
    help = "make the file again with its benchmark, or remove it"
    try:
        return Scores.model_validate_json(text), []
    except ValidationError as error:
        first = error.errors()[0]
        where = ", ".join(map(str, first["loc"]))
        message = (
            f"the scores cannot be read: {where}: {first['msg']}"
            if where
            else f"the scores cannot be read: {first['msg']}"
        )
        return None, [Diagnostic("invalid-data", Location(name), " ".join(message.split())[:200], help)]
