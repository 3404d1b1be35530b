"""The house style: phrases that the guide rules out, each with a better one."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError

from .fields import Key, Language, Model, Text
from .patterns import BadPattern, Where, pattern


def _pattern(text: str) -> str:
    try:
        pattern(text)
    except BadPattern as reason:
        raise PydanticCustomError("pattern", "this pattern cannot be used: {reason}", {"reason": str(reason)}) from None
    return text


def _as_list(value: object) -> object:
    """Read a bare string as a list of one."""
    return [value] if isinstance(value, str) else value


def _one_or_several(entry: Any) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [entry, {"type": "array", "items": entry, "minItems": 1}]})


_STRING = {"type": "string", "minLength": 1}

Patterns = Annotated[
    list[Annotated[Text, AfterValidator(_pattern)]],
    Field(min_length=1, max_length=20),
    BeforeValidator(_as_list),
    _one_or_several(_STRING),
]
"""One pattern or several, as `patterns` reads them."""

Sentences = Annotated[
    list[Text], Field(min_length=1, max_length=20), BeforeValidator(_as_list), _one_or_several(_STRING)
]
"""One sentence or several."""


class StylePhrase(Model):
    """A phrase that the site's own text should not have; quotations and titles may have it."""

    key: Key | None = None
    pattern: Patterns
    """Plain words, with (one|another) for alternatives and {word}, {words}, {name}, {number}, {year} or {month} for a kind of word; one pattern or a list."""
    where: Where = "anywhere"
    """Where it is a mistake: anywhere, or only at the start of a clause or of a sentence."""
    language: Language = "en"
    """The language of the pages that are searched for it."""
    why: Text
    """Why it is ruled out, in a few words without a full stop."""
    better: Text
    """What to do instead, as an order: write 'according to ...'."""
    example: Sentences
    """A sentence in which it is found; with several patterns, sentences that show all of them."""
    not_: Sentences = Field(alias="not")
    """Similar sentences, in which it must not be found."""

    @field_validator("example")
    @classmethod
    def _examples_are_found(cls, sentences: list[str], info: ValidationInfo) -> list[str]:
        """Refuse an example without the phrase, and a pattern without an example."""
        patterns, where = info.data.get("pattern", []), info.data.get("where", "anywhere")
        for sentence in sentences if patterns else ():
            if not any(_has(one, sentence, where) for one in patterns):
                raise PydanticCustomError("example", "no pattern matches the example '{text}'", {"text": sentence[:60]})
        for one in patterns:
            if not any(_has(one, sentence, where) for sentence in sentences):
                raise PydanticCustomError("example", "no example matches the pattern '{text}'", {"text": one[:60]})
        return sentences

    @field_validator("not_")
    @classmethod
    def _others_are_not(cls, sentences: list[str], info: ValidationInfo) -> list[str]:
        """Refuse a sentence under ``not`` in which the phrase is found."""
        for sentence in sentences:
            for one in info.data.get("pattern", []):
                if _has(one, sentence, info.data.get("where", "anywhere")):
                    reason = "the pattern '{pattern}' matches '{text}'"
                    raise PydanticCustomError("not", reason, {"pattern": one[:60], "text": sentence[:60]})
        return sentences


def _has(text: str, sentence: str, where: Where) -> bool:
    return next(pattern(text).find(sentence, where), None) is not None
