"""Works from CSL-JSON, as Zotero, Mendeley and Crossref write it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, get_args

from ...records.sources import CSLType
from . import dates, people
from .cleaning import plain, shown
from .date_forms import DateRead, Parts
from .works import PEOPLE, BibliographyError, Work, Works, _types

TYPES = {
    "journal-article": "article-journal", "proceedings-article": "paper-conference", "book-chapter": "chapter",
    "posted-content": "article", "monograph": "book", "edited-book": "book", "dissertation": "thesis",
    "newspaper-article": "article-newspaper", "magazine-article": "article-magazine", "blog-post": "post-weblog",
    "web_page": "webpage", "newspaper_article": "article-newspaper", "journal": "article-journal",
}  # fmt: skip
"""Types of Crossref and Mendeley that are not those of CSL."""

_ALIASES = {
    "journal": "container-title",
    "event": "event-title",
    "journalabbreviation": "",
    "booktitle": "container-title",
}
_SPACE = re.compile(r"[\s,\ufeff]*")


def read(text: str) -> Works:
    """Return the works of CSL-JSON: a list of items, one item, items one after the other, or a list called ``items``.

    Items before and after one that is not JSON are read all the same. Raises `BibliographyError` if there is none.
    """
    works: list[Work] = []
    faults: list[tuple[int, str]] = []
    for line, item in _items(text, faults):
        if isinstance(item, dict) and isinstance(item.get("items"), list) and "type" not in item:
            works.extend(_work(one, line) for one in item["items"] if isinstance(one, dict))
        elif isinstance(item, dict):
            works.append(_work(item, line))
        else:
            faults.append(
                (line, f"{shown(str(item)[:80])} is not an item of CSL-JSON, which is an object with named fields")
            )
    if not works and faults:
        raise BibliographyError(f"line {faults[0][0]}: {faults[0][1]}")
    return Works(works, faults)


def _items(text: str, faults: list[tuple[int, str]]) -> Iterator[tuple[int, Any]]:
    """Yield each item with its line."""
    decoder = json.JSONDecoder(parse_float=str, parse_int=_integer)
    start = re.match(r"[\s\ufeff]*(?:\{\s*\"items\"\s*:\s*)?\[?", text)
    position = start.end() if start else 0
    line, counted = 1, 0
    while True:
        position = _SPACE.match(text, position).end()  # type: ignore[union-attr]
        if position >= len(text) or text[position] == "]":
            return
        line, counted = line + text.count("\n", counted, position), position
        try:
            item, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            at = getattr(error, "pos", position)
            row = line + text.count("\n", counted, at)
            column = at - text.rfind("\n", 0, at)
            why = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
            faults.append((row, f"not JSON at column {column}: {why}"))
            following = re.compile(r"\n\s*\{").search(text, max(at, position + 1))
            if not following:
                return
            position = following.end() - 1
            continue
        yield line, item


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) < 19 else digits


def _work(item: dict[str, Any], line: int) -> Work:
    work = Work(line, plain(str(item.get("id") or item.get("citation-key") or _text(item.get("title")) or f"the item at line {line}"))[:60])  # fmt: skip
    names = {
        name.lower(): name for name in _types() if name not in ("key", "voice", "rank", "read", "archive", "evidence")
    }
    for given, value in item.items():
        name = names.get(given.lower()) or names.get(_ALIASES.get(given.lower(), ""), "")
        if value is None or value in ("", [], {}) or given in ("id", "citation-key"):
            continue
        if name == "type":
            _type(work, value)
        elif name == "issued":
            work.date(_date(value), given)
        elif name in PEOPLE:
            _people(work, name, value)
        elif name and (text := _text(value)) is not None:
            work.put(name, text, given)
            if isinstance(value, list) and len(value) > 1:
                work.note(given, f"only the first of {len(value)} values was read")
        elif name:
            work.note(given, f"{shown(str(value)[:80])} is not text")
        elif given == "note" and isinstance(value, str):
            _note(work, value)
        else:
            work.unplaced.append(given)
    return work


def _note(work: Work, value: str) -> None:
    """Read Zotero's field *Extra*, which has lines such as ``DOI: 10.1000/182``; everything else in it is left out."""
    for line in value.splitlines()[:50]:
        if (match := re.match(r"\s*DOI:\s*(\S+)", line, re.IGNORECASE)) and "DOI" not in work.fields:
            work.put("DOI", match[1], "note")
    work.unplaced.append("note")


def _type(work: Work, value: Any) -> None:
    text = str(value).strip().lower()
    kind = TYPES.get(text, text)
    if kind in get_args(CSLType):
        work.fields["type"] = kind
    else:
        work.note("type", f"{shown(str(value)[:80])} is not a type of CSL")


def _people(work: Work, name: str, value: Any) -> None:
    found = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            found.append(people.from_csl(one))
            if not found[-1]:
                work.note(name, "a name without a family name was left out")
        elif isinstance(one, str):
            names, note = people.from_text(one)
            found.extend(names)
            if note:
                work.note(name, note)
        else:
            work.note(name, f"{shown(str(one)[:80])} is not a name")
    work.put(name, found)


def _text(value: Any) -> str | None:
    """Return a text or a number as text; Crossref puts some texts into lists. None for everything else."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return str(value) if isinstance(value, (str, int)) else None


def _date(value: Any) -> DateRead:
    """Return a CSL date: parts, text, or both with a season or as approximate."""
    if not isinstance(value, dict):
        return dates.read(str(value)) if isinstance(value, (str, int)) else DateRead("", "it is not a date")
    found = _parts(value.get("date-parts") or value.get("dateParts"))
    for name in ("raw", "literal", "edtf", "date", "string"):
        if not found.value and isinstance(value.get(name), (str, int)):
            found = dates.read(str(value[name]))
    notes = [found.note] if found.note else []
    if value.get("circa") not in (None, False, 0, "", "0", "false"):
        notes.append("it is approximate, which a record cannot say")
    if value.get("season") not in (None, ""):
        notes.append(f"a record has no season ({shown(str(value['season'])[:40])})")
    if not found.value and not notes:
        notes.append("it is empty")
    return DateRead(found.value, "; ".join(notes))


def _parts(lists: Any) -> DateRead:
    if not isinstance(lists, list) or not lists:
        return DateRead("")
    if not isinstance(lists[0], list):
        lists = [lists]
    if len(lists) > 2 or not all(isinstance(one, list) and len(one) <= 3 for one in lists):
        return DateRead("", "its parts are not a date or an interval")
    read: list[Parts] = []
    for one in lists:
        while one and one[-1] in (None, "", "null"):
            one = one[:-1]
        if not one:
            continue
        texts = [re.sub(r"\.0+$", "", str(part).strip()) for part in one]
        if read and not texts[0].strip("0"):
            found = dates.from_parts(read)
            return DateRead(
                found.value, "; ".join(filter(None, (found.note, "a record has no interval without an end")))
            )
        if not all(re.fullmatch(r"[0-9]{1,4}", text) for text in texts):
            return dates.read("/".join(texts) if len(texts) > 1 and texts[0].isdigit() and all(text.isdigit() for text in texts) else " ".join(texts))  # fmt: skip
        read.append(tuple(int(text) for text in texts))
    if not read:
        return DateRead("")
    found = dates.from_parts(read)
    shown_parts = "/".join("-".join(f"{part:02}" for part in one if part is not None) for one in read)
    return dates.explained(shown_parts, found)
