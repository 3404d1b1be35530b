"""The layout of a paragraph in its file: one sentence on each line.

Changes, comments and suggestions then refer to one sentence. Line breaks in a paragraph do not affect the page, since
the build joins the lines first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .documents import Document, Part, sentence_ends

_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_ATTRIBUTES = re.compile(r"\n[ \t]*\{:?[ ]*(?:[.#][\w-]|[\w-]+[ ]*=)[^{}\n]*\}[ \t]*$")
"""The last line of a paragraph, if it gives the paragraph's attributes: on any other line they would be text."""
_HARD_BREAK = re.compile(r"(?: {2}|\\)\n")
_CITED = re.compile(r"\s*\[[^\[\]]*@[^\[\]]*\]")
"""Citations after the full stop of the sentence that they support."""
_MARKER = re.compile(r"(?:[*+-]|\d{1,9}[.)]|\[\^[^\]\s]+\]:|:)(?=[ \t])")
"""The start of a list item, a footnote or a definition: the lines after it are indented instead."""
_OPENS_A_BLOCK = re.compile(r"[*+-][ \t]|\d+[.)](?:[ \t]|$)|[#>|<]|:[ \t]|```|~~~|!!!|\?\?\?|\[\^|=+$|-+$")


def line_breaks(part: Part) -> Iterator[tuple[int, int]]:
    """Yield the line breaks of a paragraph: spans in the document's text, with white space and prefixes.

    A paragraph with a hard line break has none.
    """
    block = part.block
    if block.kind != "paragraph" or "\n" not in block.text or _HARD_BREAK.search(block.text):
        return
    attributes = _ATTRIBUTES.search(block.text)
    for match in _BREAK.finditer(block.text, 0, attributes.start() if attributes else len(block.text)):
        if match.start() > 0 and match.end() < len(block.text):
            yield block.offset(match.start() - 1) + 1, block.offset(match.end())


def wanted_layout(document: Document) -> list[tuple[int, int, str]]:
    """Return each paragraph of a document that does not have one sentence a line; see `one_sentence_a_line`."""
    return [found for part in document.parts if (found := one_sentence_a_line(document, part))]


def one_sentence_a_line(document: Document, part: Part) -> tuple[int, int, str] | None:
    """Return a span of the document's text and the paragraph with the correct layout.

    Return None if the layout is correct, if the paragraph has line breaks with a meaning in Markdown, or if a line
    would begin like a list, a heading or another block.
    """
    text = part.block.text
    if part.block.kind != "paragraph" or not text.strip() or _HARD_BREAK.search(text) or _ATTRIBUTES.search(text):
        return None
    sentences = [_BREAK.sub(" ", text[start:end]) for start, end in _sentences(part)]
    if any(_OPENS_A_BLOCK.match(sentence) for sentence in sentences[1:]):
        return None
    first = part.block.offset(len(text) - len(text.lstrip()))
    last = part.block.offset(len(text.rstrip()) - 1) + 1
    line = document.text.rfind("\n", 0, first) + 1
    prefix = _MARKER.sub(lambda match: " " * len(match.group()), document.text[line:first])
    if prefix.strip(" \t>"):
        return None  # such as the title of an admonition
    wanted = ("\n" + prefix).join(sentences)
    return (first, last, wanted) if wanted != document.text[first:last] else None


def _sentences(part: Part) -> Iterator[tuple[int, int]]:
    """Yield the spans of a paragraph's sentences, each with the citations that follow its full stop."""
    text = part.block.text
    start = len(text) - len(text.lstrip())
    pieces: list[str] = []
    position = 0
    for citation in part.inline.citations:  # one that follows a full stop would hide the end of the sentence
        pieces += (text[position : citation.start], " " * (citation.end - citation.start))
        position = citation.end
    masked = "".join([*pieces, text[position:]])
    opaque = iter([*part.inline.opaque, (len(text), len(text))])
    hidden = next(opaque)
    for end, following in sentence_ends(masked):
        while hidden[1] <= end:
            hidden = next(opaque)
        if end < start or hidden[0] < end:  # within a link, code or a citation
            continue
        if cited := _CITED.match(text, end):
            end = cited.end()
            following = end + len(_BREAK_OR_SPACE.match(text, end).group())  # type: ignore[union-attr]
        yield start, end
        start = following
    if start < len(text.rstrip()):
        yield start, len(text.rstrip())


_BREAK_OR_SPACE = re.compile(r"\s*")
