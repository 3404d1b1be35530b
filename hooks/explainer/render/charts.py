"""Charts: drawn as SVG in per cent, so that a picture fills its column and its text keeps its size.

Alternatives were tried: matplotlib and Vega fix colours in the picture and give no text for people who cannot see it;
pygal embeds a script and differs from build to build. This SVG gets the theme's colours by classes, and its table has
the same content in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from ..library import CHART_LINK, Page
from ..records.charts import Chart
from ..records.fields import in_language
from ..records.loader import Record
from ..records.series import COLUMNS, Series
from . import plots
from .end_labels import end_labels
from .fitting import fitted_lines
from .pictures import picture
from .scales import middle
from .site import GeneratedPage, RenderedTemplate, Site, relative
from .tables import csv_text

_PLACED = re.compile(rf'<p>\s*(<img\b[^>]*\bsrc="{CHART_LINK}([^"]*)"[^>]*>)\s*</p>')
_ELSEWHERE = re.compile(rf'<img\b[^>]*\bsrc="{CHART_LINK}[^"]*"[^>]*>')
"""A chart within a sentence, a list or a table, which is a finding; a figure cannot be placed there."""


def pages(site: Site) -> Iterator[GeneratedPage]:
    """Yield the index of charts and a page for each."""
    library = site.library
    if not library.charts:
        return
    yield GeneratedPage("charts/index.md", partial(_gallery, site), "docs/charts")
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
    """Yield the data of each chart as CSV, and the chart as a picture: names and texts."""
    for key, record in site.library.charts.items():
        if series := site.library.series.get(record.data.data):
            yield f"charts/{key}.csv", _csv(record.data, series)
            if not record.data.undrawable(series):
                notes, description = _notes(site, record.data, series), _description(site, record.data, series)
                yield f"charts/{key}.svg", picture(site, record, series, description, notes)


def _csv(chart: Chart, series: Series) -> str:
    rows = ((row.series, row.date, row.value, row.source, row.evidence, row.note) for row in chart.rows(series))
    return csv_text((COLUMNS, *rows))


def _gallery(site: Site) -> RenderedTemplate:
    shown = [(key, record, _small(site, record.data)) for key, record in site.library.charts.items()]
    return site.page("charts.md", charts=shown)


def _small(site: Site, chart: Chart) -> str:
    """Return a chart as a small picture; nothing if it cannot be drawn."""
    series = site.library.series.get(chart.data)
    if series is None or chart.undrawable(series):
        return ""
    is_line = chart.kind == "line"
    drawn = fitted_lines(site, chart, series, plots.SMALL) if is_line else plots.rows(site, chart, series)
    return site.fill("chart_small.html", chart=chart, plot=drawn, frame=plots.SMALL)


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
        picture=series is not None and not record.data.undrawable(series),
        titles=[(one.title, relative(one.url, page.url)) for one in written],
        address=lambda row: relative(f"sources/{row.source}/", page.url) + f"#{row.evidence}",
    )


def figure(site: Site, record: Record[Chart], page: str, *, alone: bool = False) -> str:
    """Return the HTML of a chart for the page at the address ``page``; a note if it cannot be drawn."""
    chart = record.data
    series = site.library.series.get(chart.data)
    if series is None or chart.undrawable(series):
        return site.fill("chart_missing.html")
    drawn = fitted_lines(site, chart, series) if chart.kind == "line" else plots.rows(site, chart, series)
    return site.fill(
        "chart_line.html" if chart.kind == "line" else "chart_rows.html",
        key=record.key,
        chart=chart,
        alone=alone,
        url=relative(f"charts/{record.key}/", page),
        sources=relative("sources/", page),
        words_of=in_language(chart.unit, site.language),
        description=_description(site, chart, series),
        plot=drawn,
        shapes=plots.SHAPES,
        ends=end_labels(drawn) if isinstance(drawn, plots.Lines) else [],
        notes=_notes(site, chart, series),
        picture=False,
    )


def _notes(site: Site, chart: Chart, series: Series) -> list[str]:
    """Return what must be said below a chart: which values are of a part of a year, and what a dotted line means."""
    notes = []
    parts = plots.parts_of_years(chart.rows(series))
    if parts:
        named = ((in_language(chart.label(row.series), site.language), site.words.date(row.date)) for row in parts)
        dates = "; ".join(f"{name}, {date}" for name, date in named)
        notes.append(site.words.gettext("Hollow: part of a year. %(dates)s.", dates=dates))
    if chart.kind == "line" and any(line.gaps for line in fitted_lines(site, chart, series).drawn):
        notes.append(site.words.gettext("Dotted line: no value for the time between."))
    return notes


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
