"""Statements: what each citation carries, and what none does.

A statement reaches from the previous citation, or the start of its block, to its citation. A citation
that follows the previous one with nothing between them but punctuation shares its statement. In a
table the row is the block: a cell without a citation belongs to the next citation of its row, or, where
none follows, to the last before it. What comes after a block's last citation is uncited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .attributes import ATTRIBUTES
from .figures import Reading
from .inline import Citation
from .passages import Part, Passage

_ENUMERATION = re.compile(r"^[ \t]*\d{1,3}(?:\.\d+)*[.)][ \t]+")
_NOTHING = re.compile(r"[\s.,;:!?)\]…–—-]*$")


@dataclass(slots=True)
class Statement:
    """A stretch of a part's text and the citations that carry it."""

    passage: Passage
    part: Part
    start: int
    end: int
    citations: list[Citation]
    """Empty for what is uncited."""
    text: str
    """The part's text from ``start`` to ``end`` with code, addresses and tags blanked; same length."""
    reading: Reading | None = None
    """Its figures and dates, once they were read."""


def statements(passage: Passage) -> Iterator[Statement]:
    """Yield the statements of a passage in reading order; headings are not among them."""
    row: list[Part] = []
    for part in passage.parts:
        if row and (part.block.kind != "cell" or part.block.row != row[0].block.row):
            yield from _row(passage, row)
            row = []
        if part.block.kind == "cell":
            row.append(part)
        elif part.block.kind == "paragraph":
            yield from _block(passage, part)
    if row:
        yield from _row(passage, row)


def _block(passage: Passage, part: Part) -> Iterator[Statement]:
    text = prose_mask(part)
    start = 0
    last: Statement | None = None
    for citation in part.inline.citations:
        if last and _NOTHING.match(text[start : citation.start]):
            last.citations.append(citation)
        else:
            if last:
                yield last
            last = Statement(passage, part, start, citation.start, [citation], text[start : citation.start])
        start = citation.end
    if last:
        yield last
    if not _NOTHING.match(text[start:]):
        yield Statement(passage, part, start, len(text), [], text[start:])


def _row(passage: Passage, cells: list[Part]) -> Iterator[Statement]:
    """Yield a row's statements; cells without a citation share their neighbours'."""
    waiting: list[Statement] = []
    carried: list[Citation] = []
    for part in cells:
        for statement in _block(passage, part):
            if statement.citations:
                carried = statement.citations
                for earlier in waiting:
                    earlier.citations = carried
                    yield earlier
                waiting = []
                yield statement
            else:
                waiting.append(statement)
    for statement in waiting:
        statement.citations = carried
        yield statement


def prose_mask(part: Part) -> str:
    """Return a part's text with what is no prose blanked; links out keep their words."""
    text = part.block.text
    pieces: list[str] = []
    position = 0
    links = {(start, end): destination for start, end, destination in part.inline.links}
    for start, end in sorted(part.inline.opaque):
        if start < position:
            continue
        pieces.append(text[position:start])
        # The words of a link to another page of the site are that page's name.
        if (start, end) in links and text[start] == "[" and not links[start, end].partition("#")[0].endswith(".md"):
            label = text[start + 1 : end].partition("](")[0].partition("][")[0].rstrip("]")
            pieces.append(" " + label + " " * (end - start - 1 - len(label)))
        else:
            pieces.append(" " * (end - start))
        position = end
    pieces.append(text[position:])
    masked = "".join(pieces)
    if "{" in masked:
        masked = ATTRIBUTES.sub(lambda match: " " * len(match.group()), masked)
    if part.block.kind == "heading":
        masked = _ENUMERATION.sub(lambda match: " " * len(match.group()), masked)
    return masked
