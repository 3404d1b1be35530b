"""Rules on front matter, which the theme prints on its page and in the navigation of other pages."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..library import Library
from ..records.fields import TAG
from ..records.nodes import Node
from ..text.frontmatter import FIELDS
from .rules import rule


@rule("unknown-front-matter")
def unknown_front_matter(library: Library) -> Iterator[Diagnostic]:
    """A page's front matter has a field that the site does not use.

    ## What it finds

    Fields other than `title`, `description`, `key_points`, `known`, `checked`, `hide` and `search`.

    ## Why it matters

    A misspelt field is silently ignored. Other fields, such as `template` or `icon`, would let a page choose a file for
    the theme to read, or print a text that no check reads.

    ## Example

    ```yaml
    ---
    title: The humanitarian cards
    desription: What the cards of January gave, and to whom.
    ---
    ```

    ## How to fix it

    Correct the name of the field, or remove it.
    """
    for page in library.written():
        for name, (start, end) in page.matter.keys.items():
            if name not in FIELDS:
                near = difflib.get_close_matches(name, FIELDS, 1)
                yield Diagnostic(
                    "unknown-front-matter",
                    page.documents[0].lines.location(page.path, start, end),
                    f"the site does not use the field '{name[:60]}'",
                    f"there is a field with a similar name: '{near[0]}'" if near else "remove it",
                )


@rule("front-matter-markup")
def front_matter_markup(library: Library) -> Iterator[Diagnostic]:
    """A page's front matter holds HTML.

    ## What it finds

    A `<` followed by a letter, `/`, `!` or `?` in any text of the front matter, with or without a `>` after it.

    ## Why it matters

    Titles and descriptions are plain text. They appear in search engines, messages and the navigation of every page.
    HTML in them is a mistake, or an attempt to publish something unchecked.

    ## Example

    ```yaml
    title: The <b>humanitarian</b> cards
    ```

    ## How to fix it

    Remove the tag. Put a space after a `<` that means "less than".
    """
    for page in library.written():
        for name, node in page.matter.fields.items():
            for text in _texts(node):
                if tag := TAG.search(str(text.value)):
                    yield Diagnostic(
                        "front-matter-markup",
                        page.documents[0].lines.location(page.path, text.start, text.end),
                        f"the field '{name[:60]}' holds HTML: '{tag.group()[:40]}'",
                        "remove it, or put a space after a '<' that means less than",
                    )


def _texts(node: Node) -> Iterator[Node]:
    """Yield every text of a value."""
    if isinstance(node.value, dict):
        for inner in node.value.values():
            yield from _texts(inner)
    elif isinstance(node.value, list):
        for inner in node.value:
            yield from _texts(inner)
    elif isinstance(node.value, str):
        yield node
