"""Statements: the text that each citation supports, and the text without a citation.

A statement extends from the previous citation, or the start of its block, to its citation. A citation that follows the
previous one with only punctuation between them shares its statement; one in running text that begins a sentence ("López
says so") supports the rest of that sentence. In a table the row is the block: a statement may span several cells, and
the text after a row's last citation belongs to it. The text after the last citation of any other block is uncited.

The first sentence of a paragraph, if it has no citation of its own but later sentences do, is the paragraph's point. It
sums up the paragraph, and all citations of the paragraph support it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..diagnostics import Location
from .citation import Citation, Item
from .documents import Document, Part, prose, sentence_ends
from .quantities import Quantities
from .quotations import Quotation, quotations
from .visible import Visible, visible

_ENUMERATION = re.compile(r"[ \t]*\d{1,3}(?:\.\d+)*[.)][ \t]+")
_NOTHING = re.compile(r"[\s.,;:!?)\]…–—-]*$")
_ATTRIBUTION = re.compile(r"^\s*[—–-]{1,2}\s*(?=\w)", re.MULTILINE)
"""The start of a line in a block quotation that only names the speaker."""
_MARKS = " \n\"'“”«»„‘’‹›"
_LEADING = " \n.,;:!?)…"
"""Text at the start of a statement that belongs to the sentence before it."""


@dataclass(slots=True)
class Stretch:
    """A run of a block's text that belongs to one statement."""

    document: Document
    part: Part
    start: int
    end: int
    seen: Visible
    """What a reader sees of it."""
    reading: Quantities | None = None
    """Its figures and dates, once they are known."""

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        return self.seen.text

    def location(self, start: int, end: int) -> Location:
        """Return the place in the file of ``text[start:end]``."""
        first = self.seen.source_offset(start)
        return self.document.location(
            self.part, first, max(first, self.seen.source_offset(end - 1) + 1) if end > start else first
        )

    def quotations(self) -> list[Quotation]:
        """Return its quotations; the whole of a block quotation is one, except for a line that only names the speaker."""
        if self.part.block.kind == "code":
            return [
                one for one in quotations(self.text) if self.text[one.start - 1] not in "\"'"
            ]  # a program's own marks
        if not self.part.block.quoted:
            return quotations(self.text)
        words = _ATTRIBUTION.split(self.text, maxsplit=1)[0].rstrip(_MARKS)
        start = len(words) - len(words.lstrip(_MARKS))
        return [Quotation(start, len(words), words[start:])] if re.search(r"\w", words) else []

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of ``text[start:end]`` in the document's text."""
        block = self.part.block
        return block.offset(self.seen.source_offset(start)), block.offset(self.seen.source_offset(end - 1)) + 1


@dataclass(slots=True)
class Statement:
    """The text that one citation, or several together, support; without citations, uncited text."""

    document: Document
    stretches: list[Stretch]
    """One, or in a table row one for each cell."""
    citations: list[Citation] = field(default_factory=list)
    point: bool = False
    """Whether it is the point of its paragraph, which all citations of the paragraph support."""
    row: Part | None = None
    """The first cell of its row, if it is in a table."""

    @property
    def items(self) -> list[Item]:
        """The works that its citations name."""
        return [item for citation in self.citations for item in citation.items]

    @property
    def words(self) -> str:
        """The statement as readers see it, with the cells of a row separated."""
        texts = (prose(one.part, one.start, one.end).lstrip(_LEADING) for one in self.stretches)
        return " | ".join(text for text in texts if text and not _NOTHING.match(text))

    @property
    def location(self) -> Location:
        """Its place in the file, from its first word on."""
        for one in self.stretches:
            if bare := one.text.lstrip(_LEADING):
                return one.location(len(one.text) - len(bare), len(one.text.rstrip()))
        return self.stretches[0].location(0, len(self.stretches[0].text))


def label(document: Document, part: Part) -> Stretch:
    """Return a whole heading, cell or block of code; the number of a heading is not one of its figures."""
    number = _ENUMERATION.match(part.block.text) if part.block.kind == "heading" else None
    return _stretch(document, part, number.end() if number else 0, len(part.block.text))


def statements(document: Document) -> Iterator[Statement]:
    """Yield the statements of a document in reading order; of headings only the text that a citation in them supports."""
    row: list[Part] = []
    for part in document.parts:
        if row and (part.block.kind != "cell" or part.block.row != row[0].block.row):
            yield from _row(document, row)
            row = []
        if part.block.kind == "cell":
            row.append(part)
        elif part.block.kind == "paragraph":
            yield from _paragraph(document, part)
        else:
            yield from (statement for statement in _block(document, part) if statement.citations)
    if row:
        yield from _row(document, row)


def _block(document: Document, part: Part, start: int = 0) -> Iterator[Statement]:
    """Yield the statement of each citation of a block from the index ``start`` on, and finally the uncited rest."""
    last: Statement | None = None
    ends: list[tuple[int, int]] | None = None
    for number, citation in enumerate(part.inline.citations, 1):
        stretch = _stretch(document, part, start, citation.start)
        if citation.items[0].mode == "in-text" and _NOTHING.match(stretch.text):
            following = (
                part.inline.citations[number].start if number < len(part.inline.citations) else len(part.block.text)
            )
            if ends is None:
                ends = list(sentence_ends(part.block.text))
            sentence = bisect_right(ends, citation.end, key=lambda end: end[1])
            end = min(ends[sentence][0] if sentence < len(ends) else len(part.block.text), following)
            if last:
                yield last
            last, start = Statement(document, [_stretch(document, part, citation.end, end)], [citation]), end
            continue
        if last and _NOTHING.match(stretch.text):
            last.citations.append(citation)
        else:
            if last:
                yield last
            last = Statement(document, [stretch], [citation])
        start = citation.end
    if last:
        yield last
    rest = _stretch(document, part, start, len(part.block.text))
    if not _NOTHING.match(rest.text):
        yield Statement(document, [rest])


def _paragraph(document: Document, part: Part) -> Iterator[Statement]:
    """Yield a paragraph's point, if it has one, and its other statements."""
    start = 0
    citations = part.inline.citations
    if citations and (start := _end_of_point(document, part, citations[0].start)):
        yield Statement(document, [_stretch(document, part, 0, start)], list(citations), point=True)
    yield from _block(document, part, start)


def _end_of_point(document: Document, part: Part, citation: int) -> int:
    """Return the end of the first sentence, if there are others between it and the first citation; otherwise 0."""
    end = next((end for end, following in sentence_ends(part.block.text) if following <= citation), 0)
    if not end or _NOTHING.match(_stretch(document, part, end, citation).text):
        return 0
    before = _stretch(document, part, 0, citation)
    at = before.seen.find(end)
    for quotation in quotations(before.text):
        if quotation.start < at < quotation.end:  # a full stop within a quotation does not end the sentence
            return 0
    return end


def _row(document: Document, cells: list[Part]) -> Iterator[Statement]:
    """Yield a row's statements: a citation supports the cells before it that have none, and the last one also the cells after it."""
    waiting: list[Stretch] = []
    last: Statement | None = None
    for part in cells:
        for found in _block(document, part):
            (stretch,) = found.stretches
            if not found.citations:
                waiting.append(stretch)
            elif last and not waiting and _NOTHING.match(stretch.text):
                last.citations += found.citations
            else:
                if last:
                    yield last
                last = Statement(document, [*waiting, stretch], found.citations, row=cells[0])
                waiting = []
    if last:
        last.stretches += waiting
        yield last
    elif waiting:
        yield Statement(document, waiting, row=cells[0])


def _stretch(document: Document, part: Part, start: int, end: int) -> Stretch:
    return Stretch(document, part, start, end, visible(part, start, end))
