"""Beginning a record, without duplicates and without overwriting files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic
from ..library import GLOSSARY, SOURCES, Library
from ..records.fields import KEY
from ..writing import write_whole
from . import source, term


class DraftError(Exception):
    """The reason, for the user, why a record is not created."""


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """A new record."""

    path: str
    """Its path, relative to the project's root."""
    text: str
    missing: list[Diagnostic]
    """The findings that the check would report on it."""

    def write(self, root: Path) -> None:
        """Write the record. Raises FileExistsError if there is one already, `NotWritten` if it cannot be written."""
        write_whole(root / self.path, self.text, new=True, inside=root)


class NewSources:
    """The records of sources that are created in one go: each knows those before it."""

    def __init__(self, library: Library) -> None:
        self._known = source.known_works(library)
        self._taken = {key.lower() for key in (*library.sources, *(Path(path).stem for path in library.unread))}
        self._numbers: dict[str, int] = {}
        self._month = f"{library.today:%Y-%m}"

    def begin(self, fields: Mapping[str, Any], key: str | None = None) -> RecordDraft:
        """Return the record of a source; ``fields`` are the known fields, and ``key`` replaces the proposed key.

        Raises `DraftError` if the work already has a record, or if the key is taken or not valid.
        """
        work = source.work_of(fields)
        if found := self._known.find(work):
            what, path = found
            raise DraftError(f"{path} has the same {what}: add your evidence notes to it")
        key = key or source.propose_key(fields, self._taken, self._numbers)
        _free(key, self._taken)
        path = f"{SOURCES}/{key}.yaml"
        self._known.add(work, path)
        self._taken.add(key)
        text = source.text(key, fields, self._month)
        return RecordDraft(path, text, source.missing(key, text))


def create_term(library: Library, fields: Mapping[str, Any], key: str | None = None) -> RecordDraft:
    """Return the record of a term; arguments and errors are those of `NewSources.begin`."""
    names = fields.get("term", {})
    if known := term.same_term(names, library):
        path, name = known
        raise DraftError(f"{path} already explains '{name}': edit that record")
    taken = {other.lower() for other in (*library.terms, *(Path(path).stem for path in library.unread))}
    key = key or term.propose_key(names.get("en") or next(iter(names.values()), ""))
    _free(key, taken)
    text = term.text(fields)
    return RecordDraft(f"{GLOSSARY}/{key}.yaml", text, term.missing(key, text))


def _free(key: str, taken: set[str]) -> None:
    if not KEY.fullmatch(key):
        raise DraftError(f"'{key[:60]}' is not a key: use only lower-case letters, digits and single hyphens")
    if key in taken:
        raise DraftError(f"the key '{key}' is taken: give another with --key")
