"""Fixes that change no claim, applied together, file by file; a file is changed completely or not at all."""

from __future__ import annotations

import difflib
import hashlib
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .diagnostics import Diagnostic, Fix, LineIndex
from .files import MAX_BYTES
from .writing import NotWritten, write_whole

Snapshot = Mapping[str, bytes]
"""A hash of each file's bytes, by its POSIX path relative to the project's root."""


class Fixed(NamedTuple):
    """The result of applying fixes."""

    difference: str
    """A unified diff of all changes."""
    applied: int
    """How many fixes were applied."""
    left: list[str]
    """One line for each file that has fixes but was not changed, with the reason."""
    unwritable: bool
    """Whether one of these files could not be written."""


class _LeftAlone(Exception):
    """Why a file is not changed."""


def snapshot(root: Path) -> dict[str, bytes]:
    """Return a hash of each file in ``docs``. Call it before the project is read: `apply_fixes` compares with it."""
    found = {}
    for path in (root / "docs").rglob("*"):
        name = path.relative_to(root).as_posix()
        try:
            found[name] = _digest(_read(root, path, name))
        except _LeftAlone:
            continue  # even if the check can read it, its fixes are not applied
    return found


def apply_fixes(diagnostics: Sequence[Diagnostic], root: Path, checked: Snapshot) -> Fixed:
    """Apply every fix to the files in ``root``; ``checked`` has their hashes from before the check.

    A file that has changed since then, that is reached through a link, or that cannot be written is not changed.
    """
    by_file: dict[str, list[Fix]] = {}
    for diagnostic in diagnostics:
        if diagnostic.fix and diagnostic.fix not in by_file.get(diagnostic.fix.location.path, []):
            by_file.setdefault(diagnostic.fix.location.path, []).append(diagnostic.fix)
    pieces: list[str] = []
    left: list[str] = []
    count = 0
    unwritable = False
    for name, fixes in sorted(by_file.items()):
        path = root / name
        try:
            text, new, applied = _fixed(root, path, name, fixes, checked)
            if new == text:
                continue
            write_whole(path, new, inside=root)
        except _LeftAlone as reason:
            left.append(f"{name}: not changed: {reason}")
            continue
        except NotWritten as reason:
            left.append(str(reason))
            unwritable = True
            continue
        count += applied
        pieces += difflib.unified_diff(
            text.removeprefix("\ufeff").splitlines(keepends=True),
            new.removeprefix("\ufeff").splitlines(keepends=True),
            f"a/{name}",
            f"b/{name}",
        )
    return Fixed("".join(pieces), count, left, unwritable)


def _fixed(root: Path, path: Path, name: str, fixes: list[Fix], checked: Snapshot) -> tuple[str, str, int]:
    """Return a file's text before and after its fixes, and the number of fixes. Raises `_LeftAlone`."""
    raw = _read(root, path, name)
    if _digest(raw) != checked.get(name):
        raise _LeftAlone("it has changed since it was checked; run the command again")
    whole = raw.decode("utf-8")  # the check read the same bytes
    mark = "\ufeff" if whole.startswith("\ufeff") else ""
    text = whole.removeprefix(mark)
    if "\r" in text.replace("\r\n", ""):
        raise _LeftAlone("its lines end with a carriage return only; save it with line feeds")
    fixed, applied = _fixed_text(text, fixes)
    return whole, mark + fixed, applied


def _read(root: Path, path: Path, name: str) -> bytes:
    """Return the bytes of a regular file that is not reached through a link. Raises `_LeftAlone`."""
    try:
        if path.resolve() != root.resolve() / name:
            raise _LeftAlone("it is reached through a link")
        known = path.stat()
        if not stat.S_ISREG(known.st_mode) or known.st_size > MAX_BYTES:
            raise _LeftAlone("it is not a text file")
        return path.read_bytes()
    except FileNotFoundError:
        raise _LeftAlone("it has been removed since it was checked") from None
    except OSError as error:
        raise _LeftAlone(f"it cannot be read: {error.strerror or error}") from None


def _digest(raw: bytes) -> bytes:
    return hashlib.blake2b(raw).digest()


def _fixed_text(text: str, fixes: list[Fix]) -> tuple[str, int]:
    """Return the text with all fixes that do not overlap, and the number of fixes."""
    # Places count only \n as a line end, so CRLF affects nothing but the last column.
    lines = LineIndex(text)
    spans = sorted(
        (
            lines.starts[fix.location.line - 1] + fix.location.column - 1,
            lines.starts[fix.location.end_line - 1] + fix.location.end_column - 1,
            fix.replacement,
        )
        for fix in fixes
    )
    pieces: list[str] = []
    position = applied = 0
    for start, end, replacement in spans:
        if start < position:
            continue
        pieces += (text[position:start], replacement)
        position = end
        applied += 1
    return "".join([*pieces, text[position:]]), applied
