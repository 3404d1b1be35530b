"""The index that readers search: pages, terms and charts in one file, sources in another.

Each file is a classic script, which a page can also load from disk. A browser builds the index from the texts (MiniSearch,
`overrides/assets/minisearch.js`), which makes a smaller file than a finished index.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

PAGES = "search/pages.js"
SOURCES = "search/sources.js"

_TAG = re.compile(r"<[^>]*>")
_BLANK = re.compile(r"\s+")
_LEFT_OUT = ("about/rules/", "about/changes/", "about/stale/")
"""Pages for those who write and check the site, whose lists hide what readers look for."""
_LONGEST = 800
"""How many characters of a section are searched at most: with its library, what opening the search loads stays below 250 kB compressed."""
_LABELS = re.compile(r"^\s*(?:\d[\d,. ]*)?\d{6,}[\d,.]*")
"""The labels of a chart's axis, run together."""


def files(
    entries: Iterable[Mapping[str, Any]], names: Mapping[str, Sequence[str]], other: Iterable[Sequence[str]]
) -> dict[str, str]:
    """Return the text of each file of the index by its address in the site.

    ``entries`` have the ``location``, ``title`` and ``text`` (HTML) of each section of each page, in reading order; ``names``
    the other names of what a page explains, by the page's address; ``other`` are lists of names for the same thing.
    """
    groups: dict[str, list[list[str]]] = {PAGES: [], SOURCES: []}
    titles: dict[str, str] = {}
    for entry in entries:
        address, _, _ = str(entry["location"]).partition("#")
        if address.startswith(_LEFT_OUT):
            continue
        first = address not in titles
        title = plain(entry["title"])
        titles.setdefault(address, title)
        source = address.startswith("sources/") and address != "sources/"
        text = "" if address in ("sources/", "glossary/") and not first else plain(entry["text"])[:_LONGEST]
        if source and not first:
            continue  # the reference says what it is
        if (not text or address.startswith("about/")) and not first:
            continue
        heading = "" if first else title
        also = "; ".join(names.get(address, ())) if first else ""
        groups[SOURCES if source else PAGES].append([entry["location"], titles[address], heading, text, also])
    made = {"pages": groups[PAGES], "names": [list(forms) for forms in other]}
    return {
        PAGES: _script("searchPages", made),
        SOURCES: _script("searchSources", {"pages": groups[SOURCES], "names": []}),
    }


def plain(text: object) -> str:
    """Return HTML as text in one line, with a space where a tag was."""
    without = html.unescape(_TAG.sub(" ", str(text)))
    return _BLANK.sub(" ", _LABELS.sub("", without)).strip()


def _script(variable: str, value: object) -> str:
    return f"window.{variable}={json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n"
