"""Pandoc, called once for all items of a kind, with a cached answer.

Pandoc is a separate program: it may be missing, hang, or return unexpected output. Each call has a time limit, and
every failure is a `PandocError` with pandoc's complete message.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pypandoc

from .. import cache

T = TypeVar("T")

LONGEST = 300.0
"""The time limit of a call in seconds: a thousand sources, or a book of the whole site, take a few."""

_ENTRY = re.compile(r"^@\w+\{", re.MULTILINE)


class PandocError(Exception):
    """The reason in one line why pandoc gave no usable answer."""


def convert(items: Sequence[dict[str, Any]], target: str) -> str:
    """Return CSL-JSON items as ``biblatex`` or ``bibtex``. Raises PandocError, also if the answer has fewer entries."""
    made = run("--from=csljson", f"--to={target}", text=json.dumps(items, ensure_ascii=False))
    entries = len(_ENTRY.findall(made))
    if entries < len(items):
        raise PandocError(
            f"pandoc returned {entries:,} of {len(items):,} entries in {target}, which begin with '{_shown(made)}'"
        )
    if items and not made.rstrip().endswith("}"):
        raise PandocError(f"pandoc's output in {target} ends within an entry")
    return made


def cite(items: Sequence[dict[str, Any]], text: str, style: Path | None = None) -> str:
    """Return Markdown as HTML whose citations and bibliography are formatted in a CSL style, or in Chicago author-date.

    Raises PandocError. The caller must check that the HTML is complete.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "items.json")
        path.write_text(json.dumps(items, ensure_ascii=False), "utf-8")
        options = [f"--bibliography={path}", *([f"--csl={style}"] if style else [])]
        return run("--from=markdown", "--to=html", "--citeproc", "--wrap=none", *options, text=text)


def kept(location: Path | None, name: str, material: object, make: Callable[[], Any], read: Callable[[bytes], T]) -> T:
    """Return the result of ``make``, cached as JSON and parsed by ``read``; see `cache.kept`.

    ``material`` is everything that the answer depends on, besides pandoc itself.
    """
    return cache.kept(location, name, [str(pypandoc.get_pandoc_version()), material], make, read)


def run(*options: str, text: str, limit: float = LONGEST) -> str:
    """Return pandoc's output for ``text``. Raises PandocError if it fails, or takes more than ``limit`` seconds."""
    try:
        command = [pypandoc.get_pandoc_path(), *options]
        done = subprocess.run(
            command, input=text, capture_output=True, encoding="utf-8", errors="replace", timeout=limit
        )
    except subprocess.TimeoutExpired:
        raise PandocError(f"pandoc took more than {limit:,.0f} seconds and was stopped") from None
    except OSError as error:
        raise PandocError(f"pandoc cannot be started: {' '.join(str(error).split())}") from None
    if done.returncode:
        ending = f"stopped by signal {-done.returncode}" if done.returncode < 0 else f"exit status {done.returncode}"
        words = "; ".join(line.strip() for line in done.stderr.splitlines() if line.strip())
        raise PandocError(f"pandoc failed ({ending}): {words or 'it gave no reason'}")
    return done.stdout


def _shown(text: str) -> str:
    """Return the beginning of an answer as one line."""
    return " ".join(text[:200].split())[:80] or "nothing"
