"""Rules on what a citation says: figures, dates, quotations and voices must stand in the evidence."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Related, Severity
from ..library import Library, Page
from ..records.fields import parse_date
from ..text.figures import Day, Figure, Stock, read_figures
from ..text.inline import Citation, Item
from ..text.passages import Passage
from ..text.positions import positions
from ..text.quotations import Quotation, nearest, quotations, stands_in, word_difference
from ..text.statements import Statement, Stretch, label
from .rules import rule

_ANNOUNCED = datetime.timedelta(days=31)
"""How far ahead an article may tell of what is to come as a fact."""

MOST_SUGGESTIONS = 200
"""Altered quotations beside which the source's words are shown; more at once come from something else than slips."""

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
    """Return the items that lead to evidence; what does not is another rule's."""
    return [item for citation in citations for item in citation.items if library.evidence.note(item) is not None]


def _all(library: Library) -> Iterator[tuple[Page, Statement, list[Item]]]:
    """Return every statement with the items that lead to evidence.

    Where one of its citations leads nowhere the list is empty: that is another rule's finding, and what
    stands behind it is not known.
    """
    return iter(library.citations.with_evidence)


@rule("unsupported-figure")
def unsupported_figure(library: Library) -> Iterator[Diagnostic]:
    """A figure or date stands in no evidence that its citation names.

    ## What it finds

    Numbers, shares and dates of a statement that are in none of the evidence notes that the statement's
    citation names, nor in the sources' titles and dates. They are compared as numbers: "13,270" and "13 270"
    are equal, "40%" and "40 per cent" too, and "5 billion" is 5,000,000,000; "40" is not "40%". A date needs
    its day and month together. Names such as "the 1951 Convention" and "Article 33" are no figures.

    ## Why it matters

    A number looks exact. One wrong digit, or the right number from another source, misleads every reader
    who quotes it.

    ## Example

    `By 20 January 12,547 people had registered [@inm2019#registered]`, and the note says 12,574.

    ## How to mend it

    Read the note and correct the sentence, cite the source that has the figure, or record what you read as
    a new evidence note. Never change a note to fit a sentence.
    """
    for page, statement, items in _all(library):
        if not items:
            continue
        stock: Stock | None = None  # many statements have no figure, and most figures stand in the first note
        for stretch, found in _figures(library, page, statement):
            if library.evidence.stock(items[0]).holds(found):
                continue
            stock = stock or library.evidence.joint_stock(items)
            if stock.holds(found):
                continue
            if isinstance(found, Day) and _after_all(library, items, found):
                continue  # anachronism says so
            yield _unsupported(library, statement, stretch, found, items)


def _figures(library: Library, page: Page, statement: Statement) -> Iterator[tuple[Stretch, Figure | Day]]:
    """Yield the figures and dates of a statement, but for those in the name of the page or chart that they link to."""
    for stretch in statement.stretches:
        for found in library.term_index.figures(page, stretch).both():
            if not library.names.figure(page, stretch.seen, found):
                yield stretch, found


def _unsupported(
    library: Library, statement: Statement, stretch: Stretch, found: Figure | Day, items: list[Item]
) -> Diagnostic:
    kind = "date" if isinstance(found, Day) else "figure"
    where = "that its paragraph cites" if statement.point else "that is cited here"
    return Diagnostic(
        "unsupported-figure",
        stretch.place(found.start, found.end),
        f"the {kind} '{found.text.strip()}' stands in no evidence {where}",
        "correct the sentence, or cite the evidence that has it",
        tuple(_says(library, item) for item in items[:3]),
    )


def _says(library: Library, item: Item) -> Related:
    """Return the second place of a finding: what the source says."""
    record = library.sources[item.key]
    note = library.evidence.note(item)
    index = record.data.evidence.index(note) if note else 0
    return Related(record.place("evidence", index, "says"), "the source says")


def _after_all(library: Library, items: list[Item], day: Day) -> bool:
    """Whether a date lies after every source that is cited for it was issued."""
    issued = [library.sources[item.key].data.issued for item in items]
    if not day.year or not all(issued):
        return False
    latest = max(parse_date(date)[1] for date in issued if date)
    return (day.year, day.month or 1, day.day or 1) > (latest.year, latest.month, latest.day)


@rule("anachronism")
def anachronism(library: Library) -> Iterator[Diagnostic]:
    """A source is cited for what happened after it was issued.

    ## What it finds

    Dates of a statement that lie after the day on which every cited source was issued and that no evidence
    gives, and evidence notes in articles that are dated more than a month after the article. What a source announces for later is
    no anachronism if its note says so.

    ## Why it matters

    A source cannot know the future: one of the two dates is wrong, or the citation is.

    ## Example

    `In 2021 the rule was lifted [@reuters2018halted#headline]`

    ## How to mend it

    Cite a source of that time, or correct the date.
    """
    for page, statement, items in _all(library):
        days = [(one, day) for one, day in _figures(library, page, statement) if isinstance(day, Day)] if items else []
        if not days:
            continue
        stock = library.evidence.joint_stock(items)
        for stretch, day in days:
            if not stock.holds(day) and _after_all(library, items, day):
                record = library.sources[items[0].key]
                yield Diagnostic(
                    "anachronism",
                    stretch.place(day.start, day.end),
                    f"'{day.text}' lies after '{record.key}' was issued ({record.data.issued})",
                    "cite a source of that time, or correct the date",
                    (Related(record.place("issued"), "issued here"),),
                )
    for record in library.sources.values():
        if not record.data.issued:
            continue
        if not record.data.type.startswith("article-"):
            continue  # the page of a treaty or a report may tell what came of it
        issued = parse_date(record.data.issued)[1] + _ANNOUNCED
        for i, note in enumerate(record.data.evidence):
            if note.date and parse_date(note.date)[0] > issued:
                yield Diagnostic(
                    "anachronism",
                    record.place("evidence", i, "date"),
                    f"the evidence is dated {note.date}, after its source was issued ({record.data.issued})",
                    "correct one of the two dates; for what a source announces, date the announcement",
                    (Related(record.place("issued"), "issued here"),),
                )


@rule("uncited-figure")
def uncited_figure(library: Library) -> Iterator[Diagnostic]:
    """A figure or date has no citation.

    ## What it finds

    Numbers, shares and dates in a block's text after its last citation, or in a block without any: a
    paragraph, a list's item, a table's row, a note. A heading or a table's head may hold a figure that the
    evidence cited below it has, and a key point in the front matter one that stands in the evidence cited anywhere on its page. The page's own date of knowledge (`known` in its front matter) needs no
    citation: "By November 2026 we found no source".

    ## Why it matters

    The reader has nothing to check the number against.

    ## Example

    `Some 12,574 people registered.`

    ## How to mend it

    End the statement with the citation of the evidence that has the figure.
    """
    for page, statement, _ in _all(library):
        if statement.citations or _is_table_head(statement):
            continue
        known = page.matter.text("known")
        for stretch, found in _figures(library, page, statement):
            if isinstance(found, Day) and known == f"{found.year}-{found.month:02}":
                continue
            yield _uncited(stretch, found)
    for page in library.pages:
        for passage in page.passages:
            for part in passage.code:
                code = label(passage, part)
                for found in library.term_index.figures(page, code).both():
                    yield _uncited(code, found)
            yield from _labels(library, page, passage)
        yield from _key_points(library, page)


def _is_table_head(statement: Statement) -> bool:
    return statement.stretches[0].part.block.row < 0


def _uncited(stretch: Stretch, found: Figure | Day) -> Diagnostic:
    kind = "date" if isinstance(found, Day) else "figure"
    return Diagnostic(
        "uncited-figure",
        stretch.place(found.start, found.end),
        f"the {kind} '{found.text.strip()}' has no citation",
        "end the statement with [@key#evidence]",
    )


def _labels(library: Library, page: Page, passage: Passage) -> Iterator[Diagnostic]:
    """Check the figures of headings and table heads against all that is cited below them."""
    labels: dict[int, Stretch] = {}
    for i, part in enumerate(passage.parts):
        if part.block.kind == "heading" or part.block.row < 0:
            stretch = label(passage, part)
            if library.term_index.figures(page, stretch).both():
                labels[i] = stretch
    if not labels:
        return
    # From the last part to the first, so that what is cited below each is gathered once: below a heading up to the next
    # of its level or above, below a table's head up to the table's end (level 0).
    below = {level: Stock() for level in range(7)}
    for i in range(len(passage.parts) - 1, -1, -1):
        part = passage.parts[i]
        block = part.block
        cited = library.evidence.joint_stock(known_items(library, list(part.inline.citations)))
        for stock in below.values():
            stock.update(cited)
        if i in labels:
            stretch = labels[i]
            for found in library.term_index.figures(page, stretch).both():
                if not (below[block.level].holds(found) or library.names.figure(page, stretch.seen, found)):
                    yield _uncited(stretch, found)
        if block.kind != "cell":
            below[0] = Stock()
        if block.level:
            below.update((level, Stock()) for level in range(block.level, 7))


def _key_points(library: Library, page: Page) -> Iterator[Diagnostic]:
    """Check the figures of a page's key points against all that the page cites."""
    points = page.key_points()
    if not points:
        return
    uses = library.citations.on(page)
    stock = library.evidence.joint_stock(known_items(library, [use.citation for use in uses]))
    passage = page.passages[0]
    for text, at in points:
        for found in read_figures(text, spanish=page.language == "es").both():
            if not stock.holds(found):
                kind = "date" if isinstance(found, Day) else "figure"
                yield Diagnostic(
                    "uncited-figure",
                    passage.lines.place(page.path, at, at + len(text)),
                    f"the {kind} '{found.text.strip()}' of a key point stands in no evidence that the page cites",
                    "correct it, or cite its evidence where the page tells it",
                )


@rule("altered-quotation")
def altered_quotation(library: Library) -> Iterator[Diagnostic]:
    """Words in quotation marks are not the source's words.

    ## What it finds

    Quotations that stand in none of the evidence notes that their citation names, nor in the source's
    title. A note's `translation` of its quotation may be quoted too. Case, typographic marks and white space make no difference; an ellipsis or [brackets] stand for
    words that were left out or put in. Nothing else does.

    ## Why it matters

    Quotation marks promise the very words. One changed word can change what a person said.

    ## Example

    `"take extraordinary steps"` where the source has "take unprecedented steps"

    ## How to mend it

    Copy the words from the note, or say it in your own words without the marks.
    """
    suggested = 0
    for page, statement, items in _all(library):
        found = _quotations(library, page, statement) if items else []
        if not found:
            continue
        texts = [text for item in items for text in library.evidence.words(item)]
        for stretch, quotation in found:
            if stands_in(quotation.text, texts):
                continue
            near = None
            if suggested < MOST_SUGGESTIONS:
                suggested += 1
                near = nearest(
                    quotation.text, dict.fromkeys(text for item in items for text in library.evidence.quotable(item))
                )
            yield Diagnostic(
                "altered-quotation",
                stretch.place(quotation.start, quotation.end),
                "these words stand in no evidence that is cited here"
                if near is None
                else f"the source has other words: {word_difference(quotation.text, near)}",
                "copy the words from the evidence, or take the quotation marks away",
                tuple(_says(library, item) for item in items[:3]),
            )


def _quotations(library: Library, page: Page, statement: Statement) -> list[tuple[Stretch, Quotation]]:
    """Return the quotations of a statement, but for those in the name of the page that they link to."""
    return [
        (stretch, quotation)
        for stretch in statement.stretches
        for quotation in stretch.quotations()
        if not library.names.quotation(page, stretch.seen, quotation)
    ]


@rule("uncited-quotation")
def uncited_quotation(library: Library) -> Iterator[Diagnostic]:
    """A quotation has no citation.

    ## What it finds

    Words in quotation marks after a block's last citation, in a block without any, or in a key point.

    ## Why it matters

    Nobody can see who said it, where, and whether these were the words.

    ## Example

    `Officials spoke of "order and respect".`

    ## How to mend it

    Cite the evidence that has the words, or say it in your own words without the marks.
    """
    for page, statement, _ in _all(library):
        if statement.citations or _is_table_head(statement):
            continue
        for stretch, quotation in _quotations(library, page, statement):
            yield Diagnostic(
                "uncited-quotation",
                stretch.place(quotation.start, quotation.end),
                "this quotation has no citation",
                "end the statement with [@key#evidence]",
            )
    for page in library.pages:
        for passage in page.passages:
            for part in passage.code:
                code = label(passage, part)
                for quotation in code.quotations():
                    yield Diagnostic(
                        "uncited-quotation",
                        code.place(quotation.start, quotation.end),
                        "this quotation has no citation",
                        "say it in a paragraph, with [@key#evidence]",
                    )
    for page in library.written():
        for text, at in page.key_points():
            if quotations(text):
                yield Diagnostic(
                    "uncited-quotation",
                    page.passages[0].lines.place(page.path, at, at + len(text)),
                    "a key point quotes, and cannot cite",
                    "say it in your own words",
                )


@rule("missing-locator", Severity.WARNING)
def missing_locator(library: Library) -> Iterator[Diagnostic]:
    """A long work is cited without a place in it.

    ## What it finds

    Citations of books, reports, laws, treaties and rulings that give no page, article or paragraph, where
    the evidence note's `at` names none either.

    ## Why it matters

    Nobody reads 300 pages to check one sentence.

    ## Example

    `[@ley-migracion#cards]` where the note's `at` is "body"

    ## How to mend it

    Say the place in the note's `at`, or in the citation: `[@ley-migracion#cards, art. 52]`.
    """
    for use in library.citations.uses:
        for item in use.citation.items:
            note = library.evidence.note(item)
            record = library.sources.get(item.key)
            if not note or not record or item.locator or record.data.type not in _LONG_WORKS:
                continue
            if all(place.strip(" .()").lower() in _NO_PLACE for place in note.at.values()):
                index = record.data.evidence.index(note)
                yield Diagnostic(
                    "missing-locator",
                    use.passage.place(use.part, item.start, item.end),
                    f"neither this citation nor the note says where in '{item.key}' it stands",
                    "add a locator: [@key#evidence, p. 12]",
                    (Related(record.place("evidence", index, "at"), "the note's place"),),
                )


@rule("weak-source")
def weak_source(library: Library) -> Iterator[Diagnostic]:
    """A statement rests on weak sources alone.

    ## What it finds

    Statements all of whose citations are of rank 4.

    ## Why it matters

    Copies of copies and partisan pages may point to evidence; they are not evidence enough.

    ## Example

    `The leaders were paid [@someblog2019#paid]`, where `someblog2019` has `rank: 4`.

    ## How to mend it

    Cite a source of rank 1, 2 or 3 beside it, or take the statement out.
    """
    for _, statement, items in _all(library):
        if statement.point or not items or any(library.sources[item.key].data.rank != "4" for item in items):
            continue  # the sentences below a point rest on the same sources
        record = library.sources[items[0].key]
        citing = statement.stretches[-1].part
        yield Diagnostic(
            "weak-source",
            statement.passage.place(citing, items[0].start, items[0].end)
            if any(citation is statement.citations[0] for citation in citing.inline.citations)
            else statement.place,
            "only weak sources (rank 4) carry this statement",
            "cite a better source beside it, or take the statement out",
            (Related(record.place("rank"), "ranked here"),),
        )


@rule("one-sided")
def one_sided(library: Library) -> Iterator[Diagnostic]:
    """A position in a debate lacks what the others have.

    ## What it finds

    On pages below `debate/`: sections with headings like "Position one: ..." that have other sub-headings than
    the first of them, that quote no one (no cited note has a `speaker`), or that have less than half the
    citations of the longest.

    ## Why it matters

    A reader can weigh positions only if each speaks for itself, at like length and with its own evidence.

    ## Example

    Two positions with "Best evidence" and "Best reply", and a third with one paragraph.

    ## How to mend it

    Give every position the same sub-headings, its holders' own words, and its best evidence.
    """
    for page in library.written():
        if page.src.startswith("debate/"):
            yield from _balance(library, page.passages[0])


def _balance(library: Library, passage: Passage) -> Iterator[Diagnostic]:
    found = positions(passage)
    if not found:
        return
    most = max(len(position.items) for position in found)
    model = found[0]
    for position in found:
        place = passage.place(position.heading, 0, len(position.heading.block.text))
        first = Related(passage.place(model.heading, 0, len(model.heading.block.text)), "the first position")
        if position.headings != model.headings:
            yield Diagnostic(
                "one-sided",
                place,
                "this position has other sub-headings than the first",
                f"give it {', '.join(model.headings) or 'none'}",
                (first,),
            )
        if not any((note := library.evidence.note(item)) and note.speaker for item in position.items):
            yield Diagnostic(
                "one-sided", place, "nobody speaks for this position: no cited note has a speaker", "quote a holder"
            )
        if len(position.items) * 2 < most:
            yield Diagnostic(
                "one-sided",
                place,
                f"this position has {len(position.items)} citations and another {most}",
                "give it its best evidence too",
            )
