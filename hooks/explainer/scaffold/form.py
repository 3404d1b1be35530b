"""A filled-in issue form: its body, read with the template that names its questions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from .bibliography import cleaning
from .source import ORDER

TEMPLATES = Path(".github", "ISSUE_TEMPLATE")
MAX_CHARACTERS = 70_000
"""A little more than the longest body of an issue."""
_NOTHING = {"", "_No response_", "None"}
_NAMED = re.compile(r"\s*[,;]\s*|\s*\n\s*")


class FormError(Exception):
    """The reason in one line why there are no answers to read."""


def answers(body: str, template: Path) -> dict[str, str]:
    """Return the answers by the ids of the form's questions, without empty ones.

    A heading counts as a question only in the form's own order, so that an answer may contain headings. Raises `FormError`
    for a template that cannot be read.
    """
    try:
        form = yaml.safe_load(template.read_text("utf-8"))
        questions = [(str(item["id"]), str(item["attributes"]["label"])) for item in form["body"] if item.get("id")]
    except (OSError, UnicodeError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise FormError(f"{template} is not an issue form: {' '.join(str(error).split())[:120]}") from None
    text = "\n" + body[:MAX_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n") + "\n"
    places = []
    position = 0
    for id, label in questions:
        heading = f"\n### {label}\n"
        at = text.find(heading, position)
        if at >= 0:
            places.append((id, at, at + len(heading)))
            position = at + len(heading) - 1
    found = {}
    ends = [*(at for _, at, _ in places[1:]), len(text)]
    for (id, _, start), end in zip(places, ends, strict=False):
        answer = text[start:end].strip()
        if fenced := re.fullmatch(r"(`{3,})[\w-]*\n(.*?)\n?\1", answer, re.DOTALL):
            answer = fenced.group(2).strip()
        if answer not in _NOTHING:
            found[id] = answer
    return found


def source_fields(given: Mapping[str, str]) -> dict[str, Any]:
    """Return the answers to the form for a source as a record's fields."""
    fields: dict[str, Any] = {name: _line(value) for name, value in given.items() if name in ORDER}
    for name in ("type", "voice", "rank", "language"):
        if name in fields:
            fields[name] = _choice(fields[name])
    if "language" in fields:
        fields["language"] = cleaning.language(fields["language"]).value or fields["language"]
    if "author" in given:
        fields["author"] = [as_name(line) for line in given["author"].splitlines() if line.strip()]
    read = {name: _line(given[f"read-{name}"]) for name in ("date", "url") if f"read-{name}" in given}
    note = {
        name: _line(given[f"evidence-{name}"])
        for name in ("at", "says", "quote", "speaker")
        if f"evidence-{name}" in given
    }
    return fields | ({"read": read} if read else {}) | ({"evidence": [note]} if note else {})


def term_fields(given: Mapping[str, str]) -> dict[str, Any]:
    """Return the answers to the form for a term as a record's fields."""
    fields: dict[str, Any] = {}
    for id, value in given.items():
        name, _, language = id.partition("-")
        if name in ("term", "short"):
            fields.setdefault(name, {})[language] = _line(value)
        elif name == "forms":
            fields.setdefault(name, {})[language] = [form for form in _NAMED.split(value) if form]
        elif name == "category":
            fields[name] = _choice(value)
        elif name == "definition":
            fields[name] = _line(value)
    return fields


def _choice(value: str) -> str:
    """Return the value for the record that an option begins with: ``press`` of "press: newspapers, agencies"."""
    return re.split(r"[\s:,(]", value, maxsplit=1)[0]


def _line(value: str) -> str:
    return " ".join(value.split())


def as_name(line: str) -> dict[str, str]:
    """Return a name in CSL form: "Family, Given" is a person, everything else an organisation."""
    family, comma, given = (part.strip() for part in line.partition(","))
    return {"family": family, "given": given} if comma and given else {"literal": line.strip()}
