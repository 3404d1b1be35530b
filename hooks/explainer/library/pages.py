"""Pages, both written ones and those that are made from records."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..catalogue import catalogue
from ..characters import hidden_characters
from ..diagnostics import Diagnostic, LineIndex
from ..files import read_text
from ..latest import Latest
from ..records.charts import Chart
from ..records.claims import Claim
from ..records.events import Event
from ..records.fields import in_language, parse_date
from ..records.kits import Kit
from ..records.loader import Record, hidden_values
from ..records.nodes import offsets
from ..records.questions import Question
from ..records.routes import Route
from ..records.terms import Term
from ..text.documents import Document, read_document
from ..text.frontmatter import FrontMatter, split
from .folders import (
    CLAIMS,
    CLAIMS_PAGE,
    KIT_PAGES,
    MAP_PAGE,
    QUESTIONS,
    QUESTIONS_PAGE,
    ROUTES,
    TIMELINE,
    TIMELINE_PAGE,
)


@dataclass
class Page:
    """A page of the site: a written one, or one made from a record."""

    language: str
    src: str
    """The Markdown file, relative to its language's folder; for a made page, its assigned name."""
    title: str
    documents: list[Document]
    path: str
    """The file to edit, relative to the project's root."""
    matter: FrontMatter = field(default_factory=FrontMatter)
    is_generated: bool = False
    """Whether it is made from records."""
    term: str | None = None
    """The term that a made page explains."""
    chart: str | None = None
    """The chart that a made page shows."""
    kit: str | None = None
    """The kit that a made page shows."""

    def key_points(self) -> list[tuple[str, int]]:
        """Return the key points of its front matter, each with its offset in the file."""
        node = self.matter.fields.get("key_points")
        points = node.value if node and isinstance(node.value, list) else []
        return [(point.value, point.start) for point in points if isinstance(point.value, str)]

    def dated(self, name: str) -> str:
        """Return a day or a month of its front matter, such as ``2026-11``; empty if it is missing or neither."""
        text = self.matter.text(name)
        try:
            parse_date(text)
        except ValueError:
            return ""
        return text if text.count("-") in (1, 2) and "/" not in text else ""

    @property
    def url(self) -> str:
        """The page's address relative to its language's root."""
        folder, name = posixpath.split(self.src)
        stem = name.removesuffix(".md")
        if stem in ("index", "README"):
            return folder + "/" if folder else ""
        return posixpath.join(folder, stem) + "/"


def read_page(root: Path, path: Path, language: str) -> tuple[Page | None, list[Diagnostic]]:
    """Read one Markdown page; faults of its front matter are returned as findings."""
    text, fault = read_text(root, path, "unreadable-page")
    if text is None:
        assert fault
        return None, [fault]
    return latest_page(path.relative_to(root).as_posix(), text, language)


def _parse_page(name: str, text: str, language: str) -> tuple[Page, list[Diagnostic]]:
    lines = LineIndex(text)
    matter = split(text)
    faults = [Diagnostic(rule, lines.location(name, at), message, help) for rule, at, message, help in matter.faults]
    faults += hidden_characters(name, text, lines)
    faults += [fault for node in matter.fields.values() for fault in hidden_values(name, text, node, lines)]
    document = read_document(name, text[matter.body :], lines, matter.body, language=language)
    title = matter.text("title") or next(
        (part.prose() for part in document.parts if part.block.level == 1),
        posixpath.basename(name).removesuffix(".md").replace("-", " ").capitalize(),
    )
    return Page(language, name.removeprefix(f"docs/{language}/"), title, [document], name, matter), faults


latest_page = Latest(_parse_page)


def term_page(record: Record[Term], language: str) -> Page:
    """Return the page that is made from a term's record."""
    term = record.data
    documents = [_field(record, language, *path) for path in term.texts()]
    title = in_language(term.term, language)
    return Page(
        language, f"glossary/{record.key}.md", title, documents, record.path, is_generated=True, term=record.key
    )


def claims_page(records: Iterable[Record[Claim]], language: str) -> Page:
    """Return the page that is made from all claims, with a document for each answer."""
    documents = [_field(record, language, "answer") for record in records]
    return Page(
        language, CLAIMS_PAGE, catalogue(language).gettext("Check the article"), documents, CLAIMS, is_generated=True
    )


def timeline_page(records: Iterable[Record[Event]], language: str) -> Page:
    """Return the page that is made from all events, with a document for each."""
    documents = [_field(record, language, "text") for record in records]
    return Page(
        language, TIMELINE_PAGE, catalogue(language).gettext("Timeline"), documents, TIMELINE, is_generated=True
    )


def questions_page(records: Iterable[Record[Question]], language: str) -> Page:
    """Return the page that is made from all questions, with a document for each answer."""
    documents = [_field(record, language, "answer") for record in records]
    return Page(
        language, QUESTIONS_PAGE, catalogue(language).gettext("Questions"), documents, QUESTIONS, is_generated=True
    )


def map_page(records: Iterable[Record[Route]], language: str) -> Page:
    """Return the page that is made from all routes, with a document for each stop."""
    documents = [
        _field(record, language, "stops", i, "text") for record in records for i in range(len(record.data.stops))
    ]
    return Page(language, MAP_PAGE, catalogue(language).gettext("Map"), documents, ROUTES, is_generated=True)


def kit_page(record: Record[Kit], language: str) -> Page:
    """Return the page that is made from a kit, with a document for each of its cited texts in the order of `Kit.texts`."""
    kit = record.data
    title = in_language(kit.question, language)
    documents = [_field(record, language, *path) for path in kit.texts()]
    return Page(
        language, f"{KIT_PAGES}/{record.key}.md", title, documents, record.path, is_generated=True, kit=record.key
    )


def chart_page(record: Record[Chart], language: str) -> Page:
    """Return the page that is made from a chart's record and data."""
    title = in_language(record.data.title, language)
    documents = [_field(record, language, "text")]
    return Page(language, f"charts/{record.key}.md", title, documents, record.path, is_generated=True, chart=record.key)


def _field(record: Record[Any], language: str, *path: str | int) -> Document:
    """Return a record's Markdown field in a language, or in English, or in the only one that it has."""
    node = record.node.at(*path)
    written = "en"
    if isinstance(node.value, dict):
        written = next(one for one in (language, "en", *node.value) if one in node.value)
        node = node.at(written)
    assert isinstance(node.value, str)  # guaranteed by the model
    document: Document | None = record.documents.get((language, *path))
    if document is None:
        source_offsets = offsets(record.text, node)
        document = read_document(record.path, node.value, record.lines, node.start, source_offsets, written)
        record.documents[language, *path] = document
    return document
