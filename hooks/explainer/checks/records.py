"""Rules on the records themselves."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Location, RelatedLocation, Severity
from ..library import Library
from ..records.fields import parse_date
from ..records.identity import Known
from ..records.loader import Record
from ..records.sources import Source
from ..text import addresses
from .rules import rule, while_reading


@rule("invalid-record")
def invalid_record(library: Library) -> Iterator[Diagnostic]:
    """A record cannot be read, or one of its fields is missing, misspelt or of the wrong kind.

    ## What it finds

    Files in `docs/sources/` and `docs/glossary/` that are not UTF-8 text, are not one YAML mapping, are too large or
    too deeply nested; fields that the format does not have; values of the wrong kind; HTML in a text; a key that
    differs from the file's name.

    ## Why it matters

    The whole of a faulty record is left out, and every citation of it loses its evidence.

    ## Example

    ```yaml
    titel: Migrant caravan halted   # there is no field 'titel'
    rank: 5                         # '5' is not one of the choices
    ```

    ## How to fix it

    Correct the field that the finding names, with the closest name or choice that it gives. The README shows a complete
    record.
    """
    return while_reading(library, "invalid-record")


@rule("duplicate-record")
def duplicate_record(library: Library) -> Iterator[Diagnostic]:
    """Two records have the same key, or two evidence notes of a source the same id.

    ## What it finds

    Files whose names differ only in case or extension (`lopez2019.yaml`, `Lopez2019.yml`), and evidence ids that occur
    twice in one source.

    ## Why it matters

    A citation of the key could mean either, and the site could show the wrong evidence.

    ## Example

    ```yaml
    evidence:
      - id: cards
        ...
      - id: cards
    ```

    ## How to fix it

    Remove one of the two, or give it another name.
    """
    yield from while_reading(library, "duplicate-record")
    for record in library.sources.values():
        seen: dict[str, int] = {}
        for i, note in enumerate(record.data.evidence):
            if note.id in seen:
                yield Diagnostic(
                    "duplicate-record",
                    record.location("evidence", i, "id"),
                    f"the evidence id '{note.id}' occurs twice in this source",
                    "give one of the two notes another id",
                    (RelatedLocation(record.location("evidence", seen[note.id], "id"), "the other note"),),
                )
            seen.setdefault(note.id, i)


@rule("duplicate-source")
def duplicate_source(library: Library) -> Iterator[Diagnostic]:
    """Two records describe the same work.

    ## What it finds

    Two sources with the same address or the same DOI; or with the same title, unless they appeared in different newspapers,
    journals or sites (or with different publishers), or on different dates. A leading `www.`, a final slash and the
    difference between http and https are ignored. A date that is less exact, such as 2019 for 2019-01-20, is no difference.

    ## Why it matters

    One work that is counted twice looks like two witnesses.

    ## Example

    `lopez2019.yaml` and `lopezcards2019.yaml`, both with `URL: https://example.org/cards`.

    ## How to fix it

    Move the evidence notes into one record, cite that one, and remove the other.
    """
    seen: Known[Record[Source]] = Known()
    for record in library.sources.values():
        work = record.data.identity()
        if found := seen.find(work):
            kind, other = found
            yield Diagnostic(
                "duplicate-source",
                record.location(kind),
                f"the source '{other.key}' has the same {_SAME[kind]}",
                "merge the evidence into one of the two records, and cite that",
                (RelatedLocation(other.location(kind), "the other record"),),
            )
        seen.add(work, record)


_SAME = {"URL": "address", "DOI": "DOI", "title": "title, publication and date"}


@rule("unsafe-url")
def unsafe_url(library: Library) -> Iterator[Diagnostic]:
    """An address is not a plain web address.

    ## What it finds

    Addresses in records that are not absolute `http` or `https` addresses; `javascript:`, `vbscript:` and `data:`
    addresses in any field of a record; in the links of pages and records, every address with a scheme other than
    `http`, `https` and `mailto`, even if entities or brackets disguise it.

    ## Why it matters

    Such an address runs code in the reader's browser, or does not work.

    ## Example

    ```yaml
    URL: javascript:alert(1)
    ```

    ## How to fix it

    Give the work's own address, beginning with `https://`.
    """
    yield from while_reading(library, "unsafe-url")
    for document in library.documents():
        for part in document.parts:
            for start, end, destination in part.inline.links:
                picture = part.block.text[start] == "!"
                if message := addresses.fault(destination, picture=picture):
                    yield Diagnostic("unsafe-url", document.location(part, start, end), message, addresses.HELP)
        for offset, destination in document.destinations:
            if message := addresses.fault(destination):
                start = document.file_offset(offset)
                location = document.lines.location(document.path, start, start + len(destination))
                yield Diagnostic("unsafe-url", location, message, addresses.HELP)
        for offset, message in addresses.others(document):
            location = document.lines.location(document.path, document.file_offset(offset))
            yield Diagnostic("unsafe-url", location, message, addresses.HELP)


@rule("impossible-date")
def impossible_date(library: Library) -> Iterator[Diagnostic]:
    """A date does not exist, or is too early or too late.

    ## What it finds

    Dates that no calendar has (30 February), intervals that end before they begin, dates that cannot be parsed, sources
    that were read before they were issued, and dates of reading, archiving and release in the future. In a page's front
    matter, a `known` that is not a month, a `checked` that is not a day, or either in the future.

    ## Why it matters

    The order of events is half of this debate, and a wrong date can reverse cause and effect.

    ## Example

    ```yaml
    issued: 2019-02-30
    ```

    ## How to fix it

    Write `2019`, `2019-02`, `2019-02-28`, `FY2019`, or an interval such as `2018-10/2019-02`.
    """
    yield from while_reading(library, "impossible-date")
    for record in library.sources.values():
        source = record.data
        if source.issued and parse_date(source.read.date)[1] < parse_date(source.issued)[0]:
            yield Diagnostic(
                "impossible-date",
                record.location("read", "date"),
                f"the source was read ({source.read.date}) before it was issued ({source.issued})",
                "correct one of the two dates",
                (RelatedLocation(record.location("issued"), "issued here"),),
            )
    yield from _future_dates(library)
    yield from _pages_dates(library)


_ARCHIVED = re.compile(r"/(?:web/)?(\d{4})(\d\d)?(\d\d)?\d*(?:[a-z]{2}_)?/https?:")
"""The day of a copy, in its address at an archive."""


def _future_dates(library: Library) -> Iterator[Diagnostic]:
    """Check the dates in records on which something was done: read, archived, published."""
    tomorrow = library.today + datetime.timedelta(days=1)  # which has begun in some time zone
    for record in library.sources.values():
        source = record.data
        if source.read.date.startswith("FY") or "/" in source.read.date:
            message = f"the date of reading '{source.read.date}' is not a month or a day"
            yield Diagnostic("impossible-date", record.location("read", "date"), message, "write it like 2026-11")
        elif parse_date(source.read.date)[0] > tomorrow:
            message = f"the date of reading ({source.read.date}) is in the future"
            yield Diagnostic(
                "impossible-date", record.location("read", "date"), message, "write the month of your reading"
            )
        if (found := _ARCHIVED.search(source.archive or "")) and "-".join(filter(None, found.groups())) > str(tomorrow):
            message = "the date of the archived copy is in the future"
            yield Diagnostic(
                "impossible-date", record.location("archive"), message, "copy the address from the archive again"
            )
    for release in library.releases.values():
        if parse_date(release.data.date)[0] > tomorrow:
            message = f"the date of the release ({release.data.date}) is in the future"
            yield Diagnostic(
                "impossible-date", release.location("date"), message, "write the day on which it is published"
            )


def _pages_dates(library: Library) -> Iterator[Diagnostic]:
    """Check that the dates in the front matter of pages are not in the future."""
    tomorrow = library.today + datetime.timedelta(days=1)  # which has begun in some time zone
    for page in library.written():
        for name, kind, example in (("known", "month", "2026-11"), ("checked", "day", "2026-11-24")):
            if name not in page.matter.fields:
                continue
            date = page.dated(name)
            fault = "" if len(date) == len(example) else f"'{name}' is not a {kind}"
            if not fault and parse_date(date)[0] > tomorrow:
                fault = f"'{name}' is in the future"
            if fault:
                start, end = page.matter.keys[name]
                location = page.documents[0].lines.location(page.path, start, end)
                yield Diagnostic(
                    "impossible-date", location, fault, f"write the {kind} of your reading, such as {example}"
                )


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
