"""Python-Markdown's own reading of a text, for cases in which the engine's parser should not be trusted.

A ``<`` may begin an HTML tag or be in code; a brace may begin an attribute list or be text. To find out whether a
character has an effect, the text is converted twice: unchanged, and with a plain stand-in for the character. If the
results differ only in that character, it is text.
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
"""The extensions in mkdocs.yml, which a test compares with this list."""

CONFIGURATION: dict[str, dict[str, Any]] = {
    "toc": {"permalink": "#", "permalink_title": "Link to this section"},
    "pymdownx.tabbed": {"alternate_style": True},
    "tables": {"use_align_attribute": True},
}

MOST_SIGNS = 200
MOST_CHARACTERS = 100_000
"""A text with more than these, or beyond the limits for publication, is not converted, and all its characters count as active, since a conversion can take long."""

SINGLY = 20
"""How many characters are tried one by one; if there are more, all count as active if any is. Each costs a conversion."""

MOST_MARKS = 31
"""The number of consecutive noncharacters, without the one that replaces citations."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ELEMENT = re.compile(r"<[^>]*>")
_CODE = re.compile(r"<code\b.*?</code>", re.DOTALL)


def convert(text: str) -> str:
    """Return a page's Markdown as HTML, as the site's configuration converts it."""
    return Markdown(extensions=list(EXTENSIONS), extension_configs=CONFIGURATION).convert(text)


def active(text: str, offsets: tuple[int, ...]) -> tuple[int, ...]:
    """Return those of the ``offsets`` at which a character is more than text for the converter.

    At each offset is one of ``< { ( :``. A ``<`` is text only in code: outside code, the engine may read it as a tag
    although the converter does not. If the converter fails, all offsets are returned.
    """
    if not offsets:
        return ()
    if len(offsets) > MOST_SIGNS or len(text) > MOST_CHARACTERS or not is_within(text):
        return offsets
    return _active(text, offsets)


@lru_cache(1 << 8)  # while a site is served, a save changes one page of many
def _active(text: str, offsets: tuple[int, ...]) -> tuple[int, ...]:
    # Noncharacters: neither letters nor white space in Markdown's rules, like the characters that they replace.
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
    except Exception:  # extensions raise many kinds of errors on texts that they cannot read
        return offsets
    return tuple(sorted(outside | acting)) or offsets


def shown(text: str, offsets: tuple[int, ...]) -> tuple[int, ...]:
    """Return those of the ``offsets`` that are shown as text outside code.

    The engine skips code, definitions and comments. If the converter reads such a stretch as text, it is published
    unchecked. Of many places close to each other, only the first is tested.
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
    """Convert a text with stand-ins at some places, and restore the characters as the converter writes them in text."""
    html = convert(_replaced(text, replaced))
    # The highlighting of code depends on the character, so it is turned off.
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
