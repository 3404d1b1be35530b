"""A Python-Markdown extension that adds the site's citations to any program that converts Markdown, without MkDocs.

It is loaded as ``explainer.extension`` and has three options: ``root``, the project's folder (by default the nearest
one from the working directory upwards); ``language`` (``en``); and ``links``: ``file`` if the program resolves links
from the page's file, as Zensical does, instead of from its address (``page``). A page then has everything that the
site's build puts into its text: numbers and evidence cards, links to terms, key points, charts, events and the
references.

- The converter does not say which page it converts: a page is identified by its text, with or without front matter. If
  two pages have the same text, the links are those of the first.
- A text that is not a page of the project is read as a passage of its own, with links as on the site's home page.
- A text that already has marks, from the MkDocs hooks, is left unchanged.
- Nothing is checked here: run ``explainer check`` before a build. A broken citation shows its key.
- No page is added: the pages made from records, to which cards and terms link, are the builder's task.
"""

from __future__ import annotations

import copy
import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from . import collector
from .diagnostics import LineIndex
from .library import Page, load
from .pipeline import compose, finish, mark, typeset
from .records.fields import LANGUAGES
from .render import placeholders
from .render.site import Heading, Site
from .render.typography import curled
from .root import find_root
from .text.documents import read_document
from .text.frontmatter import split

# Citations are marked in the original text: before white space is normalised (30) and metadata removed (27).
FIRST = 175
# The marks are replaced in the finished page: after every processor of the converter and of other extensions.
LAST = -100

_reading = Lock()  # a builder may convert pages in several threads: one reads the project, the others wait


@dataclass(frozen=True)
class _Project:
    """A project's pages in one language."""

    site: Site

    @cached_property
    def by_text(self) -> dict[str, Page]:
        """The written pages by text; of pages with the same text, the first."""
        written = list(self.site.library.written(self.site.language))
        return {_bare(page.documents[0].text): page for page in reversed(written)}

    def find(self, text: str) -> tuple[Site, Page, str]:
        """Return the page with this text, the site to render it with, and the front matter before it."""
        body = split(text).body
        for start in (0, body):
            if page := self.by_text.get(_bare(text[start:])):
                return self.site, page, text[:start]
        text, before = text[body:], text[:body]
        # There is no written page of this name: the address is that of the home page, and it has no events.
        page = Page(
            self.site.language,
            "README.md",
            "",
            [read_document("", text, LineIndex(text), language=self.site.language)],
            "",
        )
        site = copy.copy(self.site)  # with its references, which pandoc made
        site.library = replace(self.site.library, pages=[page])
        return site, page, before


def _bare(text: str) -> str:
    """Return a text without the empty lines around it, which some programs keep and others remove."""
    return text.replace("\r\n", "\n").strip("\n")


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Yield the path, time and size of each file in a folder; a file that is just being replaced is left out."""
    for base, _, names in os.walk(folder):
        for name in names:
            try:
                known = os.stat(path := os.path.join(base, name))
            except OSError:
                continue
            yield path, known.st_mtime_ns, known.st_size


@lru_cache(len(LANGUAGES))
def _project(root: Path, language: str, files: frozenset[tuple[str, int, int]]) -> _Project:
    """Read a project; ``files`` identify its state."""
    with collector.paused():
        return _Project(Site(load(root), language))


def _complete(site: Site, page: Page, html: str, *, from_file: bool) -> tuple[str, list[Heading]]:
    """Return a page's complete HTML, and the headings at its end."""
    # A page's address is one folder deeper than its file, except for the index of a folder.
    deeper = from_file and posixpath.basename(page.src) not in ("index.md", "README.md")

    def fit(ours: str) -> str:
        return ours.replace('="../', '="') if deeper else ours

    composed = compose(site, page, html, fit)
    headings = [replace(heading, text=curled(heading.text)) for heading in composed.headings]
    return typeset(finish(site, page, composed.html, fit)), headings


class ExplainerExtension(Extension):
    """Puts the citations and terms of a page in their places.

    The library is read once per process, and again when a file in ``docs`` was added, changed or removed; checking for
    that takes some milliseconds per page. Raises `ValueError` if there is no project, and for an unknown option.
    """

    def __init__(self, **options: Any) -> None:
        self.config = {
            "root": ["", "the project's folder (default: the nearest one from the working directory upwards)"],
            "language": ["en", "the language of the pages"],
            "links": ["page", "'file' if the program resolves links from the page's file"],
        }
        super().__init__(**options)
        self.found: tuple[Site, Page] | None = None
        """The page that is being converted."""
        self.whole = False
        """Whether its text is complete: until then other extensions convert headings separately."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the three processors: mark, wait for the tree, replace."""
        given, self.language = str(self.getConfig("root")), str(self.getConfig("language"))
        root = Path(given).resolve() if given else find_root(Path.cwd())
        if root is None or not (root / "docs").is_dir():
            raise ValueError("explainer.extension: there is no project here (no folder docs/); set 'root'")
        if self.language not in LANGUAGES:
            raise ValueError(
                f"explainer.extension: 'language' must be one of {', '.join(LANGUAGES)}, not {self.language!r}"
            )
        if self.getConfig("links") not in ("page", "file"):
            raise ValueError(f"explainer.extension: 'links' must be page or file, not {self.getConfig('links')!r}")
        self.root = root
        md.registerExtension(self)
        md.preprocessors.register(_Mark(md, self), "explainer-mark", FIRST)
        md.treeprocessors.register(_Wait(md, self), "explainer-wait", LAST)
        md.postprocessors.register(_Replace(md, self), "explainer-replace", LAST)

    def reset(self) -> None:
        """Forget the page before the next one."""
        self.found, self.whole = None, False

    def mark(self, text: str) -> str:
        """Return a page's text with a mark at each citation and term; remember the page."""
        self.reset()
        if placeholders.remove(text) != text:
            return text
        with _reading:
            project = _project(self.root, self.language, frozenset(_files(str(self.root / "docs"))))
        site, page, before = project.find(text)
        self.found = site, page
        return before + mark(site, page)

    def replace(self, html: str, headings: list[dict[str, Any]]) -> str:
        """Return the page with HTML in place of its marks; add the headings at its end to ``headings``."""
        if self.found is None:
            return html
        if not self.whole:
            return placeholders.remove(html)
        _curl(headings)
        html, ends = _complete(*self.found, html, from_file=self.getConfig("links") == "file")
        beside = headings[0]["children"] if len(headings) == 1 else headings
        beside += [
            {
                "level": end.level,
                "id": end.id,
                "name": end.text,
                "html": end.text,
                "data-toc-label": "",
                "children": [],
            }
            for end in ends
        ]
        return html


def _curl(headings: list[dict[str, Any]]) -> None:
    """Replace the marks of the headings in the table of contents, as on the page."""
    for heading in headings:
        heading["name"] = curled(heading["name"])
        _curl(heading["children"])


class _Mark(Preprocessor):
    """Marks the text before any other processor reads it."""

    def __init__(self, md: Markdown, extension: ExplainerExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        return self.extension.mark("\n".join(lines)).split("\n")


class _Wait(Treeprocessor):
    """Notes that the table of contents, which runs every postprocessor on each heading, is finished."""

    def __init__(self, md: Markdown, extension: ExplainerExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        self.extension.whole = True


class _Replace(Postprocessor):
    """Replaces the marks with HTML."""

    def __init__(self, md: Markdown, extension: ExplainerExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, text: str) -> str:
        return self.extension.replace(text, getattr(self.md, "toc_tokens", []))


def makeExtension(**options: Any) -> ExplainerExtension:
    """Return the extension; Python-Markdown calls this function."""
    return ExplainerExtension(**options)
