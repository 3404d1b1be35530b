"""Works from a reference manager's file: BibTeX, RIS or CSL-JSON.

What a file says is kept: capitals, names of bodies, the exactness of a date. Pandoc's readers, which were used before,
write titles in lower case, make persons of bodies, and refuse a whole file for one fault.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from . import bibtex_fields, csl, ris_fields
from .works import BibliographyError, Works

READERS = {
    ".bib": bibtex_fields.read, ".bibtex": bibtex_fields.read, ".biblatex": bibtex_fields.read, ".ris": ris_fields.read,
    ".ciw": ris_fields.read, ".json": csl.read, ".csljson": csl.read,
}  # fmt: skip
"""The readers of formats by file extension."""

MAX_BYTES = 50_000_000


def read(path: Path) -> Works:
    """Return the works of a file. Raises `BibliographyError` if there are none."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise BibliographyError(f"{path.name} does not end in .bib or .ris or .json")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BibliographyError(
                f"{path.name} has more than {MAX_BYTES:,} bytes: export only the works that you want"
            )
        text, encoding = _text(path.read_bytes())
    except OSError as error:
        raise BibliographyError(f"{path.name} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise BibliographyError(f"{path.name} is not UTF-8 text ({error.reason})") from None
    try:
        found = reader(text.replace("\r\n", "\n").replace("\r", "\n"))
    except BibliographyError as reason:
        raise BibliographyError(f"{path.name}, {reason}") from None
    if not found.works:
        first = f": line {found.faults[0][0]}: {found.faults[0][1]}" if found.faults else ""
        raise BibliographyError(f"{path.name} has no works{first}")
    if encoding:
        return replace(found, note=f"the file is not UTF-8 and was read as {encoding}: look at its accents")
    return found


def _text(raw: bytes) -> tuple[str, str]:
    """Return the text of a file, and its encoding if that was guessed. Raises UnicodeDecodeError."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16"), ""
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        if b"\x00" in raw:
            raise
        return raw.decode("cp1252"), "Windows-1252"
