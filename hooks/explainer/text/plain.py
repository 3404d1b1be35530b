"""Inline Markdown as plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from .backticks import Backticks

_MARKUP = re.compile(r"[\\`<*_\[&\n]")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")
_COMMENTS_AND_TAGS = re.compile(rf"<!--.*?-->|{_TAGS.pattern}", re.DOTALL)


def _without_code(text: str, keep: Callable[[str], str]) -> str:
    """Return a text with each code span replaced by the result of ``keep``."""
    runs = Backticks(text)
    pieces: list[str] = []
    position = 0
    while (start := text.find("`", position)) >= 0:
        end = start + 1
        while text.startswith("`", end):
            end += 1
        if closed := runs.closed(start, end):
            length, closer = closed
            pieces += (text[position:start], keep(text[start + length : closer].strip()))
            position = closer + length
        else:
            pieces.append(text[position:end])
            position = end
    pieces.append(text[position:])
    return "".join(pieces)


def _without_tags(text: str) -> str:
    """Return a text without HTML comments and tags. No comment ends after the last "-->", so none is sought there."""
    end = text.rfind("-->") + 3 if "<!--" in text else 0
    if end < 3:
        return _TAGS.sub("", text)
    return _COMMENTS_AND_TAGS.sub("", text[:end]) + _TAGS.sub("", text[end:])


def plain(text: str) -> str:
    """Return inline Markdown as readers see it, in time linear in its length."""
    if not _MARKUP.search(text):
        return text
    kept: list[str] = []

    def keep(value: str) -> str:
        kept.append(value)
        return f"\ufdd0{len(kept) - 1}\ufdd1"

    text = _without_code(text, keep)
    text = re.sub(r"\\([^\w\s])", lambda m: keep(m.group(1)), text)
    text = re.sub(r"(?<=[*_)\]\ufdd1])\{:?[ ]*[#.\w][^{}\n]*\}", "", text)  # attributes, such as a language
    text = re.sub(r"<([a-zA-Z][a-zA-Z0-9+.\-]{1,31}:[^\s<>]*)>", lambda m: keep(m.group(1)), text)
    text = _without_tags(text)
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    text = re.sub(r"(\*\*|\*)(?=\S)([^*]+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<!\w)(__|_)(?=\S)([^_]+?)(?<=\S)\1(?!\w)", r"\2", text)
    text = re.sub(r"\s+", " ", html.unescape(text))
    return re.sub("\ufdd0(\\d+)\ufdd1", lambda m: kept[int(m.group(1))], text)
