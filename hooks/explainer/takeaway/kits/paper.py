"""Documents printed by a browser as tagged PDF, on A4 and on US Letter."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..book import ADDRESS, NoPrint

SIZES = {"a4": "A4", "letter": "Letter"}
"""The paper of the world, and that of North America."""

_MARGIN = {"top": "15mm", "bottom": "16mm", "left": "18mm", "right": "18mm"}
_FOOTER = (
    '<p style="font:8px sans-serif;width:100%;text-align:center;color:#444">'
    '<span class="title"></span> · <span class="pageNumber"></span></p>'
)


def print_documents(documents: Iterable[tuple[str, Path, str]], language: str, made: datetime.datetime) -> None:
    """Print HTML documents, each to a path on a size of paper, in one browser that can load nothing else.

    Raises ModuleNotFoundError without Playwright and pikepdf, and NoPrint if the browser is missing or fails.
    """
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
                args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking"],
            )
            for text, path, size in documents:
                _print(browser, text, path, size)
                _finish(path, language, made)
            browser.close()
    except Error as error:
        raise NoPrint(str(error).splitlines()[0]) from None


def _print(browser: Any, text: str, path: Path, size: str) -> None:
    context = browser.new_context(java_script_enabled=False, service_workers="block")

    def answer(route: Any) -> None:
        if route.request.url == ADDRESS:
            route.fulfill(body=text, content_type="text/html; charset=utf-8")
        else:
            route.abort()

    context.route("**/*", answer)
    page = context.new_page()
    page.goto(ADDRESS)
    page.pdf(
        path=str(path), format=SIZES[size], margin=_MARGIN, tagged=True, outline=True, display_header_footer=True,
        header_template="<p></p>", footer_template=_FOOTER,
    )  # fmt: skip
    context.close()


def _finish(path: Path, language: str, made: datetime.datetime) -> None:
    """Declare a PDF as accessible (PDF/UA-1), and give it the time that makes the same document the same file."""
    import pikepdf

    with pikepdf.open(path, allow_overwriting_input=True) as document:
        title = str(document.docinfo.get("/Title", ""))
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        document.Root.Lang = language
        with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
            metadata["dc:language"] = [language]
            metadata["pdfuaid:part"] = "1"
        stamp = made.strftime("D:%Y%m%d%H%M%S+00'00'")
        document.docinfo["/CreationDate"] = document.docinfo["/ModDate"] = stamp
        document.save(
            path, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True, deterministic_id=True
        )
