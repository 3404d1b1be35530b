"""Rules on what would reach readers without having been read: HTML, hidden characters, attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown.extensions.toc import slugify

from ..diagnostics import Diagnostic, Severity
from ..library import CHART_LINK, Library
from ..text import attributes, markup
from ..text.figures import read_figures
from ..text.inline import Item
from ..text.passages import Passage, prose
from .rules import rule, while_reading


def _finding(id: str, passage: Passage, mark: attributes.Mark) -> Diagnostic:
    start, last = passage.in_file(mark.start), passage.in_file(mark.end - 1)
    return Diagnostic(id, passage.lines.place(passage.path, start, last + 1), mark.message, mark.help)


@rule("raw-html")
def raw_html(library: Library) -> Iterator[Diagnostic]:
    """A page holds HTML.

    ## What it finds

    HTML tags, declarations and processing instructions in the Markdown of a page or a record, wherever the converter takes
    them for HTML: closed or not, in a paragraph, a cell, a heading or a title. In a heading and in front matter also
    what looks like a tag in code or in entities, since browsers' tabs and search results show titles in other ways.
    A page may hold comments, which are not published, and two kinds of division that the home page needs:
    `<div class="ways" markdown>` and `<div class="questions" markdown>`.

    ## Why it matters

    HTML is published as it is. No check reads what it says, and it can imitate what the site itself shows.

    ## Example

    ```html
    <p>Some 99,000 people crossed the river.</p>
    ```

    ## How to mend it

    Write it in Markdown. To show a `<` in text, write `&lt;`; to show a tag, put it in backticks.
    """
    for passage in library.passages():
        yield from (_finding("raw-html", passage, mark) for mark in markup.raw_html(passage))
        for part in passage.parts:
            text = part.block.text
            if part.block.kind == "heading" and ("&" in text or "<" in text) and markup.decodes_to_html(text):
                place = passage.place(part, 0, len(text))
                yield Diagnostic(
                    "raw-html", place, "this title holds what looks like HTML", "write it without < and &lt;"
                )


@rule("hidden-character")
def hidden_character(library: Library) -> Iterator[Diagnostic]:
    """A text holds a character that nobody sees.

    ## What it finds

    Characters without a width, marks that turn the direction of writing, soft hyphens, control characters, line separators,
    variation selectors, tags, and code points for private use or for no character at all: in pages, records and data,
    as they are or spelt as an entity (`&shy;`) or as an escape of YAML. No-break spaces and thin spaces are allowed.

    ## Why it matters

    What a reader sees is then not what was checked: a mark for writing from right to left shows 12,574 as 475,21.

    ## Example

    `12&shy;,574 people`, which shows as 12,574 and is read as 12 and 574.

    ## How to mend it

    Remove the character that the finding names. Copied text often brings it along.
    """
    return while_reading(library, "hidden-character")


@rule("unsafe-attribute")
def unsafe_attribute(library: Library) -> Iterator[Diagnostic]:
    """An attribute list, a fence or a kind of note gives a page more than text.

    ## What it finds

    Attribute lists (`{ .name }`) with anything but `lang=`, classes and names; classes that the site's own parts have, such as
    evidence cards; names that the site gives itself, such as `note-1`, also where a heading would get one; fences of code
    with more than a language; kinds of note (`!!! word`) that the theme does not know.

    ## Why it matters

    An attribute can run code. A second element with the name of an evidence card opens in its place. A title that stands
    in a fence, or a word that becomes the title of a note, is shown and read by no check.

    ## Example

    `[The cards](cards.md){ onclick=alert(1) }`

    ## How to mend it

    Remove all but the language, and say in text what a reader should know.
    """
    for passage in library.passages():
        yield from (_finding("unsafe-attribute", passage, mark) for mark in attributes.attributes(markup.bare(passage)))
        for part in passage.parts:
            if part.block.level:
                name = slugify(prose(part), "-")
                if attributes.is_taken(name):
                    place = passage.place(part, 0, len(part.block.text))
                    message = f"this heading would be named '{name}', as the site names a part of its own"
                    yield Diagnostic("unsafe-attribute", place, message, "choose other words")


@rule("foreign-picture", Severity.WARNING)
def foreign_picture(library: Library) -> Iterator[Diagnostic]:
    """A page shows a picture that is none of the site's charts.

    ## What it finds

    Images whose address does not begin with `chart:`.

    ## Why it matters

    No check sees what a picture says. The site publishes no picture beside its own, and its pages do not load any from
    elsewhere, so that a reader sees an empty frame.

    ## Example

    `![A river](https://example.org/river.jpg)`

    ## How to mend it

    Make a chart of its figures, or link to the page that shows it.
    """
    for passage in library.passages():
        for part in passage.parts:
            for start, end, destination in part.inline.links:
                if part.block.text[start] == "!" and not destination.startswith(CHART_LINK):
                    message = "this picture is none of the site's charts"
                    place = passage.place(part, start, end)
                    yield Diagnostic("foreign-picture", place, message, "make it a chart, or link to its page")


@rule("unread-text")
def unread_text(library: Library) -> Iterator[Diagnostic]:
    """A text is shown to readers that the checks have passed over.

    ## What it finds

    What looks like code, a definition of a link or a comment to the checks, and is published as text by the converter: a
    fence with lines before its indentation, a definition in the wrong place.

    ## Why it matters

    The checks leave code and definitions alone. A figure in such a text would be shown and never compared.

    ## Example

    `[the river]: 12,574 people crossed it`, which is no definition, since more than an address follows.

    ## How to mend it

    Put an empty line before and after the code or the definition, close the code with the same marks at the same
    indentation, and keep ordinary text out of it.
    """
    for passage in library.passages():
        if not any(markup.raw_html(passage)):  # which is enough to look at
            yield from (_finding("unread-text", passage, mark) for mark in markup.unread(passage))


@rule("uncitable-figure")
def uncitable_figure(library: Library) -> Iterator[Diagnostic]:
    """A figure or date is in a place that no citation can support.

    ## What it finds

    Figures and dates in the titles of link definitions, which show when a pointer rests on a link; in the words before and
    after a citation's key, which stand in its card; in the reasons of waivers, which stand on the page about the checks.

    ## Why it matters

    Nothing compares them with a source, and a reader takes them for checked like the rest.

    ## Example

    `[cards]: cards.md "12,574 people registered"`

    ## How to mend it

    Write the figure in the text, with its citation.
    """
    for passage in library.passages():
        for offset, text, where in _aside(passage):
            for found in read_figures(text).both():
                start = passage.in_file(offset + found.start)
                place = passage.lines.place(passage.path, start, start + len(found.text))
                message = f"'{found.text.strip()}' is in {where}, where no citation can support it"
                yield Diagnostic("uncitable-figure", place, message, "write it in the text, with its citation")
    for waiver in library.waivers:
        for found in read_figures(waiver.reason).both():
            message = f"'{found.text.strip()}' is in the reason of a waiver, where no citation can support it"
            yield Diagnostic("uncitable-figure", waiver.place, message, "give the reason without it")


def _aside(passage: Passage) -> Iterator[tuple[int, str, str]]:
    """Yield what a passage shows beside its text: offset in the text, the words, and what they stand in."""
    for part in passage.parts:
        block = part.block
        for citation in part.inline.citations:
            for item in citation.items:
                for text in (item.prefix, _beyond_locator(item, block.text)):
                    yield block.offset(citation.start), text, "a citation"
    yield from ((offset, text, "the title of a link") for offset, text in passage.titles)


def _beyond_locator(item: Item, text: str) -> str:
    """Return what stands after a citation's key and is no page or article: its figures count something."""
    locator = item.locator or ""
    if item.suffix and _NUMBER.match(text, item.end):  # "9,117 people" is no page
        return f"{locator} {item.suffix}"
    long = any(max(found.values) >= _PAGES for found in read_figures(locator).figures)
    return f"{locator} {item.suffix}" if long else item.suffix


_NUMBER = re.compile(r"[\s,]*\d")
"""A locator without a word such as "p." before it."""

_PAGES = 10_000
"""No work has so many pages, articles or paragraphs."""
