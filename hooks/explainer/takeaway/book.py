"""The book: all chapters as one document, and the EPUB and the PDF made from it."""

from __future__ import annotations

import datetime
import html
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from itertools import groupby
from pathlib import Path

from lxml.html import tostring

from ..catalogue import catalogue
from ..render import pandoc
from . import tagged
from .chapters import Chapter
from .printing import ADDRESS, printer

STYLE = Path(__file__).with_name("book.css")
_STYLE, _PACKAGE = "EPUB/styles/stylesheet1.css", "EPUB/content.opf"
_NO_TIME = b"1970-01-01T00:00:00Z"
"""The paths of an EPUB's style and metadata in pandoc's output, and the time that pandoc gives in its sandbox."""


def document(chapters: Sequence[Chapter], *, title: str, language: str, notice: str, style: str = "") -> str:
    """Return the book as one HTML document: a title page, the contents, and a part for each section of the site."""
    parts = [(section, list(group)) for section, group in groupby(chapters, key=lambda chapter: chapter.section)]
    contents = "".join(
        f'<li><a href="#part-{number}">{html.escape(section)}</a><ol>'
        + "".join(f'<li><a href="#{chapter.slug}">{html.escape(chapter.title)}</a></li>' for chapter in group)
        + "</ol></li>"
        for number, (section, group) in enumerate(parts, 1)
    )
    body = "".join(
        f'<h1 id="part-{number}">{html.escape(section)}</h1>'
        + "".join(tostring(chapter.body, encoding="unicode", with_tail=False) for chapter in group)
        for number, (section, group) in enumerate(parts, 1)
    )
    heading = html.escape(catalogue(language).gettext("Contents"))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{html.escape(title)}</title>{style}</head>'
        f'<body data-md-color-scheme="default" class="md-typeset"><header class="title"><p class="title__name">{html.escape(title)}</p>'
        f'<p>{html.escape(notice)}</p></header><nav class="contents" aria-label="{heading}"><p class="contents__title">{heading}</p><ol>{contents}</ol></nav>'
        f"<main>{body}</main></body></html>"
    )


def write_epub(
    chapters: Sequence[Chapter],
    path: Path,
    *,
    title: str,
    language: str,
    notice: str,
    date: str,
    made: datetime.datetime,
) -> None:
    """Write the book as EPUB 3 with pandoc; drawings are replaced by their captions, since the text and the site have their values.

    Pandoc reads no files and makes no requests. ``date`` is the month up to which the book is current; ``made`` is the
    time in the EPUB's metadata, so that the same book is always the same file. Raises PandocError.
    """
    plain = [Chapter(one.slug, one.title, one.section, deepcopy(one.body)) for one in chapters]
    for chapter in plain:
        for drawing in chapter.body.xpath(".//*[local-name()='svg']"):
            drawing.drop_tree()
        for element in chapter.body.xpath(".//*[@role or @tabindex or @aria-label or @aria-labelledby]"):
            for attribute in ("role", "tabindex", "aria-label", "aria-labelledby"):
                element.attrib.pop(attribute, None)
    text = document(plain, title=title, language=language, notice=notice)
    text = text.partition('<nav class="contents"')[0].partition("<header")[0] + text[text.index("<main>") :]
    metadata = {
        "title": title,
        "lang": language,
        "date": date,
        "rights": notice,
        "identifier": f"urn:caravan-debate:{date}",
    }
    options = [
        "--sandbox", "--from=html", "--to=epub3", "--toc", "--toc-depth=2", "--split-level=2",
        *(f"--metadata={name}={value}" for name, value in metadata.items()), f"--output={path}",
    ]  # fmt: skip
    pandoc.run(*options, text=text)
    _finish(path, STYLE.read_text("utf-8"), made)


def _finish(path: Path, style: str, made: datetime.datetime) -> None:
    """Give pandoc's EPUB the project's style and the time: in its sandbox pandoc reads no style sheets and has no clock."""
    with zipfile.ZipFile(path) as book:
        parts = {info: book.read(info) for info in book.infolist()}
    with zipfile.ZipFile(path, "w") as book:
        for info, data in parts.items():
            if info.filename == _STYLE:
                data = style.encode()
            elif info.filename == _PACKAGE:
                data = data.replace(_NO_TIME, made.strftime("%Y-%m-%dT%H:%M:%SZ").encode())
            book.writestr(info, data, info.compress_type, 9)


def write_pdf(
    chapters: Sequence[Chapter],
    path: Path,
    site: Path,
    *,
    title: str,
    language: str,
    notice: str,
    made: datetime.datetime,
) -> None:
    """Write the book as a tagged PDF with bookmarks, printed by a browser; its drawings have the site's colours.

    The browser gets only the book: every other request, to a host or for a file, fails. ``made`` is the time in the
    PDF's metadata, so that the same book is always the same file.

    Raises ModuleNotFoundError without Playwright and pikepdf, which come with the test tools, and NoPrint if the
    browser is missing or fails.
    """
    sheets = [*sorted((site / "assets").glob("*.css")), STYLE]  # of the site, not of the theme
    style = "".join(f"<style>{sheet.read_text('utf-8')}</style>" for sheet in sheets)
    text = document(chapters, title=title, language=language, notice=notice, style=style)
    footer = (
        '<p style="font:8px sans-serif;width:100%;text-align:center;color:#444">'
        '<span class="title"></span> · <span class="pageNumber"></span></p>'
    )
    options = {
        "margin": {"top": "20mm", "bottom": "20mm", "left": "22mm", "right": "22mm"},
        "display_header_footer": True,
        "header_template": "<p></p>",
        "footer_template": footer,
    }
    with printer() as print_page:
        print_page(ADDRESS, text, path, options)
    tagged.finish(path, title=title, language=language, made=made)
