"""Pandoc, asked once for everything of a kind, and its answer kept."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypandoc


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


def kept(cache: Path, name: str, material: object, make: Callable[[], Any]) -> Any:
    """Return what ``make`` returns, as JSON keeps it; read from ``cache`` where nothing that it depends on has changed.

    ``material`` is whatever the answer depends on, besides pandoc itself.
    """
    text = json.dumps([str(pypandoc.get_pandoc_version()), material], ensure_ascii=False, sort_keys=True)
    path = cache / f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:32]}.json"
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        pass  # not there, or half written by a build that was stopped: make it anew
    made = json.dumps(make(), ensure_ascii=False)
    cache.mkdir(parents=True, exist_ok=True)
    for old in cache.glob(f"{name}-*.json"):
        old.unlink(missing_ok=True)
    partial = path.with_suffix(".part")
    partial.write_text(made, "utf-8")
    partial.replace(path)
    return json.loads(made)


def _run(*options: str, text: str) -> str:
    command = [pypandoc.get_pandoc_path(), *options]
    return subprocess.run(command, input=text, capture_output=True, check=True, encoding="utf-8").stdout
