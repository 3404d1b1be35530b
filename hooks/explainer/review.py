"""Statements beside the evidence that they cite, for a second reader."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Sequence
from typing import Any

from . import escaping
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
    return escaping.as_json(list(found))


def as_text(found: Sequence[Entry]) -> str:
    """Return the entries for reading in a terminal."""
    pieces: list[str] = []
    for entry in found:
        pieces.append(f"{escaping.one_line(escaping.visible(entry['page']))}:{entry['line']}")
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
    """Return text in lines of 100 characters, without what a terminal would act on."""
    return textwrap.fill(escaping.one_line(text), 100, initial_indent=indent, subsequent_indent=indent)


FORMATS = {"text": as_text, "json": as_json}
