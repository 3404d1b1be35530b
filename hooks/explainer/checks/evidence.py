"""Rules on cited statements: their figures, dates, quotations and voices must be in the evidence."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..diagnostics import Diagnostic, RelatedLocation, Severity
from ..library import Library, Page
from ..library.terms import reading_of
from ..records.fields import parse_date
from ..text.citation import Citation, Item
from ..text.documents import Document
from ..text.positions import positions
from ..text.quantities import DateMention, FactSet, NamedYear, Quantity
from ..text.quotations import Quotation, nearest, quotations, word_difference
from ..text.statements import Statement, Stretch, label
from ..text.wording import stands_in
from .attribution import misattributed
from .context import figures, unsupported_times
from .rules import rule

_ANNOUNCED = datetime.timedelta(days=31)
"""How far ahead an article may report future events as facts."""

MOST_SUGGESTIONS = 200
"""How many altered quotations are shown with the source's words; more than that are not the result of mistakes in copying."""

_FIRST = 3
"""How many notes of a statement are asked one by one, before the facts of all are put together."""

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


def known_items(library: Library, citations: list[Citation]) -> list[Item]:
    """Return the items that lead to evidence; other rules report the rest."""
    return [item for citation in citations for item in citation.items if library.evidence.note(item) is not None]


def _all(library: Library) -> Iterator[tuple[Page, Statement, list[Item]]]:
    """Return every statement with the items that lead to evidence.

    If one of its citations is broken, the list is empty: another rule reports the citation, and its evidence is
    unknown.
    """
    return iter(library.citations.with_evidence)


@rule("unsupported-figure")
def unsupported_figure(library: Library) -> Iterator[Diagnostic]:
    """A figure or date is not in the evidence that its citation names.

    ## What it finds

    Numbers, percentages and dates of a statement that are in none of the evidence notes that its citation names, nor in
    the sources' titles and dates. Values are compared, not spellings: "13,270" equals "13 270", "twenty-five" equals 25,
    and "5 billion" equals 5,000,000,000; but "40" is not "40%". The day and month of a date must occur together.

    What the text says beside a number is compared where both sides say it: what it counts (450 people are not 450
    families, and 5 per cent are not 5 percentage points), its sign, its bound ("fewer than 300" against "more than 300")
    and the year with which a sentence pairs it. A weekday must fit its date. Names such as "Article 33" are not figures;
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
    for page, statement, items in _all(library):
        if not items:
            continue
        facts: FactSet | None = None  # many statements have no figure, and most figures are in the first note
        for stretch, found in figures(library, page, statement):
            if any(library.evidence.facts(item).supports(found) for item in items[:_FIRST]):
                continue
            facts = facts or library.evidence.joint_facts(items)
            if facts.supports(found):
                continue
            if isinstance(found, DateMention) and _after_all(library, items, found):
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
        tuple(_says(library, item) for item in items[:3]),
    )


def _says(library: Library, item: Item) -> RelatedLocation:
    """Return the second place of a finding: the source's words."""
    record = library.sources[item.key]
    note = library.evidence.note(item)
    index = record.data.evidence.index(note) if note else 0
    return RelatedLocation(record.location("evidence", index, "says"), "the source says")


def _after_all(library: Library, items: list[Item], day: DateMention) -> bool:
    """Whether a date is later than the issue of every source that is cited for it."""
    return _is_after(day, _latest_issue(library, items))


def _latest_issue(library: Library, items: list[Item]) -> datetime.date | None:
    """Return when the newest of the cited sources was issued; nothing if one has no date."""
    issued = [library.sources[item.key].data.issued for item in items]
    return max(parse_date(date)[1] for date in issued if date) if all(issued) else None


def _is_after(day: DateMention, latest: datetime.date | None) -> bool:
    if not day.year or latest is None:
        return False
    return (day.year, day.month or 1, day.day or 1) > (latest.year, latest.month, latest.day)


@rule("anachronism")
def anachronism(library: Library) -> Iterator[Diagnostic]:
    """A source is cited for an event after its date of issue.

    ## What it finds

    Dates of a statement that are later than the issue of every cited source and that the evidence does not give, and
    evidence notes of articles that are dated more than a month after the article. An event that a source announces is
    not an anachronism if its note gives the date.

    ## Why it matters

    A source cannot know the future: either one of the two dates or the citation is wrong.

    ## Example

    `In 2021 the rule was lifted [@reuters2018halted#headline]`

    ## How to fix it

    Cite a source of that time, or correct the date.
    """
    for page, statement, items in _all(library):
        days = (
            [(one, day) for one, day in figures(library, page, statement) if isinstance(day, DateMention)]
            if items
            else []
        )
        latest = _latest_issue(library, items) if days else None
        facts: FactSet | None = None  # hardly any date is later than its sources
        for stretch, day in days:
            if not _is_after(day, latest):
                continue
            facts = facts or library.evidence.joint_facts(items)
            if not facts.supports(day):
                record = library.sources[items[0].key]
                yield Diagnostic(
                    "anachronism",
                    stretch.location(day.start, day.end),
                    f"'{day.text}' is later than the issue of '{record.key}' ({record.data.issued})",
                    "cite a source of that time, or correct the date",
                    (RelatedLocation(record.location("issued"), "issued here"),),
                )
    for record in library.sources.values():
        if not record.data.issued:
            continue
        if not record.data.type.startswith("article-"):
            continue  # the page of a treaty or a report may describe later events
        issued = parse_date(record.data.issued)[1] + _ANNOUNCED
        for i, note in enumerate(record.data.evidence):
            if note.date and parse_date(note.date)[0] > issued:
                yield Diagnostic(
                    "anachronism",
                    record.location("evidence", i, "date"),
                    f"the evidence is dated {note.date}, later than the issue of its source ({record.data.issued})",
                    "correct one of the two dates; for an announcement, give the date on which it was made",
                    (RelatedLocation(record.location("issued"), "issued here"),),
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
    for page, statement, _ in _all(library):
        if statement.citations or _is_table_head(statement):
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


def _is_table_head(statement: Statement) -> bool:
    return statement.stretches[0].part.block.row < 0


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


@rule("altered-quotation")
def altered_quotation(library: Library) -> Iterator[Diagnostic]:
    """Words in quotation marks are not the source's words.

    ## What it finds

    Quotations that are in none of the evidence notes that their citation names, nor in the source's title. A note's
    `translation` of its quotation may be quoted too. Case, typographic marks and white space are ignored. An ellipsis
    marks words that were left out, and [brackets] mark words that were added; no other change is allowed. Neither may
    hide a "not", and brackets may replace only a pronoun, another form of the same word, or words by a name. A name
    beside the quotation, as in `Ann said "..."`, must not be another person's than the note's speaker.

    ## Why it matters

    Quotation marks promise the exact words. One changed word can change the meaning.

    ## Example

    `"take extraordinary steps"` where the source has "take unprecedented steps"

    ## How to fix it

    Copy the words from the note, or use your own words without quotation marks.
    """
    suggested = 0
    for page, statement, items in _all(library):
        found = _quotations(library, page, statement) if items else []
        if not found:
            continue
        texts = [text for item in items for text in library.evidence.words(item)]
        for stretch, quotation in found:
            if stands_in(quotation.text, texts):
                yield from misattributed(library, stretch, quotation, items)
                continue
            near = None
            if suggested < MOST_SUGGESTIONS:
                suggested += 1
                near = nearest(
                    quotation.text, dict.fromkeys(text for item in items for text in library.evidence.quotable(item))
                )
            yield Diagnostic(
                "altered-quotation",
                stretch.location(quotation.start, quotation.end),
                "these words are not in the evidence cited here"
                if near is None
                else f"the source has other words: {word_difference(quotation.text, near)}",
                "copy the words from the evidence, or remove the quotation marks",
                tuple(_says(library, item) for item in items[:3]),
            )


def _quotations(library: Library, page: Page, statement: Statement) -> list[tuple[Stretch, Quotation]]:
    """Return the quotations of a statement, except those in the name of the page that they link to."""
    return [
        (stretch, quotation)
        for stretch in statement.stretches
        for quotation in stretch.quotations()
        if not library.names.quotation(page, stretch, quotation)
    ]


@rule("uncited-quotation")
def uncited_quotation(library: Library) -> Iterator[Diagnostic]:
    """A quotation has no citation.

    ## What it finds

    Words in quotation marks after a block's last citation, in a block without any, or in a key point.

    ## Why it matters

    The reader cannot see who said it and where, or check the words.

    ## Example

    `Officials spoke of "order and respect".`

    ## How to fix it

    Cite the evidence that has the words, or use your own words without quotation marks.
    """
    for page, statement, _ in _all(library):
        if statement.citations or _is_table_head(statement):
            continue
        for stretch, quotation in _quotations(library, page, statement):
            yield Diagnostic(
                "uncited-quotation",
                stretch.location(quotation.start, quotation.end),
                "this quotation has no citation",
                "end the statement with [@key#evidence]",
            )
    for page in library.pages:
        for document in page.documents:
            for part in (*document.code, *document.html):
                shown = label(document, part)
                for quotation in shown.quotations():
                    yield Diagnostic(
                        "uncited-quotation",
                        shown.location(quotation.start, quotation.end),
                        "this quotation has no citation",
                        "move it to a paragraph, with [@key#evidence]",
                    )
    for page in library.written():
        for text, at in page.key_points():
            if quotations(text):
                yield Diagnostic(
                    "uncited-quotation",
                    page.documents[0].lines.location(page.path, at, at + len(text)),
                    "a key point has a quotation, but cannot cite its source",
                    "use your own words",
                )


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
    for _, statement, items in _all(library):
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
