"""Tables as CSV that a spreadsheet shows without running anything."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""The start of a cell that a spreadsheet reads as a formula, including full-width characters."""
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]+)?%?")


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV (RFC 4180).

    A text that a spreadsheet would run as a formula gets an apostrophe before it, which marks it as text. Numbers are
    not changed, since a negative value is data.
    """
    text = io.StringIO()
    csv.writer(text).writerows([_cell(str(value)) for value in row] for row in rows)
    return text.getvalue()


def _cell(text: str) -> str:
    return "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
