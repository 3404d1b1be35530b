"""The names that records list, and the texts in which a statement's names may be found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..latest import digest
from ..records.fields import LANGUAGES
from ..records.loader import Record
from ..records.names import NameList
from ..records.sources import Source
from ..records.terms import Term
from ..text.citation import Item
from ..text.names import NamedText, NameForms, folded
from .evidence import EvidenceFinder

_CAPITALISED = re.compile(r"(?<![^\W_])[A-Z][a-z][^\W_]+")
_CATEGORIES = ("people", "institution", "place")
"""The categories of terms that name a person, a body or a place."""
_MOST_STEPS = 5
"""A town is in a state, a state in a country, a country in a region."""
BOUNDARY = "\x1f"
"""Between the words of a note and those about its work, in the text of an item's evidence."""
_WHOLE = "*"
"""In the place of a note's id: the whole source."""


@dataclass
class KnownNames:
    """The names in the lists of names and in the glossary."""

    lists: dict[str, Record[NameList]]
    terms: dict[str, Record[Term]]
    sources: dict[str, Record[Source]]
    evidence: EvidenceFinder
    ordinary: set[str]
    """Words that the pages write without a capital."""
    _texts: dict[tuple[str, str], NamedText] = field(default_factory=dict)

    @cached_property
    def forms(self) -> NameForms:
        """Every form of every name, in any language."""
        forms: dict[str, list[str]] = {}
        skipped: set[str] = set()
        for record in self.lists.values():
            for one in record.data.names:
                forms.setdefault(one.name, []).extend((one.name, *one.forms))
                if record.data.kind in ("measure", "ordinary"):
                    skipped.add(one.name)
        for term in self.terms.values():
            name = term.data.term.get("en", term.key)
            spellings = [spelling for language in LANGUAGES for spelling in term.data.spellings(language)]
            if name not in forms and (term.data.category not in _CATEGORIES or name == name.lower()):
                skipped.add(name)  # "metering" names nobody, whatever capitals it has
            forms.setdefault(name, []).extend(spellings)
        return NameForms(forms, skipped, self._people, self.implied)

    @cached_property
    def digest(self) -> str:
        """A hash of everything that the forms and the names given by voices are made from."""
        records: list[Record[Any]] = [*self.lists.values(), *self.terms.values()]
        return digest(*(part for record in records for part in (record.key, record.text)), "", *sorted(self._people))

    @cached_property
    def _actors(self) -> frozenset[str]:
        lists = (record.data for record in self.lists.values() if record.data.kind in ("person", "body"))
        return frozenset(one.name for found in lists for one in found.names)

    def acts(self, form: str) -> bool:
        """Whether a form names a listed person or body."""
        return not self._actors.isdisjoint(self.forms.names[form])

    @cached_property
    def implied(self) -> Mapping[str, frozenset[str]]:
        """For each name that is `of` others: itself and those others, a few steps away too."""
        parents: dict[str, set[str]] = {}
        for record in self.lists.values():
            for one in record.data.names:
                parents.setdefault(one.name, set()).update(one.of)
        return {name: _closure(name, parents) for name, of in parents.items() if of}

    @cached_property
    def by_voice(self) -> Mapping[str, frozenset[str]]:
        """The names that the sources of a voice speak for."""
        found: dict[str, set[str]] = {}
        for record in self.lists.values():
            for one in record.data.names:
                for voice in one.voices:
                    found.setdefault(voice, set()).add(one.name)
        return {voice: frozenset(names) for voice, names in found.items()}

    def text_of(self, texts: Iterable[str]) -> NamedText:
        """Return texts in which names can be looked up."""
        return NamedText(folded("\n".join(texts)), self.forms)

    def evidence_of(self, item: Item) -> NamedText:
        """Return the evidence that an item names, with who wrote and published it."""
        found = self._texts.get((item.key, item.evidence))
        if found is None:
            source = self.sources[item.key].data
            note = "\n".join((*self.evidence.texts(item)[:-1], *self.evidence.quotable(item)))
            work = "\n".join((source.title, *_published_by(source)))
            given = self.by_voice.get(source.voice, frozenset())
            found = NamedText(folded(f"{note}{BOUNDARY}{work}"), self.forms, given)
            self._texts[item.key, item.evidence] = found
        return found

    def source(self, key: str) -> NamedText:
        """Return all that was read in a source: where a note says "she", another one names her."""
        found = self._texts.get((key, _WHOLE))
        if found is None:
            notes = self.sources[key].data.evidence
            items = [Item(key, note.id) for note in notes]
            texts = [text for item in items for text in (*self.evidence.texts(item), *self.evidence.quotable(item))]
            found = self._texts[key, _WHOLE] = self.text_of(texts)
        return found

    @cached_property
    def _people(self) -> frozenset[str]:
        """The words of the names of the sources' speakers and authors that are no ordinary words."""
        words: set[str] = set()
        for record in self.sources.values():
            for author in record.data.author or ():
                words.update(_CAPITALISED.findall(folded(author.family or "")))
            for note in record.data.evidence:
                for speaker in (note.speaker or {}).values():
                    words.update(_CAPITALISED.findall(folded(speaker)))
        return frozenset(word for word in words if word.lower() not in self.ordinary)


def _closure(name: str, parents: Mapping[str, set[str]]) -> frozenset[str]:
    """Return a name and those that it is `of`, up to `_MOST_STEPS` away."""
    found, last = {name}, {name}
    for _ in range(_MOST_STEPS):
        last = {parent for one in last for parent in parents.get(one, ())} - found
        found |= last
    return frozenset(found)


def _published_by(source: Source) -> Iterator[str]:
    """Yield the names of those who made a work."""
    for author in (*(source.author or ()), *(source.editor or ())):
        yield " ".join(part for part in (author.given, author.family, author.literal) if part)
    fields = (source.container_title, source.publisher, source.publisher_place, source.authority,
              source.collection_title, source.event_title, source.genre)  # fmt: skip
    yield from (text for text in fields if text)
