"""What a reading of the project may take from the last one, and keeps for the next."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from .. import readings
from ..latest import Latest, Memo, Remembered
from ..records.loader import latest_record
from .evidence import facts_of
from .pages import latest_page
from .terms import reading_of

compared = Memo(1 << 17)
"""What rules found when they compared a statement with its evidence; each puts its own name into the key."""

_MEMORIES: dict[str, Latest[Any] | Remembered[Any] | Memo] = {
    "records": latest_record,
    "pages": latest_page,
    "facts": facts_of,
    "figures": reading_of,
    "compared": compared,
}


def remembered(root: Path) -> AbstractContextManager[None]:
    """Read and check the project in ``root`` within this block: what is unchanged since the last time is not read again."""
    return readings.remembered(root, _MEMORIES)
