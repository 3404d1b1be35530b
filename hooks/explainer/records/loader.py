"""From a folder of YAML files to validated records, with every fault of every file reported."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..characters import HELP, hidden, hidden_characters
from ..diagnostics import Diagnostic, LineIndex, Location, RelatedLocation
from ..files import files_below, is_inside, read_text
from ..latest import Latest
from .fields import KEY, LANGUAGES, Model
from .nodes import MalformedYAML, Node, read

M = TypeVar("M", bound=Model)


@dataclass
class Record(Generic[M]):
    """A validated record and its file."""

    key: str
    path: str
    """POSIX path relative to the project's root."""
    text: str
    node: Node
    data: M
    documents: dict[tuple[str | int, ...], Any] = field(default_factory=dict, compare=False)
    """Its Markdown fields that have been read, by language and path."""

    @cached_property
    def lines(self) -> LineIndex:
        """The file's lines, computed when a place is first needed."""
        return LineIndex(self.text)

    def location(self, *path: str | int) -> Location:
        """Return the place of the value at ``path``; the first line if there is none."""
        return _location(self.path, self.lines, self.node, path)


def read_records(root: Path, folder: str, model: type[M]) -> tuple[dict[str, Record[M]], list[Diagnostic]]:
    """Read all records of one kind in ``root/folder``.

    Returns the valid records by key, in the order of their keys, and the findings of all others.
    A faulty record is left out completely, so that no part of it is published.
    """
    records: dict[str, Record[M]] = {}
    findings: list[Diagnostic] = []
    seen: dict[str, str] = {}
    home = root / folder
    inside = is_inside(root, home)  # asked once: each file is in it, and is no link
    for path in files_below(home):
        if path.is_symlink():
            continue  # `tree.survey` reports links
        if path.name.startswith("."):
            continue
        name = path.relative_to(root).as_posix()
        key = path.stem
        if path.suffix not in (".yaml", ".yml"):
            findings.append(
                Diagnostic("invalid-record", Location(name), "this is not a record: its name does not end in .yaml",
                           "rename it, or move it out of this folder")
            )  # fmt: skip
            continue
        if path.parent != home:
            findings.append(
                Diagnostic("invalid-record", Location(name), "this record is in a subfolder",
                           f"move it to {folder}/{path.name}")
            )  # fmt: skip
            continue
        if key.lower() in seen:
            findings.append(
                Diagnostic("duplicate-record", Location(name), f"another file has the key '{key}' already",
                           "remove one of the two, or give this one another name",
                           (RelatedLocation(Location(seen[key.lower()]), "the other record"),))
            )  # fmt: skip
            continue
        seen[key.lower()] = name
        text, fault = read_text(root, path, "invalid-record", inside=inside)
        if text is None:
            assert fault
            findings.append(fault)
            continue
        record, faults = latest_record(name, text, model)
        findings += faults
        if record:
            records[record.key] = record
    return dict(sorted(records.items())), findings


def parse_record(name: str, text: str, model: type[M]) -> tuple[Record[M] | None, list[Diagnostic]]:
    """Validate one record's ``text``; ``name`` is its path, whose stem is its key."""
    key = Path(name).stem
    lines = LineIndex(text)
    if not KEY.fullmatch(key):
        return None, [
            Diagnostic("invalid-record", Location(name), f"'{key[:60]}' is not a key",
                       "name the file with lower-case letters, digits and single hyphens: lopez2019.yaml")
        ]  # fmt: skip
    try:
        node = read(text)
    except MalformedYAML as error:
        return None, [Diagnostic("invalid-record", lines.location(name, error.offset), error.message, error.help)]
    hidden_ones = [*hidden_characters(name, text, lines), *hidden_values(name, text, node, lines)]
    if not isinstance(node.value, dict):
        found = "empty" if node.value is None else "a list" if isinstance(node.value, list) else "plain text"
        return None, [
            Diagnostic("invalid-record", lines.location(name, node.start), f"the record is {found}",
                       "write lines of the form 'field: value'; copy another record of this folder to start")
        ]  # fmt: skip
    try:
        data = model.model_validate(node.plain())
    except ValidationError as error:
        return None, [*hidden_ones, *_findings(error.errors(), name, lines, node, model)]
    given = getattr(data, "key", None)
    if given not in (None, key):
        return None, [
            Diagnostic("invalid-record", _location(name, lines, node, ("key",)),
                       f"the key '{given}' differs from the file's name '{key}'", "remove the field: the file's name is the key")
        ]  # fmt: skip
    return Record(key, name, text, node, data), hidden_ones


latest_record = Latest(parse_record)


def hidden_values(path: str, text: str, node: Node, lines: LineIndex) -> list[Diagnostic]:
    """Return a finding for each value of a YAML text that has a hidden character as an escape, as in ``"\\u202e"``."""
    if isinstance(node.value, dict | list):
        members = node.value.values() if isinstance(node.value, dict) else node.value
        return [found for member in members for found in hidden_values(path, text, member, lines)]
    if not node.value or "\\" not in text[node.start : node.end]:
        return []
    return [
        Diagnostic(
            "hidden-character",
            lines.location(path, node.start, node.end),
            f"this value contains an escaped hidden character: {what}",
            HELP,
        )
        for _, _, what in [*hidden(node.value)][:1]
    ]


def _location(name: str, lines: LineIndex, node: Node, path: Iterable[str | int]) -> Location:
    """Return the place of the deepest value on ``path``."""
    target = node.at(*path)
    if target is node:
        return Location(name, *lines.locate(node.start))
    return lines.location(name, target.start, target.end)


def _findings(
    errors: list[ErrorDetails], name: str, lines: LineIndex, node: Node, model: type[Model]
) -> Iterator[Diagnostic]:
    """Turn pydantic's errors into findings at the values that they refer to."""
    for error in errors:
        path = [step for step in error["loc"] if step != "[key]"]
        rule = {"unsafe_url": "unsafe-url", "impossible_date": "impossible-date"}.get(error["type"], "invalid-record")
        field = _spoken(node, path)
        location = _location(name, lines, node, path)
        message, help = f"{field}: {error['msg']}", ""
        match error["type"]:
            case "missing":
                message = f"the field '{field}' is missing"
                help = f"add '{path[-1]}: ...'"
            case "too_short":
                message = f"{field}: the list is empty"
                help = "give it at least one entry"
            case "extra_forbidden":
                parent = node.at(*path[:-1])
                if span := parent.keys.get(str(path[-1])):
                    location = lines.location(name, *span)
                message = f"there is no field '{field}'"
                near = difflib.get_close_matches(str(path[-1]), _names(model), 1, 0.7)
                help = f"there is a field with a similar name: '{near[0]}'" if near else "remove it"
            case "literal_error":
                given = str(error["input"])[:60]
                choices = [choice.strip("'") for choice in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]
                near = difflib.get_close_matches(given, choices, 1, 0.6)
                if error["input"] is None:
                    message, help = f"{field} is empty", f"write one of {', '.join(choices)}"
                    yield Diagnostic(rule, location, message, help)
                    continue
                message = f"{field}: '{given}' is not one of the choices"
                help = f"the closest choice is '{near[0]}'" if near else f"write one of {', '.join(choices)}"
            case "string_type" | "dict_type" | "list_type" | "model_type" | "model_attributes_type":
                if error["input"] is None:
                    yield Diagnostic(rule, location, f"{field} is empty", "fill it in, or remove the field")
                    continue
                kind = {"s": "text", "d": "a mapping", "l": "a list", "m": "a mapping"}[error["type"][0]]
                found = type(error["input"]).__name__
                found = {"str": "text", "dict": "a mapping", "list": "a list"}.get(found, found)
                message = f"{field} should be {kind}, and here is {found}"
            case "string_too_short":
                message = f"{field} is empty"
                help = "fill it in, or remove the field"
        yield Diagnostic(rule, location, message, help)


def _spoken(node: Node, path: list[str | int]) -> str:
    """Return the way to a value in words: ``evidence 2, says``."""
    words: list[str] = []
    for i, step in enumerate(path):
        if isinstance(step, int):
            words[-1:] = [f"{words[-1]} {step + 1}"]
        elif step not in LANGUAGES or isinstance(node.at(*path[:i]).value, dict):
            words.append(step)
    return ", ".join(words) or "the record"


def _names(model: type[Model]) -> list[str]:
    """Return the names that a record of this model and its parts may use."""
    schema: dict[str, Any] = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return sorted({name for part in parts for name in part.get("properties", {})})
