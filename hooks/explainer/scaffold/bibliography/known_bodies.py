"""Bodies that a project knows by name, where an export writes them as persons: "Animal Político" without braces."""

from __future__ import annotations

import re
from collections.abc import Collection

from ...library import Library
from .cleaning import shown
from .works import PEOPLE, Works

_PERHAPS = frozenset(
    """
    agencia bank center centre centro colectivo daily diario digital fund gaceta herald house journal lab legal media migrante
    migrantes museum news noticias office online party periódico política político post prensa press project radio red
    report reporte revista school semanario service sur team television times today tv web
    """.split()  # noqa: SIM905 - a list of quoted words would be three times as long
)
"""Words that stand in names of bodies, and that a person may have as a name or an editor as a slip."""


def bodies_of(library: Library) -> frozenset[str]:
    """Return the names of bodies in a project's records, in small letters: listed bodies, bodies that are authors, periodicals."""
    listed = (one for record in library.name_lists.values() if record.data.kind == "body" for one in record.data.names)
    found = {form for one in listed for form in (one.name, *one.forms) if form[:1].isupper()}
    for record in library.sources.values():
        found.update(one.literal for one in record.data.author or () if one.literal)
        found.add(record.data.container_title or "")
    return frozenset(name.casefold() for name in found if name)


def recognise(read: Works, bodies: Collection[str]) -> None:
    """Make bodies of the persons in some works whose whole name is that of a known body, with a note on the work.

    A person of whom a word is one of bodies stays a person, with a note, since nobody but a reader can know.
    """
    for work in read.works:
        for field in PEOPLE:
            names = work.fields.get(field, ())
            for at, name in enumerate(names):
                if set(name) != {"family", "given"}:
                    continue
                whole = f"{name['given']} {name['family']}"
                if whole.casefold() in bodies:
                    names[at] = {"literal": whole}
                    work.note(field, f"{shown(whole)} is a body in this project's records")
                elif not _PERHAPS.isdisjoint(re.findall(r"\w+", whole.casefold())):
                    work.note(field, f"left as a person: {shown(whole)}; put braces around it if it is a body")
