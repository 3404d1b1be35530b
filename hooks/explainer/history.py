"""What git knows of the project's files; without git, or with half of its history, nothing is known."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Change:
    """A commit, as far as a reader needs it."""

    commit: str
    """Its shortened hash."""
    date: str
    """The day on which it was made, ISO 8601, in its maker's time zone."""


def last_changes(root: Path) -> dict[str, Change]:
    """Return the last change of each file below ``docs`` by its path from the project's root, the newest first."""
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}  # a shallow clone dates every file to its last commit: better no date than that
    prefix = _git(root, "rev-parse", "--show-prefix").strip()
    found: dict[str, Change] = {}
    log = _git(
        root, "-c", "core.quotePath=false", "log", "--format=%x01%h %cs", "--name-only", "--no-renames", "--", "docs"
    )
    for entry in log.split("\x01")[1:]:
        head, _, names = entry.partition("\n")
        commit, date = head.split()
        for name in filter(None, names.split("\n")):
            found.setdefault(name.removeprefix(prefix), Change(commit, date))
    return found


def last_change(changes: dict[str, Change], path: str) -> Change | None:
    """Return the last change of a file, or of anything in a folder."""
    if change := changes.get(path):
        return change
    within = path.rstrip("/") + "/"
    return next((change for name, change in changes.items() if name.startswith(within)), None)


_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def changed_lines(root: Path, revision: str) -> dict[str, list[range]] | None:
    """Return the lines of each file that were added or changed since a revision, by its path; all of a new file.

    Nothing where git does not know the revision.
    """
    diff = _git(root, "-c", "core.quotePath=false", "diff", "--unified=0", "--no-renames", "--no-color", "--no-ext-diff",
                "--relative", "--src-prefix=a/", "--dst-prefix=b/", "--end-of-options", revision, "--")  # fmt: skip
    if not diff and not _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"):
        return None
    found: dict[str, list[range]] = {}
    name = ""
    for line in diff.split("\n"):
        if line.startswith("+++ "):
            name = line.removeprefix("+++ b/").rstrip("\t")
        elif hunk := _HUNK.match(line):
            start, count = int(hunk[1]), int(hunk[2] or 1)
            found.setdefault(name, []).append(range(start, start + count))
    for name in filter(None, _git(root, "ls-files", "--others", "--exclude-standard", "-z").split("\0")):
        found[name] = [range(1, sys.maxsize)]
    return found


def first_change(root: Path, path: str) -> str:
    """Return the commit that brought a file, the last one where it came and went; empty where there is none."""
    return _git(root, "log", "--diff-filter=A", "--format=%H", "-1", "--", path).strip()


def export(root: Path, revision: str, to: Path) -> bool:
    """Write the ``docs`` of a revision into the folder ``to``; return whether there is such a revision."""
    command = ["git", "-C", str(root), "archive", "--format=tar", "--end-of-options", revision, "docs"]
    try:
        archive = subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    to.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(to, filter=_files_alone)
    return True


def _files_alone(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """Leave links out, which may lead out of the folder, and refuse a name that does."""
    return None if member.issym() or member.islnk() else tarfile.data_filter(member, folder)


def _git(root: Path, *arguments: str) -> str:
    """Return what git prints; nothing where it fails or is not there."""
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    except (OSError, subprocess.CalledProcessError):
        return ""
