"""The downloads, on the page that offers them with their sizes."""

from __future__ import annotations

import os
import re
from pathlib import Path

from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url

from explainer.catalogue import N_
from explainer.render.words import Words
from explainer.takeaway import KITS, NAME, PAGES, WITHOUT_TAKEAWAY, is_whole
from explainer.takeaway.kits import KINDS, file_name
from explainer.takeaway.pages import name as pdf_name

from .build import Build, log

MADE = Path("build", "takeaway")
PLACEHOLDER = "<!-- take-away -->"
KIT_FILES = re.compile(r"<!-- kit-files(?: ([a-z0-9-]+))? -->")
"""The place of a kit's files on its page; without a key, of the ZIPs of all kits."""
DOWNLOADS = {
    f"{NAME}.epub": N_("The book for an e-reader or a phone (EPUB)"),
    f"{NAME}.pdf": N_("The book for paper (PDF)"),
    f"{NAME}.zip": N_("The site to open from disk (ZIP)"),
    f"{NAME}.zim": N_("The site with its search, for Kiwix (ZIM)"),
}
KIT_KINDS = {
    "zip": N_("Everything in one file (ZIP)"),
    "a4.pdf": N_("To print, on A4 (PDF)"),
    "letter.pdf": N_("To print, on US Letter (PDF)"),
    "docx": N_("To edit (DOCX)"),
    "pptx": N_("Slides (PPTX)"),
    "qti.zip": N_("The quiz for a learning platform (QTI 2.1)"),
    "csv": N_("The quiz as a table (CSV)"),
    "apkg": N_("Flash cards (Anki)"),
}


def add_files(build: Build, files: Files) -> None:
    """Add the files that exist and are complete, but none to a site from which they are being made."""
    if os.environ.get(WITHOUT_TAKEAWAY):
        return
    # Only those of pages that this site has: an old one leads nowhere.
    names = [*DOWNLOADS, *(f"{PAGES}/{pdf_name(file.url)}" for file in files.documentation_pages())]
    kits = {f"{KITS}/{file_name(key, kind)}": key for key in build.site.library.kits for kind in KINDS}
    names += kits
    for name in names:
        path = build.root / MADE / name
        if not path.is_file():
            continue
        if is_whole(path):
            files.append(File.generated(build.config, f"take-away/{name}", abs_src_path=str(path)))
            if name.startswith(f"{PAGES}/"):
                build.pdfs.add(f"take-away/{name}")
            if name in kits:
                build.kit_files.setdefault(kits[name], []).append(f"take-away/{name}")
        else:
            log.info("%s is incomplete and is not offered; make it again with 'make takeaway'", path)


def printed(build: Build, url: str) -> str:
    """Return the address of the PDF of the page at ``url``, relative to that page; empty if there is none."""
    location = f"take-away/{PAGES}/{pdf_name(url)}"
    return get_relative_url(location, url) if location in build.pdfs else ""


def with_list(words: Words, markdown: str, files: Files) -> str:
    """Return a page's Markdown with the lists of files inserted."""
    if PLACEHOLDER in markdown:
        found = {name: _size(files, name) for name in DOWNLOADS}
        markdown = markdown.replace(PLACEHOLDER, listed(words, {name: size for name, size in found.items() if size}))
    return KIT_FILES.sub(lambda match: _kit_files(words, match.group(1), files), markdown)


def _kit_files(words: Words, key: str | None, files: Files) -> str:
    """Return the files of a kit, or the ZIPs of all kits, as a Markdown list with their sizes; empty if there are none."""
    if key:
        offered = [(words.gettext(name), f"{KITS}/{file_name(key, kind)}") for kind, name in KIT_KINDS.items()]
    else:
        zips = [file.src_uri for file in files if file.src_uri.startswith(f"take-away/{KITS}/")]
        offered = [(Path(uri).name, uri.removeprefix("take-away/")) for uri in sorted(zips) if _is_kit(uri)]
    lines = [
        f"- [{name}](../take-away/{location}), {words.number(max(1, round(size / 1e3)))} kB"
        for name, location in offered
        if (size := _size(files, location))
    ]
    return "\n".join(lines)


def _is_kit(uri: str) -> bool:
    return uri.endswith(".zip") and not uri.endswith("-qti.zip")


def _size(files: Files, name: str) -> int:
    """Return the size of an offered file in bytes; 0 if the site does not have it."""
    file = files.get_file_from_path(f"take-away/{name}")
    return Path(file.abs_src_path).stat().st_size if file and file.abs_src_path else 0


def listed(words: Words, sizes: dict[str, int]) -> str:
    """Return the files as a Markdown list, by their names and sizes in bytes; if there are none, how to make them."""
    if not sizes:
        return words.gettext(
            "This copy of the site does not have these files. To make them, run `make takeaway` in the project's folder. "
            "Your browser can print each page on a few sheets, and its evidence too if you tick the box at the end of the page."
        )
    return "\n".join(
        f"- [{words.gettext(DOWNLOADS[name])}](../take-away/{name}), {words.number(round(size / 1e6, 1))} MB"
        for name, size in sizes.items()
    )
