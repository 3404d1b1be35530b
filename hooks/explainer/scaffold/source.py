"""The new record of a source: its key, duplicates, text, and missing fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any, get_args

from ..diagnostics import Diagnostic
from ..library import SOURCES, Library
from ..records.identity import Identity, Known, identity
from ..records.loader import parse_record
from ..records.nodes import MalformedYAML, read
from ..records.sources import Source, Voice
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


def propose_key(fields: Mapping[str, Any], taken: Container[str], numbers: dict[str, int] | None = None) -> str:
    """Return a free key in the usual form: author or publisher, year, and a word or a number if needed.

    ``numbers`` remembers the last number of each beginning, so that many works with one title take no longer each.
    """
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
    numbers = {} if numbers is None else numbers
    while True:
        number = numbers[stem + said[0]] = numbers.get(stem + said[0], 1) + 1
        if (key := f"{stem}{said[0]}-{number}") not in taken:
            return key


def words(text: str) -> list[str]:
    """Return the words of a text with only the characters that a key may have."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.findall(r"[a-z0-9]+", bare)


def known_works(library: Library) -> Known[str]:
    """Return the works that have a record, each with the record's path. A record that was created but not completed counts too."""
    known: Known[str] = Known()
    for record in library.sources.values():
        known.add(record.data.identity(), record.path)
    for path in library.unread:
        if path.startswith(f"{SOURCES}/"):
            known.add(work_of(_begun(library.root / path)), path)
    return known


def work_of(fields: Mapping[str, Any]) -> Identity:
    """Return the identity of a record that may be unfinished."""
    try:
        return identity(fields)
    except ValueError:  # not a valid address: the check will report it
        return identity({name: value for name, value in fields.items() if name != "URL"})


def _begun(path: Path) -> Mapping[str, Any]:
    """Return the content of an unfinished record; an empty mapping if it cannot be read."""
    try:
        found = read(path.read_text("utf-8")).plain()
    except (OSError, ValueError, MalformedYAML):
        return {}
    return found if isinstance(found, dict) else {}


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
