"""The entries of BibTeX and BibLaTeX files, with the LaTeX of their fields.

bibtexparser splits a file into blocks, and goes on with the next entry after one that it cannot read. (pybtex stops there,
as it does at an entry without a key and at a field that is given twice.)
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bibtexparser import model
from bibtexparser.splitter import Splitter

from .cleaning import plain
from .date_words import MONTHS

LONGEST = 200_000
"""The most characters of a field that is put together from abbreviations."""

_NO_KEY = re.compile(r"(@(?!string|comment|preamble)[A-Za-z]+[ \t]*[{(])(\s*[A-Za-z][\w-]*\s*=)", re.IGNORECASE)
_TOKEN = re.compile(r'\s*(?:([^\s#{}"=,]+)|([{"]))')
_NEXT_FIELD = re.compile(r"\s*([A-Za-z][\w-]*)\s*=\s*")


@dataclass(slots=True)
class Entry:
    """An entry of a file."""

    line: int
    kind: str
    """Its type, such as ``article``, in lower case."""
    key: str
    fields: dict[str, str] = field(default_factory=dict)
    """LaTeX by the lower-case names of fields, without the outermost braces or quotation marks."""
    notes: list[str] = field(default_factory=list)
    """What was left out of it, and why."""


def entries(text: str) -> tuple[list[Entry], list[tuple[int, str]]]:
    """Return the entries of a file; and for what could not be read, the line and the reason."""
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it reports what we report
    text = _NO_KEY.sub(r"\1,\2", text)
    found: list[Entry] = []
    faults: list[tuple[int, str]] = []
    strings: dict[str, str] = {name: name for name in MONTHS}
    for block in Splitter(text).split().blocks:
        inner = getattr(block, "ignore_error_block", None) or block
        line = (block.start_line or 0) + 1
        if isinstance(inner, model.Entry):
            found.append(_entry(inner, line, strings))
        elif isinstance(inner, model.String):
            entry = Entry(line, "string", inner.key)
            strings[inner.key.lower()] = _value(str(inner.value), entry, inner.key, strings)[:LONGEST]
        elif isinstance(block, model.ParsingFailedBlock):
            name = re.match(r"@\w+\s*[{(]\s*([^\s,={}]{0,60})", str(block.raw))
            last = line + str(block.raw).rstrip().count("\n")
            faults.append((line, f"the entry {plain(name[1] if name else '')!r} cannot be read: a brace, a quotation mark or a comma is missing in lines {line} to {last}"))  # fmt: skip
        elif isinstance(inner, model.ImplicitComment) and re.search(r"[A-Za-z]\s*=\s*[{\"0-9]", str(inner.comment)):
            faults.append((line, f"{plain(str(inner.comment)[:200])[:60]!r} is outside any entry: a brace before it closes too early"))  # fmt: skip
    _inherit(found)
    return found, faults


def _entry(block: model.Entry, line: int, strings: Mapping[str, str]) -> Entry:
    entry = Entry(line, block.entry_type.lower(), block.key.strip())
    for one in block.fields:
        _take(entry, one.key.strip().lower(), str(one.value), strings)
    return entry


def _take(entry: Entry, name: str, raw: str, strings: Mapping[str, str]) -> None:
    """Take a field; and the ones after it, if the commas between them are missing."""
    while True:
        rest: list[str] = []
        value = _value(raw, entry, name, strings, rest)
        if name in entry.fields:
            if entry.fields[name] != value:
                entry.notes.append(f"{name}: given twice; {plain(value[:200])[:60]!r} was left out")
        else:
            entry.fields[name] = value
        following = _NEXT_FIELD.match(rest[0]) if rest else None
        if not following:
            if rest:
                entry.notes.append(f"{name}: {plain(rest[0][:200])[:60]!r} after its value was left out")
            return
        entry.notes.append(f"{name}: the comma after it is missing")
        assert following is not None
        name, raw = following[1].lower(), rest[0][following.end() :]


def _value(raw: str, entry: Entry, name: str, strings: Mapping[str, str], rest: list[str] | None = None) -> str:
    """Return a value without its delimiters, its parts joined and its abbreviations replaced.

    What follows the value is put into ``rest``.
    """
    parts: list[str] = []
    position = 0
    while token := _TOKEN.match(raw, position):
        if word := token[1]:
            position = token.end()
            if not word.isdigit() and word.lower() not in strings and not re.search(r"[\d\W]", word):
                entry.notes.append(f"{name}: the abbreviation {word!r} is not defined, and was read as a word")
            parts.append(word if word.isdigit() else strings.get(word.lower(), word))
        else:
            end = _closing(raw, token.end(), '"' if token[2] == '"' else "}")
            parts.append(raw[token.end() : end])
            position = end + 1
        joined = re.compile(r"\s*#").match(raw, position)
        if not joined:
            break
        position = joined.end()
    left = raw[position:].strip()
    if left and rest is not None:
        rest.append(left)
    value = "".join(parts)
    if len(value) > LONGEST and len(parts) > 1:
        entry.notes.append(f"{name}: has more than {LONGEST:,} characters and was left out")
        return ""
    return value


_BRACE = re.compile(r'\\.|[{}"]', re.DOTALL)


def _closing(raw: str, start: int, closing: str) -> int:
    """Return where a value ends that begins at ``start``."""
    depth = 0
    for match in _BRACE.finditer(raw, start):
        sign = match.group()
        if sign == closing and depth == 0:
            return match.start()
        depth += {"{": 1, "}": -1}.get(sign, 0)
    return len(raw)


_PARTS = {
    "incollection",
    "inproceedings",
    "inbook",
    "conference",
    "suppbook",
    "suppcollection",
    "inreference",
    "bookinbook",
}
_INHERITED = {"booktitle", "maintitle", "journal", "journaltitle", "series", "publisher", "institution", "organization", "school", "address", "location", "eventtitle", "volume", "number", "edition", "isbn", "issn", "date", "year", "month", "editor", "language", "langid", "author", "title", "url", "doi", "type"}  # fmt: skip
"""What an entry can take over. From a ``crossref``, not what describes the other work only."""
_OWN = {"author", "title", "url", "doi", "type"}


def _inherit(found: list[Entry]) -> None:
    """Give entries with a ``crossref`` or ``xdata`` what they take over from the entry that it names."""
    # Only what an entry has itself is taken over, so that a long chain of entries does not grow with each step.
    by_key = {
        entry.key.lower(): (entry, {name: entry.fields[name] for name in _INHERITED if name in entry.fields})
        for entry in reversed(found)
        if entry.key
    }
    for entry in found:
        for name in ("crossref", "xdata"):
            for key in filter(None, (one.strip() for one in entry.fields.pop(name, "").split(","))):
                parent, fields = by_key.get(key.lower(), (None, {}))
                if not parent or parent is entry:
                    entry.notes.append(f"{name}: there is no entry {plain(key)[:60]!r} in the file")
                    continue
                for field_name, value in fields.items():
                    if name == "xdata" or field_name not in _OWN:
                        entry.fields.setdefault(field_name, value)
                if name == "crossref" and entry.kind in _PARTS and "title" in fields:
                    entry.fields.setdefault("booktitle", fields["title"])
