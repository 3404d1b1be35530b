"""What a block's inline text contains: citations with their items, and the spans that are not prose."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Mode = Literal["normal", "suppress-author", "in-text"]


@dataclass(slots=True)
class Item:
    """One work in a citation."""

    key: str
    evidence: str
    """The evidence note after ``#``; empty if there is none."""
    prefix: str = ""
    label: str | None = None
    """The locator's CSL term; ``None`` without a locator."""
    locator: str | None = None
    suffix: str = ""
    mode: Mode = "normal"
    start: int = 0
    """Index of the ``@`` in the block's text."""
    end: int = 0


@dataclass(slots=True)
class Citation:
    """A group of items in one bracket, or an item in running text."""

    start: int
    end: int
    items: list[Item]


@dataclass(slots=True)
class Fault:
    """Text that looks like a citation but cannot be read as one."""

    start: int
    end: int
    message: str
    help: str


@dataclass(slots=True)
class Inline:
    """The inline elements of a block's text."""

    citations: list[Citation] = field(default_factory=list)
    opaque: list[tuple[int, int]] = field(default_factory=list)
    """Spans, in reading order, that are not prose: code, links, addresses, tags, citations."""
    links: list[tuple[int, int, str]] = field(default_factory=list)
    """Links with the destination as written: start, end, destination."""
    labels: list[tuple[int, int]] = field(default_factory=list)
    """The words of each link, or the alternative text of each image: start and end, in the order of ``links``."""
    code: list[tuple[int, int, int]] = field(default_factory=list)
    """Code: start, end, and the number of backticks on each side."""
    emphasis: list[tuple[int, int]] = field(default_factory=list)
    """The asterisks and underscores of emphasis, which readers do not see."""
    brackets: list[tuple[int, int]] = field(default_factory=list)
    """Brackets that are neither links nor citations."""
    linked: list[tuple[int, int, str]] = field(default_factory=list)
    """Texts of links that would be citations if no link followed: start, end, first key."""
    faults: list[Fault] = field(default_factory=list)
