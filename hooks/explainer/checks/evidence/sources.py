"""What kind of evidence a statement may rest on."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Diagnostic, RelatedLocation, Severity
from ...library import Library
from ...text.documents import Document
from ...text.positions import positions
from ..rules import rule
from .items import cited_statements

_LONG_WORKS = {"book", "chapter", "report", "thesis", "legislation", "treaty", "legal_case", "regulation"}
_NO_PLACE = {
    "body",
    "text",
    "excerpt",
    "stored excerpt",
    "whole text",
    "full text",
    "entire text",
    "whole document",
    "the text",
    "document",
    "throughout",
    "passim",
}


@rule("missing-locator", Severity.WARNING)
def missing_locator(library: Library) -> Iterator[Diagnostic]:
    """A long work is cited without a page, article or paragraph.

    ## What it finds

    Citations of books, reports, laws, treaties and rulings that give no page, article or paragraph when the evidence
    note's `at` gives none either.

    ## Why it matters

    Nobody reads 300 pages to check one sentence.

    ## Example

    `[@ley-migracion#cards]` where the note's `at` is "body"

    ## How to fix it

    Give the place in the note's `at`, or in the citation: `[@ley-migracion#cards, art. 52]`.
    """
    for use in library.citations.uses:
        for item in use.citation.items:
            note = library.evidence.note(item)
            record = library.sources.get(item.key)
            if not note or not record or item.locator or record.data.type not in _LONG_WORKS:
                continue
            if all(location.strip(" .()").lower() in _NO_PLACE for location in note.at.values()):
                index = record.data.evidence.index(note)
                yield Diagnostic(
                    "missing-locator",
                    use.document.location(use.part, item.start, item.end),
                    f"neither this citation nor its note gives a place in '{item.key}'",
                    "add a locator: [@key#evidence, p. 12]",
                    (RelatedLocation(record.location("evidence", index, "at"), "the note's place"),),
                )


@rule("weak-source")
def weak_source(library: Library) -> Iterator[Diagnostic]:
    """A statement has only weak sources.

    ## What it finds

    Statements that cite only sources of rank 4.

    ## Why it matters

    Copies of copies and partisan pages can point to evidence, but are not sufficient evidence themselves.

    ## Example

    `The leaders were paid [@someblog2019#paid]`, where `someblog2019` has `rank: 4`.

    ## How to fix it

    Cite a source of rank 1, 2 or 3 as well, or remove the statement.
    """
    for _, statement, items in cited_statements(library):
        if statement.point or not items or any(library.sources[item.key].data.rank != "4" for item in items):
            continue  # the sentences after a point have the same sources
        record = library.sources[items[0].key]
        citing = statement.stretches[-1].part
        yield Diagnostic(
            "weak-source",
            statement.document.location(citing, items[0].start, items[0].end)
            if any(citation is statement.citations[0] for citation in citing.inline.citations)
            else statement.location,
            "this statement has only weak sources (rank 4)",
            "cite a better source as well, or remove the statement",
            (RelatedLocation(record.location("rank"), "ranked here"),),
        )


@rule("one-sided")
def one_sided(library: Library) -> Iterator[Diagnostic]:
    """A position in a debate lacks something that the others have.

    ## What it finds

    On pages in `debate/`, sections with headings like "Position one: ..." that have other sub-headings than the first
    of them, that quote nobody (no cited note has a `speaker`), or that have less than half the citations of the
    longest.

    ## Why it matters

    Readers can weigh positions only if each has its own voice and evidence, at similar length.

    ## Example

    Two positions with "Best evidence" and "Best reply", and a third with one paragraph.

    ## How to fix it

    Give every position the same sub-headings, its holders' own words, and its best evidence.
    """
    for page in library.written():
        if page.src.startswith("debate/"):
            yield from _balance(library, page.documents[0])


def _balance(library: Library, document: Document) -> Iterator[Diagnostic]:
    found = positions(document)
    if not found:
        return
    most = max(len(position.items) for position in found)
    model = found[0]
    for position in found:
        location = document.location(position.heading, 0, len(position.heading.block.text))
        first = RelatedLocation(
            document.location(model.heading, 0, len(model.heading.block.text)), "the first position"
        )
        if position.headings != model.headings:
            yield Diagnostic(
                "one-sided",
                location,
                "this position has other sub-headings than the first",
                f"give it {', '.join(model.headings) or 'none'}",
                (first,),
            )
        if not any((note := library.evidence.note(item)) and note.speaker for item in position.items):
            yield Diagnostic(
                "one-sided",
                location,
                "this position quotes nobody: no cited note has a speaker",
                "quote somebody who holds it",
            )
        if len(position.items) * 2 < most:
            yield Diagnostic(
                "one-sided",
                location,
                f"this position has less than half the citations of another: {len(position.items)} against {most}",
                "add its best evidence",
            )
