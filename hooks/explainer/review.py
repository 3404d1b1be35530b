"""Statements beside the evidence that they cite, for a second reader."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Sequence
from typing import Any

from . import escaping
from .library import Library
from .records.fields import in_language

Entry = dict[str, Any]


def entries(library: Library, pages: Sequence[str], sample: int | None, seed: int) -> list[Entry]:
    """Return the cited statements of the given pages (by default all), or a random sample.

    A page is given by its path or a part of it. The structure of an entry is that of the JSON output:
    page, line, statement, citations (key, evidence, at, says, quote); ``point`` is true for the first sentence of a
    paragraph that has no citation of its own, which all evidence of the paragraph supports.
    """
    found: list[Entry] = []
    for one in library.citations.cited:
        if pages and not any(name in one.page.path for name in pages):
            continue
        citations = []
        for item in one.statement.items:
            note = library.evidence.note(item)
            citations.append(
                {
                    "key": item.key,
                    "evidence": item.evidence or (note.id if note else ""),
                    "at": in_language(note.at, one.page.language) if note else "",
                    "says": in_language(note.says, one.page.language) if note else "",
                    "quote": note.quote if note else None,
                }
            )
        location = one.statement.location
        entry: Entry = {"page": location.path, "line": location.line, "statement": one.words, "citations": citations}
        found.append(entry | {"point": True} if one.statement.point else entry)
    if sample is not None and sample < len(found):
        chosen = sorted(random.Random(seed).sample(range(len(found)), sample))
        found = [found[i] for i in chosen]
    return found


def as_json(found: Sequence[Entry]) -> str:
    """Return the entries as a JSON array."""
    return escaping.as_json(list(found))


def as_text(found: Sequence[Entry]) -> str:
    """Return the entries for reading in a terminal."""
    pieces: list[str] = []
    for entry in found:
        point = " (the point of its paragraph, with all evidence of the paragraph)" if entry.get("point") else ""
        pieces.append(f"{escaping.one_line(escaping.visible(entry['page']))}:{entry['line']}{point}")
        pieces.append(_filled(entry["statement"], "  "))
        for citation in entry["citations"]:
            name = citation["key"] + (f"#{citation['evidence']}" if citation["evidence"] else "")
            pieces.append(f"    @{name} ({citation['at'] or 'no such evidence'})")
            if citation["says"]:
                pieces.append(_filled(citation["says"], "      "))
            if citation["quote"]:
                pieces.append(_filled(f"“{citation['quote']}”", "      "))
        pieces.append("")
    return "\n".join(pieces)


def _filled(text: str, indent: str) -> str:
    """Return text in lines of 100 characters, without characters that a terminal would act on."""
    return textwrap.fill(escaping.one_line(text), 100, initial_indent=indent, subsequent_indent=indent)


FORMATS = {"text": as_text, "json": as_json}
