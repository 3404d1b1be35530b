"""Archived copies of pages, found with a service that has the Internet Archive's availability API."""

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
"""The longest address that a record may have, in characters."""


def find_snapshot(address: str, service: str = SERVICE) -> tuple[str, str]:
    """Return the address of an archived copy of a page, or an empty string and the reason why there is none."""
    # For an address with https:// the Internet Archive's service may not find a page that it has
    # (internetarchive/wayback#296).
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
    """Return the address of the copy in the service's answer; empty if it has none, or only a copy of an error page."""
    query = urllib.parse.urlencode({"url": address})
    with urllib.request.urlopen(f"{service}?{query}", timeout=SECONDS) as answer:
        found = json.loads(answer.read(MAX_BYTES))
    closest = found["archived_snapshots"].get("closest") or {}
    return str(closest["url"]) if closest.get("available") and str(closest.get("status", "200")) == "200" else ""
