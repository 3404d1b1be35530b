"""Limits on the content of a text, so that the converter finishes.

Python-Markdown's time grows with the square or the cube of some numbers, such as that of brackets in one paragraph, and
it fails with a traceback if other elements are nested too deeply. These are not limits of style: each is about ten
times the value of the site's largest page, and a text within all of them is converted in seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the converter needs it too, and is not part of reading a document
    from .documents import Document


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit that a text exceeds."""

    what: str
    """The name of the excessive elements, in the plural."""
    where: str
    """The part that has too many: a page, a paragraph."""
    count: int
    most: int
    offset: int
    """The place in the text where it begins."""


class _Limit(NamedTuple):
    what: str
    most: int
    pattern: re.Pattern[str]


_MARKS = r"[\[\]`*_<&!{~^\\]"

_PAGE = (
    _Limit("lines", 5_000, re.compile(r"\n")),
    _Limit("Markdown signs", 6_000, re.compile(_MARKS)),
    _Limit("angle brackets", 100, re.compile("<")),
    _Limit("at signs", 1_500, re.compile("@")),
    _Limit("footnotes", 200, re.compile(r"^[ \t>]*\[\^[^\]\n]*\]:", re.MULTILINE)),
    _Limit("abbreviations", 200, re.compile(r"^[ \t>]*\*\[[^\]\n]*\]:", re.MULTILINE)),
    _Limit("link definitions", 200, re.compile(r"^[ \t>]*\[[^\]\n]*\]:", re.MULTILINE)),
)
_MOST_CHARACTERS = 250_000

_STRETCH = (
    _Limit("characters", 50_000, re.compile(r"(?s).")),
    _Limit("Markdown signs", 1_200, re.compile(_MARKS)),
    _Limit("opening brackets", 400, re.compile(r"\[")),
    _Limit("backticks", 150, re.compile("`")),
)
"""For the text between two blank lines: a paragraph, a table, a list."""

_BLOCK = (
    _Limit("characters", 15_000, re.compile(r"(?s).")),
    _Limit("Markdown signs", 300, re.compile(_MARKS)),
    _Limit("opening brackets", 150, re.compile(r"\[")),
    _Limit("asterisks and underscores", 100, re.compile("[*_]")),
)

_DEEPEST_INDENTATION = 40
"""The deepest indentation of a line outside code, in columns: ten nested lists."""

_DEEPEST_QUOTATION = 10
"""The most nested quotations."""

_BLANK_LINES = re.compile(r"\n[ \t]*\n")
_INDENTED = re.compile(rf"^[ \t]{{{_DEEPEST_INDENTATION + 1}}}[ \t]*[^\s]", re.MULTILINE)
_QUOTED = re.compile(rf"^(?:[ \t]*>){{{_DEEPEST_QUOTATION + 1},}}", re.MULTILINE)


def excesses(document: Document) -> Iterator[Excess]:
    """Yield the limits that a text exceeds, each with the first place where it does."""
    found: set[str] = set()
    for excess in _in_text(document.text):
        found.add(excess.what)
        yield excess
    for part in document.parts:
        for limit in _BLOCK:
            if limit.what not in found and (
                more := _beyond(limit, part.block.text, "a paragraph", part.block.offset(0))
            ):
                found.add(limit.what)
                yield more


def is_within(text: str) -> bool:
    """Whether a text is within all limits except those of a single paragraph, which need a parsed text."""
    return next(_in_text(text), None) is None


def _in_text(text: str) -> Iterator[Excess]:
    if len(text) > _MOST_CHARACTERS:
        yield Excess("characters", "a page", len(text), _MOST_CHARACTERS, 0)
    for limit in _PAGE:
        if excess := _beyond(limit, text, "a page", 0):
            yield excess
    for what, most, pattern in (
        ("columns of indentation", _DEEPEST_INDENTATION, _INDENTED),
        ("nested quotations", _DEEPEST_QUOTATION, _QUOTED),
    ):
        if match := pattern.search(text):
            yield Excess(what, "a line", match.group().count(">") or len(match.group()) - 1, most, match.start())
    found: set[str] = set()
    position = 0
    for stretch in _BLANK_LINES.split(text):
        start = text.index(stretch, position)
        position = start + len(stretch)
        for limit in _STRETCH:
            if limit.what not in found and (excess := _beyond(limit, stretch, "a stretch without a blank line", start)):
                found.add(limit.what)
                yield excess


def _beyond(limit: _Limit, text: str, where: str, offset: int) -> Excess | None:
    if len(text) <= limit.most:
        return None
    count = len(text) if limit.what == "characters" else len(limit.pattern.findall(text))
    return Excess(limit.what, where, count, limit.most, offset) if count > limit.most else None
