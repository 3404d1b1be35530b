"""The YAML at the head of a page, split off exactly as MkDocs splits it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..records.nodes import MalformedYAML, Node, read

_FENCED = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)
_OPENING = re.compile(r"-{3}[ \t]*\n")
# MkDocs falls back to MultiMarkdown's metadata, which takes any "Word: text" on the first lines.
_SWALLOWED = re.compile(r"[ ]{0,3}([A-Za-z0-9_-]+):\s*(.*)")


FIELDS = {"title": str, "description": str, "known": str, "checked": str, "key_points": list, "hide": list}
"""What a page may say in its front matter, and how. The theme would print some others, and change the page by some."""

HIDEABLE = ("navigation", "toc", "path", "footer")
"""The parts of a page that the theme leaves out where ``hide`` names them."""


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
            matter.faults += _strange(matter)
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


def _strange(matter: FrontMatter) -> Iterator[tuple[str, int, str, str]]:
    """Yield what is wrong with the fields by their names and kinds."""
    for name, node in matter.fields.items():
        at = matter.keys[name][0]
        if name not in FIELDS:
            help = f"remove it; there are {', '.join(FIELDS)}"
            yield "broken-front-matter", at, f"a page has no field '{name[:40]}'", help
        elif node.value is None or isinstance(node.value, dict) or not isinstance(node.value, FIELDS[name]):
            kind = "text" if FIELDS[name] is str else "a list"
            yield "broken-front-matter", at, f"'{name}' should be {kind}", "write it so, or remove it"
        elif isinstance(node.value, list):
            for item in node.value:
                if not isinstance(item.value, str) or (name == "hide" and item.value not in HIDEABLE):
                    help = f"write one of {', '.join(HIDEABLE)}" if name == "hide" else "put quotation marks around it"
                    yield "broken-front-matter", item.start, f"this is no entry of '{name}'", help


def _shifted(node: Node, by: int) -> Node:
    """Return ``node`` with its spans moved from the front matter's text to the page's."""
    value = node.value
    if isinstance(value, list):
        value = [_shifted(item, by) for item in value]
    elif isinstance(value, dict):
        value = {name: _shifted(item, by) for name, item in value.items()}
    return Node(value, node.start + by, node.end + by, node.block, node.keys)
