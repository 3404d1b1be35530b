"""The HTML that citeproc writes into references, and nothing else.

References are put into pages unescaped. So HTML from pandoc, or from the cache of its answers, may only have the few
elements that a citation style needs; the rest becomes text.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

_TOKEN = re.compile(
    r"(?P<end></(?P<closed>em|strong|sup|sub|u|span|a)>)"
    r"|<(?P<plain>em|strong|sup|sub|u|span)>"
    r'|<(?P<span>span) class="(?:nocase|smallcaps)">'
    # No control characters in an address: browsers drop some, and so read a different address.
    r'|<(?P<a>a)(?: rel="noopener")? href="(?P<href>https?://[^"<>\s\x00-\x1f]+)"(?: class="uri")?>'
)
_FOREIGN = re.compile(r"<[a-zA-Z/!?][^<>]*>?")


def safe(html: str) -> str:
    """Return a reference with only the elements of citation styles, each closed properly.

    Other tags are removed, but their text is kept. The function is idempotent.
    """
    pieces: list[str] = []
    open_: list[str] = []
    position = 0
    for token in _TOKEN.finditer(html):
        pieces.append(_text(html[position : token.start()]))
        position = token.end()
        name = token["closed"] or token["plain"] or token["span"] or token["a"]
        if token["a"] and "a" in open_:  # links are not nested
            continue
        if not token["end"]:
            open_.append(name)
            pieces.append(f'<a rel="noopener" href="{token["href"]}">' if token["a"] else token.group())
        elif name in open_:
            while (inner := open_.pop()) != name:
                pieces.append(f"</{inner}>")
            pieces.append(token.group())
    pieces.append(_text(html[position:]))
    pieces += [f"</{name}>" for name in reversed(open_)]
    return "".join(pieces)


def _text(text: str) -> str:
    return _FOREIGN.sub("", text).replace("<", "&lt;").replace(">", "&gt;")


def _is_safe(html: str) -> str:
    if safe(html) != html:
        raise ValueError("no citation style writes this HTML")
    return html


SafeHTML = Annotated[str, AfterValidator(_is_safe)]
"""Text that `safe` has made, in a model of cached data."""
