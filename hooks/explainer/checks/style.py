"""The rule on house style: phrases that the style guide rules out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..diagnostics import Diagnostic, RelatedLocation, Severity
from ..library import Library, Page
from ..records.fields import LANGUAGES
from ..records.loader import Record
from ..records.patterns import Pattern, pattern
from ..records.style import StylePhrase
from ..text.documents import Document, Part, read_document
from ..text.quotations import quotations
from ..text.spans import Span, Spans
from ..text.visible import Visible, visible
from .rules import rule


@dataclass(slots=True)
class Sought:
    """The patterns of a language."""

    patterns: list[tuple[Pattern, Record[StylePhrase]]] = field(default_factory=list)
    by_word: dict[str, list[int]] = field(default_factory=dict)
    """Their numbers by word: every match of a pattern has at least one of the words that it is listed under."""
    digest: str = ""
    """A hash of all that a match depends on."""


class Found(NamedTuple):
    """A phrase in a part of a document."""

    part: int
    start: int
    end: int
    """The span in the part's text."""
    words: str
    pattern: int


@rule("house-style", Severity.WARNING)
def house_style(library: Library) -> Iterator[Diagnostic]:
    """The text uses a phrase that the style guide rules out.

    ## What it finds

    The phrases of the records in `docs/style/`, in the title, description, key points and text of pages and in the
    cited texts of records. Quotations, code, addresses, and titles and foreign words in italics are skipped.

    ## Why it matters

    Readers notice stiff English before they notice a fact. Such phrases come back with every new page, and editors have
    better things to do.

    ## Example

    `By a study of 2018, most of them travelled alone.`

    ## How to fix it

    Write what the finding suggests: `According to a 2018 study, most of them travelled alone.` If the phrase is good
    English in your sentence, add the sentence under `not` in the phrase's record and narrow the pattern.
    """
    sought: dict[str, Sought] = {language: _sought(library, language) for language in LANGUAGES}
    seen: set[tuple[str, int]] = set()
    for page in library.pages:
        for document in _passages(page):
            location = document.path, document.file_offset(0)
            if location not in seen:  # a record's text may serve two languages
                seen.add(location)
                wanted = sought[document.language]
                if not wanted.patterns:
                    continue
                for found in document.known(f"style {wanted.digest}", lambda: [*_matches(document, wanted)]):  # noqa: B023 - called here
                    record = wanted.patterns[found.pattern][1]
                    yield Diagnostic(
                        "house-style",
                        document.location(document.parts[found.part], found.start, found.end),
                        f"'{found.words}': {record.data.why}",
                        record.data.better,
                        (RelatedLocation(record.location("pattern"), "the phrase"),),
                    )


def _sought(library: Library, language: str) -> Sought:
    """Return the patterns of a language."""
    found = Sought()
    digest = hashlib.sha256()
    for record in library.style.values():
        for text in record.data.pattern if record.data.language == language else ():
            one = pattern(text)
            for word in one.anchors[0]:
                found.by_word.setdefault(word, []).append(len(found.patterns))
            found.patterns.append((one, record))
            digest.update(f"{record.key}\n{record.data.where}\n{text}\n\n".encode())
    found.digest = digest.hexdigest()[:16]
    return found


def _passages(page: Page) -> Iterator[Document]:
    """Yield the texts of a page: those of its front matter, whose Markdown does not matter here, and its own."""
    for name in ("title", "description", "key_points"):
        node = page.matter.fields.get(name)
        for text in node.value if node and isinstance(node.value, list) else [node] if node else []:
            if isinstance(text.value, str):
                size, start = len(text.value), text.start
                marks = text.end - start - size  # the quotation marks of YAML, or more where it is folded or escaped
                source_offsets = range(start + 1, start + 1 + size) if marks == 2 else [start] * size if marks else None
                yield read_document(
                    page.path, text.value, page.documents[0].lines, start, source_offsets, page.language
                )
    yield from page.documents


def _matches(document: Document, sought: Sought) -> Iterator[Found]:
    """Yield the phrases in a document."""
    for number, part in enumerate(document.parts):
        if not part.block.quoted:
            yield from _in_part(number, part, sought)


def _in_part(number: int, part: Part, sought: Sought) -> Iterator[Found]:
    """Yield the phrases in a block."""
    words = part.words()
    candidates = {
        candidate
        for word in sought.by_word.keys() & words
        for candidate in sought.by_word[word]
        if not any(anchor.isdisjoint(words) for anchor in sought.patterns[candidate][0].anchors)
    }
    if not candidates:
        return
    seen = visible(part, 0, len(part.block.text))
    hidden: Spans | None = None
    reported: set[tuple[str, int]] = set()
    for candidate in sorted(candidates):
        one, record = sought.patterns[candidate]
        for start, end in one.find(seen.text, record.data.where):
            if hidden is None:
                hidden = Spans(_not_ours(part, seen))
            first, last = seen.source_offset(start), seen.source_offset(end - 1) + 1
            words_of_record = {(record.key, at) for at in range(first, last)}
            if hidden.overlap(first, last) or not reported.isdisjoint(words_of_record):
                continue  # two patterns of a record may find the same words
            reported |= words_of_record
            yield Found(number, first, last, " ".join(seen.text[start:end].split()), candidate)


def _not_ours(part: Part, seen: Visible) -> Iterator[Span]:
    """Yield the spans of a block's text that are not in our own voice: quotations, code, addresses, and words in italics."""
    for quotation in quotations(seen.text):
        yield seen.source_offset(quotation.start), seen.source_offset(quotation.end - 1) + 1
    linked = {start for start, _, _ in part.inline.links}
    yield from (span for span in part.inline.opaque if span[0] not in linked)
    marks = [
        mark for mark in part.inline.emphasis if mark[1] - mark[0] != 2
    ]  # a pair of asterisks is bold, for the site's own words
    yield from ((start, stop) for (start, _), (_, stop) in zip(marks[::2], marks[1::2], strict=False))
