"""Beginning a source by questions in the terminal: each answer is validated before the next question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from ..records.sources import Evidence, Source
from .form import as_name
from .source import ASKED

Ask = Callable[[str], str]
"""Shows a prompt and returns the answer; raises EOFError if there is none."""

QUESTIONS = {
    "title": "Title",
    "type": "Kind of work",
    "author": "Author: Family, Given; or a body's name; separate several with ;",
    "container-title": "Newspaper, journal or site",
    "publisher": "Publisher",
    "issued": "Date: 2019, 2019-01 or 2019-01-20; empty if none is visible",
    "URL": "Address",
    "language": "Language",
    "voice": "Whose voice it is",
    "rank": "Rank",
}
EVIDENCE = {
    "id": "A short name for the first evidence note, such as cards or halted",
    "at": "Where in the work is it? page 3, second paragraph",
    "date": "When was that? 2019, 2019-01 or 2019-01-20; empty if it has no date",
    "says": "What does it state there? In your own words, with figures exactly as given",
    "quote": "Its own words, if you want to quote them",
    "speaker": "Who said those words",
}
_SOURCE = {
    info.alias or name: get_type_hints(Source, include_extras=True)[name] for name, info in Source.model_fields.items()
}
"""The type of each field, with its validation."""
_NOTE = get_type_hints(Evidence, include_extras=True)


def ask_source(ask: Ask, say: Callable[[str], None]) -> dict[str, Any]:
    """Return the answers as a record's fields. Raises EOFError if the answers end."""
    fields: dict[str, Any] = {}
    for name, question in QUESTIONS.items():
        hint = f" ({ASKED[name]})" if name in ASKED else ""
        annotation: Any = list[Any] if name == "author" else _SOURCE[name]
        answer = _answer(ask, say, f"{question}{hint}: ", annotation, needed=name in ASKED, split=name == "author")
        if answer:
            fields[name] = [as_name(one) for one in answer] if name == "author" else answer
    note = {}
    for name, question in EVIDENCE.items():
        needed = name in ("id", "at", "says")
        if name == "speaker" and "quote" not in note:
            continue
        if answer := _answer(ask, say, f"{question}: ", _NOTE[name], needed=needed, split=False):
            note[name] = answer
    return fields | {"evidence": [note]}


def _answer(ask: Ask, say: Callable[[str], None], prompt: str, annotation: Any, *, needed: bool, split: bool) -> Any:
    """Ask until the answer is valid for its field."""
    while True:
        answer = ask(prompt).strip()
        if not answer:
            if not needed:
                return None
            say("  A record must have it.")
            continue
        value = [part.strip() for part in answer.split(";") if part.strip()] if split else answer
        try:
            TypeAdapter(annotation).validate_python(value)
        except ValidationError as error:
            say(f"  {error.errors()[0]['msg']}.")
            continue
        return value
