"""Characters that readers do not see, or that change the order of the visible ones.

They let a page show text other than the text that was checked: a right-to-left override turns 12,574 into 475,21, and a
soft hyphen divides a number for the checks but not for readers. No text of this site needs them. A text in Arabic or
Hebrew, or an emoji of several people, would need some; they would have to be allowed here one by one.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from .diagnostics import Diagnostic, LineIndex

MOST = 20
"""The most findings for one file; a file with more is binary, or a joke."""

HELP = "remove it; such characters often come with copied text"

_ENTITY = re.compile(r"&(?:#0*([0-9]{1,7})|#[xX]0*([0-9a-fA-F]{1,6})|[a-zA-Z][a-zA-Z0-9]{1,31});")

# Letters and marks by category that show nothing: the grapheme joiner, fillers of Hangul, inherent vowels of Khmer,
# variation selectors, the empty Braille pattern.
_BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)

_SUSPECT = re.compile(r"[^\t\n\x20-\x7e\xa0-\xac\xae-\u034e\u2010-\u2027\u2030-\u205e]")
"""A cheap first test: everything except the characters of most texts."""

_HIDDEN = re.compile(f"[{_BLANK_LETTERS}{_NONCHARACTERS}]")

_NAMES = {"Cc": "a control character", "Co": "a private-use character", "Cs": "half of a surrogate pair"}


def hidden(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the span of each hidden character of a text, and its name with its code point.

    Line feeds and tabs are not hidden. Characters written as HTML entities (``&shy;``, ``&#x202E;``) are found too.
    """
    for match in _SUSPECT.finditer(text):
        if _is_hidden(match.group()):
            yield match.start(), match.end(), name(match.group())
    for match in _ENTITY.finditer(text) if "&" in text else ():
        found = decoded(match)
        if found != match.group() and any(_is_hidden(character) for character in found if character not in "\n\t"):
            yield match.start(), match.end(), f"{match.group()[:20]}, {name(found)}"


def folded(text: str) -> str:
    """Return text for comparison: in lower case, without accents, and with straight apostrophes."""
    text = text.casefold()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def decoded(entity: re.Match[str]) -> str:
    """Return the character of an HTML entity; leading zeros, of which there may be thousands, are removed first."""
    decimal, hexadecimal = entity.groups()
    digits = f"#{decimal}" if decimal else f"#x{hexadecimal}" if hexadecimal else entity.group()[1:-1]
    return html.unescape(f"&{digits};")


def _is_hidden(character: str) -> bool:
    """Whether a character is a control or format character, a line separator, for private use, or inherently blank."""
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") or bool(_HIDDEN.match(character))


def name(character: str) -> str:
    """Return a character's name with its code point, as ``SOFT HYPHEN (U+00AD)``."""
    kind = _NAMES.get(unicodedata.category(character), "a noncharacter")
    return f"{unicodedata.name(character, kind)} (U+{ord(character):04X})"


def hidden_characters(path: str, text: str, lines: LineIndex | None = None) -> list[Diagnostic]:
    """Return a finding for each stretch of hidden characters in a file's text, up to `MOST`."""
    found: list[Diagnostic] = []
    last = -1
    for start, end, what in hidden(text):
        lines = lines or LineIndex(text)
        if start != last:
            if len(found) == MOST:
                break
            message = f"hidden character: {what}"
            found.append(Diagnostic("hidden-character", lines.location(path, start, end), message, HELP))
        last = end
    return found
