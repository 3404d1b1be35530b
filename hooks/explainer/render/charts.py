"""Charts: drawn as SVG in percents, so that a picture fills its column and its words keep their size.

What was tried: matplotlib and Vega fix colours in the picture and leave no words for who does not see it, pygal embeds a script and
differs from build to build. The theme's colours reach this SVG by classes; its table says the same in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from ..library import CHART_LINK, Page
from ..records.charts import Chart
from ..records.fields import in_language
from ..records.reading import Record
from ..records.series import COLUMNS, Row, Series
from .scales import middle, percent, spoken, ticks
from .site import Filled, Generated, Site, relative
from .tables import csv_text

_PLACED = re.compile(rf'<p><img alt="[^"]*" src="{CHART_LINK}([a-z0-9-]+)" ?/?></p>')

HEIGHT = 240
"""The drawing's height in CSS pixels; its width is the column's."""
TOP, BOTTOM = 26, 22
"""Room above the highest value, for the numbers of marks and the topmost label, and below the lowest, for labels."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A value in its place."""

    x: str
    y: str
    title: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series in its place."""

    label: str
    number: int
    """From 1: its colour and its mark."""
    dots: list[Dot]
    segments: list[tuple[Dot, Dot]]
    """Neighbours that a line joins; a gap in the series is a gap in the line."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart by categories."""

    label: str
    rows: list[tuple[Row, str]]
    """The values, each with its place in percent."""


def pages(site: Site) -> Iterator[Generated]:
    """Yield the index of charts and a page for each."""
    library = site.library
    shown = [(key, record) for key, record in library.charts.items() if record.data.data in library.series]
    if not shown:
        return
    fill = partial(site.page, "charts.md", charts=shown)
    yield Generated("charts/index.md", fill, "docs/charts")
    for key, record in shown:
        if page := library.page(site.language, f"charts/{key}.md"):
            yield Generated(page.src, partial(_page, site, page, record), record.path)


def placed(site: Site, html: str, page: str, fit: Callable[[str], str] = str) -> str:
    """Return a page's HTML with each chart in the place that its writer gave it.

    ``page`` is its address; ``fit`` is put over each chart's HTML.
    """

    def chart(match: re.Match[str]) -> str:
        record = site.library.charts.get(match.group(1))
        return fit(figure(site, record, page)) if record else match.group()

    return _PLACED.sub(chart, html)


def files(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the data of each chart as CSV: its name and text."""
    for key, record in site.library.charts.items():
        if series := site.library.series.get(record.data.data):
            yield f"charts/{key}.csv", _csv(record.data, series)


def _csv(chart: Chart, series: Series) -> str:
    rows = ((row.series, row.date, row.value, row.source, row.evidence, row.note) for row in chart.rows(series))
    return csv_text((COLUMNS, *rows))


def _page(site: Site, page: Page, record: Record[Chart]) -> Filled:
    series = site.library.series[record.data.data]
    written = [one for src in record.data.pages if (one := site.library.page(site.language, src))]
    return site.page(
        "chart.md",
        title=page.title,
        chart=record.data,
        key=record.key,
        figure=figure(site, record, page.url, alone=True),
        text=site.marked(page)[0],
        rows=[(row, site.library.sources[row.source].data) for row in record.data.rows(series)],
        sources=[site.references[key] for key in dict.fromkeys(row.source for row in record.data.rows(series))],
        told=[(one.title, relative(one.url, page.url)) for one in written],
        address=lambda row: relative(f"sources/{row.source}/", page.url) + f"#{row.evidence}",
        date=site.spoken_date,
        spoken=spoken,
        site_name=site.name,
        address_of_page=site.address + page.url,
        known=site.spoken_date(
            max((source.data.read.date for source in site.library.sources.values()), default="")[:7]
        ),
    )


def figure(site: Site, record: Record[Chart], page: str, *, alone: bool = False) -> str:
    """Return the HTML of a chart as it stands on the page at the address ``page``."""
    chart = record.data
    series = site.library.series[chart.data]
    values = {
        "key": record.key,
        "chart": chart,
        "alone": alone,
        "url": relative(f"charts/{record.key}/", page),
        "words_of": in_language(chart.unit, site.language),
        "description": _description(site, chart, series),
    }
    if chart.kind == "line":
        return site.fill("chart_line.html", **values, **_lines(site, chart, series))
    return site.fill("chart_rows.html", **values, **_rows(site, chart, series))


def _description(site: Site, chart: Chart, series: Series) -> str:
    """Return what who cannot see the chart needs at once: what is drawn, from when to when, from what to what."""
    rows = chart.rows(series)
    dates = sorted((row.date for row in rows), key=middle)
    least, most = min(row.value for row in rows), max(row.value for row in rows)
    names = ", ".join(in_language(chart.label(name), site.language) for name in chart.names(series))
    unit = in_language(chart.unit, site.language)
    span = site.spoken_date(dates[0])
    if dates[0] != dates[-1]:
        span += f" {site.words['to']} {site.spoken_date(dates[-1])}"
    return f"{names}; {span}; {spoken(least)} {site.words['to']} {spoken(most)} {unit}."


def _lines(site: Site, chart: Chart, series: Series) -> dict[str, object]:
    rows = chart.rows(series)
    times = [middle(row.date) for row in rows] + [middle(mark.date) for mark in chart.marks]
    span = max(times) - min(times) or 1
    first, last = min(times) - span * 0.16, max(times) + span * 0.04  # the axis's labels stand at the left
    values = ticks(min(0.0, float(min(row.value for row in rows))), float(max(row.value for row in rows)))

    def x(date: str) -> str:
        return percent(middle(date), first, last)

    def y(value: float) -> str:
        share = (value - values[0]) / (values[-1] - values[0])
        return f"{TOP + (1 - share) * (HEIGHT - TOP - BOTTOM):.1f}".removesuffix(".0")

    drawn: list[Drawn] = []
    for number, name in enumerate(chart.names(series), 1):
        own = sorted((row for row in rows if row.series == name), key=lambda row: middle(row.date))
        label = in_language(chart.label(name), site.language)
        dots = [
            Dot(x(row.date), y(float(row.value)), f"{label}, {site.spoken_date(row.date)}: {spoken(row.value)}")
            for row in own
        ]
        joined = [
            (dots[i], dots[i + 1])
            for i, (one, other) in enumerate(pairwise(own))
            if chart.joined(name) and _neighbours(one, other)
        ]
        drawn.append(Drawn(label, number, dots, joined))
    return {
        "drawn": drawn,
        "height": HEIGHT,
        "ground": y(values[0]),
        "values": [(spoken(value), y(value)) for value in values],
        "times": [
            (label, percent(at, first, last))
            for label, at in (_times(first, last) if last - first > 0.3 else _days(site, rows))
        ],
        "marked": [
            (number, x(mark.date), site.spoken_date(mark.date), in_language(mark.label, site.language))
            for number, mark in enumerate(chart.marks, 1)
        ],
    }


def _neighbours(one: Row, other: Row) -> bool:
    """Whether nothing is missing between two values: years or months that follow each other, or days."""
    kinds = {row.date.removeprefix("FY").count("-") + ("/" in row.date) * 9 for row in (one, other)}
    if len(kinds) > 1 or one.date.startswith("FY") != other.date.startswith("FY"):
        return False
    distance = middle(other.date) - middle(one.date)
    return distance < {0: 1.1, 1: 0.11}.get(kinds.pop(), 0.004)  # a year, a month, a day, and a little more


def _times(first: float, last: float) -> list[tuple[str, float]]:
    """Return the years that an axis names; the days of a month, where it is that short."""
    step = 1 if last - first < 9 else 2 if last - first < 17 else 5
    return [
        (str(year), year + 0.5) for year in range(int(first) + 1, int(last) + 1, step) if first <= year + 0.5 <= last
    ]


def _days(site: Site, rows: list[Row]) -> list[tuple[str, float]]:
    """Return the first day, one in the middle and the last, without their year."""
    days = sorted({row.date for row in rows}, key=middle)
    shown = dict.fromkeys((days[0], days[len(days) // 2], days[-1]))
    return [(site.spoken_date(day).rpartition(" ")[0], middle(day)) for day in shown]


def _rows(site: Site, chart: Chart, series: Series) -> dict[str, object]:
    rows = chart.rows(series)
    values = ticks(min(0.0, float(min(row.value for row in rows))), float(max(row.value for row in rows)))
    bars = [
        Bar(
            in_language(chart.label(name), site.language),
            [(row, percent(float(row.value), values[0], values[-1])) for row in rows if row.series == name],
        )
        for name in chart.names(series)
    ]
    return {
        "bars": bars,
        "values": [(spoken(value), percent(value, values[0], values[-1])) for value in values],
        "spoken": spoken,
        "date": site.spoken_date,
    }
