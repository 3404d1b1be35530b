"""Building the site beside the last good one, and putting it in its place when it is whole.

Each build writes into a folder of its own below ``build`` and changes places with ``site`` in one step, so that whoever reads
``site`` finds every file of one build at any moment, whenever a build is stopped. One build at a time: a lock that ends with the
process that holds it makes the others wait.
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
    """Why no site was built, in one line; the last good one is as it was."""


def build_site(root: Path, command: Sequence[str] = _MKDOCS, *, takeaway: bool = False) -> int:
    """Build the project in ``root`` and put the result in the place of ``site``. Return the exit status.

    ``command`` gets the folder to build into as its last argument; its own exit status is returned where it fails, and what it
    says goes to our standard error. With ``takeaway`` the files to take away are made too, from a site that offers none, and put
    in the place of the old ones all together. Raises `NotBuilt` where a folder cannot be written, or came with the repository.
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
                    print(f"{path.relative_to(root).as_posix()}: {path.stat().st_size / 1e6:.1f} MB", flush=True)
        with _new_folder(build, SITE) as new:
            if status := _run([*command, str(new)], root, held, {}):
                return status
            put_in_place(new, root / SITE)
    return 0


@contextlib.contextmanager
def lock(root: Path) -> Iterator[int]:
    """Hold the project's lock for builds, and yield its file descriptor; say so before waiting for another process.

    Raises OSError where the folder ``build`` cannot be written.
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
            # `make clean` has removed the file while we waited: its lock means nothing to the next build.
        finally:
            os.close(descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def settle(build: Path, place: Path) -> None:
    """Put right what a killed build has left: bring back what it had moved away, and remove its folders.

    Only for the process that holds the lock.
    """
    old = build / f".{place.name}{_OLD}"
    if os.path.lexists(old) and not os.path.lexists(place):
        old.rename(place)
    for left in (old, *build.glob(f".{place.name}-*")):
        _remove(left)


def put_in_place(new: Path, place: Path) -> None:
    """Put the folder ``new`` in the place of another, or where none was; then remove the other.

    In one step where the system can let two folders change places. Otherwise there is nothing at ``place`` for a moment; a
    process that is killed in it leaves the old folder where `settle` finds it. Raises OSError, and leaves ``place`` as it was.
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
    """Let two paths change places in one step; False where the system or the file system cannot."""
    system = ctypes.CDLL(None, use_errno=True)
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE; on macOS RENAME_SWAP has the same number
    if call := getattr(system, "renameat2", None):
        return bool(call(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
    if call := getattr(system, "renamex_np", None):
        return bool(call(os.fsencode(one), os.fsencode(other), exchange) == 0)
    return False


def _remove(path: Path) -> None:
    """Remove a file, link or folder if it is there; what cannot be removed is left to the next build."""
    if path.is_symlink() or path.is_file():
        path.unlink(missing_ok=True)
    else:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def _new_folder(build: Path, name: str) -> Iterator[Path]:
    """Yield a new folder that is gone afterwards, unless it was put in its place."""
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
    """Run a command in ``root`` and return its exit status. It shares the lock: if we are killed, it still holds it."""
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
    """Clean up before a request to end, as an interruption from the keyboard does by itself."""

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
