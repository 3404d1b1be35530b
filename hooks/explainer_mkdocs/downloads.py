"""The downloads, on the page that offers them with their sizes."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url

from explainer.catalogue import N_
from explainer.render.words import Words
from explainer.takeaway import NAME, PAGES, WITHOUT_TAKEAWAY, is_whole
from explainer.takeaway.pages import name as pdf_name

from .build import Build, log

MADE = Path("build", "takeaway")
PLACEHOLDER = "<!-- take-away -->"
DOWNLOADS = {
    f"{NAME}.epub": N_("The book for an e-reader or a phone (EPUB)"),
    f"{NAME}.pdf": N_("The book for paper (PDF)"),
    f"{NAME}.zip": N_("The site to open from disk (ZIP)"),
}


def add_files(build: Build, files: Files) -> None:
    """Add the files that exist and are complete, but none to a site from which they are being made."""
    if os.environ.get(WITHOUT_TAKEAWAY):
        return
    # Only those of pages that this site has: an old one leads nowhere.
    names = [*DOWNLOADS, *(f"{PAGES}/{pdf_name(file.url)}" for file in files.documentation_pages())]
    for name in names:
        path = build.root / MADE / name
        if not path.is_file():
            continue
        if is_whole(path):
            files.append(File.generated(build.config, f"take-away/{name}", abs_src_path=str(path)))
            if name.startswith(f"{PAGES}/"):
                build.pdfs.add(f"take-away/{name}")
        else:
            log.info("%s is incomplete and is not offered; make it again with 'make takeaway'", path)


def printed(build: Build, url: str) -> str:
    """Return the address of the PDF of the page at ``url``, relative to that page; empty if there is none."""
    location = f"take-away/{PAGES}/{pdf_name(url)}"
    return get_relative_url(location, url) if location in build.pdfs else ""


def with_list(words: Words, markdown: str, files: Files) -> str:
    """Return a page's Markdown with the list of files inserted."""
    if PLACEHOLDER not in markdown:
        return markdown
    sizes = {}
    for name in DOWNLOADS:
        file = files.get_file_from_path(f"take-away/{name}")
        if file and file.abs_src_path:
            sizes[name] = Path(file.abs_src_path).stat().st_size
    return markdown.replace(PLACEHOLDER, listed(words, sizes))


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
