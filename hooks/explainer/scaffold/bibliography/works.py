"""A work as it is read from an export: the fields of a record, and what was left out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from ...records.sources import Source
from . import cleaning, latex
from .cleaning import plain, shown
from .date_forms import DateRead

PEOPLE = ("author", "editor", "translator")
"""Fields with names."""


class BibliographyError(Exception):
    """The reason, for the user, why a file gives no works."""


@dataclass(slots=True)
class Work:
    """A work of an export."""

    line: int
    """The line of the file at which its entry begins."""
    name: str
    """Its key in the file, or its beginning."""
    fields: dict[str, Any] = field(default_factory=dict)
    """The fields of a record, each valid for its model."""
    notes: list[str] = field(default_factory=list)
    """What was left out or changed, and why."""
    unplaced: list[str] = field(default_factory=list)
    """The fields of the export for which a record has no place."""

    def put(self, name: str, value: Any, given: str = "") -> None:
        """Take a value for a field; a second value for the same field is left out, with a note.

        ``given`` is the field's name in the export.
        """
        given = given or name
        note = ""
        if name in PEOPLE:
            value = [one for one in value if one]
        elif name == "URL":
            value, note = cleaning.address(value) if value.strip() else ("", "")
        elif name == "DOI":
            value, note = cleaning.doi(value) if value.strip() else ("", "")
        elif name == "language":
            value, note = cleaning.language(value)
        elif name == "page":
            value = cleaning.pages(value)
        else:
            value, note = cleaning.without_tags(plain(value))
        if note:
            self.note(given, note)
        if not value:
            return
        if name in self.fields:
            if self.fields[name] != value:
                self.note(given, f"{shown(str(value))} was left out: the record has {shown(str(self.fields[name]))}")
            return
        try:
            _model(name).validate_python(value)
        except ValidationError as error:
            self.note(given, f"was left out: {error.errors()[0]['msg']}")
            return
        self.fields[name] = value

    def date(self, value: DateRead, given: str) -> None:
        """Take the date of publication."""
        if value.note:
            self.note(given, value.note)
        if value.value:
            self.fields["issued"] = value.value

    def latex(self, given: str, value: str) -> str:
        """Return the LaTeX of a field of the export as text; what cannot be read is left out, with a note."""
        try:
            found, unknown = latex.text(value)
        except ValueError as error:
            self.note(given, f"was left out: {error}")
            return ""
        if unknown:
            commands = ", ".join(f"\\{one}" for one in unknown[:5])
            self.note(given, f"the commands {commands} are not known and were left out")
        return found

    @staticmethod
    def comparable(value: str) -> str:
        """Return the LaTeX of a field in lower case, to compare it: nothing is noted, and what cannot be read is empty."""
        try:
            return plain(latex.text(value)[0]).casefold()
        except ValueError:
            return ""

    def note(self, given: str, text: str) -> None:
        """Add what was left out or changed in a field of the export, and why."""
        self.notes.append(f"{given}: {text}")

    def said(self) -> Iterable[str]:
        """Return what the user has to know of the work, in lines."""
        yield from self.notes
        if self.unplaced:
            names = ", ".join(dict.fromkeys(plain(one)[:40] for one in self.unplaced))
            yield f"left out, since a record has no such field: {names}"


@dataclass(frozen=True, slots=True)
class Works:
    """What was read in a file."""

    works: list[Work]
    faults: list[tuple[int, str]] = field(default_factory=list)
    """The entries that could not be read: a line and the reason."""
    note: str = ""
    """What is to be said of the whole file."""


@cache
def _model(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(_types()[name])


@cache
def _types() -> Mapping[str, Any]:
    hints = get_type_hints(Source, include_extras=True)
    return {info.alias or name: hints[name] for name, info in Source.model_fields.items()}
