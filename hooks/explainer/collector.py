"""The garbage collector, paused while a project is read and checked.

Half a million objects are created then, and all of them are kept: searching them for cycles takes a fifth of the time
and finds none. The collector sees all of them afterwards.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused(*, kept: bool = False) -> Iterator[None]:
    """Pause the collector during a block; if it was off before, it stays off.

    With ``kept`` it never looks at what there is at the end of the block: for a command that prints what it found and ends.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if kept:
            gc.freeze()
        if was_on:
            gc.enable()
