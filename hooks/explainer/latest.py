"""What was read in the latest text of each file: while a site is served, a save changes one of a thousand."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 1 << 14
"""Files that are remembered; a large site has fewer."""


class Latest(Generic[T]):
    """Calls a reader of files, and answers from memory where a file's text is the same as last time.

    An earlier text of a file is forgotten when a later one is read, so that memory grows with the files and not with the
    saves. Callers share what they get, and leave it as it is.
    """

    def __init__(self, read: Callable[..., T]) -> None:
        self._read = read
        self._known: dict[tuple[Hashable, ...], tuple[str, T]] = {}

    def __call__(self, name: str, text: str, *further: Hashable) -> T:
        """Return what the reader makes of a file's name, its text and further arguments."""
        known = self._known.get((name, *further))
        if known and known[0] == text:
            return known[1]
        if len(self._known) >= MOST:
            self._known.clear()
        made = self._read(name, text, *further)
        self._known[(name, *further)] = (text, made)
        return made
