"""Names of people, bodies and places, with their other forms, so that a name in a sentence can be looked up in the evidence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from .fields import Key, Model, Text
from .sources import Voice

MOST_WORDS = 12
"""The most words of a form."""


def _is_name(text: str) -> str:
    if not any(map(str.isalpha, text)):
        raise PydanticCustomError("name", "'{text}' has no letters", {"text": text[:40]})
    if len(text.split()) > MOST_WORDS:
        raise PydanticCustomError("name", "a name has at most {most} words", {"most": MOST_WORDS})
    return text


Form = Annotated[Text, AfterValidator(_is_name)]
"""A name as it is written in a text."""


class ListedName(Model):
    """A name, and what else it may be called."""

    name: Form
    """The usual English name; if a glossary term has the same one, the two are joined."""
    forms: list[Form] = Field(default_factory=list)
    """Other names of the same in any language: short names, abbreviations, words for its people. With a capital as in running text."""
    of: list[Text] = Field(default_factory=list)
    """Other listed names that a text may use instead: the country of a town, the parent of a body, the office of a person."""
    voices: list[Voice] = Field(default_factory=list)
    """Voices of sources that speak for it, so that their evidence need not name it."""


class NameList(Model):
    """A list of names of one kind."""

    key: Key | None = None
    kind: Literal["person", "body", "place", "measure", "ordinary"]
    """The kind of the names. ``measure``: treaties, laws and programmes. ``ordinary``: words that are written with a capital, but name nobody, such as President."""
    names: list[ListedName] = Field(min_length=1)
