"""A cache of the latest reading of each file: while a site is served, a save changes one file of a thousand."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 1 << 14
"""How many files are remembered; a large site has fewer."""


class Latest(Generic[T]):
    """Calls a function that reads files, and answers from memory if a file's text is the same as last time.

    An earlier text of a file is forgotten when a later one is read, so that memory grows with the files, not with the
    saves. Callers share the results and must not change them.
    """

    def __init__(self, read: Callable[..., T]) -> None:
        self._read = read
        self._known: dict[tuple[Hashable, ...], tuple[str, T]] = {}

    def __call__(self, name: str, text: str, *further: Hashable) -> T:
        """Return the function's result for a file's name, its text and further arguments."""
        known = self._known.get((name, *further))
        if known and known[0] == text:
            return known[1]
        if len(self._known) >= MOST:
            self._known.clear()
        made = self._read(name, text, *further)
        self._known[(name, *further)] = (text, made)
        return made
