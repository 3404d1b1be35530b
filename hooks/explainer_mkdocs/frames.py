"""Frames: everything of a page that the theme renders around the page's own words, rendered once for all pages that share it.

The theme renders its header, navigation and footer anew for each page, which takes longer than the page itself. For a
page that the navigation does not list, such as a source's, they depend on only three things: the folder from which
their links lead, the section that is open, and what the page hides. So ``frame.html`` renders them once for each of
those, with placeholders, and ``framed.html`` renders the parts of each page that go in their places.
"""

from __future__ import annotations

import copy
import os
import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

EDGE = "\ufdea"
"""Separates the parts of a page, and encloses a placeholder's name: a noncharacter, which texts may not contain."""

PARTS = ("title", "description", "canonical", "metadata", "body", "skip", "contents", "content")
"""The parts of a page, in the order of ``framed.html``. ``body`` only marks where the body begins."""

_PLACEHOLDER = re.compile(f"{EDGE}([a-z]+){EDGE}")
_SCRIPTS = "assets/javascripts/workers/"
"""The deepest folder that a page's scripts name."""


@dataclass
class Frames:
    """The frames of a build."""

    available: bool = False
    """Whether the theme has the two templates; otherwise each page is rendered by itself."""
    listed: set[int] = field(default_factory=set)
    """The pages, by identity, that the navigation lists: each of them has its own navigation, with its headings in it."""
    _finish: Callable[[str, Page], str] = lambda html, page: html
    _environment: Environment | None = None
    _language: Any = None
    """The theme's translations, which its partial templates expect."""
    _above: set[str] = field(default_factory=set)
    """The addresses of folders above a listed page or a script: from there, links begin in another way than beside them."""
    _rendered: dict[tuple[object, ...], list[str]] = field(default_factory=dict)
    """Frames by what they depend on, split at their placeholders: each second string is the name of a part."""
    _current: list[str] = field(default_factory=list)
    """The frame of the page that is being rendered."""

    def list(self, pages: Iterable[Page], config: MkDocsConfig) -> None:
        """Remember the pages that the navigation lists."""
        pages = list(pages)
        self.available = all(
            any(os.path.isfile(os.path.join(folder, name)) for folder in config.theme.dirs)
            for name in ("frame.html", "framed.html")
        )
        self.listed = set(map(id, pages))
        for address in (*(page.url for page in pages), _SCRIPTS):
            parts = address.split("/")[:-1]
            self._above |= {"/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1)}

    def use(self, environment: Environment, config: MkDocsConfig, finish: Callable[[str, Page], str]) -> None:
        """Give the templates what they call, now that the theme is complete; ``finish`` has the last steps of a frame."""
        self._finish = finish
        self._environment = environment
        environment.globals["is_listed"] = lambda page: page is None or id(page) in self.listed
        if self.available:
            environment.globals["framed"] = self._begin
            self._language = environment.get_template("partials/language.html").make_module({"config": config})

    def has(self, page: Page) -> bool:
        """Whether a page is put into a frame."""
        return (
            self.available
            and id(page) not in self.listed
            and not (page.is_homepage or page.previous_page or page.next_page)
        )

    def viewpoint(self, page: Page) -> str:
        """Return from where a page's relative links lead; pages with the same viewpoint have the same links to others."""
        if not page.url:  # the home page is above all others
            return "./"
        return page.url if page.url in self._above else posixpath.dirname(page.url.rstrip("/"))

    @pass_context
    def _begin(self, context: Context) -> dict[str, Any]:
        """Render the frame of a page if there is none yet; return what ``framed.html`` needs to render the page's parts."""
        page = context["page"]
        key = (
            self.viewpoint(page),
            id(page.parent),
            repr(page.meta.get("hide")),
            bool(page.meta.get("description")),
            bool(page.canonical_url),
            bool(page.toc.items),
        )
        if key not in self._rendered:
            assert self._environment
            values = {**context.get_all(), "page": _stand_in(page), "placeholder": _placeholder}
            html = self._environment.get_template("frame.html").render(values)
            self._rendered[key] = _PLACEHOLDER.split(self._finish(html, page))
        self._current = self._rendered[key]
        return {"edge": EDGE, "lang": self._language}

    def put_in(self, html: str) -> str:
        """Return the page that was rendered last, given its parts, in its frame."""
        parts = dict(zip(PARTS, html.split(EDGE, len(PARTS) - 1), strict=True))
        return "".join(parts[text] if i % 2 else text for i, text in enumerate(self._current))

    def clear(self) -> None:
        """Forget the frames: the titles in them may have changed."""
        self._rendered.clear()


def _placeholder(part: str) -> str:
    return f"{EDGE}{part}{EDGE}"


def _stand_in(page: Page) -> Page:
    """Return a page like another, with placeholders for what a frame would show of it."""
    other = copy.copy(page)
    other.meta = {**page.meta, "title": _placeholder("title")}
    if page.meta.get("description"):
        other.meta["description"] = _placeholder("description")
    if page.canonical_url:
        other.canonical_url = _placeholder("canonical")
    if page.toc.items:
        other.toc = type(page.toc)([AnchorLink("", _placeholder("skip"), 1)])
    return other
