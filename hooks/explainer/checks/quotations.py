"""Rules on quotation marks: where a quotation begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Fix, Severity
from ..library import Library
from ..text.documents import Document
from ..text.quotations import lone_marks
from ..text.statements import label
from .rules import rule

_MIXED = re.compile(r"“[^“”\"]+\"|(?<!\w)\"[^“”\"]+”")
_MARK = re.compile('["“”«»„‹›‘]|&|<q', re.IGNORECASE)
"""One of these is in every text with a quotation mark, apart from apostrophes."""
_OPENED = re.compile(r"\s*[“«\"]")


@rule("mixed-quotation-marks", Severity.NOTE)
def mixed_quotation_marks(library: Library) -> Iterator[Diagnostic]:
    """A quotation opens with one kind of mark and closes with another.

    ## What it finds

    Words between a curly quotation mark and a straight one: `“no mass deportations"`.

    ## Why it matters

    Readers and programs cannot tell where the quotation ends, so its words are not compared with the source.

    ## Example

    `She promised “no mass deportations".`

    ## How to fix it

    Close it with the mark that matches the first; `explainer check --fix` does this.
    """
    for _, statement in library.citations.statements:
        for stretch in statement.stretches:
            if '"' not in stretch.text or ("“" not in stretch.text and "”" not in stretch.text):
                continue  # most have no marks or only one kind, and the pattern is slow to see that
            for match in _MIXED.finditer(stretch.text):
                closing = "”" if match.group()[0] == "“" else '"'
                yield Diagnostic(
                    "mixed-quotation-marks",
                    stretch.location(*match.span()),
                    "this quotation opens and closes with different marks",
                    f"close it with {closing}",
                    fix=Fix(stretch.location(match.end() - 1, match.end()), closing),
                )


@rule("unclosed-quotation", Severity.WARNING)
def unclosed_quotation(library: Library) -> Iterator[Diagnostic]:
    """A quotation mark has no other half.

    ## What it finds

    An opening quotation mark that is not closed in its paragraph, list item or cell, and a closing one that was never
    opened. A quotation of several paragraphs may have an opening mark before each of them and a closing one after the
    last.

    ## Why it matters

    Readers cannot see where the source's words end and ours begin.

    ## Example

    `She said “we shall stay, and left the room.`

    ## How to fix it

    Add the missing mark where the quotation begins or ends, or remove the other one.
    """
    for page in library.pages:
        for document in page.documents:
            for number, at, opens in document.known("lone quotation marks", lambda: [*_lone_marks(document)]):  # noqa: B023 - called here
                yield Diagnostic(
                    "unclosed-quotation",
                    document.location(document.parts[number], at, at + 1),
                    "this quotation is never closed" if opens else "this quotation was never opened",
                    f"add the mark {'at its end' if opens else 'at its beginning'}, or remove this one",
                )


def _lone_marks(document: Document) -> Iterator[tuple[int, int, bool]]:
    """Yield the marks without their other half, by block and place, except those of a quotation of several paragraphs."""
    goes_on = False
    for number, part in enumerate(document.parts):
        if not _MARK.search(part.block.text):
            goes_on = False
            continue
        stretch = label(document, part)
        following = document.parts[number + 1].block if number + 1 < len(document.parts) else None
        opened_again = following is not None and following.kind == "paragraph" and bool(_OPENED.match(following.text))
        went_on, goes_on = goes_on, False
        for at, opens in lone_marks(stretch.text):
            if opens and opened_again and part.block.kind == "paragraph":
                goes_on = True
            elif not (opens and went_on and not at) and not part.block.quoted:
                yield number, stretch.seen.source_offset(at), opens
