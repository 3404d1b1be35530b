"""What one run of the program has read, kept on disk for the next one: parsed files, the figures of their texts, and what
comparisons of statements with their evidence found.

A result is used only for the very text that it was made from, by the same engine on the same libraries, so that a run
finds the same with it and without it. The files are in the user's cache folder under the conditions of `cache`: nobody
else can have written them. A file that is missing, truncated, altered or made by another engine is ignored, and written
again. They hold values only, and reading one makes only instances of the engine's own classes and of a few plain types.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import sys
from collections.abc import Iterator, Mapping
from functools import cache as once
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from . import cache
from .latest import Latest, Memo, Remembered

FOLDER = "readings"
KEPT = 30
"""How many files are kept, the most recently used ones; a project has one for each kind of result."""
MAX_BYTES = 200_000_000
"""The largest file that is written and read: twenty times that of our 1,500 sources."""
WORTH_WRITING = 20
"""A file is written again when at least one in so many of its results is new: to write all takes as long as to make these."""

_LIBRARIES = ("pydantic", "pydantic_core", "PyYAML", "Markdown", "pymdown-extensions")
"""The libraries that a reading depends on."""

_PLAIN = {
    "builtins": {"complex", "frozenset", "range", "set", "slice"},
    "collections": {"OrderedDict"},
    "datetime": {"date", "datetime", "time", "timedelta", "timezone"},
    "decimal": {"Decimal"},
    "fractions": {"Fraction"},
}
"""The types outside the engine that a reading may consist of."""


@contextlib.contextmanager
def remembered(root: Path, memories: Mapping[str, Latest[Any] | Remembered[Any] | Memo]) -> Iterator[None]:
    """Give each memory, by name, what the last run kept for the project in ``root``; keep its results afterwards.

    A memory that has results already is left alone. Nothing is kept after an exception.
    """
    folder = cache.folder(root, FOLDER)
    paths = {name: _path(folder, root, name) for name in memories} if folder else {}
    paths = {name: path for name, path in paths.items() if not len(memories[name])}
    for name, path in paths.items():
        memories[name].restore(_read(path))
    yield
    for name, path in paths.items():
        if memories[name].made * WORTH_WRITING > len(memories[name].used):
            raw = _written(memories[name].used)
            if len(raw) <= MAX_BYTES:
                cache.keep(path, raw, KEPT)


def forget(root: Path) -> None:
    """Remove everything that is kept for the project in ``root``."""
    if folder := cache.folder(root, FOLDER):
        for path in folder.glob(f"*-{_project(root)}.pickle"):
            path.unlink(missing_ok=True)


def _path(folder: Path, root: Path, name: str) -> Path:
    return folder / f"{name}-{_project(root)}.pickle"


def _project(root: Path) -> str:
    return hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]


def _read(path: Path) -> dict[Any, Any]:
    """Return the results in a file; none if it cannot be used."""
    raw = cache.believed(path, MAX_BYTES) or b""
    head, body = raw[:64], memoryview(raw)[64:]
    if head != _engine() + hashlib.sha256(body).digest():
        return {}
    try:
        found = _Unpickler(io.BytesIO(body)).load()
    except Exception:  # whatever a pickle may raise: its classes, and those of the libraries, decide
        return {}
    return found if isinstance(found, dict) else {}


def _written(results: dict[Any, Any]) -> bytes:
    body = pickle.dumps(results, pickle.HIGHEST_PROTOCOL)
    return _engine() + hashlib.sha256(body).digest() + body


@once
def _engine() -> bytes:
    """Return a hash of the engine's own files and of the libraries that make its results."""
    digest = hashlib.sha256(sys.version.encode())
    for name in _LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):  # a library that was copied here; it is no part of the hash
            digest.update(f"\n{name} {version(name)}".encode())
    for base, folders, names in os.walk(Path(__file__).parent):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                digest.update(f"\n{name}\n".encode() + Path(base, name).read_bytes())
    return digest.digest()


class _Unpickler(pickle.Unpickler):
    """Makes only values: classes of the engine, and plain types."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class by its name. Raises UnpicklingError for anything else, such as a function."""
        if module in _PLAIN and name in _PLAIN[module]:
            return super().find_class(module, name)
        if module.startswith(f"{__package__}.") and "." not in name:
            found = getattr(import_module(module), name, None)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a kind of value")


if __name__ == "__main__":
    forget(Path.cwd())
