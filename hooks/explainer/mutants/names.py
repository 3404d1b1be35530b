"""The names of persons, bodies and places that a project's records hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ..library import Library
from ..records.fields import in_language
from .words import COUNTRIES, expression

_PERSON = re.compile(r"(?:[A-ZÀ-Þ][\w'’-]+\s+){1,3}[A-ZÀ-Þ][\w'’-]+")
_BODY = re.compile(
    r"\b(?:Office|Commission|Committee|Council|Department|Ministry|Institute|Agency|Agencies|Service|Court|Congress|Senate"
    r"|House|Center|Centre|University|Watch|International|Nations|Organization|Secretar\w+|Instituto|Comisión|Gobierno"
    r"|Government|Bank|Group|States|Mexico|Ley|Act|Art|Today|Times|Post|News)\b"
)
_DESCRIBED = re.compile(r"\s*[,(:;]")
"""What ends the name in "Donald Trump, US President"."""


@dataclass(frozen=True)
class Names:
    """Names by kind; a name is replaced by another of its kind, and of as many words."""

    kinds: dict[str, tuple[str, ...]]

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """Finds any name in a text."""
        return re.compile(expression(set(self._kind)).pattern)

    @cached_property
    def _kind(self) -> dict[str, str]:
        return {name: kind for kind, names in self.kinds.items() for name in names}

    def others(self, name: str) -> list[str]:
        """Return the names that can replace a name: of one word for one word, of several for several."""
        kind = self._kind[name]
        return [one for one in self.kinds[kind] if (" " in one) == (" " in name) and not _same(one, name)]


def _same(one: str, other: str) -> bool:
    """Whether two names may be of one person or place: they share a word."""
    return bool({*one.split()} & {*other.split()})


def names_of(library: Library) -> Names:
    """Return the names in a project: speakers, bodies of the glossary, places of the map, and countries."""
    full: set[str] = set()
    for record in library.sources.values():
        for note in record.data.evidence:
            speaker = _DESCRIBED.split(in_language(note.speaker, "en"), maxsplit=1)[0].strip()
            if _PERSON.fullmatch(speaker) and not _BODY.search(speaker):
                full.add(speaker)
    persons = full | {name.split()[-1] for name in full} - {"Junior", "Jr"}
    bodies = {
        spelling
        for record in library.terms.values()
        if record.data.category == "institution"
        for spelling in record.data.spellings("en")
        if spelling[:1].isupper()
    }
    places = {location for location in library.geography.places or () if location[:1].isupper()}.union(COUNTRIES)
    return Names(
        {
            "person": tuple(sorted(persons)),
            "body": tuple(sorted(bodies)),
            "place": tuple(sorted(places - persons - bodies)),
        }
    )
