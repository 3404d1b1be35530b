"""Sources: CSL items with the evidence that was read in them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from .fields import Date, Key, Localized, Model, Text, Url
from .identity import Identity, identity

Voice = Literal[
    "government-mx", "government-us", "government-ca", "government-other", "igo", "ngo", "academic", "think-tank",
    "press", "law", "legal-commentary",
]  # fmt: skip
"""The voice of a source."""

CSLType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast",
    "chapter", "classic", "collection", "dataset", "document", "entry", "entry-dictionary",
    "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview", "legal_case",
    "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
    "paper-conference", "patent", "performance", "periodical", "personal_communication", "post",
    "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech",
    "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
"""The item types of CSL 1.0.2."""


_DOI = re.compile(r"\A\s*(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*)+", re.IGNORECASE)


def _bare_doi(value: object) -> object:
    """Convert a DOI that is given as an address to the DOI itself, as in CSL."""
    return _DOI.sub("", value) if isinstance(value, str) else value


Doi = Annotated[Text, BeforeValidator(_bare_doi)]
"""A DOI, such as ``10.1000/182``; an address at doi.org is converted to its DOI."""


class Name(Model):
    """A person (``family``, ``given``) or an organisation (``literal``), as in CSL."""

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None
    suffix: Text | None = None
    dropping_particle: Text | None = Field(None, alias="dropping-particle")
    non_dropping_particle: Text | None = Field(None, alias="non-dropping-particle")


class Evidence(Model):
    """A statement of a source at one place, in our own words with its figures exactly as given."""

    id: Key
    """Its name in citations."""
    at: Localized
    """The place in the work: a page, an article, a paragraph, a heading."""
    date: Date | None = None
    """The date of the event or state that it describes."""
    says: Localized
    """The statement in our own words, with its figures and dates exactly as given."""
    quote: Text | None = None
    """The source's own words, in its own language."""
    translation: Localized | None = None
    """Our translation of ``quote``: a page may quote it, and its card shows both."""
    speaker: Localized | None = None
    """Who said the quoted words."""
    note: Localized | None = None
    """A remark for readers, such as that others dispute a count."""

    @model_validator(mode="after")
    def _translates_something(self) -> Evidence:
        if self.translation and not self.quote:
            raise PydanticCustomError("translation", "'translation' has no 'quote' to translate")
        return self


class Reading(Model):
    """The version that was read, and when."""

    date: Date
    url: Url | None = None
    """The address of the copy, if it is not the work's own address."""
    note: Localized | None = None


class Source(Model):
    """A work that pages cite: a CSL item with its voice, its rank and its evidence."""

    key: Key | None = None
    type: CSLType
    """The kind of work, as a type of the Citation Style Language."""
    title: Text
    """As in the work, in its own language; a description in square brackets if it has none."""
    author: list[Name] | None = None
    editor: list[Name] | None = None
    translator: list[Name] | None = None
    container_title: Text | None = Field(None, alias="container-title")
    """The newspaper, journal, book or site in which it appeared."""
    collection_title: Text | None = Field(None, alias="collection-title")
    collection_number: Text | None = Field(None, alias="collection-number")
    publisher: Text | None = None
    publisher_place: Text | None = Field(None, alias="publisher-place")
    event_title: Text | None = Field(None, alias="event-title")
    authority: Text | None = None
    genre: Text | None = None
    number: Text | None = None
    volume: Text | None = None
    issue: Text | None = None
    edition: Text | None = None
    page: Text | None = None
    section: Text | None = None
    references: Text | None = None
    issued: Date | None = None
    """When it was published; left out if the work shows no date."""
    DOI: Doi | None = None
    ISBN: Text | None = None
    ISSN: Text | None = None
    URL: Url | None = None
    language: Text
    """The language of the work, such as en, es or es-MX."""
    voice: Voice
    """The voice that speaks in it."""
    rank: Literal["1", "2", "3", "4"]
    """1 primary, 2 research or official report, 3 press, 4 weak."""
    read: Reading
    archive: Url | None = None
    """An archived copy, such as one at the Internet Archive."""
    evidence: list[Evidence] = Field(min_length=1)
    """The evidence that was read in it, with a note for each fact that a statement may cite."""

    @field_validator("language")
    @classmethod
    def _language_tag(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
            raise PydanticCustomError(
                "language", "'{tag}' is not a language tag such as en, es or es-MX", {"tag": value[:40]}
            )
        return value

    def identity(self) -> Identity:
        """Return the values by which the work is known."""
        return identity(self.model_dump(by_alias=True, include={"DOI", "URL", "title", "issued", "author", "container_title", "publisher"}))  # fmt: skip

    @property
    def name_and_year(self) -> str:
        """Its first author, or where it appeared, and the year of its issue: a name for a narrow space."""
        author = self.author[0] if self.author else None
        name = (author and (author.family or author.literal)) or self.container_title or self.publisher or self.title
        return f"{name} {self.issued[:4]}" if self.issued else name

    def note(self, id: str) -> Evidence | None:
        """Return the evidence note named ``id``."""
        return self._by_id.get(id)

    @cached_property
    def _by_id(self) -> dict[str, Evidence]:
        return {note.id: note for note in reversed(self.evidence)}
