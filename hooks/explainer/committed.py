"""What builds and caches leave behind, found in the repository itself.

Nobody reads such files in a change, and a build would believe them: it offers ``build/takeaway`` to readers, runs what lies in
``.venv`` and ``__pycache__``, and brings back a site from ``build`` when an earlier build seems to have been killed.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

OUTPUT = ("build", "site", ".cache", ".venv", ".venv-bench", ":(glob)**/__pycache__/**", ":(glob)**/*.pyc")
"""Git's patterns of all that is made; none of it belongs into a commit."""
SECONDS = 60


def committed_output(root: Path) -> list[str]:
    """Return the paths below ``root`` of such files that git tracks; none where git is not there or knows nothing of the project."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--", *OUTPUT]
    try:
        listed = subprocess.run(command, capture_output=True, check=True, timeout=SECONDS).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    return [os.fsdecode(name) for name in listed.split(b"\0") if name]


def complaint(root: Path) -> str:
    """Return in one line that such a file is in the repository, and how it leaves it; empty where none is."""
    found = committed_output(root)
    if not found:
        return ""
    name = found[0].encode("unicode_escape", "backslashreplace").decode("ascii")
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return f"{name}{more} is in the repository, but only a build may make it; remove it with 'git rm --cached'"
