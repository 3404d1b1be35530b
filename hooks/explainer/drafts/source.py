"""The new record of a source: its key, duplicates, text, and missing fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from ..diagnostics import Diagnostic
from ..library import SOURCES, Library
from ..records.nodes import MalformedYAML, read
from ..records.reading import parse_record
from ..records.sources import Source, Voice, identities
from .fields import empty, filled, indented

_SMALL = frozenset(
    # English, then Spanish
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "has",
        "in",
        "is",
        "its",
        "not",
        "of",
        "on",
        "or",
        "the",
        "their",
        "to",
        "with",
        "will",
        "after",
        "over",
        "under",
        "how",
        "why",
        "what",
        "who",
        "al",
        "ante",
        "con",
        "de",
        "del",
        "desde",
        "el",
        "en",
        "entre",
        "es",
        "la",
        "las",
        "lo",
        "los",
        "no",
        "para",
        "por",
        "que",
        "se",
        "sin",
        "sobre",
        "su",
        "sus",
        "tras",
        "un",
        "una",
        "y",
    ]
)
"""Words that are left out of keys."""

ORDER = [
    info.alias or name
    for name, info in Source.model_fields.items()
    if name not in ("key", "read", "archive", "evidence")
]
ASKED = {
    "type": "a CSL type: report, article-newspaper, webpage, legislation ...",
    "title": "exactly as in the work",
    "language": "en, es, es-MX ...",
    "voice": ", ".join(get_args(Voice)),
    "rank": "1 primary, 2 research or official report, 3 press, 4 weak",
}
"""The required fields of a record, with the values that they expect."""

_EVIDENCE = {
    "id": "a short name; pages cite it as [@{key}#name]",
    "at": "where it is: page 3, article 5, second paragraph",
    "says": "what it states there, in your own words, with its figures exactly as given",
}


def propose_key(fields: Mapping[str, Any], taken: Container[str]) -> str:
    """Return a free key in the usual form: author or publisher, year, and a word of the title if needed."""
    names = fields.get("author") or [{}]
    body = (
        names[0].get("family")
        or names[0].get("literal")
        or fields.get("publisher")
        or fields.get("container-title")
        or ""
    )
    said = [word for word in words(fields.get("title", "")) if word not in _SMALL and not word.isdigit()] or ["work"]
    author = words(names[0].get("family", "")) or [word for word in words(body) if word not in _SMALL] or said[:1]
    stem = "".join(author[:2])[:24] + "".join(re.findall(r"\d{4}", str(fields.get("issued", "")))[:1])
    for key in (stem, *(stem + word for word in said)):
        if key not in taken and not key.isdigit():
            return key
    return next(key for number in range(2, 10_000) if (key := f"{stem}{said[0]}-{number}") not in taken)


def words(text: str) -> list[str]:
    """Return the words of a text with only the characters that a key may have."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.findall(r"[a-z0-9]+", bare)


def same_work(fields: Mapping[str, Any], library: Library) -> tuple[str, str] | None:
    """Return the path of the record that describes the same work, and the field that they share: URL, DOI or title.

    A record that was begun but not completed counts too.
    """
    known = {identity: record.path for record in library.sources.values() for identity in record.data.identities()}
    for path in library.unread:
        if path.startswith(f"{SOURCES}/"):
            known |= {identity: path for identity in _identities(_begun(library.root / path))}
    return next(((known[identity], identity[0]) for identity in _identities(fields) if identity in known), None)


def _begun(path: Path) -> Mapping[str, Any]:
    """Return the content of an unfinished record; an empty mapping if it cannot be read."""
    try:
        found = read(path.read_text("utf-8")).plain()
    except (OSError, ValueError, MalformedYAML):
        return {}
    return found if isinstance(found, dict) else {}


def _identities(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    said = {name: str(fields.get(name) or "") for name in ("DOI", "URL", "title", "issued")}
    try:
        yield from identities(said["DOI"], said["URL"], said["title"], said["issued"])
    except ValueError:  # not a valid address: the check will report it
        return


def text(key: str, fields: Mapping[str, Any], month: str) -> str:
    """Return the record as YAML, with empty fields for missing values.

    ``fields`` are those of the record; ``month`` is that of the reading.
    """
    pieces = []
    for name in ORDER:
        if fields.get(name):
            pieces.append(filled(name, fields[name]))
        elif name in ASKED:
            pieces.append(empty(name, ASKED[name]))
    pieces.append(filled("read", {"date": month} | dict(fields.get("read", {}))))
    pieces.append("evidence:\n")
    for note in fields.get("evidence") or [{}]:
        given = [name for name in ("id", "at", "date", "says", "quote", "speaker") if note.get(name)]
        lines = "".join(
            filled(name, note[name]) if name in given else empty(name, _EVIDENCE[name].format(key=key))
            for name in dict.fromkeys([*_EVIDENCE, *given])
        )
        pieces.append(indented(lines, "  - ").replace("\n  - ", "\n    "))
    return "".join(pieces)


def missing(key: str, record: str) -> list[Diagnostic]:
    """Return the findings on a record that prevent it from being cited."""
    return parse_record(f"{SOURCES}/{key}.yaml", record, Source)[1]
