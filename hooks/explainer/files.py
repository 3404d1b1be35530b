"""Reading a project's text files without raising: a file that cannot be read becomes a finding."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from .diagnostics import Diagnostic, Location

MAX_BYTES = 6_000_000
"""The largest file that is read, in bytes; no page or record comes close to it."""


def read_text(root: Path, path: Path, rule: str, *, inside: bool = False) -> tuple[str | None, Diagnostic | None]:
    """Return a file's text with universal newlines and without a byte-order mark, or a finding.

    ``rule`` is the rule id of the finding: the caller knows whether the file is a record or a page. ``inside`` says that
    the caller knows already that neither the file nor its folder leads out of the project.
    """
    name = path.relative_to(root).as_posix()
    try:
        if not inside and not path.resolve().is_relative_to(root.resolve()):
            return None, Diagnostic(
                rule, Location(name), "the file leads out of the project", "replace the link with the file itself"
            )
        size = path.stat().st_size
        if size > MAX_BYTES:
            return None, Diagnostic(
                rule, Location(name), f"the file has {size:,} bytes; the maximum is {MAX_BYTES:,}", "split it"
            )
        raw = path.read_bytes()
    except (OSError, RuntimeError) as error:  # pathlib raises the latter for circular links
        return None, Diagnostic(
            rule,
            Location(name),
            f"the file cannot be read: {getattr(error, 'strerror', None) or error}",
            "make sure that it exists and that you may read it",
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _universal(raw[: error.start].decode("utf-8"))
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        return None, Diagnostic(
            rule, Location(name, line, column), "the file is not UTF-8 text", "save it as UTF-8, or remove it from here"
        )
    return _universal(text), None


def is_inside(root: Path, path: Path) -> bool:
    """Whether a file or folder is below ``root`` after following all links; False if that cannot be found out."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # pathlib raises the latter for circular links
        return False


def _universal(text: str) -> str:
    """Return text without a byte-order mark, and with line feeds as the only line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read_bytes(root: Path, name: str) -> bytes | None:
    """Return the bytes of a file of the project by its path relative to ``root``; None if it may not be read."""
    try:
        path = root / name
        if not path.resolve().is_relative_to(root.resolve()) or path.stat().st_size > MAX_BYTES:
            return None
        return path.read_bytes()
    except (OSError, ValueError):
        return None


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files and links in a folder and its subfolders, in a stable order. Links are not followed."""
    found = []
    for base, folders, names in os.walk(folder):
        found += [Path(base, name) for name in names]
        found += [path for name in folders if (path := Path(base, name)).is_symlink()]
    yield from sorted(found, key=lambda path: path.parts)


def unreadable_folders(root: Path, folder: str) -> list[Diagnostic]:
    """Return a finding for each folder in ``root/folder`` that cannot be listed: its content would be silently missing."""
    found = []

    def note(error: OSError) -> None:
        name = Path(error.filename).relative_to(root).as_posix()
        rule = "unreadable-page" if name.split("/")[1:2] in (["en"], ["es"]) else "invalid-record"
        message = f"the folder cannot be read: {error.strerror or error}"
        found.append(Diagnostic(rule, Location(name), message, "give yourself permission to read and enter it"))

    if (root / folder).is_dir():
        for _ in os.walk(root / folder, onerror=note):
            pass
    return sorted(found, key=lambda finding: finding.location)
