"""ZIP files whose bytes depend only on what is in them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first date that a ZIP can have; it is that of every file."""


def pack(path: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files by their names into a ZIP, in the order in which they come. Raises OSError."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
