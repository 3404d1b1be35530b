"""The files that a build leaves on disk, and its messages if the disk or pandoc fails."""

from __future__ import annotations

import os

from mkdocs.exceptions import Abort

from explainer.cache import UnusableAnswer
from explainer.render.pandoc import PandocError


def open_to_readers(folder: str) -> None:
    """Make the site readable for a web server and writable only for its owner, whatever the umask."""
    os.chmod(folder, 0o755)
    for base, folders, names in os.walk(folder):
        for kind, mode in ((folders, 0o755), (names, 0o644)):
            for name in kind:
                path = os.path.join(base, name)
                if not os.path.islink(path):
                    os.chmod(path, mode)


def say_in_a_line(error: Exception) -> None:
    """Raise Abort with one line for an error of the system or pandoc; other errors are bugs of the engine, and keep their traceback."""
    if isinstance(error, OSError):
        name = error.filename2 or error.filename  # a failed copy names its target
        location = f" {os.fsdecode(name)}:" if name else ""
        raise Abort(f"The build failed:{location} {error.strerror or error}")
    if isinstance(error, UnusableAnswer):
        raise Abort(f"The build failed: pandoc: {error}")
    if isinstance(error, PandocError):
        raise Abort(f"The build failed: {error}")
