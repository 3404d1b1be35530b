"""The YAML front matter of a page, separated exactly as MkDocs does it.

A site builder constructs values: ``2019`` is a number there, ``yes`` a boolean, and ``2026-02-30`` an error for which
it prints the whole front matter on the page. The engine keeps every value as text. So both readings are made here, and
a difference between them is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..records.nodes import MalformedYAML, Node, read

try:  # the parser that MkDocs uses
    from yaml import CSafeLoader as Loader
except ImportError:  # pragma: no cover - depends on how PyYAML was installed
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

_FENCED = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)
_OPENING = re.compile(r"-{3}[ \t]*\n")
_LATE = re.compile(r"(?:[ \t]*\n)+(?=-{3}[ \t]*\n[ \t]*[\w-]+[ \t]*:)")
# MkDocs falls back to MultiMarkdown metadata, which accepts any "Word: text" on the first lines.
_SWALLOWED = re.compile(r"[ ]{0,3}([A-Za-z0-9_-]+):\s*(.*)")


FIELDS = ("title", "description", "key_points", "known", "checked", "hide", "search")
"""The fields of front matter that the site uses; the theme has more, some of which are HTML or choose a file."""


@dataclass(slots=True)
class FrontMatter:
    """The front matter before a page's text."""

    fields: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    body: int = 0
    """The offset at which the page's text begins."""
    faults: list[tuple[str, int, str, str]] = field(default_factory=list)
    """Rule id, offset, message and help of each fault."""

    values: dict[str, Any] = field(default_factory=dict)
    """The fields for the theme, as a site builder reads them, without empty and faulty ones."""

    def text(self, name: str) -> str:
        """Return a field's text; an empty string if it is missing or not a text."""
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
        _construct(match.group(1), shift, matter)
        matter.body = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip("\n"))
        return matter
    if late := _LATE.match(text):
        matter.faults.append(
            ("broken-front-matter", late.end(), "the front matter has an empty line above it, so it would be printed",
             "remove the empty lines above it")
        )  # fmt: skip
        return matter
    if _OPENING.match(text):
        matter.faults.append(
            ("broken-front-matter", 0, "the front matter is opened but never closed",
             "close it with a line of three hyphens")
        )  # fmt: skip
        return matter
    if swallowed := _SWALLOWED.match(text):
        matter.faults.append(
            ("swallowed-front-matter", 0, f"the first line would be read as metadata ('{swallowed.group(1)}') and not shown",
             "begin the page with front matter between two lines of three hyphens, or with a heading")
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


FOR_THEME = ("title", "description", "hide", "search")
"""Fields that the theme may read. With others, such as a template or an icon, a page could choose files of the theme."""

HIDDEN = ("navigation", "toc", "path", "footer")
"""The parts of a page that it may ask the theme to hide."""


def _construct(text: str, shift: int, matter: FrontMatter) -> None:
    """Construct the fields of front matter as a site builder does, and add the faults of the values.

    ``shift`` is the offset of ``text`` in the page.
    """
    loader = Loader(text)
    try:
        root = loader.get_single_node()
        for name, node in root.value if isinstance(root, yaml.MappingNode) else ():
            at = shift + node.start_mark.index
            try:
                value = loader.construct_object(node, deep=True)
            except Exception as error:  # any: PyYAML's constructors pass on Python's errors, and MkDocs treats them all as missing front matter
                why = getattr(error, "problem", None) or str(error)
                message = f"the value of '{str(name.value)[:60]}' cannot be read: {why.partition(':')[0][:120]}"
                dated = isinstance(node.value, str) and node.value[:5].rstrip("-").isdigit() and "-" in node.value
                help = "correct the date" if dated else "put quotation marks around it"
                matter.faults.append(("broken-front-matter", at, message, help))
                continue
            faults = list(_misread(name.value, value))
            matter.faults += [("broken-front-matter", at, message, help) for message, help in faults]
            if not faults and value is not None and name.value in FOR_THEME:
                matter.values[name.value] = value
    finally:
        loader.dispose()


def _misread(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the message and help if a field's value is of the wrong kind; an empty value counts as missing."""
    kind = type(value).__name__
    if value is None or (isinstance(value, str) and name not in ("hide", "search", "key_points")):
        return
    match name:
        case "title" | "description" if not isinstance(value, (list, dict)):
            yield f"'{name}' is read as {_KINDS.get(kind, kind)}, not as text", "put quotation marks around it"
        case "title" | "description":
            yield f"'{name}' is {_KINDS.get(kind, kind)}, not a text", f"write '{name}: one plain sentence'"
        case "key_points" if not isinstance(value, list):
            yield "'key_points' is not a list", "write each point on its own line, after '- '"
        case "key_points":
            for point in value:
                if not isinstance(point, str):
                    kind = type(point).__name__
                    yield (
                        f"a key point is read as {_KINDS.get(kind, kind)}, not as text",
                        "put quotation marks around it",
                    )
        case "hide" if not isinstance(value, list) or not all(one in HIDDEN for one in value):
            yield (
                "'hide' is not a list of parts of the page",
                f"list one or more of {', '.join(HIDDEN)}, each after '- '",
            )
        case "search" if not _is_search(value):
            yield (
                "the value of 'search' is not valid",
                "write 'exclude: true', 'boost: 2' or 'also: [word, two words]' below it",
            )


def _is_search(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_wish(key, one) for key, one in value.items())


def _is_wish(key: Any, value: Any) -> bool:
    """Whether a value of `search` says whether and how a page is to be found: not, with more weight, or by other words too."""
    match key:
        case "exclude":
            return isinstance(value, bool)
        case "boost":
            return type(value) in (int, float) and 0 < value < 1000
        case "also":
            return isinstance(value, list) and all(
                isinstance(one, str) and 0 < len(one) <= _LONGEST_WORDS for one in value
            )
    return False


_LONGEST_WORDS = 60
"""How many characters of other words for a page may stand together, so that they are words and not a text."""


_KINDS = {
    "bool": "true or false",
    "bytes": "binary data",
    "date": "a date",
    "datetime": "a date and time",
    "dict": "a mapping",
    "float": "a number",
    "int": "a number",
    "list": "a list",
    "NoneType": "nothing",
    "set": "a set",
}
"""The types of a site builder's values, in words."""
