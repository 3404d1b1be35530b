"""Statements beside the evidence that they cite, for a second reader."""

from __future__ import annotations

import json
import random
import textwrap
from collections.abc import Sequence
from typing import Any

from .library import Library
from .records.fields import in_language

Entry = dict[str, Any]


def entries(library: Library, pages: Sequence[str], sample: int | None, seed: int) -> list[Entry]:
    """Return the cited statements of the pages (all pages where none is named), or a random sample.

    A page is named by its path or a part of its path. The shape of an entry is that of the JSON output:
    page, line, statement, citations (key, evidence, at, says, quote); ``point`` is true for the first sentence of a
    paragraph that has no citation of its own, which all evidence of the paragraph carries.
    """
    found: list[Entry] = []
    for one in library.cited:
        if pages and not any(name in one.page.path for name in pages):
            continue
        citations = []
        for item in one.statement.items:
            note = library.evidence(item)
            citations.append(
                {
                    "key": item.key,
                    "evidence": item.evidence or (note.id if note else ""),
                    "at": in_language(note.at, one.page.language) if note else "",
                    "says": in_language(note.says, one.page.language) if note else "",
                    "quote": note.quote if note else None,
                }
            )
        place = one.statement.place
        entry: Entry = {"page": place.path, "line": place.line, "statement": one.words, "citations": citations}
        found.append(entry | {"point": True} if one.statement.point else entry)
    if sample is not None and sample < len(found):
        chosen = sorted(random.Random(seed).sample(range(len(found)), sample))
        found = [found[i] for i in chosen]
    return found


def as_json(found: Sequence[Entry]) -> str:
    """Return the entries as a JSON array."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_text(found: Sequence[Entry]) -> str:
    """Return the entries for reading in a terminal."""
    pieces: list[str] = []
    for entry in found:
        point = " (the point of its paragraph, beside all evidence of the paragraph)" if entry.get("point") else ""
        pieces.append(f"{entry['page']}:{entry['line']}{point}")
        pieces.append(textwrap.fill(entry["statement"], 100, initial_indent="  ", subsequent_indent="  "))
        for citation in entry["citations"]:
            name = citation["key"] + (f"#{citation['evidence']}" if citation["evidence"] else "")
            pieces.append(f"    @{name} ({citation['at'] or 'no such evidence'})")
            if citation["says"]:
                indent = "      "
                pieces.append(textwrap.fill(citation["says"], 100, initial_indent=indent, subsequent_indent=indent))
            if citation["quote"]:
                pieces.append(
                    textwrap.fill(f"“{citation['quote']}”", 100, initial_indent="      ", subsequent_indent="      ")
                )
        pieces.append("")
    return "\n".join(pieces)


FORMATS = {"text": as_text, "json": as_json}
