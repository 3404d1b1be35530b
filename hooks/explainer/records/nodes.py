"""YAML text as a tree of nodes with their places.

Every plain scalar stays a string (``language: no`` is Norwegian, ``1951`` a title): the models define the type of a
field. Aliases, deep nesting and large files are refused before they cost anything, since a record is only a page of
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

try:  # The C parser is ten times faster; PyYAML's wheels have it, a source install may not.
    from yaml import CSafeLoader as Loader
except ImportError:  # pragma: no cover - depends on how PyYAML was installed
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_CHARACTERS = 200_000
"""The longest text of a record, in characters: far more than the largest real one, far less than would slow a build."""

MAX_DEPTH = 12
"""The deepest nesting of a record; real ones use five levels."""

_LONGEST_ESCAPE = 10
"""The length of the longest YAML escape, ``\\U0001F600``."""

_RUN = re.compile(r"\s+|\S+")

_NULLS = {"", "~", "null", "Null", "NULL"}


@dataclass(slots=True)
class Node:
    """A YAML value with its span in the file.

    ``value`` is a string, ``None``, a list of nodes or a mapping from names to nodes.
    """

    value: str | list[Node] | dict[str, Node] | None
    start: int
    end: int
    block: bool = False
    """Whether the value is a literal or folded block (``|`` or ``>``)."""
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The spans of a mapping's own names."""

    def __reduce__(self) -> tuple[object, ...]:  # half the time of a slotted class's own way
        return Node, (self.value, self.start, self.end, self.block, self.keys)

    def plain(self) -> object:
        """Return the value as lists, dictionaries, strings and ``None``."""
        if isinstance(self.value, dict):
            return {name: node.plain() for name, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def at(self, *path: str | int) -> Node:
        """Return the node at ``path``, or the deepest one on the way to it."""
        node = self
        for step in path:
            if isinstance(node.value, dict) and isinstance(step, str) and step in node.value:
                node = node.value[step]
                continue
            if isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                continue
            break
        return node


class MalformedYAML(Exception):
    """The text is not valid YAML for a record.

    ``offset`` is a character offset into the text; ``help`` says how to fix it.
    """

    def __init__(self, message: str, offset: int, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.help = help


def read(text: str) -> Node:
    """Return the root node of a YAML document.

    Raises MalformedYAML unless the text is one document of moderate size and depth.
    """
    if len(text) > MAX_CHARACTERS:
        raise MalformedYAML(
            f"the text has {len(text):,} characters; the maximum is {MAX_CHARACTERS:,}",
            0,
            "put one record in each file, and long material elsewhere",
        )
    try:
        events = yaml.parse(text, Loader=Loader)
        return _document(iter(events))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # The C parser's mark is past the end if a file stops in the middle of a value.
        offset = min(mark.index, len(text)) if mark else 0
        raise MalformedYAML(
            f"this is not valid YAML: {error.problem or error.context}", offset, _advice(text, offset)
        ) from None
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0) or 0
        raise MalformedYAML(
            f"this is not valid YAML: {getattr(error, 'reason', None) or 'unreadable'}",
            min(position, len(text)),
            "save the file as UTF-8 text",
        ) from None


def _advice(text: str, offset: int) -> str:
    """Return advice on the usual cause of a YAML error near ``offset``."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)]
    if "\t" in line:
        return "indent with spaces, not tabs"
    return "put quotation marks around a value that contains a colon, a bracket or a quotation mark"


def _document(events: Iterator[yaml.Event]) -> Node:
    """Build the node of the only document in ``events``."""
    root: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if root is not None:
                raise MalformedYAML("a second document starts here", _index(event), "put one record in each file")
        elif isinstance(event, yaml.NodeEvent):
            root = _node(event, events, 1)
    return root if root is not None else Node(None, 0, 0)


def _index(event: yaml.Event) -> int:
    assert event.start_mark  # only the constructors' signature allows events without marks
    return event.start_mark.index


def _end(event: yaml.Event) -> int:
    assert event.end_mark
    return event.end_mark.index


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
    """Build the node that begins with ``event``."""
    start = _index(event)
    if isinstance(event, yaml.AliasEvent):
        raise MalformedYAML(f"YAML aliases (*{event.anchor}) are not allowed", start, "write out the value itself")
    if depth > MAX_DEPTH:
        raise MalformedYAML(
            f"values are nested more than {MAX_DEPTH} levels deep", start, "use at most five levels, as the format does"
        )
    if isinstance(event, yaml.ScalarEvent):
        plain = event.implicit[0] and event.style in (None, "")
        value = None if plain and event.value in _NULLS else event.value
        return Node(value, start, _end(event), event.style in ("|", ">"))
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                return Node(items, start, _end(item))
            items.append(_node(item, events, depth + 1))
    values: dict[str, Node] = {}
    keys: dict[str, tuple[int, int]] = {}
    for name in events:
        if isinstance(name, yaml.MappingEndEvent):
            return Node(values, start, _end(name), keys=keys)
        if not isinstance(name, yaml.ScalarEvent):
            raise MalformedYAML("the name of a field is not plain text", _index(name), "write 'name: value'")
        span = (_index(name), _end(name))
        if name.value in values:
            raise MalformedYAML(
                f"the field '{name.value}' occurs twice in one mapping", span[0], "remove one of the two"
            )
        keys[name.value] = span
        values[name.value] = _node(next(events), events, depth + 1)
    raise MalformedYAML("the text ends inside a value", start)  # pragma: no cover - the parser reports it first


def offsets(text: str, node: Node) -> list[int]:
    """Return, for each character of a scalar's value, its offset in the file's ``text``.

    The value of a folded or quoted scalar differs from its source only in white space and escapes, so a walk along both
    finds every character's place; an escaped character gets the place of the nearest one before it.
    """
    value = node.value
    if not isinstance(value, str):
        return []
    places: list[int] = []
    position = node.start
    if node.block:  # The indicator line (">-") and the indentation are not part of the value.
        position = text.find("\n", position) + 1
        while position < node.end and text[position].isspace():
            position += 1
    for run in _RUN.findall(value):
        if run.isspace():  # it folds: a run in the value corresponds to a run in the file
            places += [position] * len(run)
            while position < node.end and text[position].isspace():
                position += 1
        elif text.startswith(run, position, node.end):  # nearly always
            places += range(position, position + len(run))
            position += len(run)
        else:
            for character in run:
                found = text.find(character, position, min(position + _LONGEST_ESCAPE + 1, node.end))
                places.append(found if found >= 0 else position)
                if found >= 0:
                    position = found + 1
    return places
