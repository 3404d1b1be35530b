"""Names in BibTeX and BibLaTeX: persons by their parts, and bodies whole."""

from __future__ import annotations

import re
from collections.abc import Container

from bibtexparser.middlewares.names import parse_single_name_into_parts

from . import people
from .cleaning import shown
from .works import Work

_EXTENDED = re.compile(r"(?:^|,)\s*(family|given|prefix|suffix)\s*=\s*(\{[^{}]*\}|\"[^\"]*\"|[^,]*)", re.IGNORECASE)


def read_names(work: Work, name: str, value: str, bodies: Container[str] = ()) -> list[dict[str, str]]:
    """Return the names of a field called ``name``, with notes on the work where it is not clear whose they are.

    ``bodies`` are names, in lower case, that the entry shows to be those of bodies: its periodical and its institution.
    """
    value = " ".join(value.strip(" ,").split())
    if ";" in value and " and " not in value.lower() and "{" not in value:
        value = value.replace(";", " and ")
    names = _divided(value)
    found: list[dict[str, str]] = []
    after_body = ""
    for one in names:
        bare = one.strip(" ,")
        if bare.lower() in ("others", "et al.", "et al"):
            work.note(name, "'and others' was left out: a record names every author")
        elif bodies and work.comparable(bare) in bodies:
            found.append(people.body(work.latex(name, one)))
        elif after_body and "," not in one and "{" not in one and not bare.isupper():
            found.append(people.body(work.latex(name, one)))
            work.note(name, f"{shown(after_body)} and {shown(bare)} are read as two bodies: put braces around one with 'and' in its name")  # fmt: skip
        elif bare:
            found.extend(_names(work, name, one))
        # Only an evident body can be the first half of a name with "and": "Ministry of Labour and Social Affairs".
        after_body = (
            bare
            if " " in bare and "{" not in bare and found and "literal" in found[-1] and people.is_body(bare)
            else ""
        )
    return [one for one in found if one]


def _divided(value: str) -> list[str]:
    """Return names that are separated by ``and`` outside of braces. (bibtexparser's function loses a backslash after ``and``.)"""
    names, depth, start = [], 0, 0
    for match in re.finditer(r"\\.|[{}]|(?<=\s)and(?=\s|$)|^and(?=\s)", value, re.IGNORECASE | re.DOTALL):
        sign = match.group()
        if sign.lower() == "and" and depth <= 0:
            names.append(value[start : match.start()].strip())
            start = match.end()
        else:
            depth += {"{": 1, "}": -1}.get(sign, 0)
    return [*names, value[start:].strip()]


def _names(work: Work, field: str, value: str) -> list[dict[str, str]]:
    """Return a name, or several that are separated by commas as in ``Vega, Sara, Luna, Ana``."""
    parts = value.split(",")
    if len(parts) > 3 and not re.search(r"[{=]", value) and not people.is_body(value):
        if len(parts) % 2 == 0 and all(part.strip() for part in parts):
            work.note(field, f"{shown(value)} is read as {len(parts) // 2} names, since it has {len(parts) - 1} commas")
            return [_name(work, field, ",".join(parts[at : at + 2])) for at in range(0, len(parts), 2)]
        work.note(field, f"{shown(value)} has {len(parts) - 1} commas and was left out: separate names with 'and'")
        return []
    return [_name(work, field, value)]


def _name(work: Work, field: str, value: str) -> dict[str, str]:
    """Return one name: a body if it is in braces, has a comma at its end, or is evidently one."""
    if re.fullmatch(r"\{.*\},?", value, re.DOTALL) and _one_group(value.rstrip(",")):
        return people.body(work.latex(field, value))
    if extended := dict((key.lower(), part.strip('{}" ')) for key, part in _EXTENDED.findall(value)):
        named = {
            "family": work.latex(field, extended.get("family", "")),
            "given": work.latex(field, extended.get("given", "")),
            "suffix": work.latex(field, extended.get("suffix", "")),
            "non-dropping-particle": work.latex(field, extended.get("prefix", "")),
        }
        return people.from_csl(named)
    text = re.sub(r"[ \t\n]+", " ", work.latex(field, _kept_together(value))).strip()
    if text.endswith(",") or ("," not in text and ("\xa0" not in text and (" " not in text or people.is_body(text)))):
        return people.body(text.replace(_COMMA, ","))
    if "," in text:
        family, _, given = text.partition(",")
        if people.is_body(given) or (" " in family.strip() and people.is_body(family)):
            return people.body(text.replace(_COMMA, ","))
    given_parts = [part.strip() for part in text.split(",")]
    if len(given_parts) == 3 and people.is_suffix(
        given_parts[2]
    ):  # "Vega, Juan, Jr.", where BibTeX has "Vega, Jr., Juan"
        text = ", ".join((given_parts[0], given_parts[2], given_parts[1]))
    elif len(given_parts) == 2 and people.is_suffix(given_parts[1]) and " " in given_parts[0]:
        return people.from_text(text)[0][0]
    parts = parse_single_name_into_parts(text.strip(), strict=False)
    joined = {
        "family": " ".join(parts.last),
        "given": " ".join(parts.first),
        "suffix": " ".join(parts.jr),
        "dropping-particle": " ".join(parts.von),
    }
    return people.from_csl({part: one.replace(_COMMA, ",") for part, one in joined.items()})


_COMMA = "\ue000"
"""Stands for a comma within braces, which divides no name."""


def _one_group(value: str) -> bool:
    """Whether the brace with which a value begins closes at its end."""
    depth = 0
    for match in re.finditer(r"\\.|[{}]", value):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end() == len(value)
    return False


def _kept_together(value: str) -> str:
    """Return a name with other spaces and commas within braces, so that a group is not divided."""
    pieces, depth = [], 0
    for piece in re.findall(r"\\[A-Za-z]+\s*|\\.|[{}]|[^\\{}]+|\\", value, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(piece, 0)
        inside = depth > 0 and piece[0] not in "\\{}"
        if inside:
            piece = re.sub(r"[\s~]", "\xa0", piece).replace(",", _COMMA)
        elif piece[0] not in "\\{}":
            piece = piece.replace("~", " ")
        pieces.append(piece)
    return "".join(pieces)
