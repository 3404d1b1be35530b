"""References in Chicago author-date, formatted by pandoc in one call for the whole library."""

from __future__ import annotations

import hashlib
import html
import json
import re
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pypandoc

from ..records.reading import Record
from ..records.sources import Source

_OURS = {"key", "voice", "rank", "read", "archive", "evidence"}
"""Fields of a source that CSL does not know."""

_ENTRY = re.compile(r'<div id="ref-([^"]+)"[^>]*>(.*?)</div>', re.DOTALL)
_LABEL = re.compile(r'<p>\s*<span\s+class="citation"\s+data-cites="([^"]+)">(.*?)</span>\s*</p>', re.DOTALL)


@dataclass(frozen=True)
class Reference:
    """A source as it stands in a list of references."""

    html: str
    """The whole reference, as pandoc prints it."""
    label: str
    """Author and year for running text, as HTML: ``Reuters (2018)``."""
    order: int
    """Its place in the alphabetical list of all sources."""

    @cached_property
    def short(self) -> str:
        """Author and year without parentheses, as plain text: ``Reuters 2018``."""
        text = plain_text(self.label)
        if text.startswith("("):  # a work without an author: pandoc puts its title into the parentheses
            return text[1:-1]
        return re.sub(r"\s*\(([^()]*)\)$", r" \1", text)


def references(sources: Iterable[Record[Source]], cache: Path) -> dict[str, Reference]:
    """Format all sources; the result is kept in ``cache`` under a hash of what went in.

    Raises subprocess.CalledProcessError where pandoc itself fails.
    """
    items = [csl_item(record) for record in sources]
    if not items:
        return {}
    bibliography = json.dumps(items, ensure_ascii=False, sort_keys=True)
    pandoc = pypandoc.get_pandoc_path()
    version = str(pypandoc.get_pandoc_version())
    digest = hashlib.sha256(f"{version}\n{Path(__file__).read_text('utf-8')}\n{bibliography}".encode()).hexdigest()
    kept = cache / f"references-{digest[:32]}.json"
    try:
        return {key: Reference(*entry) for key, entry in json.loads(kept.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError):
        pass  # not there, or half written by a build that was stopped: make it anew
    text = "\n\n".join(f"@{{{item['id']}}}" for item in items) + "\n\n::: {#refs}\n:::\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sources.json")
        path.write_text(bibliography, "utf-8")
        command = [pandoc, "--from=markdown", "--to=html", "--citeproc", f"--bibliography={path}", "--wrap=none"]
        output = subprocess.run(command, input=text, capture_output=True, check=True, encoding="utf-8").stdout
    labels = dict(_LABEL.findall(output))
    found = {
        key: Reference(_tidy(entry), labels.get(key, key).strip(), order)
        for order, (key, entry) in enumerate(_ENTRY.findall(output))
    }
    cache.mkdir(parents=True, exist_ok=True)
    for old in cache.glob("references-*.json"):
        old.unlink(missing_ok=True)
    partial = kept.with_suffix(".part")
    partial.write_text(json.dumps({key: [r.html, r.label, r.order] for key, r in found.items()}), "utf-8")
    partial.replace(kept)
    return found


def csl_item(record: Record[Source]) -> dict[str, Any]:
    """Return a source as a CSL-JSON item."""
    fields = record.data.model_dump(by_alias=True, exclude_none=True, exclude=_OURS)
    item: dict[str, Any] = {"id": record.key, **fields}
    if record.data.issued:
        item["issued"] = {"date-parts": [_parts(date) for date in record.data.issued.split("/")]}
    if item["type"].startswith("article-") and "container-title" not in item and "publisher" in item:
        item["container-title"] = item.pop("publisher")  # an agency that publishes itself
    if item["language"] == "es":  # pandoc has no plain Spanish
        item["language"] = "es-MX"
    return item


def _parts(date: str) -> list[int]:
    return [int(part) for part in date.removeprefix("FY").split("-")]


def _tidy(entry: str) -> str:
    """Return pandoc's entry without its line breaks; links out keep to the safe side."""
    return " ".join(entry.split()).replace("<a href=", '<a rel="noopener" href=')


def plain_text(markup: str) -> str:
    """Return HTML as the text that it shows."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))
