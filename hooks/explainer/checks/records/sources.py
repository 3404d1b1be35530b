"""Rules on what a source's record says about it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ...diagnostics import Diagnostic, Location, Severity
from ...library import Library
from ...records.fields import parse_date
from ..rules import rule


@rule("unused-source", Severity.WARNING)
def unused_source(library: Library) -> Iterator[Diagnostic]:
    """No page or term cites a source.

    ## What it finds

    Records in `docs/sources/` that no citation names.

    ## Why it matters

    A long list of sources looks like evidence, but a source that supports nothing is decoration.

    ## Example

    `docs/sources/lopez2019.yaml` exists, and no page has `[@lopez2019#...]`.

    ## How to fix it

    Cite it where it helps a reader, or remove the record.
    """
    cited = library.citations.sources_cited | {row.source for series in library.series.values() for row in series.rows}
    cited |= {avoid.source for term in library.terms.values() for avoid in term.data.avoid}
    cited |= {link.source for claim in library.claims.values() for link in claim.data.links}
    for key, record in library.sources.items():
        if key not in cited:
            yield Diagnostic(
                "unused-source",
                Location(record.path),
                f"nothing cites the source '{key}'",
                "cite it, or remove the record",
            )


@rule("commentary-as-law", Severity.WARNING)
def commentary_as_law(library: Library) -> Iterator[Diagnostic]:
    """An article about the law is recorded as the law itself.

    ## What it finds

    Sources whose voice is `law` although their type is that of an article, a post or a web page.

    ## Why it matters

    The site would attribute the words of a lawyer or a newspaper to a law, a treaty or a court.

    ## Example

    ```yaml
    type: webpage
    publisher: Carr & Day, attorneys
    voice: law
    ```

    ## How to fix it

    Name the real voice: `legal-commentary`, `press`, `academic` or another. If the page reprints the text of a law, a
    treaty or a ruling, give the record the type of that text: `legislation`, `treaty`, `legal_case`.
    """
    for record in library.sources.values():
        if record.data.voice == "law" and record.data.type in _ABOUT_SOMETHING:
            yield Diagnostic(
                "commentary-as-law",
                record.location("voice"),
                f"a source of type '{record.data.type}' cannot have the voice 'law'",
                "use the voice legal-commentary, press or academic, or the type of the text that it reprints, "
                "such as legislation, treaty or legal_case",
            )


_ABOUT_SOMETHING = frozenset(
    ("article", "article-journal", "article-magazine", "article-newspaper", "post", "post-weblog", "webpage")
)


@rule("undated-source", Severity.NOTE)
def undated_source(library: Library) -> Iterator[Diagnostic]:
    """A source has no date.

    ## What it finds

    Sources without `issued`.

    ## Why it matters

    Readers cannot see whether the source is older than the event that it is cited for. The reference says "n.d.".

    ## Example

    A web page without a visible date.

    ## How to fix it

    Look for the date on the page, in its address or in an archive, and add `issued`. Never guess.
    """
    for record in library.sources.values():
        if not record.data.issued:
            yield Diagnostic(
                "undated-source",
                record.location("title"),
                "the source has no date of issue",
                "add 'issued' if the source shows a date",
            )


@rule("unarchived-source", Severity.NOTE)
def unarchived_source(library: Library) -> Iterator[Diagnostic]:
    """A source has an address but no archived copy.

    ## What it finds

    Sources with `URL` but without `archive`.

    ## Why it matters

    All links in the article that this site is based on are broken. Archived copies keep ours working.

    ## Example

    A newspaper's page whose record has no `archive`.

    ## How to fix it

    Save the page at an archive and add the copy's address as `archive`.
    """
    for record in library.sources.values():
        if record.data.URL and not record.data.archive:
            yield Diagnostic(
                "unarchived-source",
                record.location("URL"),
                "this address has no archived copy",
                "save it at an archive and add its address as 'archive'",
            )


STALE_AFTER = datetime.timedelta(days=2 * 365)
"""How long a reading is valid before somebody should read the source again."""


@rule("stale-source", Severity.NOTE)
def stale_source(library: Library) -> Iterator[Diagnostic]:
    """A source was last read more than two years ago.

    ## What it finds

    Sources whose `read.date` is more than two years before the day of the check.

    ## Why it matters

    Pages change and laws are reformed, so a note may no longer match its source.

    ## Example

    ```yaml
    read: {date: 2023-01}
    ```

    ## How to fix it

    Read it again, correct the notes, and update the date.
    """
    for record in library.sources.values():
        if parse_date(record.data.read.date)[1] + STALE_AFTER < library.today:
            yield Diagnostic(
                "stale-source",
                record.location("read", "date"),
                f"the source was last read in {record.data.read.date}",
                "read it again and update the date",
            )
