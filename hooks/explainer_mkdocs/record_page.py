"""A page that is made from a record, for MkDocs: filled when it is first read, and converted only if it is Markdown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import meta

from explainer.render.site import Finished, Heading, RenderedTemplate


class RecordPage(Page):
    """A page whose text the engine makes; ``fill`` returns the current text, also after a save while the site is served."""

    def __init__(self, file: File, config: MkDocsConfig, fill: Callable[[], RenderedTemplate | None]) -> None:
        super().__init__(None, file, config)
        self._fill = fill
        self._finished: Finished | None = None

    def read_source(self, config: MkDocsConfig) -> None:
        """Fill the page."""
        filled = self._fill()
        if filled is None:  # its record was just removed
            self.markdown, self.meta, self._finished = "", {}, None
            return
        self._finished = filled.finished
        if self._finished:
            self.markdown = filled.text
            self.meta = {
                "title": self._finished.title,
                "description": self._finished.description,
                "search": {"boost": self._finished.boost},
            }
        else:
            self.markdown, self.meta = meta.get_data(filled.text)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the text, unless it is already HTML."""
        if self._finished is None:
            super().render(config, files)
            return
        self.content = self.markdown
        self.toc = get_toc(_tokens(self._finished.headings))
        self.present_anchor_ids = {*self._finished.anchors, *(heading.id for heading in self._finished.headings)}
        self.links_to_anchors = {}


def _tokens(headings: tuple[Heading, ...]) -> Any:
    """Return headings, the first of which is the page's title, in the form of Python-Markdown's table of contents."""
    first, *others = (
        {"level": heading.level, "id": heading.id, "name": heading.text, "children": []} for heading in headings
    )
    return [{**first, "children": others}]
