"""Reading a project's text files without ever raising: what cannot be read becomes a finding."""

from __future__ import annotations

from pathlib import Path

from .diagnostics import Diagnostic, Place

MAX_BYTES = 6_000_000
"""The largest file that is read at all; no page or record comes near it."""


def read_text(root: Path, path: Path, rule: str) -> tuple[str | None, Diagnostic | None]:
    """Return a file's text with universal newlines and without a byte-order mark, or a finding.

    ``rule`` is the id that the finding gets: the caller knows whether the file is a record
    or a page.
    """
    name = path.relative_to(root).as_posix()
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return None, Diagnostic(
                rule, Place(name), "the file leads out of the project", "put the file itself here, not a link to it"
            )
        size = path.stat().st_size
        if size > MAX_BYTES:
            return None, Diagnostic(
                rule, Place(name), f"the file has {size:,} bytes; it may have {MAX_BYTES:,}", "split it"
            )
        raw = path.read_bytes()
    except (OSError, RuntimeError) as error:  # pathlib raises the latter for links in a ring
        return None, Diagnostic(
            rule,
            Place(name),
            f"the file cannot be read: {getattr(error, 'strerror', None) or error}",
            "see that it exists and is readable",
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        return None, Diagnostic(
            rule, Place(name, line, column), "the file is not UTF-8 text", "save it as UTF-8, or remove it from here"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n"), None
