"""Statements beside the evidence that they cite, for a second reader."""

from __future__ import annotations

import json
import random
import textwrap
from collections.abc import Sequence
from typing import Any

from .library import Library
from .records.fields import in_language
from .text.passages import prose

Entry = dict[str, Any]


def entries(library: Library, pages: Sequence[str], sample: int | None, seed: int) -> list[Entry]:
    """Return the cited statements of the pages (all pages where none is named), or a random sample.

    A page is named by its path or a part of its path. The shape of an entry is that of the JSON output:
    page, line, statement, citations (key, evidence, at, says, quote).
    """
    found: list[Entry] = []
    for page, statement in library.statements:
        if not statement.citations or (pages and not any(name in page.path for name in pages)):
            continue
        start = statement.start + len(statement.text) - len(statement.text.lstrip(" \n.,;:!?)"))
        citations = []
        for item in (item for citation in statement.citations for item in citation.items):
            note = library.evidence(item)
            citations.append(
                {
                    "key": item.key,
                    "evidence": item.evidence or (note.id if note else ""),
                    "at": in_language(note.at, page.language) if note else "",
                    "says": in_language(note.says, page.language) if note else "",
                    "quote": note.quote if note else None,
                }
            )
        found.append(
            {
                "page": page.path,
                "line": statement.passage.place(statement.part, start, start + 1).line,
                "statement": prose(statement.part, start, statement.end),
                "citations": citations,
            }
        )
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
        pieces.append(f"{entry['page']}:{entry['line']}")
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
