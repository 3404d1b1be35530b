"""Writing a file completely or not at all: a full disk, a read-only folder or a killed program never leaves half a file."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import time
from pathlib import Path

_PREFIX, _SUFFIX = ".explainer-", ".part"
_ABANDONED = 3600.0
"""Seconds after which a temporary file must be that of a killed program: no writing takes nearly as long."""


class NotWritten(Exception):
    """The reason in one line, for the user, why a file was not written; the old file is unchanged."""


def write_whole(
    path: Path, content: str | bytes, *, new: bool = False, inside: Path | None = None, mode: int | None = None
) -> None:
    """Write a file, and create its folder if needed. Text is written as UTF-8 with its line ends unchanged.

    The content goes to a temporary file in the same folder, which then replaces the file in one step. A file that is
    replaced keeps its mode; a new one gets ``mode``, or by default the mode that the umask allows. A symbolic link at
    ``path`` is not followed.

    With ``new`` the file must not exist yet; otherwise this raises FileExistsError. With ``inside`` the file's folder
    must be in that folder, after following all links. Raises `NotWritten` for every other failure.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    shown = path.relative_to(inside).as_posix() if inside and path.is_relative_to(inside) else str(path)
    try:
        if inside and not path.parent.resolve().is_relative_to(inside.resolve()):
            raise NotWritten(f"{shown} cannot be written: its folder is a link that leads out of the project")
        path.parent.mkdir(parents=True, exist_ok=True)
        old = _existing(path, shown)
        if old and new:
            raise FileExistsError(f"{shown} already exists")
        _remove_abandoned(path.parent)
        temporary = path.parent / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
        try:
            _write(temporary, data, old, mode)
            if new:
                _place_new(temporary, path)
            else:
                os.replace(temporary, path)
        except BaseException:  # clean up on an interruption as well
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    except FileExistsError as error:
        if new and os.path.lexists(path):
            raise FileExistsError(f"{shown} already exists") from None
        raise NotWritten(f"{shown} cannot be written: {error.strerror}") from None
    except OSError as error:
        raise NotWritten(f"{shown} cannot be written: {error.strerror or error}") from None


def _existing(path: Path, shown: str) -> os.stat_result | None:
    """Return the status of the file that would be replaced. Raises `NotWritten` if it may not be replaced."""
    try:
        known = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(known.st_mode):
        raise NotWritten(f"{shown} cannot be written: it is a folder")
    # Only the folder's mode decides whether a file can be replaced, so a read-only file needs its own check.
    read_only = not known.st_mode & 0o222 or not os.access(path, os.W_OK)
    if stat.S_ISREG(known.st_mode) and read_only:
        raise NotWritten(f"{shown} cannot be written: the file is read-only")
    return known


def _write(temporary: Path, data: bytes, old: os.stat_result | None, mode: int | None) -> None:
    """Write the temporary file to disk, with the owner and mode of the file that it replaces."""
    with temporary.open("xb") as file:
        if old and stat.S_ISREG(old.st_mode):
            with contextlib.suppress(OSError):  # only root can change the owner
                shutil.chown(temporary, old.st_uid, old.st_gid)
            mode = stat.S_IMODE(old.st_mode)
        if mode is not None:
            temporary.chmod(mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _place_new(temporary: Path, path: Path) -> None:
    """Give the temporary file its final name. Raises FileExistsError if another program was faster."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # the file system has no hard links: an empty file reserves the name
        path.touch(exist_ok=False)
        try:
            os.replace(temporary, path)
        except OSError:
            path.unlink(missing_ok=True)
            raise
    else:
        temporary.unlink()


def _remove_abandoned(folder: Path) -> None:
    """Remove the temporary files that killed programs left in a folder."""
    for old in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            if time.time() - old.lstat().st_mtime > _ABANDONED:
                old.unlink()
