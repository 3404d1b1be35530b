"""The differences between two states of the project that matter to readers: what is new, corrected or gone.

A release's record and the comment on a pull request are made from them. This module reads no files.
"""

from __future__ import annotations

import difflib
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from .library import Library, Page
from .records.loader import Record
from .records.releases import Correction, Difference, Statements, StatusChange
from .records.series import Row
from .text.positions import positions
from .text.reading_level import level

ALIKE = 0.6
"""How similar two statements must be, from 0 to 1, to count as one that was reworded; otherwise one was removed and one added."""

COMPARED_WORDS = 200
"""How many words of a statement are compared; words after these are ignored."""

CANDIDATES = 12
"""With how many statements each is compared word by word."""

CANDIDATES_LOOKED_AT = 2_000
"""From how many statements these are chosen."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A cited statement as readers see it."""

    text: str
    values: frozenset[str]
    """Its figures, each as the smallest number that it can mean, and its dates."""


@dataclass(slots=True)
class PageChange:
    """The changes of one page."""

    page: str
    added: int = 0
    """Cited statements that are new."""
    reworded: int = 0
    withdrawn: int = 0
    level: tuple[float | None, float | None] = (None, None)
    """How hard it is to read, before and after, on its language's scale."""
    balance: tuple[dict[str, int], dict[str, int]] = field(default_factory=lambda: ({}, {}))
    """Citations per position of a debate, before and after."""


@dataclass(slots=True)
class Comparison:
    """All differences."""

    kinds: dict[str, Difference]
    """By the names of `KINDS`."""
    pages: list[PageChange]
    """The written pages that differ."""
    corrections: list[Correction]
    """Figures and dates that changed or were withdrawn; new ones are counted with their statements."""
    statuses: list[StatusChange]
    """Claims with another verdict."""

    @property
    def statements(self) -> Statements:
        """How many cited statements were added, reworded and withdrawn."""
        return Statements(
            added=sum(page.added for page in self.pages),
            reworded=sum(page.reworded for page in self.pages),
            withdrawn=sum(page.withdrawn for page in self.pages),
        )


def compare(old: Library, new: Library, language: str = "en") -> Comparison:
    """Return the differences between ``old`` and ``new`` in a language's pages and in the records."""
    before, after = _pages(old, language), _pages(new, language)
    kinds = {
        "pages": _difference(_texts(before), _texts(after)),
        "sources": _difference(_records(old.sources), _records(new.sources)),
        "terms": _difference(_records(old.terms), _records(new.terms)),
        "claims": _difference(_records(old.claims), _records(new.claims)),
        "events": _difference(_records(old.events), _records(new.events)),
        "charts": _difference(_records(old.charts), _records(new.charts)),
        "series": _difference(_series(old), _series(new)),
    }
    changes: list[PageChange] = []
    corrections: list[Correction] = []
    old_statements, new_statements = _statements(old, language), _statements(new, language)
    for src in (*kinds["pages"].added, *kinds["pages"].changed, *kinds["pages"].withdrawn):
        was, now = before.get(src), after.get(src)
        change = PageChange(src, level=(_level(was), _level(now)), balance=(_balance(was), _balance(now)))
        standing = {value for one in new_statements.get(src, ()) for value in one.values}
        for gone, come in pair(old_statements.get(src, []), new_statements.get(src, [])):
            change.added += gone is None
            change.reworded += gone is not None and come is not None
            change.withdrawn += come is None
            if gone and not gone.values <= standing:
                corrections.append(_correction(src, gone.text, come.text if come else None))
        changes.append(change)
    statuses = [
        StatusChange(claim=key, before=record.data.status, after=new.claims[key].data.status)
        for key, record in old.claims.items()
        if key in new.claims and new.claims[key].data.status != record.data.status
    ]
    changes.sort(key=lambda change: change.page)
    return Comparison(kinds, changes, [*corrections, *_values_of_series(old, new)], statuses)


def totals(library: Library, language: str = "en") -> dict[str, int]:
    """Return how many records and pages there are by the names of `KINDS`, and how many ``statements``."""
    return {
        "pages": len(_pages(library, language)),
        "statements": sum(one.page.language == language for one in library.citations.cited),
        "sources": len(library.sources),
        "terms": len(library.terms),
        "claims": len(library.claims),
        "events": len(library.events),
        "charts": len(library.charts),
        "series": len(library.series),
    }


def pair(before: list[Stated], after: list[Stated]) -> list[tuple[Stated | None, Stated | None]]:
    """Return the statements that differ, each with its new version, or alone if it was removed or added."""
    kept = Counter(one.text for one in before) & Counter(one.text for one in after)
    gone, come = list(_without(before, kept.copy())), list(_without(after, kept.copy()))
    found: list[tuple[Stated | None, Stated | None]] = []
    words = [other.text.split()[:COMPARED_WORDS] for other in come]
    holding: dict[str, deque[int]] = {}
    for i, theirs in enumerate(words):
        for word in set(theirs):
            holding.setdefault(word, deque()).append(i)
    taken: set[int] = set()
    for one in gone:
        ours = one.text.split()[:COMPARED_WORDS]
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(ours)
        best, likeness = -1, ALIKE
        for i in _candidates(ours, holding, taken):
            matcher.set_seq1(words[i])
            bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)  # each cheaper than the next
            if all(bound() > likeness for bound in bounds):
                best, likeness = i, matcher.ratio()
        taken.add(best)
        found.append((one, come[best] if best >= 0 else None))
    return found + [(None, other) for i, other in enumerate(come) if i not in taken]


def _candidates(words: list[str], holding: Mapping[str, deque[int]], taken: set[int]) -> list[int]:
    """Return the few statements that share most words with one, in order; common words do not count if rare ones are shared.

    ``holding`` gives the statements in which a word occurs. Comparing every statement with every other would take a
    minute if two states of a long page share no sentence.
    """
    shared: Counter[int] = Counter()
    looked_at = 0
    for word in sorted(set(words) & holding.keys(), key=lambda word: (len(holding[word]), word)):
        places = holding[word]
        while places and places[0] in taken:
            places.popleft()
        near = list(islice(places, CANDIDATES_LOOKED_AT))
        shared.update(i for i in near if i not in taken)
        looked_at += len(near)
        if looked_at > CANDIDATES_LOOKED_AT:
            break
    return sorted(i for i, _ in shared.most_common(CANDIDATES))


def _without(statements: list[Stated], kept: Counter[str]) -> Iterator[Stated]:
    for statement in statements:
        if kept[statement.text]:
            kept[statement.text] -= 1
        else:
            yield statement


def _pages(library: Library, language: str) -> dict[str, Page]:
    return {page.src: page for page in library.written(language)}


def _texts(pages: Mapping[str, Page]) -> dict[str, str]:
    return {
        src: "".join(document.text for document in page.documents) + "".join(text for text, _ in page.key_points())
        for src, page in pages.items()
    }


def _records(records: Mapping[str, Record]) -> dict[str, str]:  # type: ignore[type-arg]
    return {key: record.text for key, record in records.items()}


def _series(library: Library) -> dict[str, str]:
    return {name: repr(series.rows) for name, series in library.series.items()}


def _statements(library: Library, language: str) -> dict[str, list[Stated]]:
    """Return the cited statements of the written pages, by the page's source file."""
    found: dict[str, list[Stated]] = {}
    for one in library.citations.cited:
        if one.page.is_generated or one.page.language != language:
            continue
        values: set[str] = set()
        for stretch in one.statement.stretches:
            found_here = library.term_index.figures(stretch)
            values |= {f"{min(quantity.values):f}" for quantity in found_here.quantities}
            values |= {f"{day.year}-{day.month}-{day.day}" for day in found_here.dates}
        found.setdefault(one.page.src, []).append(Stated(one.words, frozenset(values)))
    return found


def _difference(old: Mapping[str, str], new: Mapping[str, str]) -> Difference:
    # Not validated: a page of a change may have any name, and must be listed. `releases.make` validates the record.
    return Difference.model_construct(
        added=sorted(new.keys() - old.keys()),
        changed=sorted(key for key in old.keys() & new.keys() if old[key] != new[key]),
        withdrawn=sorted(old.keys() - new.keys()),
    )


def _correction(where: str, before: str, after: str | None) -> Correction:
    return Correction.model_construct(where=where, before=before, after=after)


def _level(page: Page | None) -> float | None:
    return level(page.documents[0], page.language) if page else None


def _balance(page: Page | None) -> dict[str, int]:
    return {position.name: len(position.items) for position in positions(page.documents[0])} if page else {}


def _values_of_series(old: Library, new: Library) -> Iterator[Correction]:
    """Yield the values of series that changed or are gone; a source may give several for one date."""
    for name, series in old.series.items():
        before = [_value(row) for row in series.rows]
        after = [_value(row) for row in new.series[name].rows] if name in new.series else []
        come = Counter(after) - Counter(before)
        for label, value in (Counter(before) - Counter(after)).elements():
            instead = next((other for other in come if other[0] == label and come[other]), None)
            if instead:
                come[instead] -= 1
            yield _correction(f"data/{name}", f"{label}: {value}", f"{label}: {instead[1]}" if instead else None)


def _value(row: Row) -> tuple[str, str]:
    """Return the subject of a value, and the value."""
    return f"{row.series}, {row.date}, {row.source}", f"{row.value}"
