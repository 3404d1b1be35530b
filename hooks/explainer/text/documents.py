"""A Markdown text with its blocks and citations, and the place of each in its file.

A page is one document; the record of a term has several, one in each Markdown field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..diagnostics import LineIndex, Location
from .blocks import Block, read_blocks
from .citation import Citation, Inline
from .inline import read_inline
from .plain import plain

T = TypeVar("T")

MOST_RESULTS = 32
"""How many results are kept with a document."""

WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«¿¡(\[]*[^\W\d_a-zà-ÿ]|[\"'“‘«¿¡(\[]*\d)")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|U\.S|[Aa]rts?|pp?|[Pp]aras?|[Ss]ecs?|[Cc]h|[Nn]os?|[Vv]ol|Mr|Mrs|Ms|Dr|St|Jr|Sr|Rev|vs?|cf|ca?|e\.g|i\.e"
    r"|Gen|Gov|Sen|Rep|Lt|Col|Capt|Inc|Corp|Cos?|Ltd|approx|[Ff]igs?|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|EE\.UU|[Pp]ágs?|[Pp]árrs?|[Nn]úms?|Sra?s?|Lic|Ing|Dra)\.$"
)


@dataclass(slots=True)
class Part:
    """A block with its inline elements."""

    block: Block
    inline: Inline
    section: int
    """The number of first- and second-level headings before it, which begin new sections."""
    matches: dict[bytes, Any] = field(default_factory=dict, compare=False, repr=False)
    """The terms that were found in it, by the hash of their forms; see `terms.Forms.in_prose`."""
    shown: Any = field(default=None, compare=False, repr=False)
    """Cached data for `visible`."""
    _words: frozenset[str] | None = field(default=None, compare=False, repr=False)
    _prose: str | None = field(default=None, compare=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:  # without what is quickly made again
        return Part, (self.block, self.inline, self.section, self.matches, None, None, self._prose)

    def words(self) -> frozenset[str]:
        """Return its case-folded words; cached, since each glossary needs them."""
        if self._words is None:
            self._words = frozenset(WORD.findall(self.block.text.casefold()))
        return self._words

    def prose(self) -> str:
        """Return the whole of its text as readers see it, without citations; cached, since several rules count its words."""
        if self._prose is None:
            self._prose = prose(self)
        return self._prose


@dataclass(slots=True)
class Document:
    """One Markdown text of a file."""

    path: str
    """The file, relative to the project's root."""
    text: str
    parts: list[Part]
    lines: LineIndex
    """The lines of the whole file."""
    base: int = 0
    """The place where the text begins in the file, if the file has it unchanged."""
    source_offsets: Sequence[int] | None = None
    """The place of each character in the file, if the file has the text in another form (YAML)."""
    destinations: Sequence[tuple[int, str]] = ()
    """The place of each link definition in the text, and its address."""

    comments: Sequence[tuple[int, str]] = ()
    """HTML comments between its blocks: offset in the text, and the comment."""
    code: Sequence[Part] = ()
    """Its blocks of code."""
    html: Sequence[Part] = ()
    """Its blocks of raw HTML, which a page may not have; their citations support nothing."""
    titles: Sequence[tuple[int, str]] = ()
    """The titles of its link definitions, and the place of each in the text."""
    language: str = "en"
    """The language that it is written in: a page shows a record's text in English if there is none in its own language."""
    results: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was found in it, by name; see `known`."""

    def known(self, name: str, find: Callable[[], T]) -> T:
        """Return the result of ``find``, which is kept with the document: it may depend on nothing but the document itself."""
        if name not in self.results:
            if len(self.results) >= MOST_RESULTS:
                self.results.clear()  # names that hold a hash are forgotten with what they were for
            self.results[name] = find()
        found: T = self.results[name]
        return found

    def source_offset(self, part: Part, index: int) -> int:
        """Return the offset in the file of ``part.block.text[index]``."""
        return self.file_offset(part.block.offset(index))

    def file_offset(self, offset: int) -> int:
        """Return the offset in the file of ``self.text[offset]``."""
        if self.source_offsets is None:
            return self.base + offset
        if not self.source_offsets:
            return self.base
        return self.source_offsets[offset] if offset < len(self.source_offsets) else self.source_offsets[-1] + 1

    def location(self, part: Part, start: int, end: int) -> Location:
        """Return the place in the file of ``part.block.text[start:end]``."""
        last = self.source_offset(part, max(start, end - 1)) + (end > start)
        return self.lines.location(self.path, self.source_offset(part, start), last)

    def citations(self) -> Iterator[tuple[Part, Citation]]:
        """Yield the citations in reading order, each with its part."""
        for part in self.parts:
            for citation in part.inline.citations:
                yield part, citation


def read_document(
    path: str,
    text: str,
    lines: LineIndex,
    base: int = 0,
    source_offsets: Sequence[int] | None = None,
    language: str = "en",
) -> Document:
    """Divide a Markdown text into blocks and find the citations in them."""
    found = read_blocks(text)
    parts: list[Part] = []
    section = 0
    for block in found.blocks:
        if block.level in (1, 2):
            section += 1
        parts.append(Part(block, read_inline(block.text, found.references), section))
    code = [Part(block, Inline(), 0) for block in found.code]
    html = [Part(block, read_inline(block.text, found.references), 0) for block in found.html]
    return Document(
        path,
        text,
        parts,
        lines,
        base,
        source_offsets,
        found.destinations,
        found.comments,
        code,
        html,
        found.titles,
        language,
    )


BOUNDARY = "\ufddf"
"""Marks a place that `prose` was asked to keep; a noncharacter, so that no text contains it."""


def prose(part: Part, start: int = 0, end: int | None = None, boundaries: Sequence[int] = ()) -> str:
    """Return a stretch of a part's text as readers see it, without its citations.

    A `BOUNDARY` is put at each index in ``boundaries``.
    """
    end = len(part.block.text) if end is None else end
    cuts = [(boundary, boundary, BOUNDARY) for boundary in boundaries]
    cuts += [
        (citation.start, citation.end, "…" if citation.items[0].mode == "in-text" else "")
        for citation in part.inline.citations
    ]
    pieces: list[str] = []
    position = start
    for first, last, kept in sorted(cuts):
        if first > end or (first == end and kept != BOUNDARY) or last < position:  # a seam may be at the very end
            continue
        pieces += (part.block.text[position : max(position, first)], kept)
        position = last
    pieces.append(part.block.text[position:end])
    text = re.sub(r"\s+", " ", plain("".join(pieces)))
    return re.sub(r" +([.,;:!?)])", r"\1", text).strip()


def sentence_ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield the end of each sentence of a text except the last, and the beginning of the next one."""
    for match in _SENTENCE_END.finditer(text):
        if not _ABBREVIATED.search(text, max(0, match.start() - 8), match.start() + 1):
            yield match.start() + len(match.group().rstrip()), match.end()


def sentence(part: Part, at: int) -> tuple[int, int]:
    """Return the span of the sentence of a part's text that contains the index ``at``."""
    start = 0
    for end, following in sentence_ends(part.block.text):
        if following > at:
            return start, end
        start = following
    return start, len(part.block.text)
