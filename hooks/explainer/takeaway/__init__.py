"""The built site for use offline: as a book to read (EPUB) or to print (PDF), each page to print, class kits, and files to open from disk (ZIP).

The built site's pages, in the order of its navigation, become chapters (`chapters`); the chapters become one document
(`book`), from which pandoc makes the EPUB and a browser the PDF. `pages` prints each page by itself; `kits` makes the
files of the class kits, for which it needs the records too; `offline` packs the site.
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
from ..library import Library
from ..render.site import Site
from . import kits
from .book import write_epub, write_pdf
from .chapters import NoSite, chapters, read_page
from .kits import NoSheet
from .offline import write_zip
from .pages import write_pages
from .printing import NoPrint

__all__ = ["KINDS", "KITS", "NAME", "PAGES", "NoPrint", "NoSheet", "NoSite", "is_whole", "make"]

NAME = "caravan-debate"
KINDS = ("epub", "pdf", "pages", "kits", "zip")
PAGES = "pages"
"""The kind, and the folder, of the PDFs of single pages."""
KITS = "kits"
"""The kind, and the folder, of the files of the class kits."""
WITHOUT_TAKEAWAY = "WITHOUT_TAKEAWAY"
"""The environment variable for building a site that does not offer these files: they are made from such a site."""


def make(
    site: Path, folder: Path, known: str, kinds: Collection[str] = KINDS, library: Library | None = None
) -> Iterator[Path]:
    """Make the files from the site built in ``site``, current up to the month ``known``; yield each when it is complete.

    Each is made under a temporary name and moved when it is complete: a file in ``folder`` with one of the offered
    names is that of this run or of an earlier one, never incomplete. Class kits are made only with a ``library``, the
    project that the site was built from.

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
        if kind == PAGES:
            yield from _pages(site, folder, address, language, _day(known))
            continue
        if kind == KITS:
            if library:
                source = Site(library, language, name=title, address=address)
                yield from kits.make(source, site, folder / KITS, _day(known))
            continue
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


def _pages(site: Path, folder: Path, address: str, language: str, made: datetime.datetime) -> Iterator[Path]:
    """Make the PDFs of single pages, and remove those of pages that the site no longer has."""
    place = folder / PAGES
    place.mkdir(exist_ok=True)
    found = set()
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as work:
        for begun in write_pages(site, Path(work), address, language, made):
            if not is_whole(begun):
                raise OSError(f"{begun.name} was not written in full")
            os.replace(begun, place / begun.name)
            found.add(begun.name)
            yield place / begun.name
    for old in place.glob("*.pdf"):
        if old.name not in found:
            old.unlink()


def is_whole(path: Path) -> bool:
    """Whether a file is a complete ZIP, EPUB, PDF or table, so that it can be offered to readers."""
    try:
        if path.suffix == ".csv":
            return path.read_bytes().endswith(b"\n")
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
