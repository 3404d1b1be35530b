"""What the rules on evidence share: the citations that lead to evidence."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import RelatedLocation
from ...library import Library, Page
from ...text.citation import Citation, Item
from ...text.statements import Statement


def known_items(library: Library, citations: list[Citation]) -> list[Item]:
    """Return the items that lead to evidence; other rules report the rest."""
    return [item for citation in citations for item in citation.items if library.evidence.note(item) is not None]


def cited_statements(library: Library) -> Iterator[tuple[Page, Statement, list[Item]]]:
    """Return every statement with the items that lead to evidence.

    If one of its citations is broken, the list is empty: another rule reports the citation, and its evidence is
    unknown.
    """
    return iter(library.citations.with_evidence)


def source_says(library: Library, item: Item) -> RelatedLocation:
    """Return the second place of a finding: the source's words."""
    record = library.sources[item.key]
    note = library.evidence.note(item)
    index = record.data.evidence.index(note) if note else 0
    return RelatedLocation(record.location("evidence", index, "says"), "the source says")


def is_table_head(statement: Statement) -> bool:
    """Whether a statement is a cell of a table's head."""
    return statement.stretches[0].part.block.row < 0
