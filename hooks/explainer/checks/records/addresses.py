"""Rules on the works and addresses that records name."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Diagnostic, RelatedLocation
from ...library import Library
from ...records.identity import Known
from ...records.loader import Record
from ...records.sources import Source
from ...text import addresses
from ..rules import rule, while_reading


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
