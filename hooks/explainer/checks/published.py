"""Rules on content that would be published unchecked: HTML, hidden characters, attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown.extensions.toc import slugify

from ..diagnostics import Diagnostic, Severity
from ..library import CHART_LINK, Library
from ..text import attributes, markup
from ..text.citation import Item
from ..text.documents import Document
from ..text.quantities import extract_quantities
from .rules import rule, while_reading


def _finding(id: str, document: Document, mark: attributes.Mark) -> Diagnostic:
    start, last = document.file_offset(mark.start), document.file_offset(mark.end - 1)
    return Diagnostic(id, document.lines.location(document.path, start, last + 1), mark.message, mark.help)


@rule("raw-html")
def raw_html(library: Library) -> Iterator[Diagnostic]:
    """A page holds HTML.

    ## What it finds

    HTML tags, declarations and processing instructions in the Markdown of a page or a record, wherever the converter
    reads them as HTML: closed or not, in a paragraph, a cell, a heading or a title. In headings and front matter, also
    text in code or in entities that looks like a tag, since browser tabs and search results show titles in other ways.
    A page may hold comments, which are not published, and two kinds of division that the home page needs:
    `<div class="ways" markdown>` and `<div class="questions" markdown>`.

    ## Why it matters

    HTML is published unchanged. No check reads its text, and it can imitate the site's own elements.

    ## Example

    ```html
    <p>Some 99,000 people crossed the river.</p>
    ```

    ## How to fix it

    Write it in Markdown. To show a `<` in text, write `&lt;`; to show a tag, put it in backticks.
    """
    for document in library.documents():
        yield from (_finding("raw-html", document, mark) for mark in _raw_html(document))
        for part in document.parts:
            text = part.block.text
            if part.block.kind == "heading" and ("&" in text or "<" in text) and markup.decodes_to_html(text):
                location = document.location(part, 0, len(text))
                yield Diagnostic(
                    "raw-html", location, "this title contains text that looks like HTML", "write it without < and &lt;"
                )


def _raw_html(document: Document) -> list[attributes.Mark]:
    return document.known("raw-html", lambda: [*markup.raw_html(document)])


@rule("hidden-character")
def hidden_character(library: Library) -> Iterator[Diagnostic]:
    """A text contains an invisible character.

    ## What it finds

    Characters without a width, marks that turn the direction of writing, soft hyphens, control characters, line
    separators, variation selectors, tags, and code points for private use or for no character at all: in pages, records
    and data, whether written directly, as an entity (`&shy;`) or as a YAML escape. No-break spaces and thin spaces are
    allowed.

    ## Why it matters

    The text that a reader sees is then not the text that was checked: a mark for writing from right to left shows
    12,574 as 475,21.

    ## Example

    `12&shy;,574 people`, which shows as 12,574 and is read as 12 and 574.

    ## How to fix it

    Remove the character that the finding names. It often comes with copied text.
    """
    return while_reading(library, "hidden-character")


@rule("unsafe-attribute")
def unsafe_attribute(library: Library) -> Iterator[Diagnostic]:
    """An attribute list, a fence or an admonition adds more than text to a page.

    ## What it finds

    Attribute lists (`{ .name }`) with anything but `lang=`, classes and ids; classes that the site uses for its own
    parts, such as evidence cards; ids that the site assigns itself, such as `note-1`, even if a heading would only get
    one automatically; code fences with more than a language; types of admonition (`!!! word`) that the theme does not
    have.

    ## Why it matters

    An attribute can run code. A second element with the id of an evidence card opens instead of it. A title in a fence,
    or a word that becomes the title of an admonition, is shown although no check reads it.

    ## Example

    `[The cards](cards.md){ onclick=alert(1) }`

    ## How to fix it

    Remove everything but the language, and put the information for readers in the text.
    """
    for document in library.documents():
        found = document.known("attributes", lambda: [*attributes.attributes(markup.bare(document))])  # noqa: B023 - called here
        yield from (_finding("unsafe-attribute", document, mark) for mark in found)
        for part in document.parts:
            if part.block.level:
                name = slugify(part.prose(), "-")
                if attributes.is_taken(name):
                    location = document.location(part, 0, len(part.block.text))
                    message = f"this heading would get the id '{name}', which the site uses itself"
                    yield Diagnostic("unsafe-attribute", location, message, "change its words")


@rule("foreign-picture", Severity.WARNING)
def foreign_picture(library: Library) -> Iterator[Diagnostic]:
    """A page shows a picture that is not one of the site's charts.

    ## What it finds

    Images whose address does not begin with `chart:`.

    ## Why it matters

    No check can read a picture. The site publishes no other pictures, and its pages load none from elsewhere, so
    readers would see an empty frame.

    ## Example

    `![A river](https://example.org/river.jpg)`

    ## How to fix it

    Make a chart from its figures, or link to the page that shows it.
    """
    for document in library.documents():
        for part in document.parts:
            for start, end, destination in part.inline.links:
                if part.block.text[start] == "!" and not destination.startswith(CHART_LINK):
                    message = "this picture is not one of the site's charts"
                    location = document.location(part, start, end)
                    yield Diagnostic("foreign-picture", location, message, "make it a chart, or link to its page")


@rule("unread-text")
def unread_text(library: Library) -> Iterator[Diagnostic]:
    """The site would show a text that the checks skip.

    ## What it finds

    Text that the checks read as code, a link definition or a comment, but that the converter publishes as text: a fence
    with lines that are indented less, a definition in the wrong place.

    ## Why it matters

    The checks skip code and definitions. A figure in such a text would be shown but never compared with a source.

    ## Example

    `[the river]: 12,574 people crossed it`, which is not a definition, since more than an address follows.

    ## How to fix it

    Put an empty line before and after the code or the definition, close the code with the same marks at the same
    indentation, and keep ordinary text out of it.
    """
    for document in library.documents():
        if not _raw_html(document):  # one finding is enough
            found = document.known("unread", lambda: [*markup.unread(document)])  # noqa: B023 - called here
            yield from (_finding("unread-text", document, mark) for mark in found)


@rule("uncitable-figure")
def uncitable_figure(library: Library) -> Iterator[Diagnostic]:
    """A figure or date is in a place where it cannot be cited.

    ## What it finds

    Figures and dates in the titles of link definitions, which appear when the pointer is over a link; in the words
    before and after a citation's key, which appear in its card; and in the reasons of waivers (comments that suppress a
    finding), which appear on the page about the checks.

    ## Why it matters

    No check compares them with a source, but readers assume that they are checked like the rest.

    ## Example

    `[cards]: cards.md "12,574 people registered"`

    ## How to fix it

    Write the figure in the text, with its citation.
    """
    for document in library.documents():
        for offset, text, where in _aside(document):
            for found in extract_quantities(text).stated():
                start = document.file_offset(offset + found.start)
                location = document.lines.location(document.path, start, start + len(found.text))
                message = f"'{found.text.strip()}' is in {where}, where it cannot be cited"
                yield Diagnostic("uncitable-figure", location, message, "write it in the text, with its citation")
    for suppression in library.suppressions:
        for found in extract_quantities(suppression.reason).stated():
            message = f"'{found.text.strip()}' is in the reason of a waiver, where it cannot be cited"
            yield Diagnostic("uncitable-figure", suppression.location, message, "give the reason without it")


def _aside(document: Document) -> Iterator[tuple[int, str, str]]:
    """Yield text that a document shows outside its running text: its offset, its words, and where it is shown."""
    for part in document.parts:
        block = part.block
        for citation in part.inline.citations:
            for item in citation.items:
                for text in (item.prefix, _beyond_locator(item, block.text)):
                    yield block.offset(citation.start), text, "a citation"
    yield from ((offset, text, "the title of a link") for offset, text in document.titles)


def _beyond_locator(item: Item, text: str) -> str:
    """Return the text after a citation's key if it is not a page or article: its figures count something."""
    locator = item.locator or ""
    if item.suffix and _NUMBER.match(text, item.end):  # "9,117 people" is not a page
        return f"{locator} {item.suffix}"
    long = any(max(found.values) >= _PAGES for found in extract_quantities(locator).quantities)
    return f"{locator} {item.suffix}" if long else item.suffix


_NUMBER = re.compile(r"[\s,]*\d")
"""A locator without a word such as "p." before it."""

_PAGES = 10_000
"""More than the pages, articles or paragraphs of any work."""
