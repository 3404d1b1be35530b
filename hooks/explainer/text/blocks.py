"""The blocks of a Markdown text, as Python-Markdown with Material's extensions divides it.

A block is the largest stretch of inline text: a paragraph, a heading, the cell of a table. Code and raw HTML are kept
separately; definitions of references are not blocks. Containers (lists, quotations, admonitions, tabs, footnotes) are
opened and their prefixes removed, so that the modules after this one see plain lines, with the place of each character.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["paragraph", "heading", "cell", "code", "html"]

MAX_NESTING = 24
"""The deepest nesting of containers; deeper ones are read as paragraphs, which keeps the time linear."""

_BLANK = re.compile(r"\s*$")
_ATX = re.compile(r" {0,3}(#{1,6})(?!#)[ \t]*")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$")
_ITEM = re.compile(r" {0,3}(?:[*+-]|\d{1,9}[.)])(?:[ \t]+|$)")
_QUOTE = re.compile(r" {0,3}>(?: ?\t| ?)")  # the converter turns a tab into spaces, too few for code
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^\n]*)$")
# A lone "===" underlines a heading; a tab has its title.
_ADMONITION = re.compile(
    r" {0,3}(?:(?:!!!|\?\?\?\+?)[ \t]*[\w\-][\w\- ]*(?:\"(.*)\"[ \t]*)?|===[!+]{0,2}[ \t]*\"(.*)\"[ \t]*)$"
)
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:[ \t]*")
_DEFINITION = re.compile(r" {0,3}:(?: {0,2}\t| {1,3})")
# The converter shows everything else as text, so only these definitions may be skipped.
_REFERENCE = re.compile(r" {0,3}\[(?![\^@]|-@)([^\[\]]+)\]:[ \t]*(\S+)[ \t]*(\"[^\n]*\"|'[^\n]*'|\([^\n]*\)|)[ \t]*$")
_DIVIDER = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_INDENT = re.compile(r"(?: {4}| {0,3}\t)")
_TAG = re.compile(r" {0,3}<(?:(!--)|/?([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>]|$)|[!?])")
_MARKDOWN_ATTRIBUTE = re.compile(r"<[^<>]*\smarkdown(?:[\s=>]|$)")

_RAW_TAGS = frozenset(
    """
    address article aside blockquote body canvas center colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend
    li link main math menu menuitem meta nav noframes noscript object ol optgroup option output p param pre
    progress script search section style summary svg table tbody td template textarea tfoot th thead title tr
    ul video
    """.split()  # noqa: SIM905 - a list of quoted words would be three times as long
)
_VOID_TAGS = frozenset(["hr", "link", "meta", "param", "frame"])


@dataclass(slots=True)
class Block:
    """A stretch of inline text with the place of each of its lines in the whole text."""

    kind: Kind
    text: str
    """The inline text, with lines joined by ``\\n`` and the prefixes of containers removed."""
    source_offsets: list[int]
    """The offset in the whole text of each line's first character."""
    quoted: bool = False
    """Whether it is in a block quotation."""
    level: int = 0
    """A heading's level, 1 to 6; 0 for other blocks."""
    row: int = 0
    """For a cell: the number of its row in the text, from 1; header rows are negative."""
    _starts: list[int] = field(default_factory=list)

    def offset(self, index: int) -> int:
        """Return the offset in the whole text of ``text[index]``."""
        if len(self.source_offsets) == 1:
            return self.source_offsets[0] + index
        if not self._starts:
            starts = [0]
            for line in self.text.split("\n")[:-1]:
                starts.append(starts[-1] + len(line) + 1)
            self._starts = starts  # whole or not at all: pages may be converted in several threads
        number = bisect_right(self._starts, index) - 1
        return self.source_offsets[number] + index - self._starts[number]


@dataclass(slots=True)
class Blocks:
    """All blocks of a text in reading order, and the references that it defines."""

    blocks: list[Block] = field(default_factory=list)
    references: set[str] = field(default_factory=set)
    """Labels of link definitions, in lower case with single spaces."""
    comments: list[tuple[int, str]] = field(default_factory=list)
    """HTML comments outside blocks: offset and text."""
    rows: int = 0
    """The number of table rows so far."""
    destinations: list[tuple[int, str]] = field(default_factory=list)
    """The place of each link definition, and its address."""
    code: list[Block] = field(default_factory=list)
    """Blocks of code with the lines that open and close them: not Markdown, but visible to readers."""
    html: list[Block] = field(default_factory=list)
    """Blocks of raw HTML: not Markdown, but browsers show their text."""
    titles: list[tuple[int, str]] = field(default_factory=list)
    """The titles of link definitions, which show when a pointer rests on the link."""


_Line = tuple[int, str]
"""A line without its containers' prefixes, and the offset of its first character."""


def read_blocks(text: str, start: int = 0) -> Blocks:
    """Divide ``text`` from offset ``start`` on into its blocks, in time linear in its length."""
    lines: list[_Line] = []
    for line in text[start:].split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    found = Blocks()
    _Scanner(lines, found, quoted=False, depth=0, in_list=False).run()
    return found


def reference_label(text: str) -> str:
    """Return a reference's label as labels are compared."""
    return " ".join(text.lower().split())


class _Scanner:
    """Reads the lines of one container; containers in it get scanners of their own."""

    def __init__(self, lines: list[_Line], found: Blocks, *, quoted: bool, depth: int, in_list: bool) -> None:
        self.lines = lines
        self.found = found
        self.quoted = quoted
        self.depth = depth
        self.in_list = in_list
        self.paragraph: list[_Line] = []
        self._closers: dict[str, list[int]] | None = None
        self._no_comment_ends_after = len(lines)
        """A line after which no comment ends, once it is known."""

    def run(self) -> None:
        """Read all lines."""
        i = 0
        while i < len(self.lines):
            i = self._step(i)
        self._flush()

    def _step(self, i: int) -> int:
        """Read the construct that begins at line ``i``; return the first line after it."""
        source_offset, line = self.lines[i]
        head = line[:4].lstrip()[:1]
        if not head and _BLANK.match(line):
            self._flush()
            if i == 0 and line and self.depth == 0:
                self.paragraph.append((source_offset, line))  # spaces on the first line of a text begin a paragraph
            return i + 1
        if not self.paragraph and line[0] in " \t" and _INDENT.match(line):
            return self._indented(i)
        if head == ">" and self.depth < MAX_NESTING:
            return self._quotation(i)
        if head in "`~" and head and (end := self._fence(i)):
            self._flush()
            self._code(i, end)
            return end
        if head == "#" and (match := _ATX.match(line)):
            self._flush()
            text = line[match.end() :].rstrip().rstrip("#").rstrip()
            self._add("heading", text, [source_offset + match.end()], level=len(match.group(1)))
            return i + 1
        if head in "!?=" and head and (match := _ADMONITION.match(line)) and self.depth < MAX_NESTING:
            self._flush()
            which = match.lastindex or 0
            if which and match.group(which):
                self._add("heading", match.group(which), [source_offset + match.start(which)])
            return self._container(i, [])
        if self.paragraph and head in "=-" and head and len(self.paragraph) == 1 and _SETEXT.match(line):
            (location, heading), self.paragraph = self.paragraph[0], []
            indent = len(heading) - len(heading.lstrip())
            self._add("heading", heading.strip(), [location + indent], level=1 if head == "=" else 2)
            return i + 1
        if head in "-_*" and head and _RULE.match(line):
            self._flush()
            return i + 1
        if (not self.paragraph or self.in_list) and (match := _ITEM.match(line)) and self.depth < MAX_NESTING:
            self._flush()
            return self._container(i, [(source_offset + match.end(), line[match.end() :])], item=True)
        if head == "[":
            if (match := _FOOTNOTE.match(line)) and self.depth < MAX_NESTING:
                self._flush()
                return self._container(i, [(source_offset + match.end(), line[match.end() :])])
            if not self.paragraph and (match := _REFERENCE.match(line)):
                self.found.references.add(reference_label(match.group(1)))
                self.found.destinations.append((source_offset + match.start(2), match.group(2)))
                if match.group(3):
                    self.found.titles.append((source_offset + match.start(3), match.group(3)))
                return i + 1
        if head == ":" and (match := _DEFINITION.match(line)) and self.depth < MAX_NESTING:
            self._flush()
            return self._container(i, [(source_offset + match.end(), line[match.end() :])])
        if head == "<" and not self.paragraph and (end := self._html(i)):
            if not line.lstrip().startswith("<!--"):
                self._add_lines(self.found.html, "html", i, end)
            return end
        if not self.paragraph and "|" in line and i + 1 < len(self.lines):
            divider = self.lines[i + 1][1]
            if "-" in divider and "|" in divider + line and _DIVIDER.match(divider):
                return self._table(i)
        self.paragraph.append((source_offset, line))
        if "<!--" in line and "-->" not in line[line.rindex("<!--") :]:
            return self._comment(i)
        return i + 1

    def _comment(self, i: int) -> int:
        """Read to the end of a comment that begins in a paragraph; blank lines do not end it."""
        if i < self._no_comment_ends_after:
            end = self._until(i + 1, re.compile("-->"))
            if end > i + 1 and "-->" in self.lines[end - 1][1]:
                self.paragraph += self.lines[i + 1 : end]
                return end
            self._no_comment_ends_after = i
        return i + 1

    def _flush(self) -> None:
        """End the paragraph that is being read."""
        if self.paragraph:
            lines, self.paragraph = self.paragraph, []
            self._add("paragraph", "\n".join(line for _, line in lines), [source_offset for source_offset, _ in lines])

    def _add(self, kind: Kind, text: str, source_offsets: list[int], level: int = 0, row: int = 0) -> None:
        if text:
            self.found.blocks.append(Block(kind, text, source_offsets, self.quoted, level, row))

    def _inner(self, lines: list[_Line], *, quoted: bool = False, in_list: bool = False) -> None:
        """Read the lines of a container."""
        _Scanner(lines, self.found, quoted=self.quoted or quoted, depth=self.depth + 1, in_list=in_list).run()

    def _indented(self, i: int) -> int:
        """Read indented code."""
        start = i
        while i < len(self.lines) and (_INDENT.match(self.lines[i][1]) or _BLANK.match(self.lines[i][1])):
            i += 1
        self._code(start, i)
        return i

    def _code(self, start: int, end: int) -> None:
        self._add_lines(self.found.code, "code", start, end)

    def _add_lines(self, found: list[Block], kind: Kind, start: int, end: int) -> None:
        """Add lines that are not Markdown as a block to one of the lists of such blocks."""
        lines = self.lines[start:end]
        text = "\n".join(line for _, line in lines)
        found.append(Block(kind, text, [source_offset for source_offset, _ in lines], self.quoted))

    def _quotation(self, i: int) -> int:
        """Read a block quotation with its lazy continuation lines."""
        self._flush()
        inner: list[_Line] = []
        while i < len(self.lines):
            source_offset, line = self.lines[i]
            if match := _QUOTE.match(line):
                inner.append((source_offset + match.end(), line[match.end() :]))
            elif _BLANK.match(line) or _ADMONITION.match(line):
                break
            else:
                inner.append((source_offset, line))
            i += 1
        self._inner(inner, quoted=True)
        return i

    def _container(self, i: int, inner: list[_Line], *, item: bool = False) -> int:
        """Read a construct whose other lines are indented by four spaces: a list item, an admonition."""
        i += 1
        lazy = bool(inner)
        while i < len(self.lines):
            source_offset, line = self.lines[i]
            if match := _INDENT.match(line):
                inner.append((source_offset + match.end(), line[match.end() :]))
            elif _BLANK.match(line):
                following = i + 1
                while following < len(self.lines) and _BLANK.match(self.lines[following][1]):
                    following += 1
                if following >= len(self.lines) or not _INDENT.match(self.lines[following][1]):
                    break
                inner += [(location, "") for location, _ in self.lines[i:following]]
                i = following
                lazy = False
                continue
            elif lazy and not _interrupts(line):
                inner.append((source_offset, line))
            else:
                break
            i += 1
        self._inner(inner, in_list=item)
        return i

    def _fence(self, i: int) -> int:
        """Return the line after the fenced code that opens at ``i``, or 0 if it is not closed."""
        match = _FENCE.match(self.lines[i][1])
        if not match or (match.group(1)[0] == "`" and "`" in match.group(2)):
            return 0
        if self._closers is None:
            self._closers = {}
            for number, (_, line) in enumerate(self.lines):
                bare = line.strip()
                if bare and bare[0] in "`~" and len(bare) >= 3 and bare == bare[0] * len(bare):
                    self._closers.setdefault(bare, []).append(number)
        closers = self._closers.get(match.group(1), [])
        location = bisect_left(closers, i + 1)
        return closers[location] + 1 if location < len(closers) else 0

    def _html(self, i: int) -> int:
        """Return the line after the raw HTML that opens at ``i``, or 0 if it is inline HTML."""
        line = self.lines[i][1]
        match = _TAG.match(line)
        if not match:
            return 0
        comment, name = match.groups()
        if comment:
            end = self._until(i, re.compile("-->"))
            if "-->" in line and line.rpartition("-->")[2].strip():
                return 0  # text follows: the comment is part of a paragraph
            text = "\n".join(line for _, line in self.lines[i:end])
            self.found.comments.append((self.lines[i][0], text))
            return end
        if not name:
            return self._until(i, re.compile(">"))
        name = name.lower()
        if name not in _RAW_TAGS:
            return 0
        if name in _VOID_TAGS or line.lstrip().startswith("</") or _MARKDOWN_ATTRIBUTE.search(line):
            return i + 1
        tags = re.compile(rf"<(/?){name}(?=[\s/>]|$)", re.IGNORECASE)
        depth = 0
        for number in range(i, len(self.lines)):
            for tag in tags.finditer(self.lines[number][1]):
                depth += -1 if tag.group(1) else 1
            if depth <= 0:
                return number + 1
        return len(self.lines)

    def _until(self, i: int, end: re.Pattern[str]) -> int:
        """Return the line after the first from ``i`` on in which ``end`` occurs."""
        for number in range(i, len(self.lines)):
            if end.search(self.lines[number][1]):
                return number + 1
        return len(self.lines)

    def _table(self, i: int) -> int:
        """Read a table's cells, row by row."""
        self._flush()
        header = i
        while i < len(self.lines):
            source_offset, line = self.lines[i]
            if _BLANK.match(line) or _ADMONITION.match(line):
                break
            if i != header + 1:
                self.found.rows += 1
                row = -self.found.rows if i == header else self.found.rows
                for start, end in _cells(line):
                    cell = line[start:end]
                    indent = len(cell) - len(cell.lstrip())
                    self._add("cell", cell.strip(), [source_offset + start + indent], row=row)
            i += 1
        return i


def _interrupts(line: str) -> bool:
    """Whether a line without indentation ends a list item although no blank line comes before it."""
    head = line[:4].lstrip()[:1]
    return bool(
        (head in "*+-0123456789" and head and _ITEM.match(line))
        or (head == "#" and _ATX.match(line))
        or (head in "`~" and head and _FENCE.match(line))
        or (head == ":" and _DEFINITION.match(line))
        or (head == "[" and _FOOTNOTE.match(line))
        or (head in "!?=" and head and _ADMONITION.match(line))
        or head == ">"
    )


def _cells(line: str) -> list[tuple[int, int]]:
    """Return the spans of a table row's cells; a pipe in code or after a backslash does not separate cells."""
    spans: list[tuple[int, int]] = []
    start = 0
    code: str | None = None
    for match in re.finditer(r"\\.|`+|\|", line):
        mark = match.group()
        if mark[0] == "`":
            if code is None:
                # A run that is never closed is text.
                code = mark if line.find(mark, match.end()) >= 0 else None
            elif code == mark:
                code = None
        elif mark == "|" and code is None:
            spans.append((start, match.start()))
            start = match.end()
    spans.append((start, len(line)))
    return spans
