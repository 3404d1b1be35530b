"""Terms of the glossary: the meaning of a word here, in both languages, and for different people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from .fields import LANGUAGES, Key, Language, Localized, LocalizedMarkdown, Model, Text, Url

Category = Literal["people", "concept", "law", "policy", "institution", "event", "place"]
"""The chapters of the glossary."""


class Definition(Model):
    """One of several competing definitions."""

    by: Localized
    """Who holds it."""
    text: LocalizedMarkdown


class Avoid(Model):
    """A loaded word, with the style guide that advises against it."""

    word: Text
    language: Language = "en"
    why: Localized
    source: Key


class Term(Model):
    """A word or name that the site explains."""

    key: Key | None = None
    term: Localized
    forms: dict[Language, list[Text]] = Field(default_factory=dict)
    """Other forms that mean the term in running text: plurals, gender, abbreviations."""
    familiar: list[Text] = Field(default_factory=list)
    """Abbreviations among the forms that need no full name, such as US."""
    category: Category
    short: Localized
    """One plain sentence for the hover card."""
    definition: LocalizedMarkdown
    debate: LocalizedMarkdown | None = None
    """The part that it plays in this debate."""
    definitions: list[Definition] = Field(default_factory=list)
    difference: LocalizedMarkdown | None = None
    """The consequences of the difference between competing definitions."""
    see_also: list[Key] = Field(default_factory=list)
    avoid: list[Avoid] = Field(default_factory=list)
    same_as: Annotated[
        list[Url],
        BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
        WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}}),
    ] = Field(default_factory=list)
    """Addresses of the same concept elsewhere, such as a thesaurus."""

    def texts(self) -> list[tuple[str | int, ...]]:
        """Return the paths of its cited texts, in reading order."""
        competing: list[tuple[str | int, ...]] = [("definitions", i, "text") for i in range(len(self.definitions))]
        return [
            ("definition",),
            *([("debate",)] if self.debate else []),
            *competing,
            *([("difference",)] if self.difference else []),
        ]

    def spellings(self, language: str) -> list[str]:
        """Return the term's name and its other forms in one language, the name first."""
        return [form for form, path in self.placed_spellings() if path[1] == language]

    def placed_spellings(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Yield the name and the other forms of each language, each with its path in the record."""
        for language in LANGUAGES:
            if name := self.term.get(language):
                yield name, ("term", language)
            for i, form in enumerate(self.forms.get(language, ())):
                yield form, ("forms", language, i)
