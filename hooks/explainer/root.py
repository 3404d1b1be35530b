"""Finding the project's folder for a command."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def find_root(start: Path) -> Path | None:
    """Return the nearest folder from ``start`` upwards that holds ``docs/en`` or ``docs/sources``."""
    for folder in (start, *start.parents):
        if (folder / "docs" / "en").is_dir() or (folder / "docs" / "sources").is_dir():
            return folder
    return None


def wanted_root(options: argparse.Namespace) -> Path | None:
    """Return the project's folder, or print to standard error that there is none."""
    root = options.root.resolve() if options.root else find_root(Path.cwd())
    if root is None or not (root / "docs").is_dir():
        print("explainer: there is no project here (no folder docs/); give its folder with --root", file=sys.stderr)
        return None
    return Path(root)
