"""Ids of statements that stay when other statements of their page come or go."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

_PREFIX = "s-"
_LENGTH = 6
"""Characters of an id, of 32 possible ones each: few, since every page has all ids of its statements in it."""

_WORD = re.compile(r"\w+")


def statement_ids(statements: Iterable[str]) -> Iterator[str]:
    """Yield an id for each statement of a page, in their order; ``statements`` are their words as readers see them.

    An id depends on the letters and digits of its statement alone. So it stays when the page gets another address, when
    evidence is added, and when a comma or a capital changes; a statement in other words is another statement. A
    statement that the page repeats is counted, and each id is the page's only one.
    """
    taken: set[str] = set()
    times: Counter[str] = Counter()
    for words in statements:
        plain = " ".join(_WORD.findall(unicodedata.normalize("NFKC", words).casefold()))
        times[plain] += 1
        text = plain if times[plain] == 1 else f"{plain} #{times[plain]}"
        while (id := _digest(text)) in taken:  # other words with the same digest
            text += "#"
        taken.add(id)
        yield id


def _digest(text: str) -> str:
    whole = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return _PREFIX + base64.b32encode(whole)[:_LENGTH].decode("ascii").lower()
