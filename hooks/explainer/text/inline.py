"""Citations in a block's inline text, by Pandoc's grammar.

The grammar, from Pandoc's reader (tested against pandoc itself in ``tests/citations``)::

    key       = "@" simple | "@{" balanced "}"      not right after a letter, a digit or a full stop
    citation  = prefix ["-"] key suffix
    group     = "[" citation { ";" citation } "]"   not followed by "(" or "["
    in text   = ["-"] key [ group | "[" suffix { ";" citation } "]" ]

Code, links, addresses, HTML tags and escaped characters contain no citations; emphasis and nested brackets hide their
semicolons. One pass finds the tokens, one pairs the brackets, and one reads the citations: the time is linear in the
text's length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from .blocks import reference_label
from .citation import Citation, Fault, Inline, Item, Mode
from .locators import split_locator
from .plain import plain
from .tokens import Token, Tokens, alphanumeric

_SIMPLE_KEY = re.compile(r"\w(?:\w|[:.#$%&\-+?<>~/](?=\w)|[:/](?=/))*")
_WORTH_READING = re.compile(r"[@\[`<*_]|://")
_DESTINATION = re.compile(r"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)", re.DOTALL)
_ATTRIBUTES = re.compile(r"\{[:.#][^{}\n]*\}")
_SPACE_OR_LINE = re.compile(r"[ \t]*\n?[ \t]*")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,300}\]")
_KEYLESS = re.compile(r"\s*-?@(?![\w{@])")
LONGEST_KEY = 500
"""The length of the longest key in braces; an address can be a key."""

_LONGEST_LABEL = 999
"""The length of the longest label of a link definition, as in CommonMark."""

_NEAR = 80
"""The distance, in characters, within which an unpaired bracket is taken to be a citation's."""


def read_inline(text: str, references: frozenset[str] | set[str] = frozenset()) -> Inline:
    """Find the citations of a block's ``text``; ``references`` are the page's link labels."""
    if not _WORTH_READING.search(text):
        return Inline()
    return _Reader(text, references).run()


class _Work(NamedTuple):
    """A key that was found in a part of a bracket."""

    at: int
    """The token of its @."""
    key: str
    key_end: int
    start: int
    """The place where its part begins in the text."""
    stop: int


class _Reader:
    """Reads one block; the state is the token list and the position in it."""

    def __init__(self, text: str, references: frozenset[str] | set[str]) -> None:
        self.text = text
        self.references = references
        found = Tokens(text)
        self.result = Inline(code=found.code)
        self.tokens = found.all
        self.transparent = found.transparent
        """The ends of escapes, code, links, tags and citations: a key may follow them, whatever their last letter is."""
        self.after_emphasis = found.after_emphasis

    def run(self) -> Inline:
        """Read the text from left to right."""
        i = 0
        unpaired: Token | None = None
        while i < len(self.tokens):
            token = self.tokens[i]
            if token.kind == "opaque":
                self.result.opaque.append((token.start, token.end))
            elif token.kind == "[":
                if token.partner >= 0:
                    i = self._bracket(i)
                    continue
                unpaired = token
            elif token.kind == "@":
                after = self._in_text(i)
                if after:
                    citation = self.result.citations[-1]
                    if unpaired and citation.start - unpaired.end < _NEAR:
                        self._fault(
                            unpaired.start, citation.end, "the citation's bracket is never closed", "add ']' after it"
                        )
                    unpaired = None
                    i = after
                    continue
            elif token.kind == "]" and token.partner < 0 and self.result.citations:
                last = self.result.citations[-1]
                if last.items[0].mode != "normal" and 0 <= token.start - last.end < _NEAR:
                    between = self.text[last.end : token.start]
                    if not re.search(r"[.!?]\s+[^\W\d_a-z]", between) and "[" not in between:
                        self._fault(
                            last.start,
                            token.end,
                            "the citation's bracket is closed but never opened",
                            "add '[' before it",
                        )
            i += 1
        self.result.emphasis = [
            (token.start, token.end) for token in self.tokens if token.kind == "emphasis" and token.partner >= 0
        ]
        return self.result

    def _fault(self, start: int, end: int, message: str, help: str) -> None:
        self.result.faults.append(Fault(start, end, message, help))

    # Tokens

    # Brackets

    def _bracket(self, i: int) -> int:
        """Read the bracket that opens at token ``i``; return the next token to read."""
        token = self.tokens[i]
        close = self.tokens[token.partner]
        text = self.text
        if _FOOTNOTE.match(text, token.start):
            self.result.opaque.append((token.start, close.end))
            return token.partner + 1
        works, reason = self._group(i)
        link_end, destination = self._link(i)
        if works and not link_end and not self._followed_by_bracket(token.partner):
            self._cite(Citation(token.start, close.end, self._items(works)))
            return token.partner + 1
        if link_end:
            start = token.start - (text[token.start - 1 : token.start] == "!")
            if works and start == token.start:
                self.result.linked.append((token.start, close.end, works[0].key.partition("#")[0]))
            self.result.opaque.append((start, link_end))
            self.result.links.append((start, link_end, destination))
            self.result.labels.append((token.end, close.start))
            self.transparent.add(link_end)
            i = token.partner + 1
            while i < len(self.tokens) and self.tokens[i].start < link_end:
                i += 1
            return i
        if reason:
            self._fault(token.start, close.end, *reason)
        elif works:
            self._fault(
                token.start,
                close.end,
                "a bracket follows this citation directly",
                "put both works in one bracket: [@a; @b]",
            )
        else:
            self.result.brackets.append((token.start, close.end))
        return i + 1

    def _followed_by_bracket(self, close: int) -> bool:
        """Whether a closing bracket is followed by one that opens a reference, not a footnote."""
        following = self.tokens[close + 1 : close + 2]
        return bool(
            following
            and following[0].kind == "["
            and following[0].start == self.tokens[close].end
            and following[0].partner >= 0
            and not _FOOTNOTE.match(self.text, following[0].start)
        )

    def _link(self, i: int) -> tuple[int, str]:
        """Return the end and the destination of the link that opens at token ``i``; 0 if it is not a link."""
        token = self.tokens[i]
        close = self.tokens[token.partner]
        if match := _DESTINATION.match(self.text, close.end):
            return match.end(), match.group()[1:-1].strip()
        own = self._label(token.end, close.start)
        if self._followed_by_bracket(token.partner):
            following = self.tokens[token.partner + 1]
            end = self.tokens[following.partner]
            label = self._label(following.end, end.start) or own
            if label in self.references:
                return end.end, ""
        elif own in self.references:
            return close.end, ""
        return 0, ""

    def _label(self, start: int, end: int) -> str:
        """Return the text from ``start`` to ``end`` as the label of a reference; empty if it is too long for a label."""
        return reference_label(self.text[start:end]) if end - start <= _LONGEST_LABEL else ""

    def _cite(self, citation: Citation) -> None:
        self.result.citations.append(citation)
        self.result.opaque.append((citation.start, citation.end))
        self.transparent.add(citation.end)

    # Citations

    def _group(self, i: int) -> tuple[list[_Work], tuple[str, str] | None]:
        """Read a bracket as a group: return its works, or the reason why it is not valid.

        `_items` reads the text around the keys, and only for real citations: otherwise nested brackets that are not
        citations would each be read up to the last one.
        """
        token = self.tokens[i]
        end = self.tokens[token.partner].start
        parts = self._parts(i + 1, token.partner, token.end, end)
        works: list[_Work] = []
        keyless = False
        twice = False
        for start, stop, ats in parts:
            keys = [(at, *found) for at in ats if (found := self._key(at))]
            if not keys:
                keyless = True
                continue
            twice = twice or len(keys) > 1
            works.append(_Work(*keys[0], start, stop))
            self._check_evidence(works[-1])
        if works and keyless:
            return [], (
                "a part of this citation names no source",
                "give each part between semicolons its @key, or remove the semicolon",
            )
        if not works:
            if _KEYLESS.match(self.text, token.end, end):
                return [], ("no key follows the @", "write the source's key directly after it: [@lopez2020]")
            return [], None
        if twice:
            self._fault(
                self.tokens[works[0].at].start,
                end,
                "one part of this citation has two keys",
                "put a semicolon between the two works",
            )
        return works, None

    def _items(self, works: Sequence[_Work]) -> list[Item]:
        return [self._item(work) for work in works]

    def _parts(self, first: int, last: int, start: int, end: int) -> list[tuple[int, int, list[int]]]:
        """Divide the tokens ``first`` to ``last`` at semicolons: start, end and the @s of each part."""
        parts: list[tuple[int, int, list[int]]] = []
        ats: list[int] = []
        i = first
        while i < last:
            token = self.tokens[i]
            if token.kind in ("[", "emphasis") and i < token.partner < last:
                i = token.partner + 1
                continue
            if token.kind == ";":
                parts.append((start, token.start, ats))
                start, ats = token.end, []
            elif token.kind == "@":
                ats.append(i)
                if key := self._key(i):
                    while i + 1 < last and self.tokens[i + 1].start < key[1]:  # a key in braces may contain anything
                        i += 1
            i += 1
        parts.append((start, end, ats))
        return parts

    def _key(self, i: int) -> tuple[str, int] | None:
        """Read the key at the @ of token ``i``; ``None`` if it is not a citation."""
        at = self.tokens[i].start
        if not (self._hyphen(at) or self._free(at)):
            return None
        if self.text[at + 1 : at + 2] == "{":
            depth = 0
            for position in range(at + 1, min(at + LONGEST_KEY, len(self.text))):
                character = self.text[position]
                if character.isspace():
                    return None
                depth += (character == "{") - (character == "}")
                if depth == 0:
                    key = self.text[at + 2 : position]
                    return (key, position + 1) if key else None
            return None
        match = _SIMPLE_KEY.match(self.text, at + 1)
        return (match.group(), match.end()) if match else None

    def _hyphen(self, at: int) -> bool:
        """Whether the hyphen that suppresses an author is before the @ at ``at``."""
        return self.text[at - 1 : at] == "-" and at not in self.transparent and self._free(at - 1)

    def _free(self, at: int) -> bool:
        """Whether a key may begin at ``at``: not right after a word, so that e-mail stays e-mail."""
        if at == 0 or at in self.transparent:
            return True
        if at in self.after_emphasis:
            return False
        before = self.text[at - 1]
        return not (before == "." or alphanumeric(before))

    def _item(self, work: _Work) -> Item:
        """Make the item of a work from its key and the text before and after it in its part."""
        at = self.tokens[work.at].start
        suppressed = at > work.start and self._hyphen(at)
        name, _, evidence = work.key.partition("#")
        label, locator, suffix = split_locator(plain(self.text[work.key_end : work.stop]))
        prefix = plain(self.text[work.start : at - suppressed]).strip()
        mode: Mode = "suppress-author" if suppressed else "normal"
        return Item(name, evidence, prefix, label, locator, suffix, mode, at, work.key_end)

    def _check_evidence(self, work: _Work) -> None:
        if re.match(r"#(?!\w)", self.text[work.key_end : work.key_end + 2]):
            at = self.tokens[work.at].start
            self._fault(
                at, work.key_end + 1, "no evidence note follows the #", "write the note's id after it, or remove the #"
            )

    def _in_text(self, i: int) -> int:
        """Read a citation in running text at token ``i``; return the token after it, or 0 if there is none."""
        found = self._key(i)
        if not found:
            return 0
        key, end = found
        at = self.tokens[i].start
        work = _Work(i, key, end, at, end)
        self._check_evidence(work)
        item = self._item(work)
        start = at
        if self._hyphen(at):
            start = at - 1
            item.mode = "suppress-author"
        else:
            item.mode = "in-text"
        i += 1
        while i < len(self.tokens) and self.tokens[i].start < end:
            i += 1
        items = [item]
        space = _SPACE_OR_LINE.match(self.text, end)
        assert space  # it matches the empty string
        if i < len(self.tokens) and self.tokens[i].kind == "[" and self.tokens[i].start == space.end():
            more = self._after_in_text(i, item)
            if more is not None:
                items = more
                end = self.tokens[self.tokens[i].partner].end
                i = self.tokens[i].partner + 1
        self._cite(Citation(start, end, items))
        return i

    def _after_in_text(self, i: int, item: Item) -> list[Item] | None:
        """Read the bracket after a citation in running text; ``None`` if it is not part of it."""
        token = self.tokens[i]
        if token.partner < 0 or _FOOTNOTE.match(self.text, token.start):
            return None
        close = self.tokens[token.partner]
        if self.text[close.end : close.end + 1] == "(" and _DESTINATION.match(self.text, close.end):
            return None
        if self._followed_by_bracket(token.partner):
            return None
        faults = len(self.result.faults)
        works, _ = self._group(i)
        if works:
            return [item, *self._items(works)]
        del self.result.faults[faults:]
        if self._label(token.end, close.start) in self.references:
            return None
        if _ATTRIBUTES.match(self.text, close.end):
            return None
        (start, stop, _), *rest = self._parts(i + 1, token.partner, token.end, close.start)
        others: list[_Work] = []
        for part_start, part_stop, ats in rest:
            keys = [(at, *found) for at in ats if (found := self._key(at))]
            if not keys:
                return None
            others.append(_Work(*keys[0], part_start, part_stop))
        for other in others:
            self._check_evidence(other)
        label, locator, suffix = split_locator(plain(self.text[start:stop]))
        return [replace(item, label=label, locator=locator, suffix=suffix), *self._items(others)]
