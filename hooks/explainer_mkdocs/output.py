"""What a build leaves on the disk, and what it says where the disk or pandoc refuses."""

from __future__ import annotations

import os

from mkdocs.exceptions import Abort

from explainer.cache import UnusableAnswer
from explainer.render.pandoc import PandocError


def open_to_readers(folder: str) -> None:
    """Let a web server read the site, and nobody else write it, whatever the umask."""
    os.chmod(folder, 0o755)
    for base, folders, names in os.walk(folder):
        for kind, mode in ((folders, 0o755), (names, 0o644)):
            for name in kind:
                path = os.path.join(base, name)
                if not os.path.islink(path):
                    os.chmod(path, mode)


def say_in_a_line(error: Exception) -> None:
    """Raise Abort with one line for what the system or pandoc refused; any other error is ours, and shows where it comes from."""
    if isinstance(error, OSError):
        name = error.filename2 or error.filename  # a copy fails where it is written to
        place = f" {os.fsdecode(name)}:" if name else ""
        raise Abort(f"The build failed:{place} {error.strerror or error}")
    if isinstance(error, UnusableAnswer):
        raise Abort(f"The build failed: pandoc: {error}")
    if isinstance(error, PandocError):
        raise Abort(f"The build failed: {error}")
