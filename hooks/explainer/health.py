"""Figures on how far the site can be trusted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from .library import Library
from .records.fields import in_language
from .records.releases import Measured
from .records.sources import Evidence


@dataclass(frozen=True, slots=True)
class PageHealth:
    """One written page's figures."""

    title: str
    url: str
    statements: int
    """Cited statements."""
    citations: int
    primary: int
    """Citations of rank 1 or 2."""
    voices: int
    """Different voices among its sources."""


@dataclass(frozen=True, slots=True)
class Health:
    """The whole site's figures."""

    pages: list[PageHealth]
    statements: int
    citations: int
    by_rank: dict[str, int]
    """Citations by the rank of their source."""
    by_voice: dict[str, int]
    """Citations by the voice of their source."""
    by_language: dict[str, int]
    """Sources by language."""
    quoted: int
    """Citations whose note gives the source's own words."""
    placed: int
    """Citations whose note gives a place that a reader can find, not only the beginning or an excerpt."""
    unarchived: int
    undated: int
    last_read: dict[str, int]
    """Sources by the date of their last reading, newest first."""

    def measures(self) -> dict[Measured, int]:
        """Return the figures that a release records, so that later builds can show how they changed."""
        return {
            "citations": self.citations,
            "primary": self.by_rank.get("1", 0) + self.by_rank.get("2", 0),
            "quoted": self.quoted,
            "placed": self.placed,
            "press": self.by_voice.get("press", 0),
            "undated": self.undated,
            "unarchived": self.unarchived,
        }


_VAGUE = re.compile(r"\(?(?:beginning|(?:stored )?excerpt|body|text)\b", re.IGNORECASE)


def health(library: Library, language: str) -> Health:
    """Count the evidence of one language's pages."""
    pages = [page for page in library.pages if page.language == language]
    sources = [record.data for record in library.sources.values()]
    ranks: Counter[str] = Counter()
    voices: Counter[str] = Counter()
    rows: list[PageHealth] = []
    carried: Counter[int] = Counter(id(one.page) for one in library.citations.cited)
    notes: list[Evidence] = []
    for page in pages:
        notes += [
            note
            for use in library.citations.on(page)
            for item in use.citation.items
            if (note := library.evidence.note(item))
        ]
        cited = [
            record.data
            for use in library.citations.on(page)
            for item in use.citation.items
            if (record := library.sources.get(item.key))
        ]
        ranks.update(source.rank for source in cited)
        voices.update(source.voice for source in cited)
        if page.term is None and cited:
            primary = sum(source.rank in "12" for source in cited)
            different = len({source.voice for source in cited})
            rows.append(PageHealth(page.title, page.url, carried[id(page)], len(cited), primary, different))
    return Health(
        rows,
        sum(carried[id(page)] for page in pages),
        sum(ranks.values()),
        dict(sorted(ranks.items())),
        dict(voices.most_common()),
        dict(Counter(source.language[:2] for source in sources).most_common()),
        sum(bool(note.quote) for note in notes),
        sum(not _VAGUE.match(in_language(note.at, language)) for note in notes),
        sum(bool(source.URL) and not source.archive for source in sources),
        sum(not source.issued for source in sources),
        dict(sorted(Counter(source.read.date for source in sources).items(), reverse=True)),
    )
