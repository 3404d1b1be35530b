"""All chapters as one document, and from it the EPUB and the PDF."""

from __future__ import annotations

import html
import shutil
import subprocess
from collections.abc import Sequence
from copy import deepcopy
from itertools import groupby
from pathlib import Path

import pypandoc
from lxml.html import tostring

from .chapters import Chapter

STYLE = Path(__file__).with_name("book.css")


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
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{html.escape(title)}</title>{style}</head>'
        f'<body data-md-color-scheme="default" class="md-typeset"><header class="title"><p class="title__name">{html.escape(title)}</p>'
        f'<p>{html.escape(notice)}</p></header><nav class="contents" aria-label="Contents"><p class="contents__title">Contents</p><ol>{contents}</ol></nav>'
        f"<main>{body}</main></body></html>"
    )


def write_epub(chapters: Sequence[Chapter], path: Path, *, title: str, language: str, notice: str, date: str) -> None:
    """Write the book as EPUB 3 with pandoc; a drawing gives way to its caption, whose values the text and the site have.

    Raises subprocess.CalledProcessError where pandoc fails.
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
    command = [
        pypandoc.get_pandoc_path(), "--from=html", "--to=epub3", "--toc", "--toc-depth=2", "--split-level=2", f"--css={STYLE}",
        *(f"--metadata={name}={value}" for name, value in metadata.items()), f"--output={path}",
    ]  # fmt: skip
    subprocess.run(command, input=text, check=True, encoding="utf-8")


def write_pdf(chapters: Sequence[Chapter], path: Path, site: Path, *, title: str, language: str, notice: str) -> None:
    """Write the book as a tagged PDF with bookmarks, printed by a browser; its drawings take their colours from the site.

    Raises ModuleNotFoundError without Playwright and pikepdf, which are among the tools of the tests.
    """
    import pikepdf
    from playwright.sync_api import sync_playwright

    sheets = [site / "assets" / "explainer.css", STYLE]
    style = "".join(f"<style>{sheet.read_text('utf-8')}</style>" for sheet in sheets)
    source = path.with_suffix(".html")
    source.write_text(document(chapters, title=title, language=language, notice=notice, style=style), "utf-8")
    footer = (
        '<p style="font:8px sans-serif;width:100%;text-align:center;color:#444">'
        '<span class="title"></span> · <span class="pageNumber"></span></p>'
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
        )
        page = browser.new_page(java_script_enabled=False)
        page.goto(source.resolve().as_uri())
        page.pdf(
            path=str(path),
            format="A4",
            margin={"top": "20mm", "bottom": "20mm", "left": "22mm", "right": "22mm"},
            tagged=True,
            outline=True,
            display_header_footer=True,
            header_template="<p></p>",
            footer_template=footer,
        )
        browser.close()
    source.unlink()
    with pikepdf.open(path, allow_overwriting_input=True) as book:  # the browser leaves the tags of each word unpacked
        with book.open_metadata() as metadata:
            metadata["dc:title"] = title
            metadata["dc:language"] = [language]
        book.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
