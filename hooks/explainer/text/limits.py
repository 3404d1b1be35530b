"""How much of one thing a text may hold, so that the converter comes to an end.

Python-Markdown takes time that grows with the square or the cube of some things, such as brackets in one paragraph, and gives up
with a traceback where others nest too deeply. No limit here is a limit of style: each is about ten times what the largest
page of the site holds, and what stays within all of them is converted in seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the converter asks too, and is no part of reading a passage
    from .passages import Passage


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit that a text goes beyond."""

    what: str
    """What there is too much of, in the plural."""
    where: str
    """What holds it: a page, a paragraph."""
    count: int
    most: int
    offset: int
    """Where in the text it begins."""


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
"""For what stands between two blank lines: a paragraph, a table, a list."""

_BLOCK = (
    _Limit("characters", 15_000, re.compile(r"(?s).")),
    _Limit("Markdown signs", 300, re.compile(_MARKS)),
    _Limit("opening brackets", 150, re.compile(r"\[")),
    _Limit("asterisks and underscores", 100, re.compile("[*_]")),
)

_DEEPEST_INDENTATION = 40
"""Columns that a line outside of code may be indented by: ten lists in each other."""

_DEEPEST_QUOTATION = 10
"""Quotations in each other."""

_BLANK_LINES = re.compile(r"\n[ \t]*\n")
_INDENTED = re.compile(rf"^[ \t]{{{_DEEPEST_INDENTATION + 1}}}[ \t]*[^\s]", re.MULTILINE)
_QUOTED = re.compile(rf"^(?:[ \t]*>){{{_DEEPEST_QUOTATION + 1},}}", re.MULTILINE)


def excesses(passage: Passage) -> Iterator[Excess]:
    """Yield the limits that a text goes beyond, each with the place at which it does so first."""
    found: set[str] = set()
    for excess in _in_text(passage.text):
        found.add(excess.what)
        yield excess
    for part in passage.parts:
        for limit in _BLOCK:
            if limit.what not in found and (
                more := _beyond(limit, part.block.text, "a paragraph", part.block.offset(0))
            ):
                found.add(limit.what)
                yield more


def is_within(text: str) -> bool:
    """Whether a text keeps to all limits but those of a single paragraph, which need a reading of the text."""
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
