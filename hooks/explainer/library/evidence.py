"""The evidence of a citation: the note, its words, and the figures and dates in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from ..records.charts import Chart
from ..records.reading import Record
from ..records.series import Series
from ..records.sources import Evidence, Source
from ..text.inline import Item
from ..text.quantities import FactSet, collect_facts
from ..text.quotations import quotations


@dataclass(frozen=True)
class EvidenceFinder:
    """Finds the evidence in a set of sources."""

    sources: dict[str, Record[Source]]
    series: dict[str, Series]
    _facts: dict[tuple[str, str], FactSet] = field(default_factory=dict, repr=False, compare=False)
    """What was asked for before: most notes are cited several times."""

    def note(self, item: Item) -> Evidence | None:
        """Return the note that an item names, or the only one if it names none."""
        record = self.sources.get(item.key)
        if record is None:
            return None
        if not item.evidence:
            return record.data.evidence[0] if len(record.data.evidence) == 1 else None
        return record.data.note(item.evidence)

    def texts(self, item: Item) -> list[str]:
        """Return the texts of an item's evidence, and the work's title."""
        note = self.note(item)
        if note is None:
            return []
        texts = [text for part in (note.says, note.at, note.speaker, note.note) if part for text in part.values()]
        return [*([note.quote] if note.quote else []), *texts, self.sources[item.key].data.title]

    def quotable(self, item: Item) -> list[str]:
        """Return the quotations in an item's note: the source's own words and our translation."""
        note = self.note(item)
        if note is None or not note.quote:
            return []
        return [note.quote, *(note.translation.values() if note.translation else ())]

    def words(self, item: Item) -> list[str]:
        """Return the texts that may be quoted: the source's own words, not our words about it.

        These are the note's quotation and its translation, words in quotation marks in the note, and the titles.
        """
        note = self.note(item)
        if note is None:
            return []
        source = self.sources[item.key].data
        quoted = [words for text in self.texts(item) for words in _quoted(text)]
        titles = [title for title in (source.title, source.container_title) if title]
        return [*self.quotable(item), *quoted, *titles]

    def facts(self, item: Item) -> FactSet:
        """Return the quantities and dates of the evidence that an item names."""
        key = (item.key, item.evidence)
        if key not in self._facts:
            self._facts[key] = self._read(item)
        return self._facts[key]

    def _read(self, item: Item) -> FactSet:
        note = self.note(item)
        source = self.sources[item.key].data
        quote = note.quote if note and source.language.startswith("es") else None
        return facts_of(
            tuple(self.texts(item)), (note and note.date) or "", source.issued or "", quote, len(source.author or ())
        )

    def joint_facts(self, items: Iterable[Item]) -> FactSet:
        """Return the quantities and dates of all evidence that the items name."""
        each = {(item.key, item.evidence): item for item in items}
        facts = FactSet.union(map(self.facts, each.values()))
        return facts.listing(len({key for key, _ in each})) if len(each) > 1 else facts  # "as three newspapers wrote"

    def of_chart(self, chart: Record[Chart]) -> list[Item]:
        """Return the evidence of all values of a chart, each note once."""
        series = self.series.get(chart.data.data)
        rows = chart.data.rows(series) if series else []
        pairs = dict.fromkeys((row.source, row.evidence) for row in rows)
        return [Item(key, evidence) for key, evidence in pairs]


@lru_cache(1 << 14)  # called for each statement that cites the note
def _quoted(text: str) -> tuple[str, ...]:
    """Return the words of a note that are in quotation marks of any kind."""
    return tuple(quotation.text for quotation in quotations(_curled(text)))


def _curled(text: str) -> str:
    """Return text with double quotation marks in place of single ones, since notes use both."""
    return re.sub(r"(?<![\w'])'([^']+(?:'\w[^']*)*)'(?!\w)", r'"\1"', text.translate({0x2018: "'", 0x2019: "'"}))


@lru_cache(1 << 14)  # called for each statement that cites the note
def facts_of(
    texts: tuple[str, ...], date: str = "", issued: str = "", spanish: str | None = None, authors: int = 0
) -> FactSet:
    """Return what `collect_facts` finds, remembered from one load of the project to the next."""
    return collect_facts(texts, spanish, date=date, issued=issued, authors=authors)
