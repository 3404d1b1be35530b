"""Claims of the article that the site grew from: what each says, and what the evidence makes of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .fields import Key, Localized, LocalizedMarkdown, Model, Text

Kind = Literal["fact", "evaluation", "prediction"]
"""What sort of statement a claim is; one can be of two kinds."""

Status = Literal["supported", "contested", "outdated", "unsupported", "opinion"]
"""What became of it."""


class LostLink(Model):
    """A link of the article whose target is gone, and the source that now stands in its place."""

    anchor: Text
    """The linked words."""
    source: Key
    certainty: Literal["certain", "likely", "same-claim"]
    """How sure it is that this was the target; ``same-claim`` says only that the source states the same."""


class Claim(Model):
    """One claim in our own words, and the answer to it."""

    key: Key | None = None
    claim: Localized
    kind: list[Kind] = Field(min_length=1)
    status: Status
    answer: LocalizedMarkdown
    links: list[LostLink] = Field(default_factory=list)
