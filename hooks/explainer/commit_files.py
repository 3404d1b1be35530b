"""The project's files in a commit, read from git's object store, so that attributes, filters and links of the commit have no effect."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from . import git
from .escaping import one_line

PLAIN, PROGRAM, LINK, SUBMODULE = "100644", "100755", "120000", "160000"
"""Git's file modes."""

ABSENT = "000000"
"""The mode of a path that does not exist."""

MOST_FILES = 20_000
MOST_BYTES = 100_000_000
"""The largest ``docs`` of a commit that is read; the project's own has a tenth of that."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not read."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class PathChange:
    """A path that a change touches, before and after."""

    path: str
    """Relative to the project's root, with ``/``; bytes that are not UTF-8 as `os.fsdecode` gives them."""
    before: str
    """Its mode, such as ``100644``; `ABSENT` if it is new."""
    after: str


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    mode: str
    object: str
    size: int
    """Its size in bytes; -1 if it is not a file."""


def export(root: Path, revision: str, to: Path) -> list[Refused]:
    """Write the files of a revision's ``docs`` into the folder ``to``; return the files that were left out, and why.

    Only regular files are written, and only into ``to``. If the revision has no ``docs``, no file is written. Raises
    `git.GitFailed` if git does not have the revision, or if its ``docs`` is too large.
    """
    entries = list(_entries(root, git.commit(root, revision)))
    files = [entry for entry in entries if entry.size >= 0]
    if len(files) > MOST_FILES or sum(entry.size for entry in files) > MOST_BYTES:
        raise git.GitFailed(f"docs has more than {MOST_FILES:,} files or {MOST_BYTES // 1_000_000:,} million bytes")
    contents = _contents(root, [entry for entry in entries if entry.mode != SUBMODULE])
    refused: list[Refused] = []
    for entry in entries:
        content = contents.get(entry.object, b"")
        if reason := _reason(entry, content) or _write(to, entry.path, content):
            refused.append(Refused(entry.path, reason))
    return refused


def changed_paths(root: Path, before: str, after: str | None = None) -> list[PathChange]:
    """Return every path that differs between two revisions, or from ``before`` to the files as they are.

    A renamed file counts as one removed and one added. Raises `git.GitFailed`.
    """
    revisions = [git.commit(root, revision) for revision in (before, after) if revision]
    options = ("--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff", "--ignore-submodules=none", "--relative")
    pieces = git.run(root, "diff", *options, *revisions, "--").split(b"\0")
    found = []
    for head, path in zip(pieces[::2], pieces[1::2], strict=False):
        modes = head.decode("ascii").removeprefix(":").split()
        found.append(PathChange(os.fsdecode(path), modes[0], modes[1]))
    if after is None:
        untracked = git.run(root, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0")
        found += [PathChange(os.fsdecode(path), ABSENT, PLAIN) for path in untracked if path]
    return sorted(found, key=lambda change: change.path)


def twins(paths: Iterable[str]) -> list[list[str]]:
    """Return the paths that are the same path on a disk that ignores case and the encoding of accents."""
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(unicodedata.normalize("NFC", path).casefold(), []).append(path)
    return [sorted(group) for group in groups.values() if len(group) > 1]


def _entries(root: Path, commit: str) -> Iterator[_Entry]:
    """Yield the entries of a commit at and below ``docs``."""
    for line in filter(None, git.run(root, "ls-tree", "-r", "-z", "-l", commit, "docs").split(b"\0")):
        head, _, path = line.partition(b"\t")
        mode, _, object, size = head.decode("ascii").split()
        yield _Entry(os.fsdecode(path), mode, object, int(size) if size.isdigit() else -1)


def _contents(root: Path, entries: list[_Entry]) -> dict[str, bytes]:
    """Return the contents of files by object, with one call of git."""
    wanted = list(dict.fromkeys(entry.object for entry in entries))
    answer = memoryview(git.run(root, "cat-file", "--batch", given="".join(f"{one}\n" for one in wanted).encode()))
    found: dict[str, bytes] = {}
    position = 0
    for object in wanted:
        end = position
        while answer[end] != 0x0A:
            end += 1
        head = bytes(answer[position:end]).decode("ascii").split()
        if len(head) != 3:
            raise git.GitFailed(f"git lacks the object {object}")
        position = end + 1 + int(head[2])
        found[object] = bytes(answer[end + 1 : position])
        position += 1
    return found


def _reason(entry: _Entry, content: bytes) -> str:
    """Return why an entry may not be written; an empty string if it may."""
    if entry.mode == LINK:
        return f"a link, to '{one_line(os.fsdecode(content))[:200]}'; links are not followed"
    if entry.mode == SUBMODULE:
        return "a submodule: another repository's files"
    parts = entry.path.split("/")
    if any(part in ("", ".", "..") or part.casefold() == ".git" for part in parts):
        return "a name that leads out of the folder"
    return ""


def _write(to: Path, path: str, content: bytes) -> str:
    """Write a file into ``to``; return why that failed, or an empty string."""
    target = to / PurePosixPath(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:  # never overwrite: two entries may have the same name
            file.write(content)
    except (OSError, ValueError) as error:
        return f"cannot be written: {getattr(error, 'strerror', None) or error}"
    return ""
