"""The formats of records, for people who write them: an example and a description of every field, made from the schemas."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .catalogue import N_
from .schemas import MODELS, schemas

_TITLES = {
    "source": (N_("Sources"), N_("A work that the site cites, with the evidence that we read in it.")),
    "term": (N_("Terms"), N_("A word or a name that the glossary explains, in English and Spanish.")),
    "claim": (N_("Claims"), N_("A claim of the article that the site is based on, and the evidence on it.")),
    "event": (N_("Events"), N_("Something that happened, for the timeline.")),
    "kit": (N_("Class kits"), N_("What a lesson on a debate needs besides its page.")),
    "plan": (N_("Plans for a class"), N_("Steps with minutes that add up, for a lesson.")),
    "question": (N_("Questions"), N_("A question that readers ask, with a short answer and the page that says more.")),
    "chart": (N_("Charts"), N_("A picture of figures, each with its evidence.")),
    "route": (N_("Routes"), N_("The route of a caravan, for the map.")),
    "style": (N_("Phrases to avoid"), N_("A phrase that our own text should not have, and what to write instead.")),
    "opposites": (N_("Opposites"), N_("Words that say the contrary of each other, such as rose and fell.")),
    "names": (
        N_("Lists of names"),
        N_("Names of people, bodies and places with their other forms, for the check of names in statements."),
    ),
}
KINDS = tuple(_TITLES)
"""The records that people write, in the order in which they are shown; `explainer release` writes releases."""


_BELOW = "with the fields below"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record."""

    name: str
    """With the fields that contain it: ``evidence[].says``."""
    required: bool
    value: str
    """The kind of value that it takes, in words."""
    says: str
    """Its purpose; empty if the name says it."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of record."""

    key: str
    title: str
    summary: str
    folder: str
    """The folder of its files; a file's name is its record's key."""
    example: str
    """A whole record as YAML, with comments."""
    fields: tuple[Field, ...]


def formats() -> list[Format]:
    """Return the kinds of record that people write."""
    texts = schemas()
    return [
        Format(
            key,
            title,
            summary,
            MODELS[key][1],
            importlib.resources.files("explainer.records").joinpath(f"examples/{key}.yaml").read_text("utf-8"),
            tuple(_fields(schema := json.loads(texts[f"{key}.json"]), schema)),
        )
        for key, (title, summary) in _TITLES.items()
    ]


def _fields(
    part: dict[str, Any], schema: dict[str, Any], before: str = "", shown: dict[int, str] | None = None
) -> Iterator[Field]:
    """Yield the fields of a part of a schema, each followed by the fields of the part that it holds, the first time that this part occurs."""
    shown = {} if shown is None else shown
    for name, entry in part["properties"].items():
        inner, brackets = _inner(entry, schema)
        known = inner and shown.get(id(inner))
        value = f"as `{known}`" if known else _value(entry, schema)
        yield Field(before + name, name in part.get("required", ()), value, entry.get("description", ""))
        if inner is not None and not known:
            shown[id(inner)] = before + name
            yield from _fields(inner, schema, f"{before}{name}{brackets}.", shown)


def _inner(entry: dict[str, Any], schema: dict[str, Any]) -> tuple[dict[str, Any] | None, str]:
    """Return the part that a field holds, and ``[]`` if it holds a list of them."""
    for one in entry.get("anyOf", [entry]):
        if "$ref" in one:
            return schema["$defs"][one["$ref"].rpartition("/")[2]], ""
        if one.get("type") == "array" and (found := _inner(one.get("items", {}), schema)[0]):
            return found, "[]"
    return None, ""


def _value(entry: dict[str, Any], schema: dict[str, Any]) -> str:
    """Describe in words the values that a field takes."""
    choices = [one for one in entry.get("anyOf", [entry]) if one.get("type") not in ("null", "integer")]
    if len(choices) == 2 and any(one.get("type") == "object" and "en" in one.get("properties", {}) for one in choices):
        return "a text, or a text for each language: `{en: ..., es: ...}`"
    words = [_single(one, schema) for one in choices]
    return " or ".join(dict.fromkeys(words))


def _single(entry: dict[str, Any], schema: dict[str, Any]) -> str:
    if "$ref" in entry:
        return _BELOW
    if options := entry.get("enum"):
        return "one of " + ", ".join(f"`{one}`" for one in options if isinstance(one, str))
    match entry.get("type"):
        case "array":
            held = _value(entry.get("items", {}), schema)
            return "a list, with the fields below" if held == _BELOW else f"a list: {held}"
        case "boolean":
            return "`true` or `false`"
        case "object":
            return "names and their values"
    if "FY" in entry.get("pattern", ""):
        return "a date: `2019-01-20`, `2019-01`, `2019`, `FY2019`, or an interval of two with `/` between them"
    if ".csv" in str(entry.get("pattern", "")):
        return "the name of a CSV file"
    if str(entry.get("pattern", "")).startswith("^[a-z0-9]"):
        return "a key"
    if "http" in entry.get("pattern", ""):
        return "an address"
    return "a text"
