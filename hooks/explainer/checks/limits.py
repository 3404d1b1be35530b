"""The rule on the size of texts."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..library import Library
from ..text.limits import excesses
from .rules import rule


@rule("beyond-limits")
def beyond_limits(library: Library) -> Iterator[Diagnostic]:
    """A text is too large to be converted in a reasonable time.

    ## What it finds

    Pages and texts of records that are too long, or hold too many lines, brackets, backticks, asterisks or other
    Markdown signs, footnotes, abbreviations or link definitions, in one paragraph or in all; lines that are indented
    too far, and quotations that are nested too deeply. Each limit is about ten times the value of our largest page.

    ## Why it matters

    The converter's time grows with the square or the cube of these numbers. A few kilobytes, pasted by mistake or on
    purpose, can keep a build from ever finishing.

    ## Example

    A line of two thousand backticks.

    ## How to fix it

    Remove text that was pasted by mistake. Move a table or list that is really so long to `docs/data/`, or divide it
    among several pages.
    """
    for page in library.pages:
        for document in page.documents:
            for excess in document.known("excesses", lambda: [*excesses(document)]):  # noqa: B023 - called here
                start = document.file_offset(excess.offset)
                yield Diagnostic(
                    "beyond-limits",
                    document.lines.location(document.path, start, start + 1),
                    f"{excess.where} holds {excess.count:,} {excess.what}; the limit is {excess.most:,}",
                    "divide it, or remove text that was pasted by mistake",
                )
