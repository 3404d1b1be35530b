"""The charts that pages place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..text.documents import Document, Part
from .pages import Page

CHART_LINK = "chart:"
"""The scheme of an image that places a chart: ``![What it shows](chart:cards-by-day)``."""


class ChartPlace(NamedTuple):
    """A place of a chart on a page."""

    page: Page
    document: Document
    part: Part
    start: int
    end: int
    """The span of the image in the part's text."""
    key: str
    """The chart's."""


def chart_places(pages: Iterable[Page]) -> Iterator[ChartPlace]:
    """Yield every place at which a page has a chart."""
    for page in pages:
        for document in page.documents:
            for part in document.parts:
                for start, end, destination in part.inline.links:
                    if key := chart_key(destination):
                        yield ChartPlace(page, document, part, start, end, key)


def chart_key(destination: str) -> str:
    """Return the key of the chart that an image places; empty if it is not a chart."""
    return next(iter(destination.removeprefix(CHART_LINK).split()), "") if destination.startswith(CHART_LINK) else ""
