"""The built site for use offline: as a book to read (EPUB), as a book to print (PDF), and as files to open from disk (ZIP).

The built site's pages, in the order of its navigation, become chapters (`chapters`); the chapters become one document
(`book`), from which pandoc makes the EPUB and a browser the PDF; `offline` packs the site itself.
"""

from __future__ import annotations

import datetime
import os
import tempfile
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path

from ..catalogue import catalogue
from .book import NoPrint, write_epub, write_pdf
from .chapters import NoSite, chapters, read_page
from .offline import write_zip

__all__ = ["KINDS", "NAME", "NoPrint", "NoSite", "is_whole", "make"]

NAME = "caravan-debate"
KINDS = ("epub", "pdf", "zip")
WITHOUT_TAKEAWAY = "WITHOUT_TAKEAWAY"
"""The environment variable for building a site that does not offer these files: they are made from such a site."""


def make(site: Path, folder: Path, known: str, kinds: Collection[str] = KINDS) -> Iterator[Path]:
    """Make the files from the site built in ``site``, current up to the month ``known``; yield each when it is complete.

    Each is made under a temporary name and moved when it is complete: a file in ``folder`` with one of the offered
    names is that of this run or of an earlier one, never incomplete.

    Raises NoSite if there is no built site, OSError if a file cannot be written, PandocError if pandoc fails; for the
    PDF also the exceptions of `write_pdf`.
    """
    home = read_page(site, "")
    names = home.xpath('//meta[@property="og:site_name"]/@content') or home.xpath("//title/text()")
    if not names:
        raise NoSite("its home page has no title")
    title, language = str(names[0]), home.get("lang") or "en"
    address = str(next(iter(home.xpath('//link[@rel="canonical"]/@href')), ""))
    if "//127.0.0.1" in address or "//localhost" in address:
        address = ""  # an address of this machine alone is of no use to readers
    known_in = catalogue(language).gettext("As known in %(month)s. Text: CC BY 4.0.") % {"month": known}
    notice = f"{known_in} {address}".strip()
    found = chapters(site, address) if {"epub", "pdf"} & set(kinds) else []
    folder.mkdir(parents=True, exist_ok=True)
    for kind in (kind for kind in KINDS if kind in kinds):
        path = folder / f"{NAME}.{kind}"
        with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as work:
            begun = Path(work, path.name)
            if kind == "epub":
                write_epub(found, begun, title=title, language=language, notice=notice, date=known, made=_day(known))
            elif kind == "pdf":
                write_pdf(found, begun, site, title=title, language=language, notice=notice, made=_day(known))
            else:
                write_zip(site, begun, NAME)
            if not is_whole(begun):
                raise OSError(f"{path.name} was not written in full")
            os.replace(begun, path)
        yield path


def is_whole(path: Path) -> bool:
    """Whether a file is a complete ZIP, EPUB or PDF, so that it can be offered to readers."""
    try:
        if path.suffix == ".pdf":
            data = path.read_bytes()
            return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")
        with zipfile.ZipFile(path) as archive:
            return bool(archive.namelist()) and archive.testzip() is None
    except (OSError, EOFError, ValueError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return False


def _day(known: str) -> datetime.datetime:
    """Return the first day of the month ``known``; if that is not a month, that of 1980, the first date that a ZIP can have."""
    try:
        return datetime.datetime.strptime(known, "%Y-%m").replace(tzinfo=datetime.UTC)
    except ValueError:
        return datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
