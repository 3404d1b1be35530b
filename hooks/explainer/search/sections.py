"""A converted page, divided into the sections that a search finds.

A search needs plain text in which what stood apart stays apart: a paragraph, an item of a list and a row of a table are
each a passage, so that a hit can show the one that answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree, html

_BLOCKS = frozenset(
    "address aside blockquote caption dd details div dl dt figcaption figure footer header li ol p pre section summary table ul".split()  # noqa: SIM905
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_UNSEARCHED = frozenset(("script", "style", "template", "object", "svg", "thead"))
"""Elements without text for the search: labels of a drawing run together, and the heads of columns are in every table."""
_PERMALINK = "headerlink"
_BLANK = re.compile(r"\s+")


class Passage(NamedTuple):
    """A paragraph, an item of a list or a row of a table."""

    text: str
    lead: str = ""
    """The first cell of a row; empty for everything else."""
    anchor: str = ""
    """The row's own id, if it has one."""


@dataclass(slots=True)
class Section:
    """A heading and what follows it, up to the next heading."""

    anchor: str = ""
    """The heading's id; empty for the beginning of a page."""
    heading: str = ""
    passages: list[Passage] = field(default_factory=list)


def sections(page: str) -> list[Section]:
    """Return the sections of a page's HTML; the first is the page's beginning, under its title.

    Elements with ``data-search-exclude`` are left out, as the theme's own search leaves them out.
    """
    reader = _Reader()
    if page.strip():
        root = html.fragment_fromstring(page, create_parent="div", parser=html.HTMLParser(huge_tree=True))
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                reader.end(element)
            elif _is_unsearched(element):
                walk.skip_subtree()
            else:
                reader.start(element)
    reader.flush()
    return reader.sections


def _is_unsearched(element: etree._Element) -> bool:
    return (
        not isinstance(element.tag, str)  # a comment
        or element.tag in _UNSEARCHED
        or "data-search-exclude" in element.attrib
        or _PERMALINK in element.get("class", "").split()
    )


class _Reader:
    """Collects text until the passage or the heading that it belongs to ends."""

    def __init__(self) -> None:
        self.sections = [Section()]
        self._text: list[str] = []
        self._cells: list[str] = []
        self._row: str | None = None
        """The id of the row that is read; None outside of rows."""

    def start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "tr":
            self.flush()
            self._row, self._cells = element.get("id", ""), []
        elif tag in _HEADINGS or ((tag in _BLOCKS or tag == "br") and self._row is None):
            self.flush()
        elif tag in _BLOCKS or tag == "br":
            self._text.append(" ")
        self._text.append(element.text or "")

    def end(self, element: etree._Element) -> None:
        tag = element.tag
        if not _is_unsearched(element):
            if tag in _CELLS and self._row is not None:
                self._cells.append(self._taken())
            elif tag == "tr":
                self._end_row()
            elif tag in _HEADINGS:
                self._end_heading(element)
            elif tag in _BLOCKS and self._row is None:
                self.flush()
            elif tag in _BLOCKS:
                self._text.append(" ")
        self._text.append(element.tail or "")

    def flush(self) -> None:
        """End the passage that is being read, if there is one."""
        if text := self._taken():
            self.sections[-1].passages.append(Passage(text))

    def _end_row(self) -> None:
        lead, *rest = [*self._cells, self._taken()]
        told = " · ".join(cell for cell in rest if cell)
        if text := ": ".join(part for part in (lead, told) if part):
            self.sections[-1].passages.append(Passage(text, lead, self._row or ""))
        self._row = None

    def _end_heading(self, element: etree._Element) -> None:
        heading, anchor = self._taken(), element.get("id", "")
        if element.tag == "h1":
            self.sections[-1].heading = heading
        elif anchor:
            self.sections.append(Section(anchor, heading))
        elif heading:
            self.sections[-1].passages.append(Passage(heading))

    def _taken(self) -> str:
        text = _BLANK.sub(" ", "".join(self._text)).strip()
        self._text.clear()
        return text
