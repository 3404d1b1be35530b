"""The positions of a debate: sections under headings such as "Position one: the cards protect"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .citation import Item
from .documents import Document, Part

_POSITION = re.compile(r"\s*(?:position|posición)\s+\w+\s*[:.–—-]", re.IGNORECASE)


@dataclass(slots=True)
class Position:
    """One side of a debate on a page."""

    heading: Part
    headings: list[str] = field(default_factory=list)
    """The headings below its own, in order."""
    items: list[Item] = field(default_factory=list)
    """The items that it cites."""

    @property
    def name(self) -> str:
        """Its heading in the original spelling."""
        return self.heading.block.text.strip()


def positions(document: Document) -> list[Position]:
    """Return the positions of a page in order; none if it is not a debate."""
    found: list[Position] = []
    inside = False
    for part in document.parts:
        if 0 < part.block.level <= 2:
            inside = part.block.level == 2 and bool(_POSITION.match(part.block.text))
            if inside:
                found.append(Position(part))
        elif inside:
            if part.block.kind == "heading":
                found[-1].headings.append(part.block.text.strip())
            found[-1].items += [item for citation in part.inline.citations for item in citation.items]
    return found
