"""The inputs that a built site's bytes depend on, read from the site, from git and from the installed tools."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib import metadata
from pathlib import Path

import pypandoc
from lxml import html
from lxml.etree import LxmlError

from .. import __version__
from .listing import INFO, SUMS, BuildInfo, Unlistable, digest, names

LOCK = "requirements.txt"
_TOOLS = ("mkdocs", "mkdocs-material", "pymdown-extensions", "Markdown")
_SECONDS = 120


def build_info(root: Path, site: Path) -> BuildInfo:
    """Return the list of the site that was built in the folder ``site`` from the project in ``root``.

    Raises Unlistable if the folder contains a file that cannot be listed, OSError if it cannot be read.
    """
    for name in (INFO, SUMS):  # left by a run that was killed; not part of the site
        (site / f".{name}.part").unlink(missing_ok=True)
    address, repository = _addresses(site)
    commit, clean = _state(root)
    lock = root / LOCK
    return BuildInfo(
        commit=commit,
        clean=clean,
        source_date_epoch=_epoch(),
        site_url=address,
        repo_url=repository,
        lock=digest(lock) if lock.is_file() else "",
        tools=_versions(),
        files={name: digest(site / name) for name in names(site)},
    )


def _addresses(site: Path) -> tuple[str, str]:
    """Return the addresses of the site and its repository from the page, since the environment may have changed after the build."""
    try:
        home = html.document_fromstring((site / "index.html").read_bytes())
    except (LxmlError, ValueError):
        raise Unlistable("the site's index.html is not a page; build the site again") from None
    own = home.xpath('//link[@rel="canonical"]/@href')
    repository = home.xpath('//a[contains(concat(" ", @class, " "), " md-source ")]/@href')
    return str(next(iter(own), "")), str(next(iter(repository), ""))


def _epoch() -> int | None:
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 11 else None


def _state(root: Path) -> tuple[str, bool]:
    """Return the commit, and whether the project's files are exactly those of the commit; no commit if git has none."""
    try:
        commit = _git(root, "rev-parse", "--verify", "HEAD^{commit}").strip()
        return commit, not _git(root, "status", "--porcelain", "--untracked-files=normal", "--", ".").strip()
    except (OSError, subprocess.SubprocessError):
        return "", False


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS, stdin=subprocess.DEVNULL)
    return done.stdout.decode("utf-8", "replace")


def _versions() -> dict[str, str]:
    found = {
        "python": platform.python_version(),
        "pandoc": str(pypandoc.get_pandoc_version()),
        "explainer": __version__,
    }
    for name in _TOOLS:
        try:
            found[name.lower()] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return dict(sorted(found.items()))
