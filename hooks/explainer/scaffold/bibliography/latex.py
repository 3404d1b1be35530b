"""LaTeX in BibTeX's fields as text: accents, symbols and commands, without the braces."""

from __future__ import annotations

import re
from functools import cache

from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db

DEEPEST = 40
"""The deepest nesting of braces that is read: pylatexenc calls itself for each."""

_SPECIAL = re.compile(r"[\\{}~$%`'-]")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_MISSING = {
    "copyright": "©",
    "pounds": "£",
    "S": "§",
    "P": "¶",
    "slash": "/",
    "guilsinglleft": "‹",
    "guilsinglright": "›",
}
"""Symbols that pylatexenc does not know."""
_HARMLESS_TEXT = """
    relax enquote mkbibquote mkbibemph mkbibbold uppercase lowercase text mbox hbox protect bibstring it em bf
    sl sc rm tt begin end newline par
"""
_HARMLESS = frozenset(_HARMLESS_TEXT.split())
"""Commands that are left out without a message, since their argument is the text."""


def text(value: str) -> tuple[str, list[str]]:
    """Return LaTeX as text, and the commands in it that are not known and were left out.

    Raises ValueError with the reason if it cannot be read.
    """
    if not _SPECIAL.search(value):
        return value, []
    if _depth(value) > DEEPEST:
        raise ValueError(f"its braces are nested more than {DEEPEST} deep")
    value = re.sub(r"\\href\s*\{[^{}]*\}", "", value)
    value = re.sub(r"\\url\s*(?=\{)", "", value)
    value = re.sub(r"\\noopsort\s*\{[^{}]*\}", "", value)
    value = re.sub(r"(?<!\\)([%&#])", r"\\\1", value)  # in BibTeX they begin no comment, column or parameter
    value = _COMMAND.sub(lambda match: f"{{{_MISSING[match[1]]}}}" if match[1] in _MISSING else match.group(), value)
    converter = _converter()
    names = dict.fromkeys(_COMMAND.findall(value))
    unknown = [name for name in names if name not in _HARMLESS and not converter.latex_context.get_macro_spec(name)]
    try:
        return str(converter.latex_to_text(value)), unknown
    except (IndexError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise ValueError(f"its LaTeX cannot be read ({type(error).__name__})") from None


def _depth(value: str) -> int:
    deepest = depth = 0
    for brace in re.findall(r"[{}]", value):
        depth += 1 if brace == "{" else -1
        deepest = max(deepest, depth)
    return deepest


@cache
def _converter() -> LatexNodes2Text:
    return LatexNodes2Text(latex_context=get_default_latex_context_db())
