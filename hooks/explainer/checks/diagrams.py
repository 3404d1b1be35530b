"""Rules on diagrams."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..library import Library
from ..text.diagrams import MOST_BOXES, MOST_WORDS, Diagram, diagrams
from ..text.documents import Document
from .rules import rule


@rule("undrawable-diagram")
def undrawable_diagram(library: Library) -> Iterator[Diagnostic]:
    """A diagram has no title or no list, or a box without evidence or with too many words.

    ## What it finds

    Diagrams (`!!! diagram "Title"`) without a title; folded, or within a list or another admonition; without a list of
    at least two entries; with anything but one paragraph in an entry; with more than 12 boxes; with a box of more than
    25 words; and boxes that cite nothing, unless others stand below them.

    ## Why it matters

    Readers believe an arrow at a glance, so each box needs its evidence. A diagram of long texts is harder to read than
    the paragraphs that it should make clear.

    ## Example

    `1. Mexico gives in.`, and no source.

    ## How to fix it

    Write a title, and below it, indented by four spaces, a list of short cited sentences. The entries of a numbered list
    follow each other and get arrows; bulleted ones stand side by side. A list below an entry is drawn within its box.
    """
    for document in library.documents():
        for diagram in diagrams(document):
            yield from _faults(document, diagram)


def _faults(document: Document, diagram: Diagram) -> Iterator[Diagnostic]:
    def at_opening(message: str, help: str) -> Diagnostic:
        start, end = document.file_offset(diagram.start), document.file_offset(diagram.end - 1) + 1
        return Diagnostic("undrawable-diagram", document.lines.location(document.path, start, end), message, help)

    if not diagram.at_margin:
        yield at_opening("this diagram does not stand by itself", 'begin its line with !!! diagram "Title"')
    if not diagram.titled:
        yield at_opening("this diagram has no title", 'write !!! diagram "What it shows"')
    if len(diagram.boxes) < 2:
        yield at_opening("this diagram has no list of at least two entries", "indent the list by four spaces")
    if len(diagram.boxes) > MOST_BOXES:
        message = f"this diagram has {len(diagram.boxes)} boxes; the maximum is {MOST_BOXES}"
        yield at_opening(message, "divide it, or leave out what the text says")
    for part in diagram.other:
        location = document.location(part, 0, len(part.block.text))
        message = "this is not the entry of a diagram's list"
        yield Diagnostic("undrawable-diagram", location, message, "make it an entry, or put it below the diagram")
    for box in diagram.boxes:
        location = document.location(box.part, 0, len(box.part.block.text))
        if (words := len(box.part.prose().split())) > MOST_WORDS:
            message = f"this box has {words} words; the maximum is {MOST_WORDS}"
            yield Diagnostic("undrawable-diagram", location, message, "shorten it, and leave the rest to the text")
        if not box.leads and not box.part.inline.citations:
            message = "this box of a diagram cites nothing"
            yield Diagnostic("undrawable-diagram", location, message, "cite the note that proves it")
