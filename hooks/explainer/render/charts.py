"""Charts: drawn as SVG in per cent, so that a picture fills its column and its text keeps its size.

Alternatives were tried: matplotlib and Vega fix colours in the picture and give no text for people who cannot see it;
pygal embeds a script and differs from build to build. This SVG gets the theme's colours by classes, and its table has
the same content in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from ..library import CHART_LINK, Page
from ..records.charts import Chart
from ..records.fields import in_language, parse_date
from ..records.loader import Record
from ..records.series import COLUMNS, Row, Series
from .scales import axis_labels, middle, percent, ticks
from .site import GeneratedPage, RenderedTemplate, Site, relative
from .tables import csv_text

_PLACED = re.compile(rf'<p>\s*(<img\b[^>]*\bsrc="{CHART_LINK}([^"]*)"[^>]*>)\s*</p>')
_ELSEWHERE = re.compile(rf'<img\b[^>]*\bsrc="{CHART_LINK}[^"]*"[^>]*>')
"""A chart within a sentence, a list or a table, which is a finding; a figure cannot be placed there."""

HEIGHT = 240
"""The drawing's height in CSS pixels; its width is the column's."""
TOP, BOTTOM = 26, 22
"""The space above the highest value, for the numbers of marks and the topmost label, and below the lowest, for labels."""


SHAPES = {
    1: '<circle r="4"/>',
    2: '<rect x="-4" y="-4" width="8" height="8"/>',
    3: '<path d="M0-5 5 4H-5Z"/>',
    4: '<path d="M0-5 5 0 0 5-5 0Z"/>',
    5: '<path d="M-4-4 4 4M4-4-4 4"/>',
    6: '<path d="M0-5V5M-5 0H5"/>',
}
"""The mark of each series: its shape differs as well as its colour, since some readers cannot tell colours apart."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A value with its position."""

    x: str
    y: str
    title: str
    part: bool
    """Whether it is the value of a part of a year in a chart of years."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series with its positions."""

    label: str
    number: int
    """Its colour and mark, from 1."""
    dots: list[Dot]
    segments: list[tuple[Dot, Dot]]
    """Neighbouring values that a line connects; a gap in the series is a gap in the line."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart by categories."""

    label: str
    rows: list[tuple[Row, str, str, str]]
    """The values, each with its position in per cent, and the start and length of its bar."""


def pages(site: Site) -> Iterator[GeneratedPage]:
    """Yield the index of charts and a page for each."""
    library = site.library
    if not library.charts:
        return
    fill = partial(site.page, "charts.md", charts=list(library.charts.items()))
    yield GeneratedPage("charts/index.md", fill, "docs/charts")
    for key, record in library.charts.items():
        if page := library.page(site.language, f"charts/{key}.md"):
            yield GeneratedPage(page.src, partial(_page, site, page, record), record.path)


def placed(site: Site, html: str, page: str, fit: Callable[[str], str] = str) -> str:
    """Return a page's HTML with each chart in its place.

    ``page`` is its address; ``fit`` is applied to each chart's HTML.
    """

    def chart(match: re.Match[str]) -> str:
        record = site.library.charts.get(match.group(2))
        return fit(figure(site, record, page) if record else site.fill("chart_missing.html"))

    return _ELSEWHERE.sub(site.words.gettext("This chart cannot be shown: see the findings."), _PLACED.sub(chart, html))


def files(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the data of each chart as CSV: its name and text."""
    for key, record in site.library.charts.items():
        if series := site.library.series.get(record.data.data):
            yield f"charts/{key}.csv", _csv(record.data, series)


def _csv(chart: Chart, series: Series) -> str:
    rows = ((row.series, row.date, row.value, row.source, row.evidence, row.note) for row in chart.rows(series))
    return csv_text((COLUMNS, *rows))


def _page(site: Site, page: Page, record: Record[Chart]) -> RenderedTemplate:
    series = site.library.series.get(record.data.data)
    rows = record.data.rows(series) if series else []
    written = [one for src in record.data.pages if (one := site.library.page(site.language, src))]
    return site.page(
        "chart.md",
        title=page.title,
        chart=record.data,
        key=record.key,
        figure=figure(site, record, page.url, alone=True),
        text=site.marked(page)[0],
        rows=[(row, source.data if (source := site.library.sources.get(row.source)) else None) for row in rows],
        download=series is not None,
        titles=[(one.title, relative(one.url, page.url)) for one in written],
        address=lambda row: relative(f"sources/{row.source}/", page.url) + f"#{row.evidence}",
        site_name=site.name,
        address_of_page=site.address + page.url,
        known=site.library.known,
    )


def figure(site: Site, record: Record[Chart], page: str, *, alone: bool = False) -> str:
    """Return the HTML of a chart for the page at the address ``page``; a note if it cannot be drawn."""
    chart = record.data
    series = site.library.series.get(chart.data)
    if series is None or chart.undrawable(series):
        return site.fill("chart_missing.html")
    values = {
        "key": record.key,
        "chart": chart,
        "alone": alone,
        "url": relative(f"charts/{record.key}/", page),
        "words_of": in_language(chart.unit, site.language),
        "description": _description(site, chart, series),
        "parts": [
            f"{in_language(chart.label(row.series), site.language)}, {site.words.date(row.date)}"
            for row in _parts_of_years(chart.rows(series))
        ],
    }
    if chart.kind == "line":
        return site.fill("chart_line.html", **values, **_lines(site, chart, series))
    return site.fill("chart_rows.html", **values, **_rows(site, chart, series))


def _description(site: Site, chart: Chart, series: Series) -> str:
    """Return a short description for people who cannot see the chart: its subject, its period and its range."""
    rows = chart.rows(series)
    dates = sorted((row.date for row in rows), key=middle)
    words = site.words
    names = ", ".join(in_language(chart.label(name), site.language) for name in chart.names(series))
    unit = in_language(chart.unit, site.language)
    span = words.date(dates[0])
    if dates[0] != dates[-1]:
        span = words.gettext("%(first)s to %(last)s", first=span, last=words.date(dates[-1]))
    return words.gettext(
        "%(names)s; %(span)s; %(least)s to %(most)s %(unit)s.",
        names=names,
        span=span,
        least=min(row.value for row in rows),
        most=max(row.value for row in rows),
        unit=unit,
    )


def _lines(site: Site, chart: Chart, series: Series) -> dict[str, object]:
    rows = chart.rows(series)
    times = [middle(row.date) for row in rows] + [middle(mark.date) for mark in chart.marks]
    span = max(times) - min(times) or 1
    first, last = min(times) - span * 0.16, max(times) + span * 0.04  # the axis's labels are on the left
    values = _values(rows)
    parts = _parts_of_years(rows)

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
            Dot(
                x(row.date),
                y(float(row.value)),
                f"{label}, {site.words.date(row.date)}: {site.words.number(row.value)}",
                row in parts,
            )
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
        "shapes": SHAPES,
        "height": HEIGHT,
        "ground": y(values[0]),
        "values": [(site.words.number(value), y(value)) for value in values],
        "times": axis_labels(_times(site, rows, first, last), first, last),
        "marked": [
            (number, x(mark.date), site.words.date(mark.date), in_language(mark.label, site.language))
            for number, mark in enumerate(chart.marks, 1)
        ],
    }


def _values(rows: list[Row]) -> list[float]:
    """Return the round values on an axis: at least two, from zero or below."""
    found = ticks(min(0.0, *(float(row.value) for row in rows)), max(0.0, *(float(row.value) for row in rows)))
    return found if len(found) > 1 else [found[0], found[0] + 1]


def _parts_of_years(rows: list[Row]) -> list[Row]:
    """Return the values of a part of a year, if the chart has values of whole years: they are too small to compare."""
    years = [row for row in rows if _WHOLE_YEAR.fullmatch(row.date)]
    if len(years) * 2 < len(rows) or not years:
        return []
    found = []
    for row in rows:
        first, last = parse_date(row.date)
        days = (last - first).days + 1
        if "-" in row.date and 1 < days < 365:
            found.append(row)
    return found


_WHOLE_YEAR = re.compile(r"(?:FY)?\d{4}")


def _neighbours(one: Row, other: Row) -> bool:
    """Whether two values are consecutive years, months or days, or periods of about the same length, such as quarters.

    Two counts of one date are not neighbours: a line between them would be a change that nobody counted.
    """
    if "/" in one.date and "/" in other.date:
        (first, last), (following, end) = parse_date(one.date), parse_date(other.date)
        lengths = sorted(((last - first).days + 1, (end - following).days + 1))
        return (following - last).days == 1 and lengths[1] - lengths[0] <= lengths[0] * 0.1
    kinds = {row.date.removeprefix("FY").count("-") + ("/" in row.date) * 9 for row in (one, other)}
    if len(kinds) > 1 or one.date.startswith("FY") != other.date.startswith("FY"):
        return False
    distance = middle(other.date) - middle(one.date)
    return 0 < distance < {0: 1.1, 1: 0.11}.get(kinds.pop(), 0.004)  # a year, a month, a day, and a little more


STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
"""Years from one label of an axis to the next."""
LABELS = 8
"""An axis has fewer labels than this, so that years do not touch on the width of a phone."""


def _times(site: Site, rows: list[Row], first: float, last: float) -> list[tuple[str, float]]:
    """Return the labels of an axis from ``first`` to ``last``, and their positions: days, months or years, as precise as the dates."""
    if last - first < 0.3:
        return _days(site, rows)
    if last - first < 3 and all(row.date.count("-") for row in rows):
        return _months(site, first, last)
    step = next((step for step in STEPS if (last - first) / step < LABELS), STEPS[-1])
    years = range(int(first), int(last) + 1)
    return [(str(year), year + 0.5) for year in years if year % step == 0 and first <= year + 0.5 <= last] or [
        (str(year), year + 0.5) for year in (years[0], years[-1]) if first <= year + 0.5 <= last
    ]


def _months(site: Site, first: float, last: float) -> list[tuple[str, float]]:
    """Return the first letters of months, and the year where it begins on the axis."""
    step = next(step for step in (1, 2, 3, 6) if (last - first) * 12 / step < LABELS)
    found: list[tuple[str, float]] = []
    for year in range(int(first), int(last) + 1):
        for month in range(1, 13, step):
            at = middle(f"{year:04}-{month:02}")
            if first <= at <= last:
                name = site.words.month(month)
                found.append((f"{name} {year}" if month == 1 or not found else name, at))
    return found


def _days(site: Site, rows: list[Row]) -> list[tuple[str, float]]:
    """Return the first date, one in the middle and the last; days without their year."""
    dates = sorted({row.date for row in rows}, key=middle)
    shown = dict.fromkeys((dates[0], dates[len(dates) // 2], dates[-1]))
    return [(site.words.day(date), middle(date)) for date in shown]


def _rows(site: Site, chart: Chart, series: Series) -> dict[str, object]:
    rows = chart.rows(series)
    values = _values(rows)

    def x(value: float) -> str:
        return percent(value, values[0], values[-1])

    bars = [
        Bar(
            in_language(chart.label(name), site.language),
            [
                (row, x(float(row.value)), x(min(0.0, float(row.value))), x(values[0] + abs(float(row.value))))
                for row in rows
                if row.series == name
            ],
        )
        for name in chart.names(series)
    ]
    return {
        "bars": bars,
        "values": [(site.words.number(value), x(value)) for value in values],
    }
