"""Typographic quotation marks and apostrophes, whatever a writer typed: a filter for finished HTML.

The text on a page comes from Markdown, from records and from templates; a Markdown extension would see only the first.
So the filter reads the page like a browser: the text of a paragraph continues through emphasis, links and notes, and
code, attributes, scripts and comments are skipped. The sources are not changed, and quotations are compared there.

Marks that the context does not decide stay straight: feet and inches, a mark between two spaces, a single mark that is
opened but never closed.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"<!--.*?-->"
    r"|<(?P<kept>script|style|pre|code|kbd|samp|textarea|template)\b.*?</(?P=kept)\s*>"
    r"|</?(?P<tag>[a-zA-Z][a-zA-Z0-9-]*+)(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>"
    r"|(?P<double>\"|&#34;|&quot;)|(?P<single>'|&#39;|&apos;)",
    re.DOTALL,
)
_INLINE = frozenset(
    """
    a abbr b bdi bdo button cite del dfn em i ins label mark q s small span strong sub sup time u var wbr
    """.split()  # noqa: SIM905 - a list of quoted words would be three times as long
)
"""Elements that a sentence continues through."""
_INLINE_CODE = frozenset(["code", "kbd", "samp"])
_WORD = "x"
"""Represents code in a sentence."""

_BEFORE_OPENING = frozenset("([{<«‹¿¡-–—/=“‘\"'")
_LEFT_OUT = re.compile(r"(?:tis|twas|til)(?!\w)|\d\ds(?!\w)|n'(?!\w)", re.IGNORECASE)
"""Text after which the mark before it must be an apostrophe: a word without its first letters, a decade without its century, rock 'n' roll."""
_MAYBE_LEFT_OUT = re.compile(r"(?:em|cause|bout|round)(?!\w)|\d\d(?!\w)", re.IGNORECASE)
"""Text before which there is an apostrophe unless a later mark closes a quotation."""
_CLOSING_SINGLE = re.compile(r"(?<=[^\s(\[{“‘])(?<!'n)'(?!\w)")


def curled(html: str) -> str:
    """Return a page with curly quotation marks and apostrophes in its text, and everything else unchanged."""
    changes: list[tuple[int, int, str]] = []
    pieces: list[tuple[int, int, str]] = []
    """The text of the current paragraph: the place of each piece, and the text that it counts as."""
    marks = False
    position = 0
    for match in _TOKEN.finditer(html):
        start, end = match.span()
        if position < start:
            pieces.append((position, start, ""))
        position = end
        kind = match.lastgroup
        if kind == "double" or kind == "single":
            pieces.append((start, end, '"' if kind == "double" else "'"))
            marks = True
        elif kind == "kept" and match["kept"] in _INLINE_CODE:
            pieces.append((start, end, _WORD))
        elif kind == "tag" and match["tag"].lower() not in _INLINE:
            if marks:
                changes += _changes(html, pieces)
            pieces, marks = [], False
    if position < len(html):
        pieces.append((position, len(html), ""))
    if marks:
        changes += _changes(html, pieces)
    if not changes:
        return html
    parts: list[str] = []
    position = 0
    for start, end, mark in changes:
        parts += (html[position:start], mark)
        position = end
    return "".join([*parts, html[position:]])


def _changes(html: str, pieces: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the places of a paragraph's marks in the page, each with its replacement."""
    text = "".join(shown or html[start:end] for start, end, shown in pieces)
    found: list[tuple[int, int, str]] = []
    curly = curled_text(text)
    position = 0
    for start, end, shown in pieces:
        if shown in ('"', "'") and curly[position] != shown:
            found.append((start, end, curly[position]))
        position += len(shown) or end - start
    return found


def curled_text(text: str) -> str:
    """Return a paragraph's text, without markup, with curly marks; its length does not change."""
    characters = list(text)
    is_open = {'"': False, "'": False}
    last = max((match.start() for match in _CLOSING_SINGLE.finditer(text)), default=-1)
    for match in re.finditer("[\"']", text):
        at, mark = match.start(), match.group()
        before, after = characters[at - 1] if at else " ", text[at + 1 : at + 2] or " "
        shown = (
            _double(before, after, is_open, dots=text.startswith("..", at + 1))
            if mark == '"'
            else _single(text, at, before, after, is_open, last)
        )
        characters[at] = shown
    return "".join(characters)


def _double(before: str, after: str, is_open: dict[str, bool], *, dots: bool) -> str:
    """Return the curly form of a straight double mark."""
    opens = before.isspace() or before in _BEFORE_OPENING
    if opens and (after.isspace() or (after in ".,;:!?)]}" and not dots)):
        opens = False
        if before.isspace() or not is_open['"']:
            return '"'  # between two spaces
    if not opens and before.isdigit() and not is_open['"']:
        return '"'  # inches
    is_open['"'] = opens
    return "“" if opens else "”"


def _single(text: str, at: int, before: str, after: str, is_open: dict[str, bool], last: int) -> str:
    """Return the curly form of a straight single mark; ``last`` is the place of the last one that may close a quotation."""
    if before.isspace() or before in _BEFORE_OPENING:
        if _LEFT_OUT.match(text, at + 1):
            return "’"
        if after.isspace() or (after != '"' and not after.isalnum() and after not in "¿¡«“[("):
            return "'"
        if at < last:
            is_open["'"] = True
            return "‘"
        return "’" if _MAYBE_LEFT_OUT.match(text, at + 1) else "'"
    if before.isdigit() and (after.isdigit() or (not after.isalpha() and not is_open["'"])):
        return "'"  # feet, minutes
    if not after.isalnum():
        is_open["'"] = False
    return "’"
