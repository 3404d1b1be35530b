"""Files of builds and caches that were committed to the repository.

Nobody reviews such files, and a build would trust them: it offers ``build/takeaway`` to readers, runs code from
``.venv`` and ``__pycache__``, and restores a site from ``build`` when an earlier build seems to have been killed.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

OUTPUT = ("build", "site", ".cache", ".venv", ".venv-bench", ":(glob)**/__pycache__/**", ":(glob)**/*.pyc")
"""Git's patterns for generated files, which must not be committed."""
SECONDS = 60


def committed_output(root: Path) -> list[str]:
    """Return the paths in ``root`` of such files that git tracks; none if there is no git or no repository."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--", *OUTPUT]
    try:
        listed = subprocess.run(command, capture_output=True, check=True, timeout=SECONDS).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    return [os.fsdecode(name) for name in listed.split(b"\0") if name]


def complaint(root: Path) -> str:
    """Return in one line that such a file is in the repository, and how to remove it; an empty string if there is none."""
    found = committed_output(root)
    if not found:
        return ""
    name = found[0].encode("unicode_escape", "backslashreplace").decode("ascii")
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return f"{name}{more} is in the repository, but only a build may make it; remove it with 'git rm --cached'"
