"""Escaping of untrusted text for the place where it is shown: a line, Markdown, a code host's comment, JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories of characters that are invisible, act on a terminal, end a line, or are not assigned."""

_ZERO_WIDTH_SPACE = "&#8203;"


def visible(text: str) -> str:
    r"""Return text in which every hidden character is escaped: ``\n``, ``\x1b``, ``\u202e``; a stray byte as ``\xe9``."""
    return text if text.isprintable() else "".join(map(_spelled, text))


def one_line(text: str) -> str:
    """Return text as one line that neither a terminal nor a workflow's log acts on; a line break becomes a space."""
    return _inert(visible(re.sub(r"[ \t]*\r?\n[ \t]*", " ", text)))


def excerpt(line: str) -> str:
    """Return a line of a file as `one_line` does, but with one symbol for each hidden character, so that columns are kept."""
    return _inert(line if line.isprintable() else "".join(map(_sign, line)))


def markdown(text: str) -> str:
    """Return plain text as Markdown that shows it unchanged, on one line."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>&@~^:$])", lambda m: f"&#{ord(m.group())};", " ".join(text.split()))


def hosted(text: str, most: int = 0) -> str:
    """Return plain text as Markdown for a comment on the code host, truncated to ``most`` characters if that is given.

    The host looks for mentions and issue numbers in the rendered Markdown, so an entity does not prevent them; a
    zero-width space does, as in other bots.
    """
    escaped = markdown(cut(visible(" ".join(text.split())), most))
    escaped = re.sub(r"&#64;(?=\w)|&#35;(?=\d)", lambda match: match.group() + _ZERO_WIDTH_SPACE, escaped)
    return re.sub(r"(?i)\b(gh&#45;)(?=\d)", rf"\1{_ZERO_WIDTH_SPACE}", escaped)


def code(text: str, most: int = 500) -> str:
    """Return text as a Markdown code span that it cannot close; not for a table, where a bar ends a cell."""
    shown = cut(visible(text).replace("`", r"\x60"), most)
    return f"`` {shown} ``"


def cut(text: str, most: int) -> str:
    """Return text without its middle if it has more than ``most`` characters, since the end of a name is informative."""
    if not most or len(text) <= most:
        return text
    end = most // 3
    return text[: most - end - 1].rstrip() + "…" + text[-end:].lstrip()


def as_json(data: Any) -> str:
    """Return data as indented JSON that every parser reads and no log acts on.

    A byte of a file's name that is not UTF-8 is written as an escape, since JSON cannot hold it; hidden characters are
    escaped.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    text = re.sub("[\ud800-\udfff]", lambda match: json.dumps(_spelled(match.group()))[1:-1], text)
    text = re.sub(r"[^\n -~]", lambda match: _escaped(match.group()), text)
    return text.replace("##[", "#\\u0023[")


def _inert(text: str) -> str:
    """Return a line without the older form of a workflow command, ``##[command]``, which works anywhere in a line."""
    return re.sub(r"##\[(?=[A-Za-z])", "#\N{FULLWIDTH NUMBER SIGN}[", text)


def _spelled(character: str) -> str:
    if unicodedata.category(character) not in HIDDEN:
        return character
    if "\udc80" <= character <= "\udcff":  # a byte that is not UTF-8, as Python keeps it in a file's name
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1] if unicodedata.category(character) in HIDDEN else character


def _sign(character: str) -> str:
    if character == "\t":
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))  # Unicode's pictures of the control characters
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) in HIDDEN else character
