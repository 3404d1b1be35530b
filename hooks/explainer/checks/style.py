"""The rule on the house style: phrases that our guide rules out, in our own voice."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Related, Severity
from ..library import Library, Page
from ..records.fields import LANGUAGES
from ..records.patterns import Pattern, pattern
from ..records.reading import Record
from ..records.style import StylePhrase
from ..text.passages import Part, Passage, read_passage
from ..text.quotations import quotations
from ..text.spans import Span, Spans
from ..text.visible import Visible, visible
from .rules import rule

Sought = dict[str, list[tuple[int, Pattern, Record[StylePhrase]]]]
"""Patterns by the words of which their matches hold one, each with its number."""


@rule("house-style", Severity.NOTE)
def house_style(library: Library) -> Iterator[Diagnostic]:
    """A phrase that our guide rules out stands in our own voice.

    ## What it finds

    The phrases of the records below `docs/style/`, in the title, description, key points and text of pages and in the cited
    texts of records. Quotations, code, addresses, and the titles and foreign words that stand in italics, are passed over.

    ## Why it matters

    Readers notice stiff English before they notice a fact. Such phrases come back with every new page, and a person who
    edits it should have time for better things.

    ## Example

    `By a study of 2018, most of them travelled alone.`

    ## How to mend it

    The finding says what to write instead: `According to a 2018 study, most of them travelled alone.` If a phrase is found where it
    is good English, add that sentence under `not` in its record and narrow the pattern.
    """
    sought: dict[str, Sought] = {language: _sought(library, language) for language in LANGUAGES}
    seen: set[tuple[str, int]] = set()
    for page in library.pages:
        if not sought[page.language]:
            continue
        for passage in _passages(page):
            place = passage.path, passage.in_file(0)
            if place not in seen:  # a record's text may stand for two languages
                seen.add(place)
                for part in passage.parts:
                    yield from _findings(passage, part, sought[page.language])


def _sought(library: Library, language: str) -> Sought:
    """Return the patterns of a language."""
    found: Sought = {}
    number = 0
    for record in library.style.values():
        for text in record.data.pattern if record.data.language == language else ():
            one, number = pattern(text), number + 1
            for word in one.anchors[0]:
                found.setdefault(word, []).append((number, one, record))
    return found


def _passages(page: Page) -> Iterator[Passage]:
    """Yield the texts of a page: those of its front matter, which hold no Markdown that matters here, and its own."""
    for name in ("title", "description", "key_points"):
        node = page.matter.fields.get(name)
        for text in node.value if node and isinstance(node.value, list) else [node] if node else []:
            if isinstance(text.value, str):
                size, start = len(text.value), text.start
                marks = text.end - start - size  # the quotation marks of YAML, or more where it is folded or escaped
                origins = range(start + 1, start + 1 + size) if marks == 2 else [start] * size if marks else None
                yield read_passage(page.path, text.value, page.passages[0].lines, start, origins)
    yield from page.passages


def _findings(passage: Passage, part: Part, sought: Sought) -> Iterator[Diagnostic]:
    """Yield the phrases of a block, unless all of it is quoted."""
    if part.block.quoted:
        return
    words = part.words()
    candidates = {
        number: (one, record)
        for word in sought.keys() & words
        for number, one, record in sought[word]
        if not any(anchor.isdisjoint(words) for anchor in one.anchors)
    }
    if not candidates:
        return
    seen = visible(part, 0, len(part.block.text))
    hidden: Spans | None = None
    reported: set[tuple[str, int]] = set()
    for _, (one, record) in sorted(candidates.items()):
        for start, end in one.find(seen.text, record.data.where):
            if hidden is None:
                hidden = Spans(_not_ours(part, seen))
            first, last = seen.origin(start), seen.origin(end - 1) + 1
            words_of_record = {(record.key, at) for at in range(first, last)}
            if hidden.overlap(first, last) or not reported.isdisjoint(words_of_record):
                continue  # two patterns of a record may find the same words
            reported |= words_of_record
            yield Diagnostic(
                "house-style",
                passage.place(part, first, last),
                f"'{' '.join(seen.text[start:end].split())}': {record.data.why}",
                record.data.better,
                (Related(record.place("pattern"), "the phrase"),),
            )


def _not_ours(part: Part, seen: Visible) -> Iterator[Span]:
    """Yield the spans of a block's text that are not in our own voice: quotations, code, addresses, and words in italics."""
    for quotation in quotations(seen.text):
        yield seen.origin(quotation.start), seen.origin(quotation.end - 1) + 1
    linked = {start for start, _, _ in part.inline.links}
    yield from (span for span in part.inline.opaque if span[0] not in linked)
    marks = [mark for mark in part.inline.emphasis if mark[1] - mark[0] != 2]  # two set off words of ours
    yield from ((start, stop) for (start, _), (_, stop) in zip(marks[::2], marks[1::2], strict=False))
