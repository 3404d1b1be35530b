"""Names as exports have them: persons with a family name, and bodies whole."""

from __future__ import annotations

import re
from typing import Any

from .cleaning import plain, shown


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ANYWHERE = _set("""
    academy administration agencia agency alianza alliance asociacion asociación associated association authority
    ayuntamiento borders bureau centre coalition colectivo colegio comision comisión commission commissioner
    committee confederación congreso congress consejo consortium consulado coordinación corporation council
    department derechos direccion dirección editors embajada embassy federación federation fiscalía foundation
    fronteras fundacion fundación global gobierno government inc inc. initiative institute institution instituto
    internacional international llc ltd ltd. ministerio ministry nacional national nations network newsroom
    observatorio observatory organisation organisations organizacion organización organization organizations
    amnesty amnistía parliament police policia policía presidencia procuraduría program programme redaccion redacción rights secretaria secretariat
    secretaría senado senate society staff subsecretaría tribunal universidad university world
""")
"""Words that stand in names of bodies, and are no family names."""
_WITH_OTHERS = _set("""
    bank office center court service services union group press news fund college school project company house
    division library museum team party forum watch centro red cámara camara corte oficina diario grupo unión
    union banco casa movimiento partido escuela servicio servicios prensa agence agencia
""")
"""Words that stand in names of bodies, and are family names too: they count only in a name of three words or more."""
_ARTICLE = _set("""
    the el la los las le les
""")


def is_body(name: str) -> bool:
    """Whether a name is evidently that of a body, not of a person."""
    words = re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*\.?", name.casefold())
    if not words:
        return False
    if any(word in _ANYWHERE for word in words) or (len(words) > 1 and words[0] in _ARTICLE and name[:1].isupper()):
        return True
    return len(words) > 2 and (
        any(word in _WITH_OTHERS for word in words) or bool({"of", "for", "and", "para"} & set(words))
    )


def body(name: str) -> dict[str, str]:
    """Return the name of a body."""
    return {"literal": plain(name).strip(" ,;")}


def from_text(name: str) -> tuple[list[dict[str, str]], str]:
    """Return a name that is given as one text, as in RIS, and a note if it is not clear whose name it is.

    ``Family, Given`` and ``Family, Given, Suffix`` are persons, and so are several such names that commas separate;
    everything else is a body.
    """
    bare = plain(name).strip(" ;")
    parts = [part.strip() for part in bare.split(",")]
    if len(parts) > 3 and len(parts) % 2 == 0 and all(parts) and not is_body(bare):
        pairs = [{"family": family, "given": given} for family, given in zip(parts[::2], parts[1::2], strict=True)]
        return pairs, f"{shown(bare)} is read as {len(pairs)} names, since it has {len(parts) - 1} commas"
    if len(parts) == 3 and is_suffix(parts[1]):
        parts = [parts[0], parts[2], parts[1]]
    suffixed = len(parts) == 3 and (not parts[2] or is_suffix(parts[2]))
    if len(parts) == 2 and is_suffix(parts[1]) and " " in parts[0]:  # "Martin King, Jr."
        given, _, family = parts[0].rpartition(" ")
        return [{"family": family, "given": given, "suffix": parts[1]}], ""
    if all(parts[:2]) and (len(parts) == 2 or suffixed) and not _body_with_comma(parts[0], parts[1]):
        suffix = {"suffix": parts[2]} if len(parts) == 3 and parts[2] else {}
        return [{"family": parts[0], "given": parts[1]} | suffix], ""
    literal = body(bare)
    text = literal["literal"]
    if len(parts) == 1 and _LIKE_A_PERSON.fullmatch(text) and not is_body(text):
        return [literal], f"{shown(text)} has no comma and is read as a body: write family and given if it is a person"
    return [literal] if text else [], ""


_LIKE_A_PERSON = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,3}")


def is_suffix(text: str) -> bool:
    """Whether a part of a name is one that follows it, such as Jr. or III."""
    return bool(re.fullmatch(r"(?:jr|sr|ii|iii|iv|v|hijo|ph\.?d|m\.?d|esq)\.?", text.strip(), re.IGNORECASE))


def _body_with_comma(family: str, given: str) -> bool:
    """Whether a name with a comma is that of a body, such as "Department of Labour, Office of Statistics"."""
    return (" " in family and is_body(family)) or is_body(given)


def from_csl(name: dict[str, Any]) -> dict[str, str]:
    """Return a name from CSL-JSON: its known parts, and as a body if it is one. Empty if the name is."""
    given = {part: plain(str(value)) for part, value in name.items() if isinstance(value, (str, int))}
    given = {part: value for part, value in given.items() if value}
    if literal := given.get("literal") or given.get("name"):
        return body(literal)
    parts: dict[str, str] = {part: given[part] for part in ("family", "given", "suffix", "dropping-particle", "non-dropping-particle") if part in given}  # fmt: skip
    alone = parts.get("family") or parts.get("given")
    if len(parts) == 1 and alone and ("given" in parts or is_body(alone) or alone.isupper()):
        return body(alone)
    if alone and (name.get("isInstitution") in (True, 1, "1", "true")):
        return body(" ".join(filter(None, (parts.get("given"), parts.get("family")))))
    return parts if "family" in parts else {}
