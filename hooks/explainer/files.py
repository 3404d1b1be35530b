"""Reading a project's text files without ever raising: what cannot be read becomes a finding."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from .diagnostics import Diagnostic, Place

MAX_BYTES = 6_000_000
"""The largest file that is read at all; no page or record comes near it."""


def read_text(root: Path, path: Path, rule: str) -> tuple[str | None, Diagnostic | None]:
    """Return a file's text with universal newlines and without a byte-order mark, or a finding.

    ``rule`` is the id that the finding gets: the caller knows whether the file is a record
    or a page.
    """
    name = path.relative_to(root).as_posix()
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return None, Diagnostic(
                rule, Place(name), "the file leads out of the project", "replace the link with the file itself"
            )
        size = path.stat().st_size
        if size > MAX_BYTES:
            return None, Diagnostic(
                rule, Place(name), f"the file has {size:,} bytes; the maximum is {MAX_BYTES:,}", "split it"
            )
        raw = path.read_bytes()
    except (OSError, RuntimeError) as error:  # pathlib raises the latter for links in a ring
        return None, Diagnostic(
            rule,
            Place(name),
            f"the file cannot be read: {getattr(error, 'strerror', None) or error}",
            "make sure that it exists and that you may read it",
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _universal(raw[: error.start].decode("utf-8"))
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        return None, Diagnostic(
            rule, Place(name, line, column), "the file is not UTF-8 text", "save it as UTF-8, or remove it from here"
        )
    return _universal(text), None


def _universal(text: str) -> str:
    """Return text without a byte-order mark, its lines ending with a line feed alone."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read_bytes(root: Path, name: str) -> bytes | None:
    """Return the bytes of a file of the project by its path from ``root``; nothing where it is not one to read."""
    try:
        path = root / name
        if not path.resolve().is_relative_to(root.resolve()) or path.stat().st_size > MAX_BYTES:
            return None
        return path.read_bytes()
    except (OSError, ValueError):
        return None


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files and the links below a folder in a stable order; nothing where there is no folder. Links are not followed."""
    found = []
    for base, folders, names in os.walk(folder):
        found += [Path(base, name) for name in names]
        found += [path for name in folders if (path := Path(base, name)).is_symlink()]
    yield from sorted(found)


def unreadable_folders(root: Path, folder: str) -> list[Diagnostic]:
    """Return a finding for each folder below ``root/folder`` that cannot be listed: what is in it would be missing without a word."""
    found = []

    def note(error: OSError) -> None:
        name = Path(error.filename).relative_to(root).as_posix()
        rule = "unreadable-page" if name.split("/")[1:2] in (["en"], ["es"]) else "invalid-record"
        message = f"the folder cannot be read: {error.strerror or error}"
        found.append(Diagnostic(rule, Place(name), message, "give yourself permission to read and enter it"))

    if (root / folder).is_dir():
        for _ in os.walk(root / folder, onerror=note):
            pass
    return sorted(found, key=lambda finding: finding.place)
