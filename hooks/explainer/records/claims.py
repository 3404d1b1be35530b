"""Claims of the article that the site is based on, and the evidence on each."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .fields import Key, Localized, LocalizedMarkdown, Model, Text

Kind = Literal["fact", "evaluation", "prediction"]
"""The kinds of statement that a claim is; it can be of two kinds."""

Status = Literal["supported", "contested", "outdated", "unsupported", "opinion"]
"""The verdict on it."""


class LostLink(Model):
    """A broken link of the article, and the source that replaces its target."""

    anchor: Text
    """The linked words."""
    source: Key
    certainty: Literal["certain", "likely", "same-claim"]
    """How certain it is that this was the target; ``same-claim`` means only that the source states the same."""


class Claim(Model):
    """One claim in our own words, and the answer to it."""

    key: Key | None = None
    claim: Localized
    kind: list[Kind] = Field(min_length=1)
    status: Status
    answer: LocalizedMarkdown
    links: list[LostLink] = Field(default_factory=list)
