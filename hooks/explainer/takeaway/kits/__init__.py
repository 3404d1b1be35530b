"""The files of the class kits: what a teacher prints, edits, shows and gives to a learning platform.

The records and the debate's page give the words (`content`), the built site gives the sheets (`sheets`). From them come
PDF on two sizes of paper, DOCX, slides (`slides`), a quiz (`quiz`) and flash cards (`flashcards`), and a ZIP of all for each debate.
"""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ...catalogue import catalogue
from ...render.site import Site
from .. import tagged
from ..packing import pack
from ..printing import ADDRESS, printer
from . import flashcards, quiz, sheets, slides
from .content import KitContent, contents
from .sheets import NoSheet, Sheet

__all__ = ["KINDS", "NoSheet", "file_name", "make"]

PAPER = {"a4": "A4", "letter": "Letter"}
"""The paper of the world, and that of North America."""

_MARGIN = {"top": "15mm", "bottom": "16mm", "left": "18mm", "right": "18mm"}

KINDS = ("a4.pdf", "letter.pdf", "docx", "pptx", "qti.zip", "csv", "apkg", "zip")
"""The files of a kit, by the ends of their names; the last has all others in it."""


def make(site: Site, built: Path, folder: Path, made: datetime.datetime) -> Iterator[Path]:
    """Make the files of every kit from the site built in ``built``; yield each ZIP when it is complete.

    A kit's files come to ``folder`` when all of them are complete: no half kit is offered. ``made`` is the time that
    the files give.

    Raises NoSite and NoSheet if the built site lacks a page or a sheet, OSError if a file cannot be written, PandocError
    if pandoc fails; for the PDF also the exceptions of `printing.printer`.
    """
    kits = list(contents(site))
    if not kits:
        return
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as work:
        with printer() as print_page:
            for kit in kits:
                found = sheets.read_sheets(built, kit)
                for size, paper in PAPER.items():
                    path = Path(work, file_name(kit.key, f"{size}.pdf"))
                    print_page(
                        ADDRESS, sheets.document(kit, found, _style()), path, {"format": paper, "margin": _MARGIN}
                    )
                    links = sheets.links(found)
                    tagged.finish(path, title=kit.title, language=kit.language, made=made, links=links)
                _write_others(kit, found, Path(work))
        for kit in kits:
            files = {name: Path(work, name).read_bytes() for name in (file_name(kit.key, kind) for kind in KINDS[:-1])}
            path = Path(work, file_name(kit.key, "zip"))
            inside = sorted((files | {"README.txt": _readme(kit)}).items())
            pack(path, ((f"{kit.key}/{name}", data) for name, data in inside))
            for name in (*files, path.name):
                os.replace(Path(work, name), folder / name)
            yield folder / path.name


def _write_others(kit: KitContent, found: list[Sheet], folder: Path) -> None:
    """Write the files that need no browser."""
    sheets.write_docx(kit, found, folder / file_name(kit.key, "docx"))
    slides.write_slides(kit, folder / file_name(kit.key, "pptx"))
    pack(folder / file_name(kit.key, "qti.zip"), sorted(quiz.as_qti(kit).items()))
    (folder / file_name(kit.key, "csv")).write_bytes(quiz.as_csv(kit))
    flashcards.write_deck(kit, folder / file_name(kit.key, "apkg"))


def _style() -> str:
    return f"<style>{sheets.STYLE.read_text('utf-8')}</style>"


def file_name(key: str, kind: str) -> str:
    """Return the name of a kit's file; ``kind`` is one of `KINDS`."""
    return f"{key}{'-' if kind in ('a4.pdf', 'letter.pdf', 'qti.zip') else '.'}{kind}"


def _readme(kit: KitContent) -> bytes:
    """Return what a teacher who has only the ZIP must know."""
    _ = catalogue(kit.language).gettext
    lines = [
        kit.title, "",
        _("Print KEY-a4.pdf or KEY-letter.pdf: it begins with the teacher’s sheet, and each sheet is on pages of its own.").replace("KEY", kit.key),
        _("To edit the sheets, open the DOCX. The slides are in the PPTX; their notes are for you."),
        _("The quiz is in the QTI package, for a learning platform, and in the CSV, for a spreadsheet. The flash cards are for Anki."),
        *([_("Every figure and quotation leads to its source:") + f" {kit.address}"] if kit.address else []), "",
        _("Text: CC BY 4.0."),
    ]  # fmt: skip
    return "\r\n".join(lines).encode()
