"""References in Chicago author-date, formatted by pandoc in one call for the whole library."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from ..records.loader import Record
from ..records.sources import Source
from . import pandoc, safe_html
from .safe_html import SafeHTML, safe

_OURS = {"key", "voice", "rank", "read", "archive", "evidence"}
"""Fields of a source that CSL does not have."""

ENTRY = re.compile(r'<div id="ref-([^"]+)"[^>]*>(.*?)</div>', re.DOTALL)
"""An entry of a bibliography as pandoc prints it: the item's id and its HTML."""

_LABEL = re.compile(r'<p>\s*<span\s+class="citation"\s+data-cites="([^"]+)">(.*?)</span>\s*</p>', re.DOTALL)

_ENTRIES = TypeAdapter(dict[str, tuple[SafeHTML, SafeHTML, int]], config=ConfigDict(strict=True))


@dataclass(frozen=True)
class Reference:
    """A source in a list of references."""

    html: str
    """The whole reference, as pandoc prints it."""
    label: str
    """Author and year for running text, as HTML: ``Reuters (2018)``."""
    order: int
    """Its place in the alphabetical list of all sources."""

    def without(self, url: str | None) -> str:
        """Return the reference's HTML without the link to ``url`` at its end, for a place that has its own link."""
        bare, link, rest = self.html.rpartition(f' <a rel="noopener" href="{html.escape(url or "")}">')
        return bare if link else rest

    @cached_property
    def short(self) -> str:
        """Author and year without parentheses, as plain text: ``Reuters 2018``."""
        text = plain_text(self.label)
        if text.startswith("("):  # a work without an author: pandoc puts its title into the parentheses
            return text[1:-1]
        return re.sub(r"\s*\(([^()]*)\)$", r" \1", text)


def references(sources: Iterable[Record[Source]], location: Path | None, language: str = "en") -> dict[str, Reference]:
    """Format all sources with the words and dates of a language; the result is cached in the folder ``location``, if there is one, under a hash of the input.

    Raises `PandocError` if pandoc itself fails, `UnusableAnswer` if its answer cannot be used.
    """
    items = [_listed(csl_item(record)) for record in sources]
    if not items:
        return {}

    def make() -> dict[str, list[Any]]:
        text = "\n\n".join(f"@{{{item['id']}}}" for item in items) + "\n\n::: {#refs}\n:::\n"
        output = pandoc.cite(items, heading(language) + text)
        labels = dict(_LABEL.findall(output))
        return {
            key: [tidy(entry), safe(labels.get(key, key).strip()), order]
            for order, (key, entry) in enumerate(ENTRY.findall(output))
        }

    def read(raw: bytes) -> dict[str, Reference]:
        found = {key: Reference(*entry) for key, entry in _ENTRIES.validate_json(raw).items()}
        if found.keys() != {item["id"] for item in items}:
            raise ValueError("a source has no reference")
        return found

    return pandoc.kept(location, "references", [code(__file__), language, items], make, read)


def _listed(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item with a type that Chicago lists: the style leaves out classical works."""
    return {**item, "type": "book"} if item["type"] == "classic" else item


def csl_item(record: Record[Source]) -> dict[str, Any]:
    """Return a source as a CSL-JSON item."""
    fields = record.data.model_dump(by_alias=True, exclude_none=True, exclude=_OURS)
    item: dict[str, Any] = {"id": record.key, **fields}
    if record.data.issued:
        item["issued"] = {"date-parts": [_parts(date) for date in record.data.issued.split("/")]}
    if item["type"].startswith("article-") and "container-title" not in item and "publisher" in item:
        item["container-title"] = item.pop("publisher")  # an agency that publishes itself
    item["language"] = _locale(item["language"])
    return item


def _locale(language: str) -> str:
    return "es-MX" if language == "es" else language  # pandoc has no plain Spanish


def heading(language: str, *lines: str) -> str:
    """Return the front matter of a text for citeproc: its language, unless that is the style's own, and other lines."""
    lines = (*([] if language == "en" else [f"lang: {_locale(language)}"]), *lines)
    return "\n".join(["---", *lines, "---\n\n"]) if lines else ""


def _parts(date: str) -> list[int]:
    return [int(part) for part in date.removeprefix("FY").split("-")]


def tidy(entry: str) -> str:
    """Return pandoc's entry without its line breaks, and with the elements of references alone."""
    return safe(" ".join(entry.split()))


def code(*files: str) -> list[str]:
    """Return the text of the modules that a kept answer depends on: those named, and those of this package that all need."""
    ours = [Path(__file__), Path(safe_html.__file__), Path(pandoc.__file__)]
    return [path.read_text("utf-8") for path in dict.fromkeys([*map(Path, files), *ours])]


def plain_text(markup: str) -> str:
    """Return HTML as the text that it shows."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))
