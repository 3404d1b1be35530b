"""The evidence of a citation: the note, its words, and the figures and dates in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from ..latest import Remembered, digest
from ..records.charts import Chart
from ..records.fields import Language
from ..records.loader import Record
from ..records.series import Series
from ..records.sources import Evidence, Source
from ..text.citation import Item
from ..text.quantities import FactSet, collect_facts
from ..text.quotations import quotations


@dataclass(frozen=True)
class EvidenceFinder:
    """Finds the evidence in a set of sources."""

    sources: dict[str, Record[Source]]
    series: dict[str, Series]
    _words: dict[tuple[str, str], list[str]] = field(default_factory=dict, repr=False, compare=False)
    _facts: dict[tuple[str, str], FactSet] = field(default_factory=dict, repr=False, compare=False)
    _digests: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    # By source and note, since each rule asks for them again at every citation.

    def note(self, item: Item) -> Evidence | None:
        """Return the note that an item names, or the only one if it names none."""
        record = self.sources.get(item.key)
        if record is None:
            return None
        if not item.evidence:
            return record.data.evidence[0] if len(record.data.evidence) == 1 else None
        return record.data.note(item.evidence)

    def digest(self, items: list[Item]) -> str:
        """Return a text that changes with the items and the records of their sources, which must exist."""
        for item in items:
            if item.key not in self._digests:
                self._digests[item.key] = digest(self.sources[item.key].text)
        return " ".join([f"{self._digests[item.key]} {item.key}#{item.evidence}" for item in items])

    def texts(self, item: Item) -> list[str]:
        """Return the texts of an item's evidence, and the work's title."""
        note = self.note(item)
        if note is None:
            return []
        return [*_note_texts(note), self.sources[item.key].data.title]

    def quotable(self, item: Item) -> list[str]:
        """Return the quotations in an item's note: the source's own words and our translation."""
        note = self.note(item)
        if note is None or not note.quote:
            return []
        return [note.quote, *(note.translation.values() if note.translation else ())]

    def words(self, item: Item) -> list[str]:
        """Return the texts that may be quoted: the source's own words, not our words about it.

        These are the note's quotation and its translation, words in quotation marks in the note, and the titles.
        Callers must not change the list.
        """
        key = (item.key, item.evidence)
        if (known := self._words.get(key)) is None:
            known = self._words[key] = self._find_words(item)
        return known

    def _find_words(self, item: Item) -> list[str]:
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
        if (known := self._facts.get(key)) is None:
            known = self._facts[key] = self._find_facts(item)
        return known

    def _find_facts(self, item: Item) -> FactSet:
        note = self.note(item)
        source = self.sources[item.key].data
        spanish = {part["es"] for part in _parts(note) if "es" in part} if note else set()
        if note and note.quote and source.language.startswith("es"):
            spanish.add(note.quote)
        date = (note and note.date) or ""
        return facts_of(
            tuple(_note_texts(note, placed=False)) if note else (),
            frozenset(spanish),
            source.title if note else "",
            date,
            source.issued or "",
            len(source.author or ()),
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


_SINGLE_MARK = re.compile("['‘’]")


def _parts(note: Evidence) -> list[dict[Language, str]]:
    """Return our texts of a note, each by language."""
    return [part for part in (note.says, note.at, note.speaker, note.note) if part]


def _note_texts(note: Evidence, *, placed: bool = True) -> list[str]:
    """Return the source's words in a note and ours, with or without those for its place: a "fourth paragraph" is no four."""
    parts = (part for part in _parts(note) if placed or part is not note.at)
    return [*([note.quote] if note.quote else []), *(text for part in parts for text in part.values())]


@lru_cache(1 << 14)  # the titles of a source are in the words of each of its notes
def _quoted(text: str) -> tuple[str, ...]:
    """Return the words of a note that are in quotation marks of any kind."""
    return tuple(quotation.text for quotation in quotations(_curled(text)))


def _curled(text: str) -> str:
    """Return text with double quotation marks in place of single ones, since notes use both."""
    if not _SINGLE_MARK.search(text):
        return text
    return re.sub(r"(?<![\w'])'([^']+(?:'\w[^']*)*)'(?!\w)", r'"\1"', text.translate({0x2018: "'", 0x2019: "'"}))


def _facts_of(
    texts: tuple[str, ...],
    spanish: frozenset[str] = frozenset(),
    title: str = "",
    date: str = "",
    issued: str = "",
    authors: int = 0,
) -> FactSet:
    return collect_facts(texts, spanish, title=title, date=date, issued=issued, authors=authors)


facts_of = Remembered(_facts_of)
"""Returns what `collect_facts` finds; the same texts are read again at each save and in each run."""
