"""The sheets of a kit as documents: for paper, each on pages of its own, and for a word processor, to edit.

They are taken from the kit's page on the built site, so that they say what the page says.
"""

from __future__ import annotations

import html
import re
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml.html import HtmlElement, fragment_fromstring, tostring

from ...render import pandoc
from ..chapters import prepared, read_page
from .content import KitContent

STYLE = Path(__file__).with_name("sheets.css")

SHEETS = ("teacher", "student", "short", "roles", "evidence", "organiser", "quiz", "exit", "rubric", "letter")
"""The ids of the sheets' headings on the page, in order."""

_NOTES = ("notes", "printing")
"""Classes of the page that paper does not need: its numbers lead to the evidence on the site."""


_WIDTHS = {3: (26, 12, 62), 4: (22, 26, 26, 26), 5: (36, 16, 16, 16, 16)}
"""The widths of columns in per cent, by their number."""

_ROOM = 4
"""Empty lines in a cell that students fill in."""

_STYLES = "word/styles.xml"
_SHEET_STYLE = re.compile(rb'<w:style [^>]*w:styleId="Heading2".*?<w:pPr>', re.DOTALL)
"""The style of a sheet's heading in pandoc's output, up to the place where a page break can stand."""


class NoSheet(Exception):
    """The page of a kit lacks one of its sheets."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its heading and everything up to the next one."""

    name: str
    elements: tuple[HtmlElement, ...]


def read_sheets(site: Path, kit: KitContent) -> list[Sheet]:
    """Return the sheets of a kit from the site built in ``site``, and its references as the last.

    Raises NoSite if the page is missing, and NoSheet if it lacks a sheet.
    """
    page = read_page(site, kit.url)
    _, article = prepared(page, kit.url, {kit.url: kit.key}, kit.base)
    for name in _NOTES:
        for element in article.xpath(f'.//*[contains(concat(" ", @class, " "), " {name} ")]'):
            element.drop_tree()
    for mark in article.xpath(".//sup[@class='cite']/a"):
        if kit.address:
            mark.set("href", f"{kit.address}#cite-{_words(mark)}")
        else:
            mark.drop_tag()
    for place in article.xpath('.//*[@class="citeas__address"]'):
        place.text = kit.address
    for line in article.xpath('.//*[@class="kit__line"]'):
        line.append(fragment_fromstring(f"<span class='kit__rule'>{'_' * 60}</span>"))
    ids = {f"{kit.key}--{name}": name for name in (*SHEETS, "references")}
    sheets: list[tuple[str, list[HtmlElement]]] = []
    for element in article:
        heading = element if element.tag == "h3" else element.find(".//h3")
        begun = ids.get(heading.get("id") or "") if heading is not None else None
        if begun:
            sheets.append((begun, []))
        if sheets:
            sheets[-1][1].append(element)
    found = [Sheet(name, tuple(elements)) for name, elements in sheets]
    missing = {*SHEETS} - {sheet.name for sheet in found}
    if missing:
        raise NoSheet(f"the page '{kit.url}' lacks {', '.join(sorted(missing))}")
    return found


def document(kit: KitContent, sheets: list[Sheet], style: str = "") -> str:
    """Return the sheets as one HTML document."""
    body = "".join(
        f'<section class="sheet sheet--{sheet.name}">{"".join(_html(element) for element in sheet.elements)}</section>'
        for sheet in sheets
    )
    title = html.escape(kit.title)
    return (
        f'<!doctype html><html lang="{kit.language}"><head><meta charset="utf-8"><title>{title}</title>{style}</head>'
        f'<body><header><p class="kit__site">{html.escape(kit.site_name)}</p><h1>{title}</h1></header><main>{body}</main></body></html>'
    )


def links(sheets: list[Sheet]) -> dict[str, str]:
    """Return the words of each link on the sheets by its target."""
    found: dict[str, str] = {}
    for sheet in sheets:
        for element in sheet.elements:
            for link in element.iter("a"):
                found.setdefault((link.get("href") or "").removeprefix("#"), _words(link))
    return found


def write_docx(kit: KitContent, sheets: list[Sheet], path: Path) -> None:
    """Write the sheets for a word processor. Raises PandocError."""
    plain = [Sheet(sheet.name, tuple(map(deepcopy, sheet.elements))) for sheet in sheets]
    for table in (table for sheet in plain for element in sheet.elements for table in element.iter("table")):
        _set_widths(table)
    text = document(kit, plain)
    options = [
        "--sandbox",
        "--from=html",
        "--to=docx",
        f"--metadata=title={kit.title}",
        f"--metadata=lang={kit.language}",
    ]
    pandoc.run(*options, f"--output={path}", text=text)
    with zipfile.ZipFile(path) as made:
        parts = {info: made.read(info) for info in made.infolist()}
    with zipfile.ZipFile(path, "w") as made:
        for info, data in parts.items():
            if info.filename == _STYLES:
                data = _SHEET_STYLE.sub(rb"\g<0><w:pageBreakBefore/>", data)
            made.writestr(info, data, info.compress_type, 9)


def _set_widths(table: HtmlElement) -> None:
    """Give the columns of a table their widths, which a word processor cannot find itself, so that it fills the page."""
    columns = max(len(row.xpath("./th|./td")) for row in table.iter("tr"))
    widths = _WIDTHS.get(columns, (100 // columns,) * columns)
    group = fragment_fromstring("<colgroup></colgroup>")
    for width in widths:
        group.append(fragment_fromstring(f'<col style="width: {width}%">'))
    table.insert(0, group)
    for cell in table.iter("th", "td"):
        if cell.get("scope") == "row":
            cell.tag = "td"
        if not len(cell) and not (cell.text or "").strip("\xa0 \n") and cell.getparent().getparent().tag == "tbody":
            cell.extend(fragment_fromstring("<br>") for _ in range(_ROOM))  # room to write


def _html(element: HtmlElement) -> str:
    """Return an element, with its headings one level higher: the document's title is the only first-level one."""
    copy = deepcopy(element)
    for heading in (*copy.iter("h3", "h4", "h5"),):
        heading.tag = f"h{int(heading.tag[1]) - 1}"
    return str(tostring(copy, encoding="unicode", with_tail=False))


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
