"""The rule on how much a text may hold."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..library import Library
from ..text.limits import excesses
from .rules import rule


@rule("beyond-limits")
def beyond_limits(library: Library) -> Iterator[Diagnostic]:
    """A text holds more of something than can be converted in good time.

    ## What it finds

    Pages and texts of records that are too long, or hold too many lines, brackets, backticks, asterisks or other Markdown
    signs, footnotes, abbreviations or link definitions, in one paragraph or in all; lines that are indented too far and
    quotations that stand too deep in each other. Each limit is about ten times what our largest page holds.

    ## Why it matters

    The time of the converter grows with the square or the cube of such numbers. A few kilobytes, pasted by mistake or on
    purpose, can keep a build from ever coming to its end.

    ## Example

    A line of two thousand backticks.

    ## How to mend it

    Remove what was pasted by mistake. A table or a list that is really so long belongs in `docs/data/`, or on several pages.
    """
    for page in library.pages:
        for passage in page.passages:
            for excess in excesses(passage):
                start = passage.in_file(excess.offset)
                yield Diagnostic(
                    "beyond-limits",
                    passage.lines.place(passage.path, start, start + 1),
                    f"{excess.where} holds {excess.count:,} {excess.what}; {excess.most:,} are the most that can be converted",
                    "divide it, or remove what was pasted by mistake",
                )
