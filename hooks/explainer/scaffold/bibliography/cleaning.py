"""Texts, addresses and identifiers as exports have them, without markup, entities, escapes and hidden characters."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import NamedTuple
from urllib.parse import unquote

from ...escaping import HIDDEN
from ...records.fields import is_plain_address

_TAG = re.compile(
    r"</?(?:i|b|u|em|strong|sub|sup|sc|scp|span|small|font|tt|p|br|hr|div|a|q|cite|inf|bold|italic|title|h[1-6]|li|ul|ol"
    r"|jats:[a-z-]{1,20}|mml:[a-z]{1,20})(?:\s[^<>]{0,300})?/?>|<!--[^<>]{0,300}-->",
    re.IGNORECASE,
)
"""Tags of the markup with which databases and reference managers mark titles up."""

_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_ADDRESS = re.compile(r"(?:https?:/+|www\.)[^\s<>\"]+", re.IGNORECASE)
_COMMAND = re.compile(r"\\(?:url|href|path|nolinkurl)\s*\{([^{}]*)\}")
_UNSAFE = {character: f"%{ord(character):02X}" for character in "{}|\\^`"}
"""Characters that a browser percent-encodes in an address."""


LONGEST = 5_000
"""The most characters of a text with an address or a DOI."""


class Cleaned(NamedTuple):
    """A value without what does not belong to it."""

    value: str
    """Empty if nothing is left."""
    note: str = ""
    """What was changed or left out, and why; empty for what every export has."""


def plain(text: str) -> str:
    """Return text without tags, entities and hidden characters, on one line, in Unicode's composed form (NFC)."""
    for _ in range(4):  # some databases escape what was escaped before
        bare = html.unescape(_TAG.sub("", text)) if "<" in text or "&" in text else text
        if bare == text:
            break
        text = bare
    if not text.isascii() or not text.isprintable():
        text = unicodedata.normalize("NFC", text)
        text = "".join(" " if one.isspace() else one for one in text if one.isspace() or unicodedata.category(one) not in HIDDEN)  # fmt: skip
    return " ".join(text.split())


def without_tags(text: str) -> Cleaned:
    """Return plain text without what a browser would read as a tag."""
    bare = re.sub(r"</?[A-Za-z!?][^<>]*>", "", text) if "<" in text else text
    spaced = re.sub(r"<(?=[A-Za-z/!?])", "< ", bare)
    if spaced == text:
        return Cleaned(text)
    return Cleaned(" ".join(spaced.split()), "HTML was left out" if bare != text else "a space was put after '<'")


def shown(text: str, most: int = 60) -> str:
    """Return the beginning of a text for a message."""
    bare = plain(text[: most * 4])
    return f"'{bare[:most]}…'" if len(bare) > most else f"'{bare}'"


def doi(text: str) -> Cleaned:
    """Return the DOI in a text such as an address at doi.org, in its own case."""
    if len(text) > LONGEST:
        return Cleaned("", f"a text of {len(text):,} characters is not a DOI")
    bare = plain(text).replace("\\", "")
    if "%2f" in bare.lower():
        bare = unquote(bare)
    match = _DOI.search(bare)
    if not match:
        return Cleaned("", f"{shown(text)} is not a DOI")
    found = _without_closing(match.group())
    others = [one for one in _DOI.findall(bare[match.end() :]) if _without_closing(one).lower() != found.lower()]
    return Cleaned(found, f"{shown(others[0])} was left out: a record has one DOI" if others else "")


def address(text: str) -> Cleaned:
    """Return the first web address in a text."""
    if len(text) > LONGEST:
        return Cleaned("", f"a text of {len(text):,} characters is not a web address")
    bare = _COMMAND.sub(r" \1 ", text)
    bare = plain(re.sub(r"\{?\\([_%&#~$])\}?", r"\1", bare.replace("\\textasciitilde{}", "~").replace("\\-", "")))
    found = list(dict.fromkeys(re.sub(r"^([^{}]*)\}+$", r"\1", one) for one in _ADDRESS.findall(bare)))
    if not found and re.fullmatch(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?:/\S*)?", bare):
        bare = f"https://{bare}"
        return (
            Cleaned(bare, f"{shown(text)} has no scheme: https:// was put before it")
            if is_plain_address(bare)
            else Cleaned("")
        )
    if not found:
        return Cleaned("", f"{shown(text)} is not a web address")
    first = found[0]
    note = "" if len(found) == 1 else f"{shown(found[1])} was left out: a record has one address"
    whole = bare.startswith(first)
    rest = bare[len(first) :].strip() if whole else ""
    if not whole or rest:
        first = _without_closing(first)
        if len(found) == 1 and rest.strip(" .,;()"):
            note = f"only {shown(first)} of {shown(text)} was read"
    if first.lower().startswith("www."):
        first = f"https://{first}"
        note = note or f"{shown(bare)} has no scheme: https:// was put before it"
    first = re.sub(r"^(https?):/+", lambda match: f"{match[1].lower()}://", first, flags=re.IGNORECASE)
    encoded = "".join(_UNSAFE.get(character, character) for character in first)
    if encoded != first:
        note = note or "characters that an address cannot have were percent-encoded"
    if not is_plain_address(encoded):
        return Cleaned("", f"{shown(text)} is not a plain web address (https://...)")
    return Cleaned(encoded, note)


def _without_closing(text: str) -> str:
    """Return an address or a DOI without the punctuation of the sentence around it."""
    text = text.rstrip(".,;:'\"")
    for opening, closing in ("()", "[]", "{}"):
        while text.endswith(closing) and text.count(closing) > text.count(opening):
            text = text[:-1].rstrip(".,;:'\"")
    return text


_CODES = {
    "eng": "en", "spa": "es", "esp": "es", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de", "por": "pt", "ita": "it",
    "english": "en", "inglés": "en", "ingles": "en", "spanish": "es", "español": "es", "espanol": "es", "castellano": "es",
    "castilian": "es", "french": "fr", "français": "fr", "german": "de", "deutsch": "de", "portuguese": "pt", "italian": "it",
    "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB", "mexican": "es-MX",
    "spanishmx": "es-MX", "ngerman": "de", "brazilian": "pt-BR", "portugués": "pt", "brazil": "pt-BR", "italiano": "it",
}  # fmt: skip
"""Names and three-letter codes of languages that programs use instead of tags."""


def language(text: str) -> Cleaned:
    """Return the language tag of a name, a code or a tag of a language."""
    names = [name.strip() for name in re.split(r"[;,/|&]|\band\b", plain(text)) if name.strip()]
    if not names:
        return Cleaned("")
    name = re.sub(r"\s*\(.*\)$", "", names[0])
    tag = _CODES.get(name.lower())
    if not tag and (match := re.fullmatch(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}|[0-9]{3}))?", name)):
        tag = _CODES.get(match[1].lower(), match[1].lower()) + (f"-{match[2].upper()}" if match[2] else "")
        if len(match[1]) == 3 and match[1].lower() not in _CODES:
            tag = ""
    if not tag:
        return Cleaned("", f"{shown(text)} is not a language that is known here")
    others = [one for one in names[1:] if _CODES.get(one.lower()) != tag]
    return Cleaned(tag, f"{shown(text)} is read as {tag}" if others else "")


def pages(text: str) -> str:
    """Return pages with a plain hyphen between the first and the last, without ``pp.``."""
    bare = re.sub(r"^(?:pp?|pages?|págs?|pgs?)\.?\s*(?=[0-9A-Za-z]*[0-9])", "", plain(text), flags=re.IGNORECASE)
    return re.sub(r"(?<=\w)\s*(?:-+|[‐‑‒–—−])\s*(?=\w)", "-", bare)
