"""Opposites: words by which a statement can say the contrary of its evidence."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from .fields import Key, Language, Model, Text
from .phrases import BadPhrase, pieces


def _phrase(text: str) -> str:
    try:
        pieces(text)
    except BadPhrase as reason:
        raise PydanticCustomError("phrase", "{reason}", {"reason": str(reason)}) from None
    return text


Phrase = Annotated[Text, AfterValidator(_phrase)]
"""One to five words, with ``*`` for any ending of a word and ``#`` for a number."""

Words = Annotated[dict[Language, Annotated[list[Phrase], Field(min_length=1, max_length=100)]], Field(min_length=1)]
"""Words by language."""


class Opposites(Model):
    """Words that say one thing, and words that say the contrary."""

    key: Key | None = None
    one: Words
    """Words of one meaning, by language; `increas*` is any word that begins so, and `over #` a number after "over"."""
    other: Words
    """Words of the contrary meaning."""
    reversible: bool = False
    """Whether "A before B" says the same as "B after A", so that only the words after them show what they are about."""
    measures: bool = False
    """Whether the words of ``one`` say that a number goes up and those of ``other`` that it goes down."""
    anywhere: bool = False
    """Whether the words may stand on either side of what they are about: "the flow fell", "a fall in the flow"."""
    signs_of_one: Words | None = None
    """Words of evidence that show the meaning of ``one`` where it has none of the words of either side."""
    signs_of_other: Words | None = None
    """The same for ``other``; signs in a statement are not compared."""
    not_: list[Phrase] = Field(default_factory=list, alias="not", max_length=100)
    """Phrases in which such a word has another meaning, such as `North American`."""

    @model_validator(mode="after")
    def _contrary(self) -> Opposites:
        """Refuse a word that has both meanings."""
        ones = {phrase.casefold() for phrases in self.one.values() for phrase in phrases}
        both = sorted(ones & {phrase.casefold() for phrases in self.other.values() for phrase in phrases})
        if both:
            raise PydanticCustomError("both", "'{word}' is on both sides", {"word": both[0][:40]})
        return self
