"""The tokens of a block's inline text: brackets, semicolons, @ signs and emphasis, with code, tags and addresses as whole pieces."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .backticks import Backticks

_TOKEN = re.compile(
    r"(?P<escape>\\[^\w\s]|&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)"
    r"|(?P<code>`+)"
    r"|(?P<comment><!--)"
    r"|(?P<auto><(?:[a-zA-Z][a-zA-Z0-9+.\-]{1,31}:[^\s<>]*|[^\s<>@]+@(?=[^\s<>@]+?\.[^\s<>@])[^\s<>@]++)>)"
    r"|(?P<tag></?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*|/)?>)"
    r"|(?P<url>(?<![^\W_])[a-zA-Z][a-zA-Z0-9+.\-]{1,15}://[^\s<>\[\]()`]+)"
    r"|(?P<emphasis>\*+|_+)"
    r"|(?P<mark>[\[\];@])"
)
_TOKEN_START = re.compile(r"[\\&`<*_\[\];@]")
"""The first character of every token except an address."""


@dataclass(slots=True)
class Token:
    """A token; ``kind`` is its character, or "emphasis" or "opaque" (code, a comment, a tag, an address)."""

    kind: str
    start: int
    end: int
    partner: int = -1
    """For brackets and emphasis: the index of the token that it is paired with."""


class Tokens:
    """All tokens of a text in order, with brackets and emphasis paired."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all: list[Token] = []
        self.code: list[tuple[int, int, int]] = []
        """Code: start, end, and the number of backticks on each side."""
        self.transparent: set[int] = set()
        """The ends of escapes, code and tags: a key may follow them, whatever their last letter is."""
        self.after_emphasis: set[int] = set()
        self._tokenize()
        self._pair()

    def _tokenize(self) -> None:
        text = self.text
        runs = Backticks(text)
        last_comment_end = text.rfind("-->")
        position = 0
        following = _TOKEN.search if "://" in text else _next_token
        while match := following(text, position):
            kind, start, position = match.lastgroup, match.start(), match.end()
            if kind == "escape":
                self.transparent.add(position)
            elif kind == "code":
                if closed := runs.closed(start, position):
                    length, closer = closed
                    position = closer + length
                    self._opaque(start, position)
                    self.code.append((start, position, length))
            elif kind == "comment":
                if last_comment_end >= position:
                    position = text.index("-->", position) + 3
                    self._opaque(start, position)
            elif kind in ("auto", "tag", "url"):
                self._opaque(start, position)
            elif kind == "emphasis":
                self.all.append(Token("emphasis", start, position))
            else:
                self.all.append(Token(text[start], start, position))

    def _opaque(self, start: int, end: int) -> None:
        self.all.append(Token("opaque", start, end))
        self.transparent.add(end)

    def _pair(self) -> None:
        """Pair brackets, and emphasis within the same bracket."""
        frames: list[tuple[int, dict[str, list[int]]]] = [(-1, {})]
        for i, token in enumerate(self.all):
            if token.kind == "[":
                frames.append((i, {}))
            elif token.kind == "]":
                if len(frames) > 1:
                    opener = frames.pop()[0]
                    self.all[opener].partner = i
                    token.partner = opener
            elif token.kind == "emphasis":
                mark = self.text[token.start : token.end]
                before = self.text[token.start - 1 : token.start]
                after = self.text[token.end : token.end + 1]
                openers = frames[-1][1].setdefault(mark, [])
                inside_word = mark[0] == "_" and alphanumeric(before) and alphanumeric(after)
                if before and not before.isspace() and openers and not (mark[0] == "_" and alphanumeric(after)):
                    opener = openers.pop()
                    self.all[opener].partner = i
                    token.partner = opener
                    self.after_emphasis.add(token.end)
                elif (
                    after and not after.isspace() and not inside_word and not (mark[0] == "_" and alphanumeric(before))
                ):
                    openers.append(i)


def _next_token(text: str, position: int) -> re.Match[str] | None:
    """Return the next token of a text without addresses: search for one of a few characters, then match."""
    while start := _TOKEN_START.search(text, position):
        if match := _TOKEN.match(text, start.start()):
            return match
        position = start.end()
    return None


def alphanumeric(character: str) -> bool:
    """Whether a character is a letter, a digit or a combining mark; false for the empty string."""
    return character.isalnum() or (character != "" and unicodedata.category(character)[0] == "M")
