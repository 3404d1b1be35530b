"""Rules on which files are published, and under which address."""

from __future__ import annotations

from collections.abc import Iterator

from ..addresses import generated
from ..diagnostics import Diagnostic, Place, Related
from ..library import Library, Page
from .rules import RULES, rule, while_reading


@rule("unread-file")
def unread_file(library: Library) -> Iterator[Diagnostic]:
    """A file below `docs/` is one that no check reads.

    ## What it finds

    Below `docs/en` and `docs/es` every file that is no page (`.md`), and names of pages and folders with more than lower-case
    letters, digits and hyphens; in `docs/data` and `docs/map` every file that is not read; anywhere below `docs/` links to other
    places and folders that cannot be read.

    ## Why it matters

    MkDocs publishes what lies among the pages as it is, and follows links out of the project.

    ## Example

    `docs/en/photo.png`, which is a link to somebody's private key.

    ## How to mend it

    Remove the file, or do what the finding says. Pictures and scripts of the site itself belong in `overrides/assets`.
    """
    return while_reading(library, "unread-file")


@rule("taken-address")
def taken_address(library: Library) -> Iterator[Diagnostic]:
    """Two pages have one address.

    ## What it finds

    Two written pages with one address (`cards.md` and `cards/index.md`); a written page in the place of one that is made from
    records; records named like an index of their kind.

    ## Why it matters

    One of the two is lost without a word.

    ## Example

    `docs/en/timeline.md`, which the timeline made from `docs/timeline/` replaces.

    ## How to mend it

    Give one of the two another name. What a made page says is edited in its records.
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
        Place(path),
        f"the address '{url or '/'}' belongs to another page",
        "give this one another name",
        (Related(Place(other), "the other page comes from here"),),
    )
