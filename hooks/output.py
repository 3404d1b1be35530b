"""MkDocs hook: what a build leaves on the disk, and what it says where the disk takes nothing more."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from explainer.cache import UnusableAnswer
from explainer.committed import complaint
from explainer.render.pandoc import PandocError

_command = "build"


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether a site is built or served."""
    global _command
    _command = command


@event_priority(100)  # first: nothing has been read yet
def on_config(config: MkDocsConfig) -> None:
    """Refuse to build from what is passed off as an earlier build's."""
    if _command != "serve" and (reason := complaint(Path(config.config_file_path).parent)):
        raise Abort(f"Nothing was built: {reason}")


@event_priority(-200)  # last: all files have been written
def on_post_build(config: MkDocsConfig) -> None:
    """Let a web server read the site, and nobody else write it, whatever the umask; a served site stays private."""
    if _command == "serve":
        return
    os.chmod(config.site_dir, 0o755)
    for folder, folders, names in os.walk(config.site_dir):
        for kind, mode in ((folders, 0o755), (names, 0o644)):
            for name in kind:
                path = os.path.join(folder, name)
                if not os.path.islink(path):
                    os.chmod(path, mode)


def on_build_error(error: Exception) -> None:
    """Say in one line what the system or pandoc refused; any other error is ours, and shows where it comes from."""
    if _command == "serve":
        return
    if isinstance(error, OSError):
        name = error.filename2 or error.filename  # a copy fails where it is written to
        place = f" {os.fsdecode(name)}:" if name else ""
        raise Abort(f"The build failed:{place} {error.strerror or error}")
    if isinstance(error, UnusableAnswer):
        raise Abort(f"The build failed: pandoc: {error}")
    if isinstance(error, PandocError):
        raise Abort(f"The build failed: {error}")
