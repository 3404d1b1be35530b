"""The kinds of value that records share: texts by language, dates, addresses, keys."""

from __future__ import annotations

import datetime
import html
import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

Language = Literal["en", "es"]
"""The site's languages."""

LANGUAGES: tuple[Language, ...] = ("en", "es")

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""A record's key, which needs no quoting in Pandoc's citations, in a file's name or in an address."""

TAG = re.compile(r"<(?=[a-zA-Z/!?])[^>]*>?")
"""Text that a browser reads as a tag, a comment or the like; if its end is missing, the next one on the page ends it."""

_MARKDOWN_AUTOLINK = re.compile(r"<https?://[^\s<>]+>")
_SCRIPT = re.compile(r"\b(?:javascript|vbscript)\s*:|\bdata\s*:\s*text/", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1500, 2200
"""The years that a record may give."""

_DATE = re.compile(r"(?:FY)?([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Model(BaseModel):
    """A part of a record: immutable, and without unknown fields."""

    # Built at its first use: a run that takes its records from the last one needs no validation.
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


def _without_html(text: str) -> str:
    """Refuse HTML, closed or not: it would be shown as text to readers, and hidden from reviewers."""
    if isinstance(text, str) and (tag := TAG.search(text)):
        raise PydanticCustomError("markup", "a record may not contain HTML ('{tag}')", {"tag": tag.group()[:40]})
    return _without_scripts(text)


def _without_tags(text: str) -> str:
    """Refuse HTML in Markdown, closed or not; an address in angle brackets is a link, and entities are text."""
    if isinstance(text, str) and (tag := TAG.search(_MARKDOWN_AUTOLINK.sub("", text))):
        raise PydanticCustomError("markup", "a record may not contain HTML ('{tag}')", {"tag": tag.group()[:40]})
    return _without_scripts(text)


def _without_scripts(text: str) -> str:
    if isinstance(text, str) and _SCRIPT.search(_squeezed(text)):
        raise PydanticCustomError("unsafe_url", "a record may not contain the address of a script")
    return text


def _squeezed(text: str) -> str:
    """Return a text as a browser reads an address in it: with entities decoded, and without tabs and control characters in a scheme."""
    return re.sub(r"[\t\n\x00-\x1f\x7f-\x9f]", "", html.unescape(text))


Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000), BeforeValidator(_without_html)
]
"""Plain text in one language."""

Markdown = Annotated[
    str, StringConstraints(strip_whitespace=False, min_length=1, max_length=20000), BeforeValidator(_without_tags)
]
"""Markdown with citations, without HTML."""


def _by_language(value: object) -> object:
    """Read a bare string as English."""
    return {"en": value} if isinstance(value, str) else value


_LOCALIZED = WithJsonSchema(
    {
        "anyOf": [
            {"type": "string", "minLength": 1},
            {
                "type": "object",
                "properties": {language: {"type": "string", "minLength": 1} for language in LANGUAGES},
                "additionalProperties": False,
                "minProperties": 1,
            },
        ]
    }
)

Localized = Annotated[dict[Language, Text], Field(min_length=1), BeforeValidator(_by_language), _LOCALIZED]
"""Text that a reader sees: a string (English) or a mapping by language."""

LocalizedMarkdown = Annotated[dict[Language, Markdown], Field(min_length=1), BeforeValidator(_by_language), _LOCALIZED]
"""Markdown that a reader sees: a string (English) or a mapping by language."""


Whole = Annotated[
    str,
    StringConstraints(pattern=r"^[1-9][0-9]{0,2}$"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": "^[1-9][0-9]{0,2}$"},
                {"type": "integer", "minimum": 1, "maximum": 999},
            ]
        }
    ),
]
"""A whole number from 1 to 999, which YAML may give with or without quotation marks."""


def _key(value: object) -> object:
    if isinstance(value, str) and not KEY.fullmatch(value):
        raise PydanticCustomError(
            "key", "'{key}' is not a key: use only lower-case letters, digits and single hyphens", {"key": value[:60]}
        )
    return value


Key = Annotated[str, BeforeValidator(_key), WithJsonSchema({"type": "string", "pattern": f"^{KEY.pattern}$"})]
"""The name of a record or of an evidence note."""


def is_plain_address(text: str) -> bool:
    """Whether a text is an absolute web address without a user's name or a character that a browser would correct."""
    try:
        parts = urlsplit(text)
        return bool(
            parts.scheme in ("http", "https")
            and parts.hostname
            and "." in parts.hostname
            and not parts.username
            and not re.search(r"[\s<>\"\x00-\x1f\\^`{}|]", text)
        )
    except ValueError:
        return False


def _url(value: object) -> object:
    """Accept absolute web addresses only."""
    if isinstance(value, str) and not is_plain_address(value):
        raise PydanticCustomError("unsafe_url", "'{url}' is not a plain web address (https://...)", {"url": value[:80]})
    return value


Url = Annotated[
    str,
    StringConstraints(max_length=2000),
    BeforeValidator(_url),
    WithJsonSchema({"type": "string", "pattern": r"^https?://[^\s<>]+$", "maxLength": 2000}),
]
"""An absolute http or https address."""


def parse_date(text: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of a date: ``2019``, ``2019-01``, ``2019-01-17``,
    ``FY2019`` (the US fiscal year, October to September) or an interval ``2018-10/2019-02``
    (extended date-time format, level 0).

    Raises ValueError with the reason for anything else.
    """
    start, slash, end = text.partition("/")
    first, last = _span(start)
    if slash:
        last = _span(end)[1]
        if last < first:
            raise ValueError("the interval ends before it begins")
    return first, last


def _span(text: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day of one date without an interval."""
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError("write 2019, 2019-01, 2019-01-17 or an interval such as 2018-10/2019-02")
    year, month, day = (int(group or 0) for group in match.groups())  # 0 for a missing part
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError("the year is out of range")
    if text.startswith("FY"):
        if month:
            raise ValueError("a fiscal year has no month: write FY2019")
        return datetime.date(year - 1, 10, 1), datetime.date(year, 9, 30)
    try:
        if 0 in (month if match[2] else 1, day if match[3] else 1):
            raise ValueError
        first = datetime.date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError("the calendar has no such day") from None
    if day:
        return first, first
    if month:
        following = datetime.date(year + month // 12, month % 12 + 1, 1)
        return first, following - datetime.timedelta(days=1)
    return first, datetime.date(year, 12, 31)


def _date(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        parse_date(value)
    except ValueError as error:
        raise PydanticCustomError(
            "impossible_date", "'{date}' is not a date: {why}", {"date": value[:40], "why": str(error)}
        ) from None
    return value


_ONE = r"(FY)?\d{4}(-\d\d(-\d\d)?)?"

Date = Annotated[
    str,
    BeforeValidator(_date),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": f"^{_ONE}(/{_ONE})?$"},
                {"type": "integer", "minimum": 1500, "maximum": 2200},
            ]
        }
    ),
]
"""A date as `parse_date` reads it."""


def in_language(text: dict[Language, str] | None, language: str) -> str:
    """Return ``text`` in ``language``, in English if there is no such version, or ``""``."""
    if not text:
        return ""
    return text.get(language) or text.get("en") or next(iter(text.values()))  # type: ignore[call-overload]
