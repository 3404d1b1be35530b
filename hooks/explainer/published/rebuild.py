"""Rebuilding a site from the commit that a published site names, in a copy of the repository with its own lock."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from ..takeaway import NAME, PAGES
from .listing import BuildInfo
from .places import Missing, Place, Unchecked, read

DOWNLOADS = "take-away/"
PDFS = (f"{DOWNLOADS}{NAME}.pdf", f"{DOWNLOADS}{PAGES}/*.pdf")
"""A browser prints them, and a different browser or different fonts give different bytes; they are signed where they were made."""
BILL = f"{DOWNLOADS}sbom.cdx.json"
_SECONDS = 3600


class NotRebuilt(Exception):
    """The reason, in words, why the site could not be built again."""


class Astray(Exception):
    """The reason, in words, why the site was not built from the project."""


def rebuild(root: Path, place: Place, info: BuildInfo, say: Callable[[str], None]) -> Path:
    """Build the site that ``info`` describes and return its folder, in ``build/rebuild``.

    ``root`` is a clone of the repository with its full history; ``say`` is called with each step. The PDFs are taken
    from the published site, since pages offer them with their sizes. Raises Astray if the commit is not on the main
    branch, NotRebuilt if a step fails.
    """
    commit = info.commit
    if not commit:
        raise Astray("the list names no commit")
    if _run(root, "git", "rev-parse", "--is-shallow-repository").strip() != "false":
        raise NotRebuilt("this clone has only a part of the history; fetch the rest with 'git fetch --unshallow'")
    main = next(
        (name for name in ("origin/main", "main", "HEAD") if _holds(root, "rev-parse", "--verify", name)), "HEAD"
    )
    if not _holds(root, "merge-base", "--is-ancestor", commit, main):
        raise Astray(
            f"the list names the commit {commit}, which is not in {main}; is this a clone of the site's repository, and up to date?"
        )
    tree = root / "build" / "rebuild"
    shutil.rmtree(tree, ignore_errors=True)
    tree.parent.mkdir(exist_ok=True)
    say(f"Commit {commit}, built in {tree.relative_to(root).as_posix()}")
    _run(root, "git", "clone", "--quiet", "--no-checkout", str(root), str(tree))
    _run(tree, "git", "checkout", "--quiet", "--detach", commit)
    _make(tree, info, "site", say)
    if any(name.startswith(DOWNLOADS) and name != BILL for name in info.files):
        for kind in ("epub", "zip"):
            if f"{DOWNLOADS}{NAME}.{kind}" in info.files:
                say(f"The {kind.upper()}")
                _run(tree, ".venv/bin/explainer", "takeaway", "--only", kind, environment=_environment(info))
        for name in info.files:
            if any(fnmatchcase(name, pattern) for pattern in PDFS):
                _take(place, name, tree / "build" / "takeaway" / Path(name).parent.relative_to(DOWNLOADS))
        _make(tree, info, "site", say)
    if BILL in info.files:
        _make(tree, info, "sbom", say)
    return tree / "site"


def _make(tree: Path, info: BuildInfo, target: str, say: Callable[[str], None]) -> None:
    say(f"make {target}")
    _run(tree, "make", target, environment=_environment(info))


def _take(place: Place, name: str, to: Path) -> None:
    try:
        content = read(place, name)
    except (Missing, Unchecked) as reason:
        raise NotRebuilt(f"{name} cannot be taken from the published site: {reason or 'it is missing'}") from None
    to.mkdir(parents=True, exist_ok=True)
    (to / Path(name).name).write_bytes(content)


def _environment(info: BuildInfo) -> dict[str, str]:
    """Return this machine's environment with the variables of the published build, and without those that make passes on."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "GIT_"))}
    kept.pop("SOURCE_DATE_EPOCH", None)
    epoch = {} if info.source_date_epoch is None else {"SOURCE_DATE_EPOCH": str(info.source_date_epoch)}
    return kept | epoch | {"SITE_URL": info.site_url, "REPO_URL": info.repo_url}


def _holds(root: Path, *arguments: str) -> bool:
    try:
        _run(root, "git", *arguments)
    except NotRebuilt:
        return False
    return True


def _run(folder: Path, *command: str, environment: dict[str, str] | None = None) -> str:
    """Return a command's output. Raises NotRebuilt with its last lines if it fails or does not finish."""
    said = " ".join(map(str, command[:3]))
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, timeout=_SECONDS, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotRebuilt(f"'{said}' did not finish: {error}") from None
    if done.returncode:
        raise NotRebuilt(f"'{said}' failed:\n{_last(done.stdout + done.stderr)}")
    return done.stdout.decode("utf-8", "replace")


def _last(output: bytes) -> str:
    lines: Sequence[str] = output.decode("utf-8", "replace").strip().splitlines()[-20:]
    return "\n".join(f"    {line[:300]}" for line in lines)
