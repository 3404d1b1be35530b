"""Quotations must be in the evidence, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Diagnostic
from ...library import Library, Page
from ...text.denials import Reader
from ...text.quotations import Quotation, nearest, quotations, word_difference
from ...text.statements import Statement, Stretch, label
from ...text.wording import denial_before, stands_in
from ..attribution import misattributed
from ..rules import rule
from .items import cited_statements, is_table_head, source_says

MOST_SUGGESTIONS = 200
"""How many altered quotations are shown with the source's words; more than that are not the result of mistakes in copying."""
_NEAR = 200
"""How many characters before and after a quotation may deny it."""


@rule("altered-quotation")
def altered_quotation(library: Library) -> Iterator[Diagnostic]:
    """Words in quotation marks are not the source's words.

    ## What it finds

    Quotations that are in none of the evidence notes that their citation names, nor in the source's title. A note's
    `translation` of its quotation may be quoted too. Case, typographic marks and white space are ignored. An ellipsis
    marks words that were left out, and [brackets] mark words that were added; no other change is allowed. Neither may
    hide a "not", nor may a quotation begin right after one that the sentence does not repeat; and brackets may replace only a pronoun, another form of the same word, or words by a name. A name
    beside the quotation, as in `Ann said "..."`, must not be another person's than the note's speaker.

    ## Why it matters

    Quotation marks promise the exact words. One changed word can change the meaning.

    ## Example

    `"take extraordinary steps"` where the source has "take unprecedented steps"

    ## How to fix it

    Copy the words from the note, or use your own words without quotation marks.
    """
    suggested = 0
    reader = Reader()
    for page, statement, items in cited_statements(library):
        found = _quotations(library, page, statement) if items else []
        if not found:
            continue
        texts = [text for item in items for text in library.evidence.words(item)]
        for stretch, quotation in found:
            if stands_in(quotation.text, texts):
                yield from misattributed(library, stretch, quotation, items)
                denial = denial_before(quotation.text, texts)
                if denial and not _denies(reader, stretch, quotation):
                    yield Diagnostic(
                        "altered-quotation",
                        stretch.location(quotation.start, quotation.end),
                        f"the source has '{denial}' before these words, and the statement has no denial",
                        "quote the denial too, or deny the words in your own",
                        tuple(source_says(library, item) for item in items[:3]),
                    )
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
                tuple(source_says(library, item) for item in items[:3]),
            )


def _denies(reader: Reader, stretch: Stretch, quotation: Quotation) -> bool:
    """Whether a word near a quotation denies, or may deny: "he would not speak of", "he rejected the word"."""
    before = stretch.text[max(0, quotation.start - _NEAR) : quotation.start]
    return reader.read(f"{before} {stretch.text[quotation.end : quotation.end + _NEAR]}").has_cue


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
    for page, statement, _ in cited_statements(library):
        if statement.citations or is_table_head(statement):
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
