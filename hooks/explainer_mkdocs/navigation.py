"""The navigation of the pages: rendered once for all pages of a folder that it does not list, and inserted at the very end.

The theme renders the whole navigation for each page. On a page that the navigation does not list, such as a source's,
it depends on only two things: the folder, from which its links lead, and the section that is open. So it is rendered
once for each of those, and each page passes through the last steps with a placeholder in its place.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from markupsafe import Markup
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

_EDGE = "\ufdea"
"""Encloses a placeholder's name: a noncharacter, which texts may not contain."""

_SCRIPTS = "assets/javascripts/workers/"
"""The deepest folder that a page's scripts name."""


@dataclass
class Navigation:
    """The parts of pages that are rendered once."""

    finish: Callable[[str], str]
    """The last steps of a page, for a part of it."""
    listed: set[int] = field(default_factory=set)
    """The pages, by identity, that the navigation lists: each of them has its own, with its headings in it."""
    _above: set[str] = field(default_factory=set)
    """The addresses of folders above a listed page or a script: from there, links begin in another way than beside them."""
    _rendered: dict[tuple[str, int, str], str] = field(default_factory=dict)
    """By the page's viewpoint, the open section, and the name of the part."""
    _waiting: dict[str, str] = field(default_factory=dict)
    """The replacement of each placeholder on the page that is being rendered."""

    def list(self, pages: Iterable[Page]) -> None:
        """Remember the pages that the navigation lists."""
        pages = list(pages)
        self.listed = set(map(id, pages))
        for address in (*(page.url for page in pages), _SCRIPTS):
            parts = address.split("/")[:-1]
            self._above |= {"/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1)}

    def viewpoint(self, page: Page) -> str:
        """Return from where a page's relative links lead; pages with the same viewpoint have the same links to others."""
        return page.url if page.url in self._above else posixpath.dirname(page.url.rstrip("/"))

    def once(self, page: Page | None, part: str, caller: Callable[[], str]) -> Markup:
        """Return a placeholder for a part of a template, which ``caller`` renders. Templates call this."""
        if page is None or id(page) in self.listed:
            html = self.finish(caller())
        else:
            key = (self.viewpoint(page), id(page.parent), part)
            if key not in self._rendered:
                self._rendered[key] = self.finish(caller())
            html = self._rendered[key]
        placeholder = f"{_EDGE}{part}{_EDGE}"
        self._waiting[placeholder] = html
        return Markup(placeholder)

    def put_in(self, html: str) -> str:
        """Return the page that was rendered last, with its placeholders replaced."""
        for placeholder, part in self._waiting.items():
            html = html.replace(placeholder, part)
        self._waiting.clear()
        return html


def place_unlisted(files: Files) -> None:
    """Put the pages that are not in the navigation under the index of their folder, so that readers see where they are."""
    indexes = {file.src_uri: file.page for file in files.documentation_pages()}
    for file in files.documentation_pages():
        folder, name = posixpath.split(file.src_uri)
        if file.page and file.page.parent is None and folder and name != "index.md":
            # MkDocs' types do not allow a page as the parent.
            file.page.parent = cast(Any, indexes.get(f"{folder}/index.md"))
