"""Scores that a benchmark measures and a page shows, in JSON files: other tools on planted errors, and our checks on changed pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeVar

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


class KindOfChange(Model):
    """How many changes of a kind the checks found in the written pages."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    kind: Text
    found: Count
    planted: Annotated[int, Field(ge=1, le=1_000_000)]


class MutationScores(Model):
    """What the checks found of changes that were planted in the written pages, by kind."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    date: Date
    """When they were planted."""
    seeds: list[Count] = Field(min_length=1)
    """The seeds that the changes were drawn by: with them, anyone can plant the same changes in the same pages."""
    kinds: list[KindOfChange] = Field(min_length=1)


S = TypeVar("S", Scores, MutationScores)


def read_scores(root: Path, name: str, model: type[S]) -> tuple[S | None, list[Diagnostic]]:
    """Read the file ``name`` in ``root``; return its scores, None if there is no file, and the findings on it."""
    if not (root / name).is_file():
        return None, []
    text, fault = read_text(root, root / name, "invalid-data")
    if text is None:
        return None, [fault] if fault else []
    help = "make the file again with its benchmark, or remove it"
    try:
        return model.model_validate_json(text), []
    except ValidationError as error:
        first = error.errors()[0]
        where = ", ".join(map(str, first["loc"]))
        message = (
            f"the scores cannot be read: {where}: {first['msg']}"
            if where
            else f"the scores cannot be read: {first['msg']}"
        )
        return None, [Diagnostic("invalid-data", Location(name), " ".join(message.split())[:200], help)]
