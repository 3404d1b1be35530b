"""What Python-Markdown makes of a text, asked where no reader of ours should be trusted to know.

A ``<`` may begin an HTML tag or stand in code; a brace may begin an attribute list or be a brace. Whether a character does
anything is found by taking it away: the text is converted as it is and with a plain stand-in for the character. If the two
results differ in nothing but that character, it is text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Any

from markdown import Markdown

from .limits import is_within

EXTENSIONS: tuple[str, ...] = (
    "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.details",
    "pymdownx.superfences", "pymdownx.tabbed",
)  # fmt: skip
"""The extensions of mkdocs.yml, which a test holds against this list."""

CONFIGURATION: dict[str, dict[str, Any]] = {
    "toc": {"permalink": "#", "permalink_title": "Link to this section"},
    "pymdownx.tabbed": {"alternate_style": True},
}

MOST_SIGNS = 200
MOST_CHARACTERS = 100_000
"""A text with more than these, or beyond the limits of what is published, is not asked about, and all its signs are taken to
act: a conversion can take long."""

SINGLY = 20
"""Characters that are tried one by one; of more, all are taken to act if any does. Each costs a conversion."""

MOST_MARKS = 31
"""There are as many noncharacters in a row, but for the one that stands in the place of citations."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ELEMENT = re.compile(r"<[^>]*>")
_CODE = re.compile(r"<code\b.*?</code>", re.DOTALL)


def convert(text: str) -> str:
    """Return a page's Markdown as HTML, as the site's configuration converts it."""
    return Markdown(extensions=list(EXTENSIONS), extension_configs=CONFIGURATION).convert(text)


def active(text: str, offsets: tuple[int, ...]) -> tuple[int, ...]:
    """Return those of the ``offsets`` at which a sign is more than text to the converter.

    At each offset stands one of ``< { ( :``. A ``<`` is text in code alone: outside of it, readers of ours may take it for
    a tag though the converter does not. Where the converter gives up, all offsets are returned.
    """
    if not offsets:
        return ()
    if len(offsets) > MOST_SIGNS or len(text) > MOST_CHARACTERS or not is_within(text):
        return offsets
    return _active(text, offsets)


@lru_cache(1 << 8)  # while a site is served, a save changes one page of many
def _active(text: str, offsets: tuple[int, ...]) -> tuple[int, ...]:
    # Noncharacters: neither letters nor white space to Markdown's rules, like the signs whose places they take.
    stand_ins = {
        offset: chr(0xFDD0 + (i if i < SINGLY else SINGLY + "<{(:".index(text[offset])))
        for i, offset in enumerate(offsets)
    }
    try:
        inert = _shown(text, stand_ins, stand_ins)
        bare = _CODE.sub("", convert(_replaced(text, stand_ins)))
        outside = {offset for offset in offsets if text[offset] == "<" and stand_ins[offset] in bare}
        if _shown(text, {}, stand_ins) == inert:
            return tuple(sorted(outside))
        if len(offsets) > SINGLY:
            return offsets
        acting = {
            offset
            for offset in offsets
            if _shown(text, {other: stand_ins[other] for other in offsets if other != offset}, stand_ins) != inert
        }
    except Exception:  # extensions raise errors of many kinds on texts that they cannot read
        return offsets
    return tuple(sorted(outside | acting)) or offsets


def shown(text: str, offsets: tuple[int, ...]) -> tuple[int, ...]:
    """Return those of the ``offsets`` whose place in the text shows as text outside of code.

    Our readers pass over code, definitions and comments. Where the converter does not take a stretch for what they do,
    it is published and was not read. Of many places near one another the first stands for all.
    """
    if not offsets:
        return ()
    if len(text) > MOST_CHARACTERS or not is_within(text):
        return offsets[:1]
    return _in_prose(text, offsets)


@lru_cache(1 << 8)
def _in_prose(text: str, offsets: tuple[int, ...]) -> tuple[int, ...]:
    groups = {chr(0xFDD0 + i * MOST_MARKS // len(offsets)): offset for i, offset in reversed([*enumerate(offsets)])}
    pieces: list[str] = []
    position = 0
    for i, offset in enumerate(offsets):
        pieces += (text[position:offset], chr(0xFDD0 + i * MOST_MARKS // len(offsets)))
        position = offset
    try:
        html = convert("".join([*pieces, text[position:]]))
    except Exception:  # as above
        return offsets[:1]
    bare = _CODE.sub("", _COMMENT.sub("", html))
    bare = _ELEMENT.sub("", bare)
    return tuple(sorted(offset for mark, offset in groups.items() if mark in bare))


def _shown(text: str, replaced: dict[int, str], stand_ins: dict[int, str]) -> str:
    """Convert a text with stand-ins at some places, and put the signs back as the converter writes them in text."""
    html = convert(_replaced(text, replaced))
    # Colours of code depend on the sign: they are left out.
    html = _CODE.sub(lambda match: _ELEMENT.sub("", match.group()), html)
    for offset, stand_in in stand_ins.items():
        html = html.replace(stand_in, escape(text[offset]))
    return html


def _replaced(text: str, stand_ins: dict[int, str]) -> str:
    pieces: list[str] = []
    position = 0
    for offset in sorted(stand_ins):
        pieces += (text[position:offset], stand_ins[offset])
        position = offset + 1
    return "".join([*pieces, text[position:]])
