"""The YAML at the head of a page, split off exactly as MkDocs splits it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..records.nodes import MalformedYAML, Node, read

_FENCED = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)
_OPENING = re.compile(r"-{3}[ \t]*\n")
# MkDocs falls back to MultiMarkdown's metadata, which takes any "Word: text" on the first lines.
_SWALLOWED = re.compile(r"[ ]{0,3}([A-Za-z0-9_-]+):\s*(.*)")


FIELDS = ("title", "description", "key_points", "known", "checked", "hide", "search")
"""What the site reads of a page's front matter; the theme knows more, of which some are HTML or choose a file."""


@dataclass(slots=True)
class FrontMatter:
    """What stands before a page's text."""

    fields: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    body: int = 0
    """The offset at which the page's text begins."""
    faults: list[tuple[str, int, str, str]] = field(default_factory=list)
    """Rule id, offset, message and help of everything wrong with it."""

    def text(self, name: str) -> str:
        """Return a field's text; empty where it is missing or no text."""
        node = self.fields.get(name)
        return node.value if node and isinstance(node.value, str) else ""


def split(text: str) -> FrontMatter:
    """Read the front matter of a page's ``text``; the positions are offsets into ``text``."""
    matter = FrontMatter()
    match = _FENCED.match(text)
    if match:
        try:
            root = read(match.group(1))
        except MalformedYAML as error:
            matter.faults.append(
                ("broken-front-matter", match.start(1) + error.offset, f"front matter: {error.message}", error.help)
            )
            matter.body = match.end()
            return matter
        if root.value is not None and not isinstance(root.value, dict):
            matter.faults.append(
                ("broken-front-matter", match.start(1), "the front matter is not a list of 'name: value' lines",
                 "write 'title: ...' and 'description: ...' between the two lines of hyphens")
            )  # fmt: skip
            matter.body = match.end()
            return matter
        shift = match.start(1)
        if isinstance(root.value, dict):
            for name, node in root.value.items():
                matter.fields[name] = _shifted(node, shift)
                start, end = root.keys[name]
                matter.keys[name] = (start + shift, end + shift)
        matter.body = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip("\n"))
        return matter
    if _OPENING.match(text):
        matter.faults.append(
            ("broken-front-matter", 0, "the front matter is opened and never closed",
             "close it with a line of three hyphens")
        )  # fmt: skip
        return matter
    if swallowed := _SWALLOWED.match(text):
        matter.faults.append(
            ("swallowed-front-matter", 0, f"the first line would be taken for metadata ('{swallowed.group(1)}') and not shown",
             "begin the page with front matter between lines of three hyphens, or with a heading")
        )  # fmt: skip
    return matter


def _shifted(node: Node, by: int) -> Node:
    """Return ``node`` with its spans moved from the front matter's text to the page's."""
    value = node.value
    if isinstance(value, list):
        value = [_shifted(item, by) for item in value]
    elif isinstance(value, dict):
        value = {name: _shifted(item, by) for name, item in value.items()}
    return Node(value, node.start + by, node.end + by, node.block, node.keys)
