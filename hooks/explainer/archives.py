"""Lasting copies of pages, by an availability service of the form that the Internet Archive's has."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from functools import cache

from .records.fields import is_plain_address

SERVICE = "https://archive.org/wayback/available"
SECONDS = 20
MAX_BYTES = 100_000


@cache  # an address may stand in several records
def proposed(address: str, service: str = SERVICE) -> str:
    """Return the line that a record may take, ``archive: https://...``, or in words why there is none."""
    query = urllib.parse.urlencode({"url": address})
    try:
        with urllib.request.urlopen(f"{service}?{query}", timeout=SECONDS) as answer:
            found = json.loads(answer.read(MAX_BYTES))
        closest = found["archived_snapshots"].get("closest") or {}
        copy = str(closest.get("url", "")) if closest.get("available") else ""
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return f"the archive could not be asked ({type(error).__name__})"
    if not copy:
        return "the archive has no copy"
    copy = copy.replace("http://web.archive.org/", "https://web.archive.org/", 1)
    return f"take `archive: {copy}`" if is_plain_address(copy) else "the archive gave no address of a copy"
