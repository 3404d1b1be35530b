"""The checked statements for other programs: each with the names of the notes that support it, and each note once."""

from __future__ import annotations

import json
from typing import Any

from ...library import CitedStatement
from ...records.fields import in_language
from ...records.sources import Evidence
from ...text.citation import Item
from ..site import Site
from .metadata import LICENCE


def claims(site: Site) -> str:
    """Return every cited statement of a language, and the evidence that is cited, as JSON.

    A note is named as in a citation, ``source#id``. What follows from other values is left out: a statement's address is
    the site's, its ``page``, ``#`` and its ``anchor``; a note's is the site's, ``sources/``, its source, ``/#`` and its id.
    """
    cited = [one for one in site.library.citations.cited if one.page.language == site.language]
    notes: dict[str, dict[str, str]] = {}
    statements = [_statement(site, one, notes) for one in sorted(cited, key=lambda one: one.page.src)]
    whole = {
        "name": site.name,
        "url": site.address,
        "license": LICENCE,
        "bibliography": f"{site.address}sources/bibliography.json",
        "statements": statements,
        "evidence": notes,
    }
    return json.dumps(whole, ensure_ascii=False) + "\n"


def _statement(site: Site, one: CitedStatement, notes: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Return a statement as data, and add the notes that it cites to ``notes``."""
    names: dict[str, str] = {}  # with the place in the work, if the citation adds one
    for item in one.statement.items:
        if note := site.library.evidence.note(item):  # a build stops where there is none
            name = f"{item.key}#{note.id}"
            names.setdefault(name, " ".join(filter(None, (item.label, item.locator))))
            if name not in notes:
                notes[name] = _note(site, item, note)
    entry: dict[str, Any] = {
        "page": one.page.url,
        "anchor": site.library.citations.anchor(one.uses[0]),
        "statement": one.words,
        "evidence": list(names),
    }
    if locators := {name: locator for name, locator in names.items() if locator}:
        entry["locators"] = locators
    if one.statement.point:
        entry["point"] = True  # of its paragraph: all evidence that the paragraph cites supports it
    return entry


def _note(site: Site, item: Item, note: Evidence) -> dict[str, str]:
    entry = {
        "says": in_language(note.says, site.language),
        "at": in_language(note.at, site.language),
        "quote": note.quote,
        "translation": in_language(note.translation, site.language) if note.translation else None,
        "language": site.library.sources[item.key].data.language if note.quote else None,
    }
    return {name: value for name, value in entry.items() if value}
