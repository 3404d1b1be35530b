"""A block's inline text as the page shows it, with the place of every character in the source.

The evidence must be compared with the text that readers see: ``1**2**,574`` and ``&#49;2,574`` show 12,574, and
``[99,000 people](index.md)`` shows 99,000. Emphasis, backslashes and attributes are dropped, and character references
decoded; links and images give their words and titles, code its content. Citations and footnote marks leave a space.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .documents import Part

_ESCAPE = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()<>#+\-.!|~:^=@])"
    r"|&(?:#[0-9]+(?:;|(?![0-9a-fA-F]))|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{1,31};)"
    r"|(?<=[\d.,])(?P<mark>[*_]+)(?=[\d.,])"
)
"""Text that Python-Markdown or a browser shows as another character; a backslash before any other character is shown.

An asterisk within a number may be emphasis, even if the engine finds no pair: the number is read without it.
"""
_ATTRIBUTES = re.compile(r"\{:?[ ]*(?:[.#][\w-]|[\w-]+[ ]*=)[^{}\n]*\}")
_BLOCK_ATTRIBUTES = re.compile(r"(?:^|\n)[ ]*\{:?[ ]*(?:[.#][\w-]|[\w-]+[ ]*=)[^{}\n]*\}[ ]*$")
_LINE_ATTRIBUTES = re.compile(r"(?:^|[ ])\{:?[ ]*(?:[.#][\w-]|[\w-]+[ ]*=)[^{}\n]*\}[ ]*$")
"""Headings and cells may have attributes on their own line; anywhere else braces are shown."""
_TITLE = {'"': re.compile(r'\s"'), "'": re.compile(r"\s'"), ")": re.compile(r"\s\(")}
"""The start of a link's title, by the character that ends it."""
_TAG = re.compile(r"<(?:!--|/?[a-zA-Z][a-zA-Z0-9-]*[\s/>])")


_QUOTING_TAG = re.compile(r"<(/?)(?:q|blockquote)(?=[\s/>])", re.IGNORECASE)
"""Browsers put quotation marks in place of the first, and set off the second."""


@dataclass(slots=True)
class Visible:
    """The visible text of a stretch of a block."""

    text: str
    start: int
    """The place where the stretch begins in the block's text."""
    source_offsets: Sequence[int] | None
    """The index of each character in the block's text; ``None`` if the text is the block's own."""
    links: list[tuple[int, int, str]] = field(default_factory=list)
    """The words of links and images: start and end in ``text``, and the destination."""

    def source_offset(self, index: int) -> int:
        """Return the index in the block's text of ``text[index]``."""
        if self.source_offsets is None:
            return self.start + index
        if index < len(self.source_offsets):
            return self.source_offsets[index]
        return self.source_offsets[-1] + 1 if self.source_offsets else self.start

    def find(self, source_offset: int) -> int:
        """Return the index in ``text`` of the first character from ``source_offset`` on in the block's text."""
        if self.source_offsets is None:
            return source_offset - self.start
        return bisect_left(self.source_offsets, source_offset)


def visible(part: Part, start: int, end: int) -> Visible:
    """Return the visible text of ``part.block.text[start:end]``."""
    text, inline = part.block.text, part.inline
    first = bisect_left(inline.opaque, (start, -1))
    if (first == len(inline.opaque) or inline.opaque[first][0] >= end) and not _MARKED.search(text, start, end):
        return Visible(text[start:end], start, None)
    found = _Collector(part)
    found.read(start, end)
    return Visible("".join(found.pieces), start, found.source_offsets, found.links)


_MARKED = re.compile(r"[*_\\&{]")


def _title(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the title at the end of a link's destination, without its marks."""
    while end > start and text[end - 1].isspace():
        end -= 1
    opening = _TITLE.get(text[end - 1 : end])
    match = opening.search(text, start, end - 1) if opening else None
    return (match.end(), end - 1) if match else None


def _shown(part: Part) -> tuple[dict[int, int], dict[int, tuple[str, tuple[int, int]]], int]:
    """Return the data that all stretches of a block share: its code and links by their starts, and the end of its visible text."""
    text, inline = part.block.text, part.inline
    code = {start: length for start, _, length in inline.code}
    named = {
        start: (destination, label) for (start, _, destination), label in zip(inline.links, inline.labels, strict=True)
    }
    own_line = part.block.kind != "paragraph"
    attributes = (_LINE_ATTRIBUTES if own_line else _BLOCK_ATTRIBUTES).search(text) if "{" in text else None
    return code, named, attributes.start() if attributes else len(text)


class _Collector:
    """Collects the visible characters, each with its place."""

    def __init__(self, part: Part) -> None:
        self.text = part.block.text
        self.pieces: list[str] = []
        self.source_offsets: list[int] = []
        self.links: list[tuple[int, int, str]] = []
        inline = part.inline
        self.opaque = inline.opaque
        self.emphasis = inline.emphasis
        if part.shown is None:
            part.shown = _shown(part)
        self.code, self.named, self.shown_end = part.shown

    def read(self, start: int, end: int) -> None:
        """Add the visible part of the block's text from ``start`` to ``end``."""
        end = min(end, self.shown_end)
        position = start
        for first, last, is_mark in self._spans(start, end):
            self._prose(position, first)
            if not is_mark:
                self._opaque(first, min(last, end))
            position = last
            if attributes := _ATTRIBUTES.match(self.text, position):  # right after an element: they are its own
                position = attributes.end()
        self._prose(position, end)

    def _spans(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """Yield the spans that are not shown literally, without nesting, and whether each is only an emphasis mark."""
        reached = start
        i, j = bisect_left(self.opaque, (start, -1)), bisect_left(self.emphasis, (start, -1))
        while i < len(self.opaque) or j < len(self.emphasis):
            is_mark = i == len(self.opaque) or (j < len(self.emphasis) and self.emphasis[j] < self.opaque[i])
            span = self.emphasis[j] if is_mark else self.opaque[i]
            i, j = i + (not is_mark), j + is_mark
            if span[0] >= end:
                return
            if span[0] >= reached:
                yield *span, is_mark
                reached = span[1]

    def _opaque(self, start: int, end: int) -> None:
        """Add the visible part of an opaque span: code, a link, an address, a tag or a citation."""
        if start in self.named:
            destination, label = self.named[start]
            before = len(self.source_offsets)
            self.read(*label)
            self.links.append((before, len(self.source_offsets), destination))
            if title := _title(self.text, label[1], end - 1):
                self._put(" ", label[1])
                self._prose(*title)
        elif start in self.code:
            length = self.code[start]
            self._add(start + length, end - length)
        elif self.text[start] == "<":
            if mark := _QUOTING_TAG.match(self.text, start, end):
                self._put("”" if mark.group(1) else "“", start)
            elif not _TAG.match(self.text[start:end]):  # an address is shown; a tag and a comment are not
                self._add(start + 1, end - 1)
        elif self.text[start].isalpha():  # a bare address
            self._add(start, end)
        else:
            self._put(" ", start)  # a citation, a footnote's mark

    def _prose(self, start: int, end: int) -> None:
        """Add text without its backslashes, and with its character references decoded."""
        for match in _ESCAPE.finditer(self.text, start, end) if start < end else ():
            self._add(start, match.start())
            self._put(
                "" if match.group("mark") else match.group("escaped") or html.unescape(match.group()), match.start()
            )
            start = match.end()
        self._add(start, end)

    def _add(self, start: int, end: int) -> None:
        """Add a stretch unchanged."""
        if start < end:
            self.pieces.append(self.text[start:end])
            self.source_offsets.extend(range(start, end))

    def _put(self, shown: str, source_offset: int) -> None:
        """Add characters that replace others."""
        self.pieces.append(shown)
        self.source_offsets.extend([source_offset] * len(shown))
