"""The state of one build: created when the configuration is read, and passed to every later step."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from explainer.history import Change
from explainer.library import Page as OurPage
from explainer.project import Project
from explainer.render import stylesheets
from explainer.render.citing import Citing
from explainer.render.site import GeneratedPage, Site

from . import conformance, styles
from .frames import Frames

log = logging.getLogger("mkdocs.plugins.explainer")

Generator = Callable[[Project], Iterator[GeneratedPage]]
"""A function that makes pages from the records of a project."""


@dataclass
class Build:
    """The state of one build of the site."""

    config: MkDocsConfig
    project: Project
    serving: bool
    """A served site is shown with its findings; every other build stops at an error."""
    generators: list[Generator] = field(default_factory=list)
    generated: dict[str, GeneratedPage] = field(default_factory=dict)
    """The pages made from records, by their source names."""
    composed: dict[str, str] = field(default_factory=dict)
    """The HTML of pages, by their source names, from the moment they are converted until they are finished."""
    changes: dict[str, Change] = field(default_factory=dict)
    """The last change of each file, as git knows it."""
    citings: dict[str, Citing] = field(default_factory=dict)
    """The citation of each page, by its key."""
    pdfs: set[str] = field(default_factory=set)
    """The addresses of the PDFs of single pages that the site has."""
    kit_files: dict[str, list[str]] = field(default_factory=dict)
    """The addresses of the files of each class kit that the site has, by its key."""
    feed: str = ""
    """The address of the feed of releases; empty if there is none. The templates read it."""
    instead_of_search: str = ""
    """The address of the page to which readers without scripts are led, who have no search; empty if there is none. The templates read it."""
    titles: dict[str, str] = field(default_factory=dict)
    """The original titles of pages, by source name, for files that other programs read."""
    names: stylesheets.Names = field(default_factory=stylesheets.Names)
    """The names that style sheets may need to style: elements, classes, ids and attribute values of the finished pages."""
    frames: Frames = field(default_factory=Frames)
    scripts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The inline scripts of the templates by the viewpoint of a page, or by the name of a template."""
    environment: Any = None
    """The theme's templates."""

    def slim(self, html: str) -> str:
        """Return a page, or a part of one, without data that only the build needs; record the names that it needs from the style sheets."""
        html = styles.slim(conformance.fixed(html))
        self.names.add_page(html)
        return html

    @property
    def root(self) -> Path:
        """The project's folder."""
        return Path(self.config.config_file_path).parent

    @property
    def site(self) -> Site:
        """The renderer of the project's pages."""
        return self.project.site

    def generate(self, project: Project) -> dict[str, GeneratedPage]:
        """Return the pages made from the records of a project, by their source names."""
        return {page.src: page for generator in self.generators for page in generator(project)}

    def ours(self, file: File) -> OurPage | None:
        """Return the engine's page for a file of MkDocs, written or made from a record; None if it has none."""
        return self.site.library.page(self.site.language, file.src_uri)

    def path(self, file: File) -> str:
        """Return the file to edit for a page, relative to the project's folder."""
        made = self.generated.get(file.src_uri)
        return made.edit if made else f"docs/{self.site.language}/{file.src_uri}"

    def repository(self, *parts: str) -> str:
        """Return an address in the project's repository; empty if there is no repository."""
        return "/".join([self.config.repo_url.rstrip("/"), *parts]) if self.config.repo_url else ""


def of(config: MkDocsConfig) -> Build:
    """Return the build of a configuration; the theme's templates find it in the same place."""
    build: Build = config.extra["explainer"]
    return build
