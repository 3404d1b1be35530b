"""Answers of slow programs, kept from build to build outside of the project.

Whoever can put a file into the repository must not be able to answer in pandoc's place. So the answers lie in the user's
own cache folder and never below the project or the repository that holds it, where a file may have come with a commit;
and they count only while nobody else can write them. That needs no git, which an unpacked archive of the project has not.
The environment variable ``EXPLAINER_CACHE`` names another folder.

An answer that is missing, cut, too large or of another shape is made anew, and where nothing can be kept, nothing is.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import stat
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import platformdirs

from .writing import NotWritten, write_whole

T = TypeVar("T")

VARIABLE = "EXPLAINER_CACHE"
KEPT = 60
"""How many answers are kept; those used last stay. A site has three in each state, each below a megabyte."""
MAX_BYTES = 50_000_000
"""The largest answer that is read."""

# A build shows what this logger says; a warning would stop a strict one.
_log = logging.getLogger("mkdocs.plugins.explainer.cache")


class UnusableAnswer(Exception):
    """A program ended without an error, and its answer is not what was asked for."""


def folder(root: Path) -> Path | None:
    """Return where answers for the project in ``root`` may be kept; nothing where no safe folder is known."""
    named = os.environ.get(VARIABLE)
    place = Path(named) if named else platformdirs.user_cache_path("caravan-explainer", appauthor=False)
    if not place.is_absolute():  # a machine without a home
        return None
    root = root.resolve()
    repository = next((parent for parent in (root, *root.parents) if (parent / ".git").exists()), root)
    return None if place.resolve().is_relative_to(repository) else place / "answers"


def kept(place: Path | None, name: str, material: object, make: Callable[[], Any], read: Callable[[bytes], T]) -> T:
    """Return what ``read`` makes of the JSON that ``make`` returns; taken from ``place`` where it has been made before.

    ``material`` is all that the answer depends on. ``read`` raises ValueError for an answer of another shape; where the
    program itself gives such a one, this raises `UnusableAnswer`.
    """
    digest = hashlib.sha256(json.dumps(material, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    path = place / f"{name}-{digest[:32]}.json" if place else None
    if path and (raw := _believed(path)) is not None:
        with contextlib.suppress(ValueError):
            return read(raw)
    raw = json.dumps(make(), ensure_ascii=False).encode()
    try:
        found = read(raw)
    except ValueError:
        raise UnusableAnswer(f"the answer for '{name}' is empty, truncated or malformed") from None
    if path:
        _keep(path, raw)
    return found


def _believed(path: Path) -> bytes | None:
    """Return a kept answer; nothing where there is none, or somebody else could have written it."""
    try:
        if not _ours_alone(path.parent.lstat(), stat.S_ISDIR):
            return None
        known = path.lstat()
        if not _ours_alone(known, stat.S_ISREG) or known.st_size > MAX_BYTES:
            return None
        raw = path.read_bytes()
    except OSError:
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # used just now
    return raw


def _ours_alone(known: os.stat_result, kind: Callable[[int], bool]) -> bool:
    """Whether a file or folder is of a kind, belongs to this user, and is open to nobody else."""
    if not kind(known.st_mode):
        return False
    # Where the system knows no such modes, the user's own folder has to be enough.
    return os.name != "posix" or (known.st_uid == os.geteuid() and not known.st_mode & 0o077)


def _keep(path: Path, raw: bytes) -> None:
    """Keep an answer and let go of the oldest ones; a folder that takes none is mentioned and nothing more."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _ours_alone(path.parent.lstat(), stat.S_ISDIR):
            raise NotWritten("it is not a folder that only you can open")
        if not path.is_dir() or path.is_symlink():
            path.unlink(missing_ok=True)  # whatever was there was not believed
        write_whole(path, raw, mode=0o600)
        # Another build may tidy up at the same time.
        ages = [(_age(old), old) for old in path.parent.glob("*.json")]
        for _, old in sorted(ages, reverse=True)[KEPT:]:
            old.unlink(missing_ok=True)
    except OSError as error:
        _mention(path.parent, error.strerror or str(error))
    except NotWritten as reason:
        _mention(path.parent, str(reason).rpartition(": ")[2])


@cache
def _mention(place: Path, reason: str) -> None:
    """Say once that answers are not kept."""
    _log.info("Pandoc's answers cannot be cached in %s, so each build asks again: %s", place, reason)


def _age(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0
