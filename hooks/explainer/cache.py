"""A cache from run to run, outside the project: slow programs' answers, and what `readings` keeps.

A person who can put a file into the repository must not be able to answer in place of pandoc. So the answers are in the
user's own cache folder and never in the project or its repository, where a file may have come with a commit; and they
are used only if nobody else can write them. This does not need git, so it also works in an unpacked archive of the
project. The environment variable ``EXPLAINER_CACHE`` names another folder.

An answer that is missing, truncated, too large or malformed is made again; if no answer can be cached, none is.
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
"""How many answers are kept, the most recently used ones. Each state of a site has three, each smaller than a megabyte."""
MAX_BYTES = 50_000_000
"""The largest answer that is read."""

# A build shows this logger's messages; a warning would stop a strict build.
_log = logging.getLogger("mkdocs.plugins.explainer.cache")


class UnusableAnswer(Exception):
    """A program ended without an error, but its answer cannot be used."""


def folder(root: Path, kind: str = "answers") -> Path | None:
    """Return the folder in which answers for the project in ``root`` may be kept; None if no safe folder is known.

    ``kind`` names the folder: each kind of content has its own.
    """
    named = os.environ.get(VARIABLE)
    location = Path(named) if named else platformdirs.user_cache_path("caravan-explainer", appauthor=False)
    if not location.is_absolute():  # a machine without a home
        return None
    root = root.resolve()
    repository = next((parent for parent in (root, *root.parents) if (parent / ".git").exists()), root)
    return None if location.resolve().is_relative_to(repository) else location / kind


def kept(location: Path | None, name: str, material: object, make: Callable[[], Any], read: Callable[[bytes], T]) -> T:
    """Return the JSON that ``make`` returns, parsed by ``read``; taken from ``location`` if it was made before.

    ``material`` is everything that the answer depends on. ``read`` raises ValueError for a malformed answer; if the
    program itself gives one, this raises `UnusableAnswer`.
    """
    digest = hashlib.sha256(json.dumps(material, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    path = location / f"{name}-{digest[:32]}.json" if location else None
    if path and (raw := believed(path)) is not None:
        with contextlib.suppress(ValueError):
            return read(raw)
    raw = json.dumps(make(), ensure_ascii=False).encode()
    try:
        found = read(raw)
    except ValueError:
        raise UnusableAnswer(f"the answer for '{name}' is empty, truncated or malformed") from None
    if path:
        keep(path, raw)
    return found


def believed(path: Path, most: int = MAX_BYTES) -> bytes | None:
    """Return a cached file's content; None if there is none of at most ``most`` bytes, or if somebody else could have written it."""
    try:
        if not _ours_alone(path.parent.lstat(), stat.S_ISDIR):
            return None
        known = path.lstat()
        if not _ours_alone(known, stat.S_ISREG) or known.st_size > most:
            return None
        raw = path.read_bytes()
    except OSError:
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # used just now
    return raw


def _ours_alone(known: os.stat_result, kind: Callable[[int], bool]) -> bool:
    """Whether a file or folder is of the right type, belongs to this user, and is closed to everybody else."""
    if not kind(known.st_mode):
        return False
    # If the system has no such modes, being in the user's own folder is enough.
    return os.name != "posix" or (known.st_uid == os.geteuid() and not known.st_mode & 0o077)


def keep(path: Path, raw: bytes, most: int = KEPT) -> None:
    """Store a file and remove the oldest ones, up to ``most`` with its suffix; if the folder cannot be written, only log that."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _ours_alone(path.parent.lstat(), stat.S_ISDIR):
            raise NotWritten("it is not a folder that only you can open")
        if not path.is_dir() or path.is_symlink():
            path.unlink(missing_ok=True)  # any file there was rejected
        write_whole(path, raw, mode=0o600)
        # Another build may clean up at the same time.
        ages = [(_age(old), old) for old in path.parent.glob(f"*{path.suffix}")]
        for _, old in sorted(ages, reverse=True)[most:]:
            old.unlink(missing_ok=True)
    except OSError as error:
        _mention(path.parent, error.strerror or str(error))
    except NotWritten as reason:
        _mention(path.parent, str(reason).rpartition(": ")[2])


@cache
def _mention(location: Path, reason: str) -> None:
    """Log once that nothing is cached."""
    _log.info("Results cannot be cached in %s, so each run makes them again: %s", location, reason)


def _age(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0
