"""Tables of sentences: on a phone, their rows are shown below each other, each cell with the head of its column.

Elements that a style sheet shows as blocks lose their roles in some browsers, so each has its role as an attribute.
"""

from __future__ import annotations

import html as markup
import re

from .numbers import CELL, ROW, SPANNING, TABLE, text_of

LONG = 80
"""Characters in a row, on average, from which a table of more than two columns does not fit on a phone."""

_HEAD = re.compile(r"<thead>(.*?)</thead>", re.DOTALL)
_GROUP = re.compile(r"<(thead|tbody)>")


def stacked(html: str) -> str:
    """Return a page whose tables of sentences are marked with ``data-rows``, with roles and the heads of columns at their cells.

    A table is left alone if it has no head or only two columns, if a cell spans others or if its rows are short, such as those of figures.
    """
    return TABLE.sub(lambda table: _table(table.group()), html) if "<table>" in html else html


def _table(table: str) -> str:
    head = _HEAD.search(table)
    if head is None or SPANNING.search(table):
        return table
    heads = [text_of(cell["content"]) for cell in CELL.finditer(head.group(1))]
    rows = ROW.findall(table, head.end())
    if not rows or len(heads) < 3 or sum(len(text_of(row)) for row in rows) < LONG * len(rows):
        return table
    marked = _GROUP.sub(r'<\1 role="rowgroup">', ROW.sub(lambda row: _row(row.group(), heads), table))
    return marked.replace("<table>", '<table data-rows role="table">', 1)


def _row(row: str, heads: list[str]) -> str:
    column = -1

    def cell(match: re.Match[str]) -> str:
        nonlocal column
        column += 1
        kind, attributes, content = match.groups()
        if "<td" not in row:
            role = "columnheader"
        elif kind == "th":
            role = "rowheader"
        else:
            role = "cell"
        named = role == "cell" and 0 < column < len(heads) and heads[column]
        label = f' data-head="{markup.escape(markup.unescape(heads[column]))}"' if named else ""
        return f'<{kind} role="{role}"{label}{attributes}>{content}</{kind}>'

    return CELL.sub(cell, row).replace("<tr", '<tr role="row"', 1)
