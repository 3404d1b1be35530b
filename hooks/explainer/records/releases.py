"""Releases: the additions, changes and withdrawals of a state of the site, with a sentence by a person.

`explainer release` writes the record from git's history and a sentence; from then on the record does not depend on git,
so that the page and the feed are the same in a shallow clone, in an archive without history and after a rebase.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .claims import Status
from .fields import Date, Key, Localized, Model

KINDS = ("pages", "sources", "terms", "claims", "events", "charts", "series")
"""The parts of a project, in the order in which changes are listed: fields of a release."""

Counted = Literal["pages", "statements", "sources", "terms", "claims", "events", "charts", "series"]
"""The things that the totals of a release count."""

Measured = Literal["citations", "primary", "quoted", "placed", "press", "undated", "unarchived"]
"""The quality of the evidence: citations, and how many of them lead to a primary document or research, to a note with the source's own words, to a place that can be found, to the press; sources without a date, and without an archived copy."""

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A statement from a page; always shown as text, whatever it contains."""


Named = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$", max_length=300)]
"""The name of a page's or a series' file, or a record's key, but never a sentence."""


class Difference(Model):
    """The changes of one kind of thing: keys, or the source files of pages, sorted."""

    added: list[Named] = Field(default_factory=list)
    changed: list[Named] = Field(default_factory=list)
    withdrawn: list[Named] = Field(default_factory=list)


class Statements(Model):
    """How many cited statements were added, reworded and withdrawn."""

    added: int = 0
    reworded: int = 0
    withdrawn: int = 0


class Correction(Model):
    """A statement or a value whose figure or date is no longer on its page."""

    where: Named
    """The page's source file relative to its language's folder, or the series' file."""
    before: Said
    after: Said | None = None
    """Missing if there is no replacement."""


class StatusChange(Model):
    """A claim of the article with another verdict than before."""

    claim: Key
    before: Status
    after: Status


class Release(Model):
    """A state of the site that was published."""

    key: Key | None = None
    date: Date
    text: Localized
    """What readers should know about it, in a sentence or two."""
    totals: dict[Counted, int]
    """How many pages, statements, sources and so on there were."""
    measures: dict[Measured, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    """The quality of the evidence; missing in releases from before it was measured."""
    pages: Difference = Difference()
    sources: Difference = Difference()
    terms: Difference = Difference()
    claims: Difference = Difference()
    events: Difference = Difference()
    charts: Difference = Difference()
    series: Difference = Difference()
    statements: Statements = Statements()
    corrections: list[Correction] = Field(default_factory=list)
    statuses: list[StatusChange] = Field(default_factory=list)
