"""HTML in a page's Markdown: the few elements that are allowed, and the places of all others.

Python-Markdown passes HTML through unchanged, so no check would read its text. Markdown is enough for a page, except
for two divisions on the home page and for comments, which are not published.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from .attributes import Mark
from .blocks import Block
from .converter import active, shown
from .documents import Document

DIVISIONS = frozenset(['<div class="ways" markdown>', '<div class="questions" markdown>'])
"""The tags that a page may have, each on its own line after an empty line, and closed in the same way by ``</div>``."""

TAG = re.compile(r"<(?=[a-zA-Z/!?])")
"""The places where HTML may begin. With a space, a digit or another character after it, every browser reads it as text."""

ADDRESS = re.compile(r"<(?:https?://[^\s<>\"'`]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
"""An address that Markdown turns into a link."""

# No comment with two hyphens or angle brackets in it: programs disagree on its end.
_COMMENT = re.compile(r"<!--(?!-?>)((?:(?!--)[^<>])*)-->")


CITED = "\ufdef"
"""Replaces each character of a citation; a noncharacter, like the marks of the build."""


def bare(document: Document) -> str:
    """Return a document's text as the converter gets it, with noncharacters in place of its citations."""
    text = document.text
    spans = [
        (part.block.offset(citation.start), part.block.offset(citation.end - 1) + 1)
        for part, citation in document.citations()
    ]
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        pieces += (text[position:start], CITED * (end - start))
        position = end
    return "".join([*pieces, text[position:]])


def raw_html(document: Document) -> Iterator[Mark]:
    """Yield the HTML in a document that a page may not have; text in a citation does not count."""
    if "<" not in document.text:
        return
    text = bare(document)
    allowed = {match.start() for match in ADDRESS.finditer(text)} | _comments(text) | _divisions(text)
    for start in active(text, tuple(match.start() for match in TAG.finditer(text) if match.start() not in allowed)):
        close = text.find(">", start, start + 200) + 1
        line = text.find("\n", start)
        end = min(close or start + 1, line if line >= 0 else len(text))
        shown = text[start:end][:40]
        if shown.startswith("<!-"):
            help = "put the comment on its own lines after an empty line, without --, < or > in it"
        else:
            help = "write it in Markdown; in text, write &lt; for <"
        yield Mark(start, end, f"raw HTML ({shown}) is not allowed", help)


def _comments(text: str) -> set[int]:
    """Return the places of the comments that every program reads in the same way.

    A comment at the beginning of a line ends a paragraph, even within text that the engine reads as code, so it needs
    an empty line or another comment before it. Any other comment must end in its line, because an empty line in it
    makes it text.
    """
    found: set[int] = set()
    after = -1
    for match in _COMMENT.finditer(text) if "<!--" in text else ():
        line = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        rest = text[match.end() : end if end >= 0 else len(text)]
        before = text[line : match.start()]
        if before.strip() or len(before) > 3:
            if not {"\n", "|"} & set(match.group()):
                found.add(match.start())
        elif not rest.strip() and (line == after or not text[text.rfind("\n", 0, max(line - 1, 0)) + 1 : line].strip()):
            found.add(match.start())
            after = end + 1
    return found


def _divisions(text: str) -> set[int]:
    """Return the places of the tags of allowed divisions that are opened and closed in turn."""
    found: set[int] = set()
    opened: int | None = None
    blank = True
    start = 0
    for line in text.split("\n"):
        if blank and opened is None and line in DIVISIONS:
            opened = start
        elif blank and opened is not None and line == "</div>":
            found |= {opened, start}
            opened = None
        blank = not line.strip() or line.startswith("<!--")
        start += len(line) + 1
    return found


def decodes_to_html(text: str) -> re.Match[str] | None:
    """Return the first place at which a browser would read a plain text, with or without its entities decoded, as HTML."""
    return TAG.search(text) or (TAG.search(html.unescape(text)) if "&" in text else None)


def _line_ends(block: Block) -> Iterator[int]:
    """Yield the ends of the lines in a block of code, without its first and last line and empty ones."""
    lines = list(zip(block.source_offsets, block.text.split("\n"), strict=True))
    fenced = lines[0][1].lstrip()[:3] in ("```", "~~~")
    for source_offset, line in lines[1:-1] if fenced else lines:
        if line.strip():
            yield source_offset + len(line.rstrip())


def unread(document: Document) -> Iterator[Mark]:
    """Yield the code and definitions of a document that the engine skips although the converter shows them as text."""
    places = [end for part in document.code for end in _line_ends(part.block)]
    places += [offset + 1 for offset, _ in document.destinations]
    places += [offset + comment.rfind("-->") for offset, comment in document.comments if "-->" in comment]
    for part in document.parts:
        for _, end, _ in part.inline.code:
            while part.block.text[end - 1] == "`":
                end -= 1
            places.append(part.block.offset(end - 1) + 1)
    text = bare(document)
    places = [
        location for location in places if text[location - 1] != CITED
    ]  # code in a citation is shown as text in a card
    for location in shown(text, tuple(sorted(set(places)))):
        message = "the checks read this as code or a definition, but it is shown as text"
        yield Mark(location - 1, location, message, "put an empty line before and after it, and close the code")
