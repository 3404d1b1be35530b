"""Addresses that lead a browser to the quoted words of a source: text fragments.

https://wicg.github.io/scroll-to-text-fragment/ defines text fragments. A browser that does not know them, or does not
find the words, opens the page at its beginning.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_LONGEST = 8
"""Words of a quotation that is looked for as a whole; of a longer one, its beginning and its end."""
_ENDS = 4
"""Words at each end of a longer quotation: enough to be found, and few, since a page has a hundred of these addresses."""
_OURS = re.compile(r"\[[^\[\]]*\]|\.\.\.|…")
"""What the source does not have: words that we added, and marks of words that we left out."""
_EDGES = " \t\r\n.,;:!?\"'“”‘’«»()–—-"


def passage(url: str, words: str | None) -> str:
    """Return the address of a page at the quoted ``words``; the page's own address if there are none, or no browser can go there."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return url
    if not words or ":~:" in url or path.lower().endswith(".pdf"):
        return url
    pieces = [piece.split() for text in _OURS.split(words) if (piece := text.strip(_EDGES))]
    if not pieces:
        return url
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1 and len(first) <= _LONGEST:
        directive = _encoded(first)
    else:
        directive = f"{_encoded(first[:_ENDS])},{_encoded(last[-_ENDS:])}"
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _encoded(words: list[str]) -> str:
    """Return words for a text fragment, in which commas, ampersands and hyphens have a meaning of their own."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
