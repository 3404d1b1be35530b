"""The built site to take away: as a book to read (EPUB), as a book to print (PDF), and whole, to open from disk (ZIP).

The way of the data: the built site's pages, in the order of its navigation, become chapters (`chapters`); the chapters become one
document (`book`), from which pandoc makes the EPUB and a browser the PDF; `offline` packs the site itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from lxml import html

from .book import write_epub, write_pdf
from .chapters import chapters
from .offline import write_zip

NAME = "caravan-debate"
KINDS = ("epub", "pdf", "zip")
WITHOUT_TAKEAWAY = "WITHOUT_TAKEAWAY"
"""The environment variable with which a built site offers no such files: they are made from such a site."""


def make(site: Path, folder: Path, known: str, kinds: Collection[str] = KINDS) -> Iterator[Path]:
    """Make files of the site built in ``site``, as known in the month ``known``; yield each when it is there.

    Raises OSError where there is no built site, subprocess.CalledProcessError where pandoc fails.
    """
    home = html.document_fromstring((site / "index.html").read_text("utf-8"))
    title = (home.xpath('//meta[@property="og:site_name"]/@content') or home.xpath("//title/text()"))[0]
    language = home.get("lang")
    address = next(iter(home.xpath('//link[@rel="canonical"]/@href')), "")
    if "//127.0.0.1" in address or "//localhost" in address:
        address = ""  # an address that only this machine knows leads no reader anywhere
    notice = f"As known in {known}. Text: CC BY 4.0. {address}".strip()
    folder.mkdir(parents=True, exist_ok=True)
    found = chapters(site, address) if {"epub", "pdf"} & set(kinds) else []
    for kind in (kind for kind in KINDS if kind in kinds):
        path = folder / f"{NAME}.{kind}"
        if kind == "epub":
            write_epub(found, path, title=title, language=language, notice=notice, date=known)
        elif kind == "pdf":
            write_pdf(found, path, site, title=title, language=language, notice=notice)
        else:
            write_zip(site, path, NAME)
        yield path
