"""Names that the words of a link may repeat without a citation: those of the page or chart that it leads to."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from ..names import Name
from ..records.charts import Chart
from ..records.fields import in_language
from ..records.loader import Record
from ..text.quantities import FactSet
from .charts import chart_key
from .evidence import EvidenceFinder, facts_of
from .pages import Page


@dataclass(frozen=True)
class NameFinder:
    """Finds the names of pages and charts."""

    pages: dict[tuple[str, str], Page]
    """By language and source name."""
    charts: dict[str, Record[Chart]]
    evidence: EvidenceFinder

    def __call__(self, language: str, folder: str, address: str) -> Name | None:
        """Return the name of the page or chart that a link from a page in ``folder`` leads to, if it is the project's."""
        if key := chart_key(address):
            return self._chart(self.charts.get(key), language)
        target, _, _ = address.partition("#")
        page = self.pages.get((language, posixpath.normpath(posixpath.join(folder, target)))) if target else None
        if page is None:
            return None
        headings = [
            part.prose() for document in page.documents for part in document.parts if part.block.kind == "heading"
        ]
        texts = (page.title, *headings)
        return Name(texts, facts_of(texts))

    def _chart(self, record: Record[Chart] | None, language: str) -> Name | None:
        if record is None:
            return None
        texts = (in_language(record.data.title, language), in_language(record.data.unit, language))
        items = [item for item in self.evidence.of_chart(record) if self.evidence.note(item)]
        return Name(texts, FactSet.union([*map(self.evidence.facts, items), facts_of(texts)]))
