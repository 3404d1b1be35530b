"""The garbage collector, paused while a project is read and checked.

Half a million objects are created then, and all of them are kept: searching them for cycles takes a fifth of the time
and finds none. The collector sees all of them afterwards, unless the program ends then.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Pause the collector during a block; if it was off before, it stays off."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def off() -> None:
    """Turn the collector off for a program that ends when it has printed what it found.

    The interpreter would search all objects once more at its end, however the collector is set; it finds none to search.
    """
    gc.disable()
    atexit.register(gc.freeze)
