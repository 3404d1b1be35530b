"""Rules on pages as files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Fix, Location, Severity
from ..library import Library
from ..text.diagrams import diagrams
from ..text.layout import wanted_layout
from ..text.reading_level import level
from .rules import rule, while_reading


@rule("unreadable-page")
def unreadable_page(library: Library) -> Iterator[Diagnostic]:
    """A page cannot be read.

    ## What it finds

    Markdown files that are not UTF-8 text, are too large, lead out of the project, or disappear while the project is
    being read.

    ## Why it matters

    A page that cannot be read cannot be checked.

    ## Example

    A page that was saved in another encoding, so that "México" is no longer readable.

    ## How to fix it

    Save the file as UTF-8 text.
    """
    return while_reading(library, "unreadable-page")


@rule("broken-front-matter")
def broken_front_matter(library: Library) -> Iterator[Diagnostic]:
    """A page's front matter cannot be read.

    ## What it finds

    Front matter that is never closed, is not valid YAML, or is not a list of `name: value` lines; unknown fields, and
    values of the wrong kind for their field.

    ## Why it matters

    It would be printed at the top of the page, and the page would have no title and no description. The theme would
    print some other fields unchecked, or they would change how the page is built.

    ## Example

    ```yaml
    ---
    title: Cards: how many?
    ---
    ```

    ## How to fix it

    Put quotation marks around a value that contains a colon, and close the block with `---`.
    """
    return while_reading(library, "broken-front-matter")


@rule("swallowed-front-matter")
def swallowed_front_matter(library: Library) -> Iterator[Diagnostic]:
    """A page's first line would be read as metadata and disappear.

    ## What it finds

    Pages without front matter whose first line has the form `Note: text`.

    ## Why it matters

    MkDocs reads such a line as metadata, and the sentence silently disappears from the page.

    ## Example

    `Note: the figures of this page were read in 2026.`

    ## How to fix it

    Begin the page with front matter between two lines of three hyphens.
    """
    return while_reading(library, "swallowed-front-matter")


@rule("swallowed-list", Severity.WARNING)
def swallowed_list(library: Library) -> Iterator[Diagnostic]:
    """A list would be shown as part of a paragraph, or a nested list as part of the outer one.

    ## What it finds

    Lines that begin with `-`, `*`, `+` or `1.` in the middle of a paragraph, and items that are indented by fewer than
    four spaces below another item.

    ## Why it matters

    The converter sees a list only after an empty line, and nests it only after four spaces. Readers would see one
    paragraph with hyphens in it, or items on the wrong level.

    ## Example

    ```
    Three things are missing:
    - a date
    - a place
    ```

    ## How to fix it

    Put an empty line before the list, and four spaces before a nested item.
    """
    for page in library.pages:
        for document in page.documents:
            item = -1
            for part in document.parts:
                block = part.block
                start = block.offset(0)
                before = document.text[document.text.rfind("\n", 0, start) + 1 : start]
                indented = len(before) - len(before.lstrip()) if _ITEM_MARK.fullmatch(before) else -1
                if 0 <= item < indented < 4:
                    yield Diagnostic(
                        "swallowed-list",
                        document.location(part, 0, len(block.text.partition("\n")[0])),
                        "this item is not nested below the one before it",
                        "indent it by four spaces",
                    )
                else:
                    item = indented
                if block.kind == "paragraph" and (match := _SWALLOWED.search(block.text)):
                    yield Diagnostic(
                        "swallowed-list",
                        document.location(part, match.start(1), match.end(1)),
                        "this list would be shown as part of the paragraph before it",
                        "put an empty line before it",
                    )


_ITEM_MARK = re.compile(r" {0,3}(?:[*+-]|\d{1,9}[.)])[ \t]+")
_SWALLOWED = re.compile(r"\n {0,3}((?:[*+-]|1[.)])[ \t]+)(?=\S)")


@rule("missing-description", Severity.WARNING)
def missing_description(library: Library) -> Iterator[Diagnostic]:
    """A page has no description.

    ## What it finds

    Pages whose front matter has no `description`, or an empty one.

    ## Why it matters

    Search engines and messages show the description; without one they show the first words of the page.

    ## Example

    ```yaml
    ---
    title: The humanitarian cards
    ---
    ```

    ## How to fix it

    Add `description:` with one plain sentence, without figures.
    """
    for page in library.written():
        if not page.matter.faults and not page.matter.text("description").strip():
            yield Diagnostic(
                "missing-description", Location(page.path), "the page has no description", "add one to its front matter"
            )


ARGUED = 10
"""The number of citations from which a page must have key points."""


@rule("missing-key-points", Severity.WARNING)
def missing_key_points(library: Library) -> Iterator[Diagnostic]:
    """A page has no key points, or does not say up to when it is current.

    ## What it finds

    Pages with ten citations or more whose front matter lacks `key_points`, a list of two to four plain sentences, or
    `known`, the month up to which its authors read.

    ## Why it matters

    Many readers see only the first screen, and a statement that was true when the page was written may no longer be
    true.

    ## Example

    ```yaml
    ---
    title: The humanitarian cards
    description: What the cards of January gave, and to whom.
    ---
    ```

    ## How to fix it

    ```yaml
    known: 2026-11
    key_points:
      - The card let its holder stay, move and work for a year.
      - Counts of the cards differ by who counted.
    ```
    """
    for page in library.written():
        if len(library.citations.on(page)) < ARGUED or page.matter.faults:
            continue
        if not 2 <= len(page.key_points()) <= 4:
            yield Diagnostic(
                "missing-key-points",
                Location(page.path),
                "the page does not have two to four key points",
                "add 'key_points:' to its front matter",
            )
        if "known" not in page.matter.fields:
            yield Diagnostic(
                "missing-key-points",
                Location(page.path),
                "the page does not say up to when it is current",
                "add 'known:' to its front matter with the month of your reading, such as 2026-11",
            )


HARDEST_GRADE = 11.0
"""The highest Flesch-Kincaid grade that an English page may have."""

LOWEST_EASE = 55.0
"""The lowest Fernández-Huerta score that a Spanish page may have."""


@rule("hard-to-read", Severity.WARNING)
def hard_to_read(library: Library) -> Iterator[Diagnostic]:
    """A page is harder to read than a school-leaver should need.

    ## What it finds

    English pages whose paragraphs and lists have a Flesch-Kincaid grade above 11, and Spanish pages that score below 55
    on Fernández-Huerta's scale. Pages of fewer than 150 words are left out.

    ## Why it matters

    The site is for sixteen-year-old students and for teachers who have one lesson.

    ## Example

    A page of forty-word sentences.

    ## How to fix it

    Split long sentences, say who did what, and choose the plainer word.
    """
    for page in library.written():
        document = page.documents[0]
        measured = document.known("reading level", lambda: level(document, document.language))  # noqa: B023 - called here
        if measured is None:
            continue
        if page.language == "es":
            hard = measured < LOWEST_EASE
            words = f"{measured:.0f} on Fernández-Huerta's scale; the minimum is {LOWEST_EASE:.0f}"
        else:
            hard = measured > HARDEST_GRADE
            words = f"grade {measured:.1f} (Flesch-Kincaid); the maximum is {HARDEST_GRADE:.0f}"
        if hard:
            yield Diagnostic(
                "hard-to-read",
                Location(page.path),
                f"the page is hard to read: {words}",
                "shorten its longest sentences",
            )


MOST_WORDS = 1_500
"""The most words of running text that a page may have: seven minutes of reading."""


@rule("long-page", Severity.WARNING)
def long_page(library: Library) -> Iterator[Diagnostic]:
    """A page is longer than most readers will read.

    ## What it finds

    Written pages with more than 1,500 words in paragraphs and lists. Tables, diagrams, headings, block quotations and code
    do not count.

    ## Why it matters

    A reader who gives up halfway has read only one side.

    ## Example

    A debate page on which each position has a second example of the same thing.

    ## How to fix it

    Cut text that another page says better, and link to that page; cut second examples. If the page answers two
    questions, give each its own page.
    """
    for page in library.written():
        [document] = page.documents
        drawn = {box.part.block.offset(0) for diagram in diagrams(document) for box in diagram.boxes}
        words = sum(
            len(part.prose().split())
            for part in document.parts
            if part.block.kind == "paragraph" and not part.block.quoted and part.block.offset(0) not in drawn
        )
        if words > MOST_WORDS:
            message = f"the page has {words:,} words of running text; the maximum is {MOST_WORDS:,}"
            yield Diagnostic(
                "long-page", Location(page.path), message, "cut text that another page has, and link to that page"
            )


@rule("several-sentences-on-a-line", Severity.NOTE)
def several_sentences_on_a_line(library: Library) -> Iterator[Diagnostic]:
    """A paragraph does not have one sentence on each line.

    ## What it finds

    Paragraphs and list items of written pages in which a line holds more than one sentence, or a sentence breaks over
    lines.

    ## Why it matters

    Changes, comments and suggestions refer to lines. With one sentence on each line, they refer to one sentence.

    ## Example

    ```markdown
    The caravan was halted. It went on
    the next day.
    ```

    ## How to fix it

    Run `make fix`. The published page stays the same.
    """
    for page in library.written():
        for document in page.documents:
            for start, end, text in document.known("layout", lambda: wanted_layout(document)):  # noqa: B023 - called here
                location = document.lines.location(
                    document.path, document.file_offset(start), document.file_offset(end - 1) + 1
                )
                yield Diagnostic(
                    "several-sentences-on-a-line",
                    location,
                    "this paragraph does not have one sentence on each line",
                    "run 'make fix'",
                    fix=Fix(location, text),
                )
