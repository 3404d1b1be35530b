"""Terms of the glossary: what a word means here, in both languages, and who means what by it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from .fields import Key, Language, Localized, LocalizedMarkdown, Model, Text, Url

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
    category: Category
    short: Localized
    """One plain sentence for the hover card."""
    definition: LocalizedMarkdown
    definitions: list[Definition] = Field(default_factory=list)
    see_also: list[Key] = Field(default_factory=list)
    avoid: list[Avoid] = Field(default_factory=list)
    same_as: Annotated[list[Url], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)] = Field(
        default_factory=list
    )
    """Addresses of the same concept elsewhere, such as a thesaurus."""

    def spellings(self, language: str) -> list[str]:
        """Return the term's name and its other forms in one language, the name first."""
        names = [text for lang, text in self.term.items() if lang == language]
        return names + [form for lang, forms in self.forms.items() if lang == language for form in forms]
