"""The bibliography for other programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import rispy
from pydantic import TypeAdapter

from ...cache import folder
from .. import pandoc
from ..references import csl_item
from ..site import Site

_TEXT = TypeAdapter(str)
_ENTRY = re.compile(r"^@\w+\{([^,\n]+),$", re.MULTILINE)

RIS_TYPES = {
    "article": "INPR",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "dataset": "DATA",
    "document": "GEN",
    "entry-encyclopedia": "ENCYC",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "map": "MAP",
    "paper-conference": "CPAPER",
    "post-weblog": "BLOG",
    "regulation": "LEGAL",
    "report": "RPRT",
    "speech": "GEN",
    "thesis": "THES",
    "treaty": "STAT",
    "webpage": "ELEC",
}
"""RIS's types of reference by those of CSL; all others are ``GEN``, generic."""


def bibliography(site: Site) -> dict[str, str]:
    """Return every source as CSL-JSON, BibLaTeX and RIS, by file name."""
    items = [csl_item(record) for record in site.library.sources.values()]
    if not items:
        return {}
    latex = pandoc.kept(
        folder(site.library.root), "biblatex", items, lambda: pandoc.convert(items, "biblatex"), _biblatex_of(items)
    )
    return {
        "bibliography.json": json.dumps(items, ensure_ascii=False, indent=1) + "\n",
        "bibliography.bib": latex,
        "bibliography.ris": ris(items),
    }


def _biblatex_of(items: list[dict[str, Any]]) -> Callable[[bytes], str]:
    """Return the parser of cached BibLaTeX: text with exactly one entry for each item, in order."""

    def read(raw: bytes) -> str:
        text = _TEXT.validate_json(raw)
        if _ENTRY.findall(text) != [item["id"] for item in items]:
            raise ValueError("a source has no entry")
        return text

    return read


class _Writer(rispy.RisWriter):  # type: ignore[misc]
    """Writes entries without a number before each, which is not part of RIS."""

    def set_header(self, count: int) -> str:
        return ""


def ris(items: Iterable[dict[str, Any]]) -> str:
    """Return CSL-JSON items as RIS."""
    return str(rispy.dumps([_ris_entry(item) for item in items], implementation=_Writer))


def _ris_entry(item: dict[str, Any]) -> dict[str, Any]:
    first, _, last = item.get("page", "").partition("-")
    entry = {
        "type_of_reference": RIS_TYPES.get(item["type"], "GEN"),
        "id": item["id"],
        "title": item["title"],
        "authors": [_name(name) for name in item.get("author", ())],
        "secondary_authors": [_name(name) for name in item.get("editor", ())],
        "secondary_title": item.get("container-title") or item.get("collection-title"),
        "publisher": item.get("publisher") or item.get("authority"),
        "place_published": item.get("publisher-place"),
        "volume": item.get("volume"),
        "number": item.get("issue") or item.get("number"),
        "edition": item.get("edition") or item.get("version"),
        "start_page": first,
        "end_page": last,
        "doi": item.get("DOI"),
        "issn": item.get("ISBN") or item.get("ISSN"),
        "urls": [item["URL"]] if "URL" in item else [],
        "language": item.get("language"),
    }
    if "issued" in item:
        parts = item["issued"]["date-parts"][0]
        entry["year"] = f"{parts[0]:04}"
        entry["date"] = "/".join([f"{part:02}" for part in parts] + [""] * (4 - len(parts)))  # year/month/day/other
    return {name: _line(value) for name, value in entry.items() if value}


def _line(value: Any) -> Any:
    """Return a value on one line, since in RIS each new line begins a field or an entry."""
    return [_line(one) for one in value] if isinstance(value, list) else " ".join(str(value).split())


def _name(name: dict[str, str]) -> str:
    """Return a name in RIS form: family, given, suffix; an organisation's name has a comma only if its own name has one."""
    if "literal" in name:
        return name["literal"]
    particle = name.get("non-dropping-particle", "")
    parts = [f"{particle} {name.get('family', '')}".strip(), name.get("given"), name.get("suffix")]
    return ", ".join(part for part in parts if part)
