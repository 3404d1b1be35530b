"""Placeholders that carry citations and terms through Markdown unchanged.

Each placeholder is made of Unicode noncharacters: texts may not contain them, Markdown rules and ``\\w`` do not match them,
and the anchor of a heading drops them. Numbers are encoded in them too. The converter sees plain characters; one pass
over its output replaces them with HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ..library import ForeignQuotation, TermUse, Use
from ..text.documents import Document, Part
from ..text.layout import line_breaks
from ..text.spans import Spans

_CITE, _TERM, _TERM_END, _STOP = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
# Words in another language than the page's: its place among the foreign quotations of the page, and the end.
_FOREIGN, _FOREIGN_END = "\ufdd8", "\ufdd9"
# A separate stretch of HTML: kept out of Markdown, and, if it is an aside, out of the search too.
_BLOCK, _ASIDE = "\ufdd6", "\ufdd7"
# A line must not break before a number: it is kept together with the character before it.
_NOWRAP_START, _NOWRAP_END = "\ufdd4", "\ufdd5"
_NOWRAP_BEFORE = '%?!"”'
"""Characters, besides letters and digits, to which a number is attached, without those that may close a link or emphasis."""
_SPACES = " \t\u00a0\u202f\u2009"
"""What may be between a word and its citation: word processors and French typography set spaces that do not break."""
_ESCAPED_AT = re.compile(r"(?<!\\)(?:\\\\)*(\\)@")
"""An @ that begins no citation, with its backslash, which Python-Markdown would show."""
_DIGITS = {str(digit): chr(0xFDE0 + digit) for digit in range(10)}
_RESERVED = re.compile("[\ufdd0-\ufdef]")
_PLACEHOLDER = re.compile(f"([{_CITE}{_TERM}{_TERM_END}{_FOREIGN}{_FOREIGN_END}])([\ufde0-\ufde9]+){_STOP}")
_BLOCK_PLACEHOLDER = re.compile(f"(?:<p>)?([{_BLOCK}{_ASIDE}])([\ufde0-\ufde9]+){_STOP}(?:</p>)?")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

KINDS = {
    _CITE: "cite",
    _TERM: "term",
    _TERM_END: "term-end",
    _FOREIGN: "foreign",
    _FOREIGN_END: "foreign-end",
    _BLOCK: "block",
    _ASIDE: "aside",
}


def insert(document: Document, uses: list[Use], terms: list[TermUse], foreign: Sequence[ForeignQuotation] = ()) -> str:
    """Return the document's text with a placeholder for each citation and around each linked term and foreign quotation.

    The lines of a paragraph are joined, so that a page does not depend on the line breaks in its file.
    """
    text = without(document.text)
    changes: list[tuple[int, int, str]] = []
    term_ends = {term.part.block.offset(term.match.end - 1) + 1 for term in terms if term.document is document}
    for use in uses:
        if use.document is not document:
            continue
        start = use.part.block.offset(use.citation.start)
        end = use.part.block.offset(use.citation.end - 1) + 1
        placeholder = _CITE + _number(use.number) + _STOP
        if use.citation.items[0].mode != "in-text":
            # The number is close to its word, and after the punctuation, as is usual for notes in English.
            within = use.citation.start > 0  # a line may break before it, but not before its block's first word
            while start > 0 and text[start - 1] in (_SPACES + "\n" if within else _SPACES):
                start -= 1
            if text[end : end + 1] in tuple(".,;:") and not text[end + 1 : end + 2].strip():
                placeholder = _NOWRAP_START + text[end] + placeholder + _NOWRAP_END
                end += 1
            elif (
                start > 0
                and (text[start - 1].isalnum() or text[start - 1] in _NOWRAP_BEFORE)
                and start not in term_ends
            ):
                start -= 1
                placeholder = _NOWRAP_START + text[start] + placeholder + _NOWRAP_END
            elif start > 0 and text[start - 1] in "|\n":
                placeholder = " " + placeholder
        changes.append((start, end, placeholder))
    for term in terms:
        if term.document is not document:
            continue
        start = term.part.block.offset(term.match.start)
        end = term.part.block.offset(term.match.end - 1) + 1
        number = _number(term.number) + _STOP
        label = term.match.label
        inner = " ".join(term.part.block.text[term.match.start : term.match.end].split()) if label is None else label
        changes.append((start, end, _TERM + number + inner + _TERM_END + number))
    for quoted, number in zip(foreign, map(_number, range(1, len(foreign) + 1)), strict=True):
        if quoted.document is document:
            changes.append((quoted.start, quoted.start, _FOREIGN + number + _STOP))
            changes.append((quoted.end, quoted.end, _FOREIGN_END + number + _STOP))
    taken = sorted(changes)
    for part in document.parts:
        changes += [(start, start + 1, "") for start in _backslashes(part)]
        for start, end in line_breaks(part):
            at = bisect_left(taken, (start + 1,))
            if not any(first < end and start < last for first, last, _ in taken[max(0, at - 1) : at + 1]):
                changes.append((start, end, " "))
    pieces: list[str] = []
    position = 0
    for start, end, replacement in sorted(changes):
        pieces += (text[position:start], replacement)
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def _backslashes(part: Part) -> Iterator[int]:
    """Yield the places of the backslashes before an @ in a part's prose and in the words of its links."""
    if "\\@" not in part.block.text:
        return
    labels = Spans(part.inline.labels)
    hidden = Spans(part.inline.opaque)
    for match in _ESCAPED_AT.finditer(part.block.text):
        start, end = match.span(1)
        if not hidden.overlap(start, end) or labels.overlap(start, end):
            yield part.block.offset(start)


def without(text: str) -> str:
    """Return a writer's text with the replacement character in place of characters that placeholders are made of."""
    return _RESERVED.sub("\ufffd", text)


def block(kind: str, number: int) -> str:
    """Return the placeholder, alone in its paragraph, of a ``block`` or an ``aside``."""
    return f"\n\n{_BLOCK if kind == 'block' else _ASIDE}{_number(number)}{_STOP}\n\n"


def replace_blocks(html: str, render: dict[str, list[str]]) -> str:
    """Insert blocks; an aside may be within a block, and placeholders of other kinds are kept."""

    def piece(match: re.Match[str]) -> str:
        kind = KINDS[match.group(1)]
        return _piece(render[kind], match.group(2)) if kind in render else match.group()

    return _BLOCK_PLACEHOLDER.sub(piece, html)


def replace(html: str, render: dict[str, list[str]]) -> str:
    """Replace the placeholders in a text with HTML; ``render`` returns it by kind and number, from 1."""
    html = _PLACEHOLDER.sub(lambda match: _piece(render.get(KINDS[match.group(1)], []), match.group(2)), html)
    return html.replace(_NOWRAP_START, '<span class="hold">').replace(_NOWRAP_END, "</span>")


def remove(text: str) -> str:
    """Return text without placeholders."""
    return _BLOCK_PLACEHOLDER.sub("", _PLACEHOLDER.sub("", text)).replace(_NOWRAP_START, "").replace(_NOWRAP_END, "")


def without_comments(html: str) -> str:
    """Return a written page's HTML without its comments: waivers, and notes among writers, which are not published.

    The converter escapes a ``<`` in text, and the checks refuse other HTML, so no other text looks like a comment.
    """
    return _COMMENT.sub("", html)


def _number(number: int) -> str:
    return "".join(_DIGITS[digit] for digit in str(number))


def _piece(pieces: Sequence[str], digits: str) -> str:
    """Return the piece whose number, from 1, is encoded in placeholders; empty if there is none."""
    number = int("".join(str(ord(digit) - 0xFDE0) for digit in digits[:9]))
    return pieces[number - 1] if 0 < number <= len(pieces) else ""
