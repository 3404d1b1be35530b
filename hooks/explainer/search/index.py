"""The files that readers search: pages in one, sources in another, which is larger and less often what is wanted.

Each is a classic script, which a page can also load from disk. It holds the texts, not a finished index: a browser makes
the index in a fraction of a second, and the texts, which it needs anyway to show a sentence, are the smaller download.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..catalogue import N_
from ..text.names import folded
from .sections import Passage, Section

PAGES = "search/pages.js"
SOURCES = "search/sources.js"

KINDS = {
    "page": "",
    "question": N_("Question"),
    "term": N_("Glossary"),
    "chart": N_("Chart"),
    "event": N_("Timeline"),
    "map": N_("Map"),
    "claim": N_("Checked claim"),
    "about": N_("About this site"),
}
"""The kinds of page, and what a hit is called; nothing for a page of the story."""

WORDS = {
    "start": N_("Type a word, a name, a number or a question"),
    "none": N_("Nothing found"),
    "one": N_("1 result"),
    "many": N_("# results"),
    "sources": N_("In the sources"),
}
"""What the search says; a script puts a number in the place of the sign."""

_FOLDERS = {"questions/": "question", "glossary/": "term", "charts/": "chart", "timeline/": "event", "map/": "map",
            "check/": "claim", "about/": "about", "sources/": "source"}  # fmt: skip
_LISTS = frozenset(("glossary/", "glossary/by-subject/", "glossary/by-other-name/", "charts/", "sources/"))
"""Pages that list others, which are found themselves: only their beginning is searched."""
_LEFT_OUT = re.compile(r"about/(?:rules|formats|changes)/.")
"""Pages for those who write and check the site, whose words hide what readers look for."""
_END = re.compile(r"[.!?][”\"’)]*(?=\s)|\n")
_ALLOWED = 230_000
"""How many bytes the compressed file of pages may have; with the scripts, what opening the search loads stays below 250,000."""
_LENGTHS = (1200, 1000, 900, 800, 700, 600, 500, 400, 300, 200)
"""How many characters of a section are searched: as many as the file may have room for, and half as many of a term's."""


class SearchedPage(NamedTuple):
    """A page to be found."""

    address: str
    """Relative to the site's root; empty for the home page."""
    title: str
    description: str
    sections: Sequence[Section]
    also: Sequence[str] = ()
    """Other words that readers may have for its subject, in any language."""
    boost: float = 1
    """By how much its author wants it to count for more, or less."""


class Names(NamedTuple):
    """What things are also called."""

    of_pages: Mapping[str, Sequence[str]]
    """Other names of what a page explains, or of what stands below one of its headings, by its address (with ``#`` and the heading's id)."""
    of_things: Sequence[Sequence[str]]
    """The names of each person, body, place or subject, in any language; the usual English one first."""


def files(
    pages: Iterable[SearchedPage], names: Names, translated: Callable[[str], str] = lambda message: message
) -> dict[str, str]:
    """Return the text of each file of the index by its address in the site.

    ``translated`` gives a message in the site's language.
    """
    said = {
        "words": {key: translated(message) for key, message in WORDS.items()},
        "kinds": {kind: translated(message) if message else "" for kind, message in KINDS.items()},
    }
    leads = {folded(form): thing for thing in names.of_things for form in thing}
    ours = [_Found(page, _kind(page.address)) for page in pages if not _LEFT_OUT.match(page.address)]
    sources = [found for found in ours if found.kind == "source"]
    ours = [found for found in ours if found.kind != "source"]
    text = ""
    for length in _LENGTHS:
        entries = [_page(found, names.of_pages, leads, length) for found in ours]
        text = _script("searchPages", said | {"names": list(names.of_things), "pages": entries})
        if len(zlib.compress(text.encode(), 9)) <= _ALLOWED:
            break
    entries = [_page(found, names.of_pages, {}, _LENGTHS[0]) for found in sources]
    return {PAGES: text, SOURCES: _script("searchSources", {"names": [], "pages": entries})}


class _Found(NamedTuple):
    page: SearchedPage
    kind: str


def _page(
    found: _Found, also: Mapping[str, Sequence[str]], leads: Mapping[str, Sequence[str]], length: int
) -> list[Any]:
    """Return a page's address, title, kind, other names, weight and sections."""
    page, kind = found
    first = kind in ("source", "about") or page.address in _LISTS
    parts = page.sections[:1] if first else page.sections
    length = length // 2 if kind == "term" else length
    entries = [entry for part in parts for entry in _entries(part, found, also, leads, length)]
    names = "; ".join((*page.also, *also.get(page.address, ())))
    return [page.address, page.title, kind, names, page.boost, entries]


def _kind(address: str) -> str:
    """Return the kind of a page. The list of sources is a page of the site; each source is not."""
    if address == "sources/":
        return "page"
    return next((kind for folder, kind in _FOLDERS.items() if address.startswith(folder)), "page")


def _entries(
    section: Section,
    found: _Found,
    also: Mapping[str, Sequence[str]],
    leads: Mapping[str, Sequence[str]],
    length: int,
) -> Iterator[list[str]]:
    """Yield the anchor, heading, text and other names of a section, and of each row that tells about a listed name."""
    page, kind = found
    first = not section.anchor
    texts = [page.description] if first and kind == "page" and page.description else []
    rows: list[list[str]] = []
    for passage in section.passages:
        thing = leads.get(folded(_name(passage))) if passage.lead else None
        if thing:
            anchor = passage.anchor or section.anchor
            rows.append([anchor, thing[0], shortened(passage.text, length), "; ".join(thing[1:])])
        else:
            texts.append(passage.text)
    if first or texts:
        forms = "" if first else "; ".join(also.get(f"{page.address}#{section.anchor}", ()))
        yield [section.anchor, "" if first else section.heading, shortened("\n".join(texts), length), forms]
    yield from rows


def shortened(text: str, length: int) -> str:
    """Return the first sentences of a text, as many as have together at most ``length`` characters, but at least one word."""
    if len(text) <= length:
        return text
    ends = [match.end() for match in _END.finditer(text, 0, length + 1)]
    return text[: ends[-1]].rstrip() if ends else text[:length].rpartition(" ")[0]


def _name(passage: Passage) -> str:
    """Return what a row is about: the words before a colon, a comma or a bracket in its first cell."""
    return re.split(r"[:,(]", passage.lead, maxsplit=1)[0].strip()


def _script(variable: str, value: object) -> str:
    return f"window.{variable}={json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n"
