"""Figures in tables: a cell that contains only a number is marked, so that a style sheet can align figures."""

from __future__ import annotations

import re

TABLE = re.compile(r"<table>(?:(?!<table\b).)*?</table>", re.DOTALL)
ROW = re.compile(r"<tr\b[^<>]*>.*?</tr>", re.DOTALL)
CELL = re.compile(r"<(?P<kind>t[dh])(?P<attributes>[^<>]*)>(?P<content>.*?)</(?P=kind)>", re.DOTALL)
SPANNING = re.compile(r"<t[dh]\b[^<>]*\b(?:col|row)span=")
_NOTE = re.compile(r'<sup class="cite".*?</sup>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")

_AMOUNT = r"[$€£]?\d{1,12}(?:[.,\u00a0\u202f ]\d{1,12}){0,6}"
_UNIT = (
    r"(?:\u00a0| )?(?:%|per\u00a0cent|per cent|percentage points|points|(?:thousand|million|billion)(?: (?:dollars|pesos))?"
    r"|dollars|pesos|km|people|years|days|hours)"
)
_NUMBER = re.compile(
    rf"(?:(?:about|some|over|nearly|almost|more than|fewer than|at least|up to|[<>~≈−+-]) ?)?"
    rf"{_AMOUNT}(?:{_UNIT})?(?:(?:–| to ){_AMOUNT}(?:{_UNIT})?)?",
    re.IGNORECASE,
)
_NOTHING = frozenset(["", "–", "—", "-", "n/a", "not known", "unknown"])
"""The text of a cell in a column of figures that has no figure."""


def is_number(text: str) -> bool:
    """Whether a text is a number, or a number with a unit, and nothing else."""
    return _NUMBER.fullmatch(" ".join(text.split(" "))) is not None


def aligned(html: str) -> str:
    """Return a page whose cells of figures have the class ``number``, with the heads of their columns.

    A column counts if most of its cells are numbers; the first column names the rows and never does. Cells with
    attributes of their own, and tables with cells that span others, are not changed.
    """
    return TABLE.sub(lambda table: _table(table.group()), html) if "<table>" in html else html


def _table(table: str) -> str:
    if SPANNING.search(table):
        return table
    rows = [[text_of(cell["content"]) for cell in CELL.finditer(row)] for row in ROW.findall(table) if "<td" in row]
    columns = {
        column
        for column in range(1, max(map(len, rows), default=0))
        if _is_of_figures([row[column] for row in rows if column < len(row)])
    }
    return ROW.sub(lambda row: _row(row.group(), columns), table) if columns else table


def _row(row: str, columns: set[int]) -> str:
    column = -1

    def cell(match: re.Match[str]) -> str:
        nonlocal column
        column += 1
        kind, attributes, content = match.groups()
        if column not in columns or "class=" in attributes or "style=" in attributes:
            return match.group()
        if kind == "td" and (text := text_of(content)) not in _NOTHING and not is_number(text):
            return match.group()
        return f'<{kind}{attributes} class="number">{content}</{kind}>'

    return CELL.sub(cell, row)


def _is_of_figures(cells: list[str]) -> bool:
    filled = [text for text in cells if text not in _NOTHING]
    return bool(filled) and 2 * sum(map(is_number, filled)) > len(filled)


def text_of(content: str) -> str:
    """Return the text of a cell or a row, without the numbers of its notes."""
    return _TAG.sub("", _NOTE.sub("", content)).replace("&nbsp;", "\u00a0").strip()
