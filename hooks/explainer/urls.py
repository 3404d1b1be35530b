"""Addresses of the web as clients spell them: without steps back, the usual port, or an old name of the DOI's host."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

_USUAL_PORT = {"http": ":80", "https": ":443"}
_DOT = re.compile(r"%2[eE]")


def split(address: str) -> SplitResult:
    """Return the parts of an address in the form in which a client requests it; raises ``ValueError`` if it is not one."""
    parts = urlsplit(address)
    host = parts.netloc.lower().removesuffix(_USUAL_PORT.get(parts.scheme, ":"))
    return parts._replace(netloc=host, path=_direct(parts.path) or "/")


def _direct(path: str) -> str:
    """Return a path without the segments ``.`` and ``..``, as RFC 3986 (5.2.4) removes them."""
    segments = path.split("/")
    kept: list[str] = []
    for segment in segments:
        plain = _DOT.sub(".", segment)
        if plain == "..":
            if len(kept) > 1:
                kept.pop()
        elif plain != ".":
            kept.append(segment)
    if _DOT.sub(".", segments[-1]) in (".", ".."):
        kept.append("")
    return "/".join(kept)
