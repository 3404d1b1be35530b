"""Locators: the place in a work at the beginning of a citation's suffix, as pandoc's citeproc reads it.

The algorithm and the English and Spanish labels are pandoc's (Text.Pandoc.Citeproc.Locator and the CSL locales en-US
and es-MX). Three additions are the project's, since legal texts need them and pandoc lacks them: articles (``art.``),
``ch.`` and the Spanish ``pág.``. The labels of both languages are recognised on every page, since English pages cite
Spanish laws.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_LABELS = {
    "article-locator": "art. arts. article articles artículo artículos",
    "book": "bk. bks. book books lib. libs. libro libros",
    "chapter": "c. cc. ch. chs. chap. chaps. chapter chapters cap. caps. capítulo capítulos",
    "column": "col. cols. column columns columna columnas",
    "figure": "fig. figs. figure figures figura figuras",
    "folio": "fol. fols. folio folios",
    "issue": "no. nos. issue issues núm. núms. número números",
    "line": "l. ll. line lines ls. línea líneas",
    "note": "n. nn. note notes nota notas",
    "opus": "op. opp. opus opera",
    "page": "p. pp. page pages pág. págs. página páginas",
    "paragraph": "para. paras. paragraph paragraphs ¶ ¶¶ párr. párrs. párrafo párrafos",
    "part": "pt. pts. part parts parte partes",
    "section": "sec. secs. section sections § §§ sección secciones",
    "sub-verbo": "s.v. s.vv. sub_verbo sub_verbis sub_voce sub_vocibus s._v. s._vv.",
    "verse": "v. vv. verse verses verso versos",
    "volume": "vol. vols. volume volumes volumen volúmenes",
}
LABELS = {label.replace("_", " "): term for term, labels in _LABELS.items() for label in labels.split()}
"""Every label in lower case, with its CSL term."""

_LONGEST_LABEL = 16
"""The number of tokens in which a label is sought; the longest label has six."""

_ROMAN = re.compile(r"M{0,4}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})", re.IGNORECASE)
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_BRACES = frozenset("()[]{}")


def split_locator(suffix: str) -> tuple[str | None, str | None, str]:
    """Split a citation's suffix into label, locator and rest.

    The label is a CSL term (``page``, ``paragraph``, ...); label and locator are ``None``
    if the suffix does not begin with a locator. The rest loses its leading comma and spaces.
    """
    tokens = _tokens(suffix)
    start = 0
    if start < len(tokens) and tokens[start] == ",":
        start += 1
    if start < len(tokens) and tokens[start].isspace():
        start += 1
    found = _delimited(tokens, start) or _integrated(tokens, start)
    if not found:
        return None, None, suffix.strip().removeprefix(",").strip()
    label, locator, end = found
    rest = "".join(tokens[end:]).strip()
    return label or None, locator or None, rest.removeprefix(",").strip()


def _tokens(text: str) -> list[str]:
    """Split text at white space and at every punctuation mark except the colon."""
    tokens: list[str] = []
    word = ""
    for character in re.sub(r"\s+", " ", text):
        if character.isspace() or (_punctuation(character) and character != ":"):
            if word:
                tokens.append(word)
                word = ""
            tokens.append(character)
        else:
            word += character
    if word:
        tokens.append(word)
    return tokens


def _punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] == "P"


def _delimited(tokens: list[str], start: int) -> tuple[str, str, int] | None:
    """Read ``{label locator}``; the braces may contain anything."""
    if start >= len(tokens) or tokens[start] != "{":
        return None
    depth = 0
    for end in range(start, len(tokens)):
        if tokens[end] in "{[":
            depth += 1
        elif tokens[end] in "}]":
            depth -= 1
            if depth == 0:
                break
    else:
        return None
    inner = start + 1
    while inner < end and tokens[inner].isspace():
        inner += 1
    if inner == end:  # empty braces prevent the text after them from being a locator
        return "", "", end + 1
    label, after = _label(tokens[:end], inner, lambda tokens, at: at < len(tokens))
    if label is None:
        label = "page" if any(character.isdigit() for character in tokens[inner]) and tokens[inner][0].isdigit() else ""
        after = inner
    return label, "".join(tokens[after:end]).strip(), end + 1


def _integrated(tokens: list[str], start: int) -> tuple[str, str, int] | None:
    """Read a label and the words that are its numbers, or numbers alone, which are pages."""

    def number_follows(tokens: list[str], at: int) -> bool:
        word = _word(tokens, at, first=True)
        return word is not None and word[1]

    label, position = _label(tokens, start, number_follows)
    implicit = label is None
    if implicit:
        position = start
    words: list[str] = []
    while position < len(tokens):
        word = _word(tokens, position, first=not words and not implicit)
        if word is None:
            break
        text, numeric, after = word
        if not (any(character.isdigit() for character in text) if implicit else numeric):
            break
        words.append(text)
        position = after
    if not words:
        return None
    return label or "page", "".join(words).strip(), position


def _label(tokens: list[str], start: int, limit: Callable[[list[str], int], bool]) -> tuple[str | None, int]:
    """Return the longest label that begins at ``start`` and is followed by text that ``limit`` accepts."""
    found: tuple[str | None, int] = (None, start)
    text = ""
    for position in range(start, min(len(tokens), start + _LONGEST_LABEL)):
        text += tokens[position]
        if limit(tokens, position + 1):
            term = LABELS.get(text.strip().casefold())
            if term:
                found = (term, position + 1)
    return found


def _word(tokens: list[str], at: int, *, first: bool) -> tuple[str, bool, int] | None:
    """Read one word of a locator: its text, whether it is a number, the token after it."""
    text = ""
    if not first and at < len(tokens) and tokens[at] in (",", ";"):
        text += tokens[at]
        at += 1
    if at < len(tokens) and tokens[at].isspace():
        text += " "
        at += 1
    numeric = False
    begin = at
    while at < len(tokens):
        token = tokens[at]
        if token in _CLOSING:
            inner = _sequence(tokens, at + 1)
            close = inner[2] if inner else at + 1
            if close >= len(tokens) or tokens[close] != _CLOSING[token]:
                break
            text += token + (inner[0] if inner else "") + tokens[close]
            numeric = numeric or bool(inner and inner[1])
            at = close + 1
            continue
        part = None if token in _BRACES else _sequence(tokens, at)
        if part is None:
            break
        text += part[0]
        numeric = numeric or part[1]
        at = part[2]
    return (text, numeric, at) if at > begin else None


def _sequence(tokens: list[str], at: int) -> tuple[str, bool, int] | None:
    """Read units joined by full stops, such as ``3.2.1``; a last full stop is not part of them."""
    text, numeric = "", False
    begin = at
    unit = _unit(tokens, at)
    if unit:
        text, numeric, at = unit
    while at < len(tokens) and tokens[at] == "." and (unit := _unit(tokens, at + 1)):
        text += "." + unit[0]
        numeric = numeric or unit[1]
        at = unit[2]
    return (text, numeric, at) if at > begin else None


def _unit(tokens: list[str], at: int) -> tuple[str, bool, int] | None:
    """Read a roman numeral, or tokens up to white space or punctuation other than a dash."""
    if at < len(tokens) and _ROMAN.fullmatch(tokens[at]):
        return tokens[at], True, at + 1
    begin = at
    while at < len(tokens):
        token = tokens[at]
        if token.isspace() or (len(token) == 1 and _punctuation(token) and token not in "-–:"):
            break
        at += 1
    if at == begin:
        return None
    text = "".join(tokens[begin:at])
    return text, any(character.isdigit() for character in text), at
