"""The project's pages and records, with their indexes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..clock import today
from ..diagnostics import Diagnostic
from ..names import Names
from ..records.charts import Chart
from ..records.claims import Claim
from ..records.events import Event
from ..records.geography import Geography
from ..records.kits import Kit
from ..records.loader import Record
from ..records.names import NameList
from ..records.opposites import Opposites
from ..records.plans import Plan
from ..records.questions import Question
from ..records.releases import Release
from ..records.routes import Route
from ..records.scores import MutationScores, Scores
from ..records.series import Series
from ..records.sources import Source
from ..records.style import StylePhrase
from ..records.terms import Term
from ..text.documents import Document
from ..text.suppressions import Suppression, read_suppressions
from .charts import ChartPlace, chart_places
from .citations import Citations
from .evidence import EvidenceFinder
from .known_names import KnownNames
from .linked_names import NameFinder
from .pages import Page
from .terms import TermIndex


@dataclass
class Library:
    """The project's pages and records."""

    root: Path
    sources: dict[str, Record[Source]]
    terms: dict[str, Record[Term]]
    claims: dict[str, Record[Claim]]
    events: dict[str, Record[Event]]
    """In the order of their dates."""
    kits: dict[str, Record[Kit]]
    plans: dict[str, Record[Plan]]
    """In the order of their ranks."""
    questions: dict[str, Record[Question]]
    """In the order of their subjects and ranks."""
    charts: dict[str, Record[Chart]]
    series: dict[str, Series]
    """The files of `docs/data`, by name."""
    routes: dict[str, Record[Route]]
    """In the order of their first stops."""
    geography: Geography
    releases: dict[str, Record[Release]]
    """The newest first."""
    style: dict[str, Record[StylePhrase]]
    opposites: dict[str, Record[Opposites]]
    name_lists: dict[str, Record[NameList]]
    pages: list[Page]
    faults: list[Diagnostic]
    """The findings that were made while reading."""

    scores: Scores | None = None
    """The scores of other tools on the planted errors, if they were measured."""

    mutants: MutationScores | None = None
    """The scores of the checks on changes of the written pages, if they were measured."""

    today: datetime.date = field(default_factory=today)
    """The day of the check; ``SOURCE_DATE_EPOCH`` sets it, so that a build can be reproduced."""

    @cached_property
    def unread(self) -> set[str]:
        """The paths of records that exist and could not be read: reported once, not at every citation."""
        return {fault.location.path for fault in self.faults}

    def is_unread(self, folder: str, key: str) -> bool:
        """Whether a folder has a record of that key that could not be read."""
        return f"{folder}/{key}.yaml" in self.unread or f"{folder}/{key}.yml" in self.unread

    @cached_property
    def known(self) -> str:
        """The month of the newest reading of a source, such as ``2026-11``; empty if there is none until today."""
        months = {record.data.read.date.partition("/")[0][:7] for record in self.sources.values()}
        return max(
            (month for month in months if month <= f"{self.today:%Y-%m}"), default=""
        )  # no fiscal year: F follows digits

    @cached_property
    def evidence(self) -> EvidenceFinder:
        """The evidence of citations."""
        return EvidenceFinder(self.sources, self.series)

    @cached_property
    def citations(self) -> Citations:
        """Who cites what, where."""
        return Citations(self.pages, self.sources, self.evidence)

    @cached_property
    def term_index(self) -> TermIndex:
        """The uses of the terms."""
        return TermIndex(self.pages, self.terms)

    @cached_property
    def names(self) -> Names:
        """The names of the pages and charts that links lead to."""
        return Names(NameFinder(self._by_src, self.charts, self.evidence))

    @cached_property
    def known_names(self) -> KnownNames:
        """The names that records list."""
        return KnownNames(self.name_lists, self.terms, self.sources, self.evidence, self._lower_case)

    @cached_property
    def _lower_case(self) -> set[str]:
        """The words that pages write without a capital, and much else between two spaces."""
        found: set[str] = set()
        for document in self.documents():
            found.update(document.text.split())
        return found

    @cached_property
    def chart_places(self) -> list[ChartPlace]:
        """Every place of a chart on a page."""
        return list(chart_places(self.written()))

    @cached_property
    def suppressions(self) -> list[Suppression]:
        """The waivers of all pages."""
        return [
            suppression
            for page in self.written()
            for document in page.documents
            for suppression in read_suppressions(document)
        ]

    def page(self, language: str, src: str) -> Page | None:
        """Return the page that is made from the Markdown file ``src``."""
        return self._by_src.get((language, src))

    def written(self, language: str | None = None) -> Iterator[Page]:
        """Yield the pages that are written in Markdown, in one language or in all."""
        return (page for page in self.pages if not page.is_generated and language in (None, page.language))

    def documents(self) -> Iterator[Document]:
        """Yield every Markdown text that is published, each once: a record's text may serve two languages."""
        seen: set[tuple[str, int]] = set()
        for page in self.pages:
            for document in page.documents:
                location = document.path, document.file_offset(0)
                if location not in seen:
                    seen.add(location)
                    yield document

    @cached_property
    def _by_src(self) -> dict[tuple[str, str], Page]:
        return {(page.language, page.src): page for page in self.pages}
