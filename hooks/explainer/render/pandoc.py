"""Pandoc, asked once for everything of a kind, and its answer kept."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pypandoc

from .. import cache

T = TypeVar("T")


def convert(items: Sequence[dict[str, Any]], target: str) -> str:
    """Return CSL-JSON items in another bibliography format of pandoc's, such as ``biblatex``.

    Raises subprocess.CalledProcessError where pandoc itself fails.
    """
    return _run("--from=csljson", f"--to={target}", text=json.dumps(items, ensure_ascii=False))


def read(text: str, format: str) -> str:
    """Return a bibliography in one of pandoc's formats, such as ``ris``, as CSL-JSON.

    Raises subprocess.CalledProcessError where pandoc cannot read it.
    """
    return _run(f"--from={format}", "--to=csljson", text=text)


def cite(items: Sequence[dict[str, Any]], text: str, style: Path | None = None) -> str:
    """Return Markdown as HTML whose citations and bibliography are formatted in a CSL style, or in Chicago author-date.

    Raises subprocess.CalledProcessError where pandoc itself fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "items.json")
        path.write_text(json.dumps(items, ensure_ascii=False), "utf-8")
        options = [f"--bibliography={path}", *([f"--csl={style}"] if style else [])]
        return _run("--from=markdown", "--to=html", "--citeproc", "--wrap=none", *options, text=text)


def kept(place: Path | None, name: str, material: object, make: Callable[[], Any], read: Callable[[bytes], T]) -> T:
    """Return what ``make`` returns, as JSON keeps it and ``read`` reads it; see `cache.kept`.

    ``material`` is whatever the answer depends on, besides pandoc itself.
    """
    return cache.kept(place, name, [str(pypandoc.get_pandoc_version()), material], make, read)


def _run(*options: str, text: str) -> str:
    command = [pypandoc.get_pandoc_path(), *options]
    return subprocess.run(command, input=text, capture_output=True, check=True, encoding="utf-8").stdout
