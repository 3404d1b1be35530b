"""The new record of a term."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any, get_args

from ..diagnostics import Diagnostic
from ..library import GLOSSARY, Library
from ..records.fields import LANGUAGES
from ..records.loader import parse_record
from ..records.terms import Category, Term
from .fields import empty, filled, indented
from .source import words


def propose_key(name: str) -> str:
    """Return a term's name as a key."""
    return "-".join(words(name))


def same_term(names: Mapping[str, str], library: Library) -> tuple[str, str] | None:
    """Return the path of the record that already has one of the names or forms, and that name."""
    known: dict[tuple[str, str], str] = {
        (language, _folded(form)): record.path
        for record in library.terms.values()
        for language in LANGUAGES
        for form in record.data.spellings(language)
    }
    for language, name in names.items():
        if path := known.get((language, _folded(name))):
            return path, name
    return None


def text(fields: Mapping[str, Any]) -> str:
    """Return the record as YAML, with empty fields for missing values; ``fields`` are those of the record."""
    forms = {language: fields.get("forms", {}).get(language, []) for language in LANGUAGES}
    pieces = [
        _by_language("term", fields.get("term", {}), "the name in each language"),
        "forms:\n",
        *(indented(filled(language, forms[language])) for language in LANGUAGES),
        filled("category", fields["category"])
        if fields.get("category")
        else empty("category", ", ".join(get_args(Category))),
        _by_language("short", fields.get("short", {}), "one plain sentence for the hover card"),
    ]
    if definition := fields.get("definition"):
        pieces.append(filled("definition", definition))
    else:
        pieces.append(empty("definition", "what it means here, each statement with its source: ... [@key#note]."))
    return "".join(pieces)


def missing(key: str, record: str) -> list[Diagnostic]:
    """Return the findings on a record that prevent it from being published."""
    return parse_record(f"{GLOSSARY}/{key}.yaml", record, Term)[1]


def _by_language(name: str, given: Mapping[str, str], comment: str) -> str:
    lines = (
        filled(language, given[language]) if given.get(language) else empty(language, comment) for language in LANGUAGES
    )
    return f"{name}:\n" + "".join(map(indented, lines))


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
