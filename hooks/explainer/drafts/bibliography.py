"""Works from a reference manager's file: BibTeX, RIS or CSL-JSON, read by pandoc."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args

import rispy

from ..records.fields import parse_date
from ..records.sources import CSLType, Name, Source
from ..render import pandoc
from ..render.references import plain_text

FORMATS = {".bib": "biblatex", ".ris": "ris", ".json": "csljson"}
"""Pandoc's names of the formats by file extension; its BibLaTeX reader also reads BibTeX."""

LANGUAGES = {"english": "en", "spanish": "es", "español": "es", "french": "fr", "german": "de", "portuguese": "pt"}
"""Names of languages that some programs use instead of codes."""

MAX_BYTES = 2_000_000
_UNTOLD = {"id", "citation-key", "accessed", "abstract", "keyword", "note", "source", "title-short", "annote"}
"""Fields that do not describe the work, or are somebody's comments: left out without a message."""


class Unreadable(Exception):
    """The reason, for the user, why a file gives no works."""


def read(path: Path) -> list[dict[str, Any]]:
    """Return the works of a file as CSL-JSON items. Raises `Unreadable`."""
    format = FORMATS.get(path.suffix.lower())
    if format is None:
        raise Unreadable(f"{path.name} does not end in {' or '.join(FORMATS)}")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(f"{path.name} has more than {MAX_BYTES:,} bytes: export only the works that you want")
        text = path.read_bytes().decode("utf-8-sig")
        if format == "csljson" and text.lstrip().startswith("{"):
            text = f"[{text}]"
        items = json.loads(pandoc.read(text, format))
        if format == "ris":
            _with_days(items, text)
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Unreadable(f"{path.name} is not UTF-8 text") from None
    except pandoc.PandocError as error:
        raise Unreadable(f"pandoc cannot read {path.name}: {error}") from None
    except ValueError as error:  # from the parser of RIS dates
        raise Unreadable(f"{path.name} cannot be read: {error}") from None
    if not items:
        raise Unreadable(f"{path.name} has no works")
    return [item for item in items if isinstance(item, dict)]


def fields(item: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the fields of a source from a CSL-JSON item, and the names of the item's fields that a record does not have."""
    known = {info.alias or name for name, info in Source.model_fields.items()}
    found: dict[str, Any] = {}
    left: list[str] = []
    for name, value in item.items():
        if name == "type":
            if value in get_args(CSLType):
                found["type"] = value
        elif name == "issued":
            if date := _date(value):
                found["issued"] = date
            else:
                left.append(name)
        elif name in ("author", "editor", "translator"):
            found[name] = [_name(one) for one in value if isinstance(one, dict)]
        elif name == "language":
            tag = str(value).strip()
            found["language"] = LANGUAGES.get(tag.lower(), tag)
        elif name in known and isinstance(value, (str, int)):
            found[name] = " ".join(plain_text(str(value)).split())
        elif name not in _UNTOLD:
            left.append(name)
    return {name: value for name, value in found.items() if value}, sorted(left)


def _with_days(items: list[dict[str, Any]], text: str) -> None:
    """Give RIS entries their full dates: pandoc reads only the year, and not even that if a month follows it."""
    entries = rispy.loads(text)
    for item, entry in zip(items, entries, strict=len(items) == len(entries)):
        dates = (str(entry.get(name, "")) for name in ("date", "primary_date", "year", "publication_year"))
        date = max((re.findall(r"\d+", one)[:3] for one in dates), key=len)
        if date:
            item["issued"] = {"date-parts": [date]}


def _name(name: dict[str, Any]) -> dict[str, str]:
    known = {info.alias or field for field, info in Name.model_fields.items()}
    return {part: " ".join(str(value).split()) for part, value in name.items() if part in known and value}


def _date(value: Any) -> str:
    """Return a CSL date in the form of a record; empty if the calendar has no such date."""
    try:
        parts = ["-".join(f"{int(part):02}" for part in date) for date in value["date-parts"]]
        text = "/".join(parts)
        parse_date(text)
    except (TypeError, KeyError, ValueError):
        return ""
    return text if len(parts) <= 2 else ""
