"""Charts: the series that are drawn, how they are drawn, and a description in words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .fields import Date, Key, Localized, LocalizedMarkdown, Model, Text
from .series import Row, Series

MOST_LINES = 6
"""The most lines that readers can distinguish by colour and mark."""


class Line(Model):
    """A series that a chart shows."""

    series: Text
    """Its name in the CSV."""
    label: Localized | None = None
    """Its label, if the name is not suitable."""
    joined: bool = True
    """Whether lines join the values; where a date has several, they join those of one source. False if the counts cannot be compared."""


class Mark(Model):
    """An event that explains what a chart shows."""

    date: Date
    label: Localized


class Chart(Model):
    """A picture of figures."""

    key: Key | None = None
    title: Localized
    """The point in one sentence; its figures are in the evidence of the values, or in the evidence that the text cites."""
    data: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*\.csv$")]
    """The file in `docs/data`."""
    kind: Literal["line", "bar", "dot"]
    """``line``: over time. ``bar``: a bar for each series. ``dot``: a row for each series, a dot for each count."""
    unit: Localized
    """The unit, as shown at the axis."""
    lines: list[Line] = Field(default_factory=list)
    """The series in their order (default: all series of the file)."""
    marks: list[Mark] = Field(default_factory=list)
    text: LocalizedMarkdown
    """What the chart shows, in cited sentences, for readers who cannot see it."""
    pages: list[Text] = Field(default_factory=list)
    """Written pages that say more."""

    def rows(self, series: Series) -> list[Row]:
        """Return the rows that the chart shows, series by series in its order and by date."""
        order = {name: i for i, name in enumerate(self.names(series))}
        shown = [row for row in series.rows if row.series in order]
        return sorted(shown, key=lambda row: (order[row.series], row.date.removeprefix("FY"), row.line))

    def names(self, series: Series) -> list[str]:
        """Return the names of the series that the chart shows."""
        return [line.series for line in self.lines] or list(dict.fromkeys(row.series for row in series.rows))

    def joined(self, name: str) -> bool:
        """Whether a line joins the values of a series."""
        return next((line.joined for line in self.lines if line.series == name), True)

    def label(self, name: str) -> Localized:
        """Return the label of a series."""
        return next((line.label for line in self.lines if line.series == name and line.label), {"en": name})

    def undrawable(self, series: Series) -> str:
        """Return in one sentence why the chart cannot be drawn from its data; an empty string if it can."""
        if not self.rows(series):
            return f"the series '{series.name}' has no value for this chart"
        if self.kind == "line" and len(self.names(series)) > MOST_LINES:
            return f"the chart has {len(self.names(series))} lines; the maximum is {MOST_LINES}"
        return ""
