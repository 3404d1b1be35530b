"""JSON Schemas of the records, made from their models, so that editors complete fields and mark mistakes.

They describe values as other YAML parsers read them: ``rank: 3`` is a number there, which the engine keeps as text.
Conditions that a schema cannot express, such as that a day exists, are left to the check.
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from functools import cache
from typing import Any

from .library import (
    CHARTS,
    CLAIMS,
    GLOSSARY,
    KITS,
    NAMES,
    OPPOSITES,
    PLANS,
    QUESTIONS,
    RELEASES,
    ROUTES,
    SOURCES,
    STYLE,
    TIMELINE,
)
from .records.charts import Chart
from .records.claims import Claim
from .records.events import Event
from .records.fields import Model
from .records.kits import Kit
from .records.names import NameList
from .records.opposites import Opposites
from .records.plans import Plan
from .records.questions import Question
from .records.releases import Release
from .records.routes import Route
from .records.sources import Source
from .records.style import StylePhrase
from .records.terms import Term

MODELS: dict[str, tuple[type[Model], str]] = {
    "source": (Source, SOURCES),
    "term": (Term, GLOSSARY),
    "claim": (Claim, CLAIMS),
    "event": (Event, TIMELINE),
    "kit": (Kit, KITS),
    "plan": (Plan, PLANS),
    "question": (Question, QUESTIONS),
    "chart": (Chart, CHARTS),
    "route": (Route, ROUTES),
    "release": (Release, RELEASES),
    "style": (StylePhrase, STYLE),
    "opposites": (Opposites, OPPOSITES),
    "names": (NameList, NAMES),
}
"""A schema's name, its model, and the folder of its records."""


def schemas() -> dict[str, str]:
    """Return the schemas as JSON, by the names of their files."""
    return {f"{name}.json": _schema(model) for name, (model, _) in MODELS.items()}


def editor_settings() -> dict[str, str]:
    """Return the files of each schema, in the form that the YAML language server needs."""
    return {f"./schemas/{name}.json": f"{folder}/*.yaml" for name, (_, folder) in MODELS.items()}


@cache
def _schema(model: type[Model]) -> str:
    schema = model.model_json_schema()
    for part, described in [(schema, model), *((schema["$defs"][one.__name__], one) for one in _parts(model))]:
        for field, said in _docstrings(described).items():
            info = described.model_fields.get(field)
            if info and (entry := part["properties"].get(info.alias or field)) is not None:
                entry["description"] = said
        part["properties"].pop("key", None)  # the file's name is the key
    return (
        json.dumps(
            {"$schema": "http://json-schema.org/draft-07/schema#", **_as_parsed(schema)}, indent=1, ensure_ascii=False
        )
        + "\n"
    )


def _parts(model: type[Model]) -> list[type[Model]]:
    """Return the models of a schema's definitions."""
    names = model.model_json_schema().get("$defs", {})
    return [one for one in _all_models(Model) if one.__name__ in names and one.__module__ == model.__module__]


def _all_models(base: type[Model]) -> list[type[Model]]:
    return [found for one in base.__subclasses__() for found in (one, *_all_models(one))]


def _docstrings(model: type[Model]) -> dict[str, str]:
    """Return the docstring of each field: pydantic could read them too, but it would do so at each start of the program."""
    [body] = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, text in zip(body.body, body.body[1:], strict=False):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(said))):
                found[name] = " ".join(said.replace("``", "").split())
    return found


def _as_parsed(part: Any) -> Any:
    """Return a schema that accepts scalars as other parsers read them: 1951 and 3 as numbers, true as a boolean."""
    if isinstance(part, list):
        return [_as_parsed(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {
        name: _as_parsed(value)
        for name, value in part.items()
        if name not in ("title", "default") or isinstance(value, dict)
    }
    if isinstance(found.get("enum"), list):
        numbers = [int(one) for one in found["enum"] if isinstance(one, str) and one.isdigit()]
        return {**{name: value for name, value in found.items() if name != "type"}, "enum": [*found["enum"], *numbers]}
    if found.get("type") == "string" and "pattern" not in found:
        return {**found, "type": ["string", "number", "boolean"]}
    return found
