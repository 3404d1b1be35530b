"""Series of figures: CSV files whose every value names its evidence."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ..characters import hidden_characters
from ..diagnostics import Diagnostic, Location
from ..files import read_text
from .fields import parse_date

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,10})?|\.[0-9]{1,10})")
"""A number that an axis can show; with an exponent, a few characters could make a number of a gigabyte."""

COLUMNS = ("series", "date", "value", "source", "evidence", "note")
"""The columns of a file, in the required order."""


@dataclass(frozen=True, slots=True)
class Row:
    """One value."""

    series: str
    date: str
    """As `parse_date` reads it."""
    value: Decimal
    source: str
    """The key of the source."""
    evidence: str
    """The id of the note in it."""
    note: str
    """A remark on this value for readers; often empty."""
    line: int
    columns: tuple[int, ...]
    """The column at which each field begins in its line, from 1."""


@dataclass(frozen=True, slots=True)
class Series:
    """A file of values, in the order of the file."""

    name: str
    path: str
    rows: tuple[Row, ...]

    def location(self, row: Row, column: str) -> Location:
        """Return the place of a row's value in a column."""
        return Location(self.path, row.line, row.columns[COLUMNS.index(column)])


def read_series(root: Path, folder: str) -> tuple[dict[str, Series], list[Diagnostic]]:
    """Read all CSV files directly in ``root/folder``.

    Returns the files without a fault by their names, and the findings of the others; a faulty file is left out
    completely, so that no chart shows a part of it.
    """
    found: dict[str, Series] = {}
    faults: list[Diagnostic] = []
    for path in sorted((root / folder).glob("*.csv")) if (root / folder).is_dir() else []:
        if path.is_symlink() or not path.is_file():
            continue  # `tree.survey` reports it
        text, fault = read_text(root, path, "invalid-data")
        if text is None:
            assert fault
            faults.append(fault)
            continue
        name = path.relative_to(root).as_posix()
        faults += hidden_characters(name, text)
        rows, more = parse_series(name, text)
        faults += more
        if not more:
            found[path.name] = Series(path.name, name, tuple(rows))
    return found, faults


def parse_series(name: str, text: str) -> tuple[list[Row], list[Diagnostic]]:
    """Return the rows of a CSV text, and the findings on it; ``name`` is the file's path."""
    lines = text.split("\n")
    try:
        head = next(csv.reader(lines[:1]), [])
    except csv.Error as error:
        return [], [
            Diagnostic(
                "invalid-data", Location(name), f"this is not CSV: {error}", f"begin the file with {','.join(COLUMNS)}"
            )
        ]
    if tuple(head) != COLUMNS:
        missing = [column for column in COLUMNS if column not in head]
        extra = [column for column in head if column not in COLUMNS]
        parted = next((sign for sign in ";\t|" if tuple(lines[0].lower().split(sign)) == COLUMNS), "")
        message = (
            f"the columns are separated by {'a tab' if parted == chr(9) else repr(parted)}, not by a comma"
            if parted
            else "the column names are not in lower case"
            if tuple(name.lower() for name in head) == COLUMNS
            else f"the column '{missing[0]}' is missing"
            if missing
            else f"there is no column '{extra[0][:40]}'"
            if extra
            else "the columns are in the wrong order"
        )
        return [], [Diagnostic("invalid-data", Location(name), message, f"begin the file with {','.join(COLUMNS)}")]
    rows: list[Row] = []
    faults: list[Diagnostic] = []
    seen: dict[tuple[str, ...], int] = {}
    reader = csv.reader(io.StringIO(text), strict=True)
    end = 0
    try:
        for fields in reader:
            start, end = end + 1, reader.line_num
            if start == 1 or not any(map(str.strip, fields)):  # spreadsheets leave rows of commas
                continue
            faults += _row(name, fields, start, lines[start - 1], rows, seen)
    except csv.Error as error:
        faults.append(
            Diagnostic(
                "invalid-data",
                Location(name, end + 1),
                f"this is not CSV: {error}",
                "close every quotation mark, and keep fields short",
            )
        )
    return rows, faults


def _row(
    name: str,
    fields: list[str],
    number: int,
    line: str,
    rows: list[Row],
    seen: dict[tuple[str, ...], int],
) -> list[Diagnostic]:
    """Add a row to ``rows``, or return the findings on it."""
    if len(fields) != len(COLUMNS):
        return [
            Diagnostic(
                "invalid-data",
                Location(name, number),
                f"the row has {len(fields)} fields, not {len(COLUMNS)}",
                "check its commas; put a field that contains a comma in quotation marks",
            )
        ]
    columns = _columns(line)
    series, date, value, source, evidence, note = (field.strip() for field in fields)
    faults: list[Diagnostic] = []

    def fault(column: str, message: str, help: str, rule: str = "invalid-data") -> None:
        faults.append(Diagnostic(rule, Location(name, number, columns[COLUMNS.index(column)]), message, help))

    for column, text in (("series", series), ("source", source), ("evidence", evidence)):
        if not text:
            fault(column, f"the value has no {column}", "fill it in: every value of a chart needs evidence")
    amount = Decimal(value) if _NUMBER.fullmatch(value) else Decimal(0)
    if not _NUMBER.fullmatch(value):
        fault("value", f"'{value[:40]}' is not a number",
              "write digits, with a full stop before decimals: 13270 or 51.4")  # fmt: skip
    try:
        parse_date(date)
    except ValueError as error:
        fault("date", f"'{date[:40]}' is not a date: {error}", "", "impossible-date")
    same = (series, date, value, source, evidence)
    if same in seen:
        fault("series", f"line {seen[same]} gives the same value", "remove one of the two")
    seen[same] = number
    if not faults:
        rows.append(Row(series, date, amount, source, evidence, note, number, columns))
    return faults


def _columns(line: str) -> tuple[int, ...]:
    """Return the column at which each field of a line begins, from 1; commas in quotation marks do not separate fields."""
    starts = [1]
    quoted = False
    for i, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            starts.append(i + 2)
    return (*starts, *[starts[-1]] * len(COLUMNS))[: len(COLUMNS)]
