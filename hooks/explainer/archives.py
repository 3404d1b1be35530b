"""Lasting copies of pages, by an availability service of the form that the Internet Archive's has."""

from __future__ import annotations

import http.client
import json
import urllib.parse
import urllib.request

from .records.fields import is_plain_address

SERVICE = "https://archive.org/wayback/available"
SECONDS = 20
MAX_BYTES = 100_000
LONGEST = 2000
"""Characters of an address that a record takes."""


def copy_of(address: str, service: str = SERVICE) -> tuple[str, str]:
    """Return where a lasting copy of a page is, or an empty text and in words why none is named."""
    # Asked with https:// the Internet Archive's service may know nothing of a page that it has (internetarchive/wayback#296).
    for spelling in (address, address.partition("://")[2]):
        try:
            copy = _closest(spelling, service)
        except (
            OSError,
            http.client.HTTPException,
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
            RecursionError,
        ) as error:
            return "", f"the archive could not be asked ({type(error).__name__})"
        if copy:
            copy = copy.replace("http://web.archive.org/", "https://web.archive.org/", 1)
            sound = is_plain_address(copy) and len(copy) <= LONGEST
            return (copy, "") if sound else ("", "the archive did not give the address of a copy")
    return "", "the archive has no copy"


def _closest(address: str, service: str) -> str:
    """Return the address of the copy that the service names; empty where it names none, or one of an error page."""
    query = urllib.parse.urlencode({"url": address})
    with urllib.request.urlopen(f"{service}?{query}", timeout=SECONDS) as answer:
        found = json.loads(answer.read(MAX_BYTES))
    closest = found["archived_snapshots"].get("closest") or {}
    return str(closest["url"]) if closest.get("available") and str(closest.get("status", "200")) == "200" else ""
