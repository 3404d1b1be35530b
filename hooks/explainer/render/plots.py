"""The positions of a chart's values, lines and labels, in per cent of its width and pixels of its height.

The page's drawing, the small picture in the list of charts and the picture to download are made from them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from ..records.charts import Chart
from ..records.fields import in_language, parse_date
from ..records.series import Row, Series
from .scales import AxisLabel, middle, percent, ticks
from .site import Site
from .time_axis import time_labels

SHAPES = {
    1: '<circle r="4"/>',
    2: '<rect x="-4" y="-4" width="8" height="8"/>',
    3: '<path d="M0-5 5 4H-5Z"/>',
    4: '<path d="M0-5 5 0 0 5-5 0Z"/>',
    5: '<path d="M-4-4 4 4M4-4-4 4"/>',
    6: '<path d="M0-5V5M-5 0H5"/>',
}
"""The mark of each series: its shape differs as well as its colour, since some readers cannot tell colours apart."""


class Frame(NamedTuple):
    """The height of a drawing in pixels, and the space above its highest value and below its lowest."""

    height: int
    top: int
    bottom: int


FULL = Frame(240, 26, 22)
"""Above, there is space for the numbers of marks and the topmost label; below, for the labels of the axis."""
SMALL = Frame(96, 6, 6)
"""A picture in the list of charts, without labels."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A value with its position."""

    row: Row
    label: str
    """That of its series."""
    x: str
    y: str
    """In pixels; empty in a chart of rows."""
    part: bool
    """Whether it is the value of a part of a year in a chart of years."""
    by: str
    """Its source's name and year."""
    start: str = ""
    """In a chart of bars, where its bar begins, and how long it is."""
    length: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series with its positions."""

    label: str
    number: int
    """Its colour and mark, from 1."""
    dots: list[Dot]
    segments: list[tuple[Dot, Dot]]
    """Neighbouring values, which a line connects."""
    gaps: list[tuple[Dot, Dot]]
    """Values with a time without a value between them."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A chart over time."""

    frame: Frame
    drawn: list[Drawn]
    ground: str
    """The position of the lowest value on the axis."""
    values: list[tuple[str, str]]
    """The labels of the vertical axis, with their positions."""
    narrow: list[AxisLabel]
    """The labels of the horizontal axis on a phone."""
    wide: list[AxisLabel]
    """Those on a wide screen."""
    marked: list[tuple[int, str, str, str]]
    """The events: number, position, date and label."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A chart by categories."""

    bars: list[tuple[str, list[Dot]]]
    """Each category with its values, in rising order in a chart of dots."""
    values: list[tuple[str, str]]
    """The labels of the axis, with their positions."""


def lines(site: Site, chart: Chart, series: Series, space: float, frame: Frame) -> Lines:
    """Return the positions of a chart over time; ``space`` is what its labels have on the left, as a share of the time."""
    rows = chart.rows(series)
    times = [middle(row.date) for row in rows] + [middle(mark.date) for mark in chart.marks]
    span = max(times) - min(times) or 1
    first, last = min(times) - span * space, max(times) + span * 0.04
    values = _values(rows)
    parts = set(parts_of_years(rows))

    def x(date: str) -> str:
        return percent(middle(date), first, last)

    def y(value: float) -> str:
        share = (value - values[0]) / (values[-1] - values[0])
        return f"{frame.top + (1 - share) * (frame.height - frame.top - frame.bottom):.1f}".removesuffix(".0")

    drawn: list[Drawn] = []
    for number, name in enumerate(chart.names(series), 1):
        label = in_language(chart.label(name), site.language)
        own = sorted((row for row in rows if row.series == name), key=lambda row: (middle(row.date), row.date))
        dots = {row: Dot(row, label, x(row.date), y(float(row.value)), row in parts, _by(site, row)) for row in own}
        pairs = list(_connected([row for row in own if row not in parts])) if chart.joined(name) else []
        near = [(dots[one], dots[other]) for one, other in pairs if _neighbours(one, other)]
        far = [(dots[one], dots[other]) for one, other in pairs if not _neighbours(one, other)]
        drawn.append(Drawn(label, number, list(dots.values()), near, far))
    narrow, wide = time_labels(site.words, [row.date for row in rows], first, last)
    return Lines(
        frame,
        drawn,
        y(values[0]),
        [(site.words.number(value), y(value)) for value in values],
        narrow,
        wide,
        [
            (number, x(mark.date), site.words.date(mark.date), in_language(mark.label, site.language))
            for number, mark in enumerate(chart.marks, 1)
        ],
    )


def rows(site: Site, chart: Chart, series: Series) -> Rows:
    """Return the positions of a chart by categories."""
    shown = chart.rows(series)
    values = _values(shown)
    parts = set(parts_of_years(shown))

    def x(value: float) -> str:
        return percent(value, values[0], values[-1])

    def dot(row: Row, label: str) -> Dot:
        value = float(row.value)
        start, length = x(min(0.0, value)), x(values[0] + abs(value))
        return Dot(row, label, x(value), "", row in parts, _by(site, row), start, length)

    bars = []
    for name in chart.names(series):
        label = in_language(chart.label(name), site.language)
        own = [row for row in shown if row.series == name]
        if chart.kind == "dot":
            own.sort(key=lambda row: row.value)
        bars.append((label, [dot(row, label) for row in own]))
    return Rows(bars, [(site.words.number(value), x(value)) for value in values])


def _by(site: Site, row: Row) -> str:
    """Return who published a value, and when: a name that fits into a card."""
    record = site.library.sources.get(row.source)
    return record.data.name_and_year if record else row.source


def _values(rows: list[Row]) -> list[float]:
    """Return the round values on an axis: at least two, from zero or below."""
    found = ticks(min(0.0, *(float(row.value) for row in rows)), max(0.0, *(float(row.value) for row in rows)))
    return found if len(found) > 1 else [found[0], found[0] + 1]


_WHOLE_YEAR = re.compile(r"(?:FY)?\d{4}")


def parts_of_years(rows: list[Row]) -> list[Row]:
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


def _connected(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield the pairs of values, at one date and at the next, that belong together; ``rows`` are in the order of time.

    Where a date has several values, those of one source belong together: a line from one source's count to another's would
    be a change that nobody counted.
    """
    dates = [list(group) for _, group in groupby(rows, key=lambda row: row.date)]
    for here, there in pairwise(dates):
        if not _comparable(here[0], there[0]):
            continue
        if len(here) == len(there) == 1:
            yield here[0], there[0]
            continue
        once = Counter(row.source for row in here), Counter(row.source for row in there)
        following = {row.source: row for row in there}
        for row in here:
            if once[0][row.source] == once[1][row.source] == 1:
                yield row, following[row.source]


def _comparable(one: Row, other: Row) -> bool:
    """Whether two values are for dates of one kind: years, months, days, or periods of about the same length."""
    if "/" in one.date and "/" in other.date:
        lengths = sorted((last - first).days + 1 for first, last in map(parse_date, (one.date, other.date)))
        return parse_date(one.date)[1] < parse_date(other.date)[0] and lengths[1] - lengths[0] <= lengths[0] * 0.1
    return _kind(one) == _kind(other)


def _kind(row: Row) -> tuple[bool, bool, int]:
    return "/" in row.date, row.date.startswith("FY"), row.date.count("-")


def _neighbours(one: Row, other: Row) -> bool:
    """Whether nothing is between two comparable values: they are for consecutive years, months, days or periods."""
    return (parse_date(other.date)[0] - parse_date(one.date)[1]).days == 1
