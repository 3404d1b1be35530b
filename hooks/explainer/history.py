"""The history of the project's files from git; without git or the full history there is none."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from . import git
from .files import read_bytes


@dataclass(frozen=True, slots=True)
class Change:
    """The parts of a commit that the site shows."""

    commit: str
    """Its shortened hash."""
    date: str
    """The day of the commit, ISO 8601, in its author's time zone."""


def last_changes(root: Path) -> dict[str, Change]:
    """Return the last change of each file in ``docs`` by its path relative to the project's root, the newest first."""
    try:
        if git.is_shallow(root):
            return {}  # a shallow clone dates every file to its last commit: no date is better than that
        prefix = git.run(root, "rev-parse", "--show-prefix").removesuffix(b"\n")
        log = git.run(root, "log", "-z", "--format=%x00%h %cs", "--name-only", "--no-renames", "--", "docs")
    except git.GitFailed:
        return {}
    found: dict[str, Change] = {}
    change = None
    # Each commit begins with an empty field, which cannot be a name; then come the commit and its names, the first
    # after a line break.
    before, first = None, True
    for field in log.split(b"\0"):
        if before == b"":
            change = Change(*field.decode("ascii").split()) if field else change
            first = True
        elif field and change:
            name = field[1:] if first else field
            found.setdefault(os.fsdecode(name.removeprefix(prefix)), change)
            first = False
        before = field
    return found


def last_change(changes: dict[str, Change], path: str) -> Change | None:
    """Return the last change of a file, or of anything in a folder."""
    if change := changes.get(path):
        return change
    within = path.rstrip("/") + "/"
    return next((change for name, change in changes.items() if name.startswith(within)), None)


_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")

# A carriage return alone ends a line for the engine but not for git: in such a file git's line numbers cannot be used.
_RETURN = re.compile(rb"\r(?!\n)")

# Each option disables a way in which a setting or an attributes file would change or hide the difference.
_PLAIN_DIFF = (
    "--unified=0", "--inter-hunk-context=0", "--text", "--no-renames", "--no-color", "--no-ext-diff", "--no-textconv",
    "--submodule=short", "--relative", "--src-prefix=a/", "--dst-prefix=b/",
)  # fmt: skip


def changed_lines(root: Path, revision: str) -> dict[str, list[range]]:
    """Return the lines of each file that were added or changed since a revision, by path; for a new file, all lines.

    Raises `git.GitFailed` if git does not have the revision or gives no answer.
    """
    diff = git.run(root, "diff", *_PLAIN_DIFF, git.commit(root, revision), "--")
    found: dict[str, list[range]] = {}
    name = ""
    lines = iter(diff.split(b"\n"))
    for line in lines:
        if line.startswith(b"+++ "):
            name = _name(line.removeprefix(b"+++ "))
        elif hunk := _HUNK.match(line):
            removed, start, added = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            found.setdefault(name, []).append(range(start, start + added))
            # The lines of a hunk are text, and may look like a header.
            remaining = removed + added
            while remaining and (text := next(lines, None)) is not None:
                remaining -= not text.startswith(b"\\")  # "\ No newline at end of file"
    for path in found:
        if _RETURN.search(read_bytes(root, path) or b""):
            found[path] = [range(1, sys.maxsize)]
    for untracked in filter(None, git.run(root, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0")):
        found[os.fsdecode(untracked)] = [range(1, sys.maxsize)]
    return found


def _name(shown: bytes) -> str:
    """Return the name of a file in the header of a diff, where git quotes everything that is not plain ASCII."""
    shown = shown.removesuffix(b"\t")  # git puts it after a name with spaces
    if shown.startswith(b'"'):
        shown = shown[1:-1].decode("unicode_escape").encode("latin-1")
    return os.fsdecode(shown.removeprefix(b"b/"))


def first_change(root: Path, path: str) -> str:
    """Return the commit that added a file, the last one if it was added several times; empty if git has none.

    The first commit of a shallow clone seems to add every file, so it does not count.
    """
    try:
        if git.is_shallow(root):
            return ""
        return git.run(root, "log", "--diff-filter=A", "--format=%H", "-1", "--", path).decode("ascii").strip()
    except git.GitFailed:
        return ""
