"""Rules on which files are published, and under which address."""

from __future__ import annotations

from collections.abc import Iterator

from ..addresses import generated
from ..diagnostics import Diagnostic, Location, RelatedLocation
from ..library import Library, Page
from .rules import RULES, rule, while_reading


@rule("unread-file")
def unread_file(library: Library) -> Iterator[Diagnostic]:
    """No check reads a file in `docs/`.

    ## What it finds

    In `docs/en` and `docs/es`, every file that is not a page (`.md`), and names of pages and folders with characters
    other than lower-case letters, digits and hyphens. In `docs/data` and `docs/map`, every file that the engine does
    not read. Anywhere in `docs/`, symbolic links, and folders that cannot be read.

    ## Why it matters

    MkDocs publishes such files unchanged, and follows links out of the project.

    ## Example

    `docs/en/photo.png`, which is a symbolic link to a private key.

    ## How to fix it

    Remove the file, or follow the finding's advice. The site's own pictures and scripts belong in `overrides/assets`.
    """
    return while_reading(library, "unread-file")


@rule("taken-address")
def taken_address(library: Library) -> Iterator[Diagnostic]:
    """Two pages have the same address.

    ## What it finds

    Two written pages with the same address (`cards.md` and `cards/index.md`), a written page with the address of one
    that is made from records, and a record with the name of its kind's index.

    ## Why it matters

    One of the two is silently lost.

    ## Example

    `docs/en/timeline.md`, which the timeline made from `docs/timeline/` would replace.

    ## How to fix it

    Give one of the two another name. To change a page that is made from records, edit the records.
    """
    taken: dict[tuple[str, str], str] = {}
    for language in {page.language for page in library.pages}:
        for src, record in generated(library, language, RULES):
            url = Page(language, src, "", [], record).url
            other = taken.setdefault((language, url), record)
            if other != record:
                yield _finding(record, url, other)
    for page in library.written():
        other = taken.setdefault((page.language, page.url), page.path)
        if other != page.path:
            yield _finding(page.path, page.url, other)


def _finding(path: str, url: str, other: str) -> Diagnostic:
    return Diagnostic(
        "taken-address",
        Location(path),
        f"the address '{url or '/'}' belongs to another page",
        "give this one another name",
        (RelatedLocation(Location(other), "the other page is made from this"),),
    )
