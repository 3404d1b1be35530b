"""Names that the words of a link may repeat without a citation: those of the page or chart that it leads to.

The words of a link to another page of the site are usually that page's title or one of its headings, whose figures are
checked there. All other words of a link are a statement like any other.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .text.quantities import DateMention, FactSet, Quantity
from .text.quotations import Quotation
from .text.wording import stands_in

if TYPE_CHECKING:
    from .library import Page
    from .text.statements import Stretch


@dataclass(frozen=True, slots=True)
class Name:
    """The names of a page or a chart, and the figures in them."""

    texts: tuple[str, ...]
    facts: FactSet


@dataclass(slots=True)
class Names:
    """Looks up a page's name once, however many links lead to it."""

    find: Callable[[str, str, str], Name | None]
    """Returns the name of a link's target, from the language of the text, the folder of its page, and the address."""
    _found: dict[tuple[str, str, str], Name | None] = field(default_factory=dict)

    def figure(self, page: Page, stretch: Stretch, figure: Quantity | DateMention) -> bool:
        """Whether a figure of a page's text is part of the name of the target that the words around it link to."""
        return any(name.facts.supports(figure) for name in self._around(page, stretch, figure.start, figure.end))

    def quotation(self, page: Page, stretch: Stretch, quotation: Quotation) -> bool:
        """Whether quoted words of a page's text are part of the name of the target that they link to."""
        names = self._around(page, stretch, quotation.start, quotation.end)
        return any(stands_in(quotation.text, name.texts) for name in names)

    def _around(self, page: Page, stretch: Stretch, start: int, end: int) -> list[Name]:
        seen = stretch.seen
        before = bisect_right(seen.links, start, key=lambda link: link[0]) - 1  # links are not nested
        if before < 0 or seen.links[before][1] < end:
            return []
        name = self._name(stretch.document.language, page, seen.links[before][2])
        return [name] if name else []

    def _name(self, language: str, page: Page, address: str) -> Name | None:
        key = (language, posixpath.dirname(page.src), address)
        if key not in self._found:
            self._found[key] = self.find(*key)
        return self._found[key]
