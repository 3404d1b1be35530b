"""Diagrams: an admonition of the type ``diagram`` that holds a list, whose entries are drawn as boxes.

The entries are sentences of the page, so every check of sentences and their citations reads them. Without its style a
diagram is the list that it was written as.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from .documents import Document, Part

MOST_BOXES = 12
"""The most boxes that a reader takes in at a glance, and that fit on one screen of a computer."""
MOST_WORDS = 25
"""The most words that a box holds without becoming a paragraph."""

_OPENING = re.compile(r"^([ \t]*)(!!!|\?\?\?\+?)[ \t]*diagram\b[^\n]*$", re.MULTILINE)
_TITLE = re.compile(r"diagram[ \t]+\"[^\"\n]*\w[^\"\n]*\"[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")


class Box(NamedTuple):
    """An entry of a diagram's list."""

    part: Part
    indent: int
    """The columns before its number or bullet."""
    leads: bool
    """Whether other entries stand below it."""


class Diagram(NamedTuple):
    """A diagram of a document; the places are offsets in the document's text."""

    start: int
    end: int
    """The span of the line that opens it."""
    at_margin: bool
    """Whether it stands by itself, neither folded nor within a list or another admonition."""
    titled: bool
    boxes: list[Box]
    other: list[Part]
    """What it holds besides the entries of lists: paragraphs, headings, cells."""


def diagrams(document: Document) -> Iterator[Diagram]:
    """Yield the diagrams of a document in reading order, in linear time."""
    text = document.text
    if "diagram" not in text:
        return
    starts = [part.block.offset(0) for part in document.parts]
    code = [part.block.offset(0) for part in document.code]
    ends = [part.block.offset(max(0, len(part.block.text) - 1)) for part in document.code]
    after = 0
    for match in _OPENING.finditer(text):
        block = bisect_left(code, match.end()) - 1
        if match.start() < after or (block >= 0 and match.start() <= ends[block]):
            continue  # text within a diagram, or an example in a block of code
        after = _end(text, match.end() + 1, len(match[1].expandtabs(4)))
        found = document.parts[bisect_left(starts, match.end()) : bisect_left(starts, after)]
        boxes, other = [], []
        indents = [_indent(text, part) for part in found]
        for number, (part, indent) in enumerate(zip(found, indents, strict=True)):
            if indent is None:
                other.append(part)
            else:
                following = indents[number + 1] if number + 1 < len(indents) else None
                boxes.append(Box(part, indent, following is not None and following > indent))
        margin = not match[1] and match[2] == "!!!"
        yield Diagram(match.start(), match.end(), margin, bool(_TITLE.search(match[0])), boxes, other)


def _end(text: str, start: int, margin: int) -> int:
    """Return the place of the first line that is not indented more than ``margin`` columns."""
    while start < len(text):
        line_end = text.find("\n", start)
        line_end = len(text) if line_end < 0 else line_end
        line = text[start:line_end].expandtabs(4)
        if line.strip() and len(line) - len(line.lstrip()) <= margin:
            return start
        start = line_end + 1
    return start


def _indent(text: str, part: Part) -> int | None:
    """Return the columns before the number or bullet of a list's entry; None for another block."""
    if part.block.kind != "paragraph":
        return None
    at = part.block.offset(0)
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return len(before) - len(before.lstrip()) if _ITEM.fullmatch(before) else None
