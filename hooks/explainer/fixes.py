"""Mends that change no claim: applied together, file by file, each file whole or not at all."""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from pathlib import Path

from .diagnostics import Diagnostic, Fix, Lines


def apply_fixes(diagnostics: Sequence[Diagnostic], root: Path) -> tuple[str, int]:
    """Apply every fix; return a unified diff of what changed and the number of mends.

    A file that changed since it was checked, or cannot be written, is left as it is.
    """
    by_file: dict[str, list[Fix]] = {}
    for diagnostic in diagnostics:
        if diagnostic.fix and diagnostic.fix not in by_file.get(diagnostic.fix.place.path, []):
            by_file.setdefault(diagnostic.fix.place.path, []).append(diagnostic.fix)
    pieces: list[str] = []
    count = 0
    for name, fixes in sorted(by_file.items()):
        path = root / name
        raw = path.read_bytes().decode("utf-8")
        mark = "\ufeff" if raw.startswith("\ufeff") else ""
        text = raw.removeprefix(mark)
        if "\r" in text.replace("\r\n", ""):
            continue  # lines that end in a carriage return alone are counted in another way
        mended, applied = _mended(text, fixes)
        if mended == text:
            continue
        partial = path.with_name(f".{path.name}.part")
        partial.write_bytes((mark + mended).encode("utf-8"))
        os.replace(partial, path)
        count += applied
        pieces += difflib.unified_diff(
            text.splitlines(keepends=True), mended.splitlines(keepends=True), f"a/{name}", f"b/{name}"
        )
    return "".join(pieces), count


def _mended(text: str, fixes: list[Fix]) -> tuple[str, int]:
    """Return the text with the fixes that do not overlap, and how many they are."""
    # Places count \n alone as a line's end, so CRLF leaves them as they are but for the last column.
    lines = Lines(text)
    spans = sorted(
        (
            lines.starts[fix.place.line - 1] + fix.place.column - 1,
            lines.starts[fix.place.end_line - 1] + fix.place.end_column - 1,
            fix.replacement,
        )
        for fix in fixes
    )
    pieces: list[str] = []
    position = applied = 0
    for start, end, replacement in spans:
        if start < position:
            continue
        pieces += (text[position:start], replacement)
        position = end
        applied += 1
    return "".join([*pieces, text[position:]]), applied
