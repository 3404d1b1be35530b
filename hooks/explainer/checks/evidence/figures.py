"""Figures and dates must be in the evidence that is cited."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Diagnostic
from ...library import Library, Page
from ...library.terms import reading_of
from ...text.citation import Item
from ...text.documents import Document
from ...text.quantities import DateMention, FactSet, NamedYear, Quantity
from ...text.statements import Statement, Stretch, label
from ..context import figures, unsupported_times
from ..rules import rule
from .dates import after_all
from .items import cited_statements, is_table_head, known_items, source_says

_FIRST = 3
"""How many notes of a statement are asked one by one, before the facts of all are put together."""


@rule("unsupported-figure")
def unsupported_figure(library: Library) -> Iterator[Diagnostic]:
    """A figure or date is not in the evidence that its citation names.

    ## What it finds

    Numbers, percentages and dates of a statement that are in none of the evidence notes that its citation names, nor in
    the sources' titles and dates. Values are compared, not spellings: "13,270" equals "13 270", "twenty-five" equals 25,
    and "5 billion" equals 5,000,000,000; but "40" is not "40%". The day and month of a date must occur together.

    What the text says beside a number is compared where both sides say it: what it counts (450 people are not 450
    families, and 5 per cent are not 5 percentage points), its sign, its bound ("fewer than 300" against "more than 300")
    and the year with which a sentence pairs it, or the first cell of its table row. A weekday must fit its date, and "five
    days later" must fit two dates of the text or the evidence. A source's year of issue supports only what a page says of
    its publication. Names such as "Article 33" are not figures;
    the year in the name of a law or treaty is compared with the year that the evidence gives it.

    ## Why it matters

    A number looks exact. One wrong digit, or the right number from another source, misleads every reader who quotes it.

    ## Example

    `By 20 January 12,547 people had registered [@inm2019#registered]`, and the note says 12,574.

    ## How to fix it

    Read the note and correct the sentence, cite the source that has the figure, or add an evidence note with the
    passage that you read. Never change a note to fit a sentence.
    """
    for statement, items, stretch, time in unsupported_times(library):
        yield _unsupported(library, statement, stretch, time, items)
    for page, statement, items in cited_statements(library):
        if not items:
            continue
        facts: FactSet | None = None  # many statements have no figure, and most figures are in the first note
        for stretch, found in figures(library, page, statement):
            if any(library.evidence.facts(item).supports(found) for item in items[:_FIRST]):
                continue
            facts = facts or library.evidence.joint_facts(items)
            if facts.supports(found):
                continue
            if isinstance(found, DateMention) and after_all(library, items, found):
                continue  # reported as anachronism
            yield _unsupported(library, statement, stretch, found, items, facts.instead(found))
        for stretch in statement.stretches:
            for named in library.term_index.figures(stretch).named_years:
                if (facts or library.evidence.joint_facts(items)).contradicts_name(named):
                    yield _unsupported(library, statement, stretch, named, items)


def _unsupported(
    library: Library,
    statement: Statement,
    stretch: Stretch,
    found: Quantity | DateMention | NamedYear,
    items: list[Item],
    instead: str = "",
) -> Diagnostic:
    kind = "figure" if isinstance(found, Quantity) else "date"
    where = "that its paragraph cites" if statement.point else "cited here"
    text = found.phrase if instead and isinstance(found, Quantity) else found.text
    return Diagnostic(
        "unsupported-figure",
        stretch.location(found.start, found.end),
        f"the {kind} '{text.strip()}' is not in the evidence {where}" + (f"; it has '{instead}'" if instead else ""),
        "correct the sentence, or cite evidence that has it",
        tuple(source_says(library, item) for item in items[:3]),
    )


@rule("uncited-figure")
def uncited_figure(library: Library) -> Iterator[Diagnostic]:
    """A figure or date has no citation.

    ## What it finds

    Numbers, percentages and dates after the last citation of a block, or in a block without a citation: a paragraph, a
    list item, a table row, an admonition. A heading or the head of a table may have a figure that is in the evidence
    cited below it, and a key point in the front matter one that is in the evidence cited anywhere on its page. The
    month of the page's `known` needs no citation: "By November 2026 we found no source".

    ## Why it matters

    The reader cannot check the number.

    ## Example

    `Some 12,574 people registered.`

    ## How to fix it

    End the statement with the citation of the evidence that has the figure.
    """
    for page, statement, _ in cited_statements(library):
        if statement.citations or is_table_head(statement):
            continue
        known = page.matter.text("known")
        for stretch, found in figures(library, page, statement):
            if found.refers_back or (isinstance(found, DateMention) and known == f"{found.year}-{found.month:02}"):
                continue
            yield _uncited(stretch, found)
    for page in library.pages:
        for document in page.documents:
            for part in (*document.code, *document.html):
                shown = label(document, part)
                for found in library.term_index.figures(shown).stated():
                    yield _uncited(shown, found)
            yield from _labels(library, page, document)
        yield from _key_points(library, page)


def _uncited(stretch: Stretch, found: Quantity | DateMention) -> Diagnostic:
    kind = "date" if isinstance(found, DateMention) else "figure"
    return Diagnostic(
        "uncited-figure",
        stretch.location(found.start, found.end),
        f"the {kind} '{found.text.strip()}' has no citation",
        "end the statement with [@key#evidence]",
    )


def _labels(library: Library, page: Page, document: Document) -> Iterator[Diagnostic]:
    """Check the figures of headings and table heads against all evidence cited below them."""
    labels: dict[int, Stretch] = {}
    for i, part in enumerate(document.parts):
        if part.block.kind == "heading" or part.block.row < 0:
            stretch = label(document, part)
            if library.term_index.figures(stretch).stated():
                labels[i] = stretch
    if not labels:
        return
    # From the last part to the first, so that the citations below each are collected once: below a heading up to the
    # next of its level or above, below a table's head up to the table's end (level 0).
    below: dict[int, list[Item]] = {level: [] for level in range(7)}
    joint: dict[int, FactSet] = {}  # by level, until the next citation: a table's head has many cells
    for i in range(len(document.parts) - 1, -1, -1):
        part = document.parts[i]
        block = part.block
        if cited := known_items(library, list(part.inline.citations)):
            joint.clear()
            for items in below.values():
                items += cited
        if i in labels:
            stretch = labels[i]
            if block.level not in joint:
                joint[block.level] = library.evidence.joint_facts(below[block.level])
            facts = joint[block.level]
            for found in library.term_index.figures(stretch).stated():
                if not (found.refers_back or facts.supports(found) or library.names.figure(page, stretch, found)):
                    yield _uncited(stretch, found)
        ended = [level for level in below if level >= block.level > 0 or (level == 0 and block.kind != "cell")]
        for level in ended:
            below[level] = []
            joint.pop(level, None)


def _key_points(library: Library, page: Page) -> Iterator[Diagnostic]:
    """Check the figures of a page's key points against all evidence that the page cites."""
    points = page.key_points()
    if not points:
        return
    facts: FactSet | None = None  # many key points have no figure
    document = page.documents[0]
    for text, at in points:
        for found in reading_of(text, page.language, ()).stated():
            if facts is None:
                uses = library.citations.on(page)
                facts = library.evidence.joint_facts(known_items(library, [use.citation for use in uses]))
            if not facts.supports(found):
                kind = "date" if isinstance(found, DateMention) else "figure"
                yield Diagnostic(
                    "uncited-figure",
                    document.lines.location(page.path, at, at + len(text)),
                    f"the {kind} '{found.text.strip()}' in this key point is not in the evidence that the page cites",
                    "correct it, or give it in the page's text with its evidence",
                )
