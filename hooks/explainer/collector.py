"""The garbage collector, paused while a project is read and checked.

Half a million objects are made then, and all of them are kept: to search them for cycles takes a fifth of the time and finds
nothing. Nothing is hidden from the collector afterwards.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Pause the collector for the time of a block; where it was off before, it stays off."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
