"""The addresses of links: the schemes that an address may have, however it is written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from .converter import active
from .documents import Document
from .markup import bare

SCHEMES = frozenset(["http", "https", "mailto", "term"])
"""The schemes of a link; one without a scheme leads to a page. A picture's ``chart:`` is handled elsewhere."""

HELP = "link to a page or a web address"

_CODE = frozenset(["javascript", "vbscript", "data"])
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
# After the end of a link's words or of a definition's label; the engine may find neither, so the converter is asked.
_BEFORE = re.compile(r"\](?=\()|\](?=:)")
_LONGEST = 300
"""The length within which a scheme ends, including entities."""


def fault(destination: str, *, picture: bool = False) -> str:
    """Return the message on the address of a link or a picture; an empty string if it is allowed."""
    # Browsers remove tabs, line ends and control characters, and decode entities.
    bare = re.sub(r"[\s\x00-\x20\x7f-\x9f<\\]", "", html.unescape(destination[:_LONGEST]))
    match = _SCHEME.match(bare)
    scheme = match.group(1).lower() if match else ""
    if scheme in _CODE:
        return "this link runs code or contains data"
    if scheme and not (scheme in SCHEMES or (picture and scheme == "chart")):
        return f"a link may not have the scheme '{scheme[:40]}:'"
    if bare.startswith(("//", "\\\\")):
        return "this link names another host without a scheme"
    return ""


def others(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the places where the converter finds a link with such an address but the engine does not: offset and message."""
    text = bare(document)
    links = [(part.block, start, end) for part in document.parts for start, end, _ in part.inline.links]
    read: set[int] = set()
    for block, start, end in links:
        words = block.text.rfind("](", start, end)
        read.add(block.offset(words + 1) if words >= 0 else block.offset(start))
    read |= {text.rfind("]:", 0, offset) + 1 for offset, _ in document.destinations}
    found: dict[int, str] = {}
    for match in _BEFORE.finditer(text):
        sign = match.end()
        if sign not in read and (message := fault(text[sign + 1 : sign + 1 + _LONGEST].lstrip())):
            found[sign] = message
    for sign in active(text, tuple(found)):
        yield sign, found[sign]
