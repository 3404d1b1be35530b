"""Results that are kept in memory: while a site is served, a save changes one file of a thousand.

All classes can hand their results to `readings`, which keeps them from one run of the program to the next. Callers share
the results and must not change them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

T = TypeVar("T")

MOST = 1 << 14
"""How many results of each generation are kept; a large site has fewer files and notes."""


class _Results:
    """Results by key, in two generations: when the young one is full, it replaces the old one.

    A result that is asked for again moves to the young generation, so that what is no longer asked for is forgotten.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._young: dict[Any, Any] = {}
        self._old: dict[Any, Any] = {}
        self.made = 0
        """How many results were made since the last `restore`."""

    def __len__(self) -> int:
        return len(self._young) + len(self._old)

    @property
    def used(self) -> dict[Any, Any]:
        """The results that were made or asked for lately, by key."""
        return self._young

    def restore(self, results: dict[Any, Any]) -> None:
        """Begin with the results of an earlier run."""
        self._young, self._old, self.made = {}, results, 0

    def _known(self, key: Hashable) -> Any:
        found = self._young.get(key)
        if found is None and (found := self._old.pop(key, None)) is not None:
            self._put(key, found)
        return found

    def _put(self, key: Hashable, result: Any) -> None:
        if len(self._young) >= self._most:
            self._young, self._old = {}, self._young
        self._young[key] = result


class Latest(_Results, Generic[T]):
    """Calls a function that reads files, and answers from memory if a file's text is the same as last time.

    An earlier text of a file is forgotten when a later one is read, so that memory grows with the files, not with the
    saves.
    """

    def __init__(self, read: Callable[..., T], most: int = MOST) -> None:
        super().__init__(most)
        self._read = read

    def __call__(self, name: str, text: str, *further: Hashable) -> T:
        """Return the function's result for a file's name, its text and further arguments."""
        key = (name, *further)
        known: tuple[str, T] | None = self._known(key)
        if known and known[0] == text:
            return known[1]
        made = self._read(name, text, *further)
        self.made += 1
        self._put(key, (text, made))
        return made


class Remembered(_Results, Generic[T]):
    """Calls a function once for the same arguments, and answers from memory after that. The function never returns None."""

    def __init__(self, make: Callable[..., T], most: int = MOST) -> None:
        super().__init__(most)
        self._make = make

    def __call__(self, *arguments: Hashable) -> T:
        """Return the function's result for the arguments."""
        found: T | None = self._known(arguments)
        if found is None:
            found = self._make(*arguments)
            self.made += 1
            self._put(arguments, found)
        return found


class Memo(_Results):
    """Keeps results by a digest of everything that they are made from: that is much shorter than the texts themselves."""

    def __call__(self, key: str, make: Callable[[], T]) -> T:
        """Return the result for a key, which `digest` returns; call ``make`` if there is none. It never returns None."""
        found: T | None = self._known(key)
        if found is None:
            found = make()
            self.made += 1
            self._put(key, found)
        return found


def digest(*parts: str) -> str:
    """Return a hash of texts; it also tells apart texts that are only divided in another way."""
    whole = f"{[len(part) for part in parts]}{''.join(parts)}"
    return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def reduced(instance: Any) -> tuple[object, ...]:
    """Say how a slotted dataclass is stored: as a ``__reduce__`` it takes a third of the time of such a class's own way."""
    return type(instance), tuple([getattr(instance, name) for name in instance.__slots__])
