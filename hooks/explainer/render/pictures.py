"""A chart as a picture to take away: an SVG file that needs nothing else, with its title, its sources and its address."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..records.charts import Chart
from ..records.fields import in_language
from ..records.loader import Record
from ..records.series import Series
from . import plots
from .end_labels import MARGIN, EndLabel, end_labels
from .fitting import fitted_lines
from .site import Site

WIDTH = 800
"""Of a picture, in pixels."""
_EDGE = 24
"""The space around its content."""
_INNER = WIDTH - 2 * _EDGE
COLOURS = {1: "#17574f", 2: "#b8480f", 3: "#5a4fa3", 4: "#6b6a1f", 5: "#8a2b58", 6: "#2b6ea8"}
"""Those of the site's style sheet in the light scheme; not every program knows custom properties."""
_SIZES = {"title": 20, "label": 14, "text": 13}
"""The kinds of text, and their sizes in pixels."""


@dataclass(slots=True)
class _Column:
    """Text that is set from the top to the bottom of a picture."""

    y: float = _EDGE
    texts: list[tuple[str, float, str]] = field(default_factory=list)
    """The kind of each line, its baseline and its words."""

    def write(self, kind: str, text: str) -> None:
        """Add a paragraph, in as many lines as it needs."""
        size = _SIZES[kind]
        for line in textwrap.wrap(text, int(_INNER / size / 0.6)):
            self.y += size * 1.35
            self.texts.append((kind, self.y, line))

    def skip(self, height: float) -> float:
        """Leave a space; return where it begins."""
        start = self.y
        self.y += height
        return start


def picture(site: Site, record: Record[Chart], series: Series, description: str, notes: Iterable[str]) -> str:
    """Return a chart as an SVG file; ``notes`` are what is said below it, ``description`` is for people who cannot see it."""
    chart = record.data
    column = _Column()
    column.write("title", in_language(chart.title, site.language))
    column.write("text", in_language(chart.unit, site.language))
    drawn = fitted_lines(site, chart, series) if chart.kind == "line" else plots.rows(site, chart, series)
    ends: list[EndLabel] = []
    legend: list[tuple[plots.Drawn, float, float]] = []
    if isinstance(drawn, plots.Lines):
        ends = end_labels(drawn)
        legend = [] if ends else list(_legend(column, drawn))
        tops = [column.skip(drawn.frame.height + 12) + 12]
        dots = [dot for line in drawn.drawn for dot in line.dots]
        for number, _, date, label in drawn.marked:
            column.write("text", f"{number}  {date}: {label}")
    else:
        tops = list(_rows(site, column, chart, drawn))
        dots = [dot for _, own in drawn.bars for dot in own]
    for note in notes:
        column.write("text", note)
    column.skip(10)
    names = "; ".join(dict.fromkeys(dot.by for dot in dots))
    column.write("text", site.words.gettext("Sources: %(names)s.", names=names))
    column.write("text", f"{site.name}, {site.address}charts/{record.key}/. CC BY 4.0.")
    return site.fill(
        "chart_picture.svg",
        key=record.key,
        chart=chart,
        description=description,
        picture=True,
        plot=drawn,
        shapes=plots.SHAPES,
        colours=COLOURS,
        width=WIDTH,
        inner=_INNER - (MARGIN if ends else 0),
        edge=_EDGE,
        height=round(column.y + _EDGE),
        texts=column.texts,
        tops=tops,
        ends=ends,
        legend=legend,
    )


def _legend(column: _Column, drawn: plots.Lines) -> Iterator[tuple[plots.Drawn, float, float]]:
    """Yield the series of a legend, each with the position of its entry."""
    column.skip(22)
    x: float = _EDGE
    for line in drawn.drawn:
        width = 34 + len(line.label) * _SIZES["text"] * 0.6
        if x > _EDGE and x + width > WIDTH - _EDGE:
            x = _EDGE
            column.skip(20)
        yield line, x, column.y
        x += width + 14


def _rows(site: Site, column: _Column, chart: Chart, drawn: plots.Rows) -> Iterator[float]:
    """Write the rows of a chart by categories; yield the top of each drawing, and that of an axis."""
    for label, dots in drawn.bars:
        column.skip(8)
        values = [site.words.number(dot.row.value) for dot in dots]
        column.write("label", f"{label}: {', '.join(values)}" if chart.kind == "bar" else label)
        yield column.skip(24) + 6
        if chart.kind == "dot":
            told = [f"{value} {dot.row.note}".strip() for value, dot in zip(values, dots, strict=True)]
            column.write("text", " · ".join(told))
    if chart.kind == "dot":
        yield column.skip(24) + 6
