"""Building the site next to the last good one, and replacing that when the build is complete.

Each build writes into its own folder in ``build`` and is exchanged with ``site`` in one step, so that ``site`` always
holds every file of exactly one build, even if a build is stopped. Only one build runs at a time: the others wait for a
lock, which ends with the process that holds it.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .committed import complaint
from .takeaway import WITHOUT_TAKEAWAY

BUILD = "build"
SITE = "site"
TAKEAWAY = f"{BUILD}/takeaway"
_OLD = ".old"
_MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir")


class NotBuilt(Exception):
    """The reason in one line why no site was built; the last good one is unchanged."""


def build_site(root: Path, command: Sequence[str] = _MKDOCS, *, takeaway: bool = False) -> int:
    """Build the project in ``root`` and replace ``site`` with the result. Return the exit status.

    ``command`` gets the folder to build into as its last argument; if it fails, its exit status is returned, and its
    output goes to our standard error. With ``takeaway`` the EPUB, the PDFs and the ZIP are made too, from a site that offers
    none, and replace the old ones together. Raises `NotBuilt` if a folder cannot be written, or is in the repository.
    """
    build = root / BUILD
    if reason := complaint(root):
        raise NotBuilt(f"no site was built: {reason}")
    with _stopped_cleanly(), _as_not_built(root), lock(root) as held:
        settle(build, root / SITE)
        settle(build, root / TAKEAWAY)
        if takeaway:
            with _new_folder(build, SITE) as plain, _new_folder(build, "takeaway") as made:
                status = _run([*command, str(plain)], root, held, {WITHOUT_TAKEAWAY: "1"})
                status = status or _run([*_takeaway(root, plain, made)], root, held, {}, quiet=True)
                if status:
                    return status
                put_in_place(made, root / TAKEAWAY)
                for path in sorted((root / TAKEAWAY).iterdir()):
                    files = list(path.iterdir()) if path.is_dir() else [path]
                    size, number = (
                        sum(file.stat().st_size for file in files),
                        f", {len(files)} files" if path.is_dir() else "",
                    )
                    print(f"{path.relative_to(root).as_posix()}: {size / 1e6:.1f} MB{number}", flush=True)
        with _new_folder(build, SITE) as new:
            if status := _run([*command, str(new)], root, held, {}):
                return status
            put_in_place(new, root / SITE)
    return 0


@contextlib.contextmanager
def lock(root: Path) -> Iterator[int]:
    """Hold the project's lock for builds, and yield its file descriptor; print a message before waiting for another process.

    Raises OSError if the folder ``build`` cannot be written.
    """
    (root / BUILD).mkdir(exist_ok=True)
    path = root / BUILD / ".lock"
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("explainer: another build is running; waiting for it to finish", file=sys.stderr, flush=True)
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            if _is_still(path, descriptor):
                yield descriptor
                return
            # `make clean` removed the file while we waited, so the next build will not see its lock.
        finally:
            os.close(descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def settle(build: Path, place: Path) -> None:
    """Clean up after a killed build: restore folders that it had moved away, and remove its own.

    Only for the process that holds the lock.
    """
    old = build / f".{place.name}{_OLD}"
    if os.path.lexists(old) and not os.path.lexists(place):
        old.rename(place)
    for left in (old, *build.glob(f".{place.name}-*")):
        _remove(left)


def put_in_place(new: Path, place: Path) -> None:
    """Move the folder ``new`` to ``place``; if there was another folder, remove it.

    This is one step if the system can exchange two folders. Otherwise there is nothing at ``place`` for a moment; a
    process that is killed then leaves the old folder where `settle` finds it. If it raises OSError, ``place`` is
    unchanged.
    """
    old = new.parent / f".{place.name}{_OLD}"
    if not os.path.lexists(place):
        new.rename(place)
        return
    if _exchange(new, place):
        _remove(new)
        return
    place.rename(old)
    try:
        new.rename(place)
    except BaseException:
        old.rename(place)
        raise
    _remove(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two paths in one step; return False if the system or the file system cannot."""
    system = ctypes.CDLL(None, use_errno=True)
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE; on macOS RENAME_SWAP has the same number
    if call := getattr(system, "renameat2", None):
        return bool(call(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
    if call := getattr(system, "renamex_np", None):
        return bool(call(os.fsencode(one), os.fsencode(other), exchange) == 0)
    return False


def _remove(path: Path) -> None:
    """Remove a file, link or folder if it exists; leave it to the next build if it cannot be removed."""
    if path.is_symlink() or path.is_file():
        path.unlink(missing_ok=True)
    else:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def _new_folder(build: Path, name: str) -> Iterator[Path]:
    """Yield a new folder that is removed afterwards, unless it was moved to its final place."""
    path = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=build))
    path.chmod(0o755)  # a web server may read it
    try:
        yield path
    finally:
        _remove(path)


def _takeaway(root: Path, plain: Path, made: Path) -> Iterator[str]:
    yield from (sys.executable, "-m", "explainer.cli", "takeaway", "--root", str(root))
    yield from ("--site", str(plain.relative_to(root)), "--to", str(made.relative_to(root)))


def _run(command: Sequence[str], root: Path, held: int, more: Mapping[str, str], *, quiet: bool = False) -> int:
    """Run a command in ``root`` and return its exit status. It shares the lock: if this process is killed, the command still holds it."""
    output = subprocess.DEVNULL if quiet else None
    process = subprocess.Popen(
        command, cwd=root, env={"NO_MKDOCS_2_WARNING": "1", **os.environ, **more}, pass_fds=(held,), stdout=output
    )
    try:
        return process.wait()
    finally:
        if process.poll() is None:  # we were interrupted
            process.kill()
            process.wait()


@contextlib.contextmanager
def _stopped_cleanly() -> Iterator[None]:
    """Clean up before ending on a signal, as Python does by itself on an interruption from the keyboard."""

    def stop(number: int, _: object) -> None:
        sys.exit(128 + number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _as_not_built(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        path = Path(os.fsdecode(error.filename or root))
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        raise NotBuilt(f"the new site could not be put in place: {shown}: {error.strerror or error}") from None
