"""Charts: which series are drawn, how, and what they show in words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .fields import Date, Key, Localized, LocalizedMarkdown, Model, Text
from .series import Row, Series

MOST_LINES = 6
"""Lines that a reader can tell apart by colour and mark."""


class Line(Model):
    """A series that a chart shows."""

    series: Text
    """Its name in the CSV."""
    label: Localized | None = None
    """What the reader sees, where the name does not serve."""
    joined: bool = True
    """Whether a line joins its neighbours; not where several counts of one year stand side by side."""


class Mark(Model):
    """An event that explains what a chart shows."""

    date: Date
    label: Localized


class Chart(Model):
    """A picture of figures."""

    key: Key | None = None
    title: Localized
    """The point in one sentence; its figures stand in the evidence of the values, or in what the text cites."""
    data: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*\.csv$")]
    """The file in `docs/data`."""
    kind: Literal["line", "bar", "dot"]
    """``line``: over time. ``bar``: a bar for each series. ``dot``: a row for each series, a dot for each count."""
    unit: Localized
    """What is counted, as it stands at the axis."""
    lines: list[Line] = Field(default_factory=list)
    """The series in their order; all of the file's, where none is named."""
    marks: list[Mark] = Field(default_factory=list)
    text: LocalizedMarkdown
    """What the chart shows, in cited sentences: who does not see it reads this."""
    pages: list[Text] = Field(default_factory=list)
    """Written pages that tell more."""

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
        """Return what a reader sees for a series."""
        return next((line.label for line in self.lines if line.series == name and line.label), {"en": name})

    def undrawable(self, series: Series) -> str:
        """Return why the chart cannot be drawn from its data, in one sentence; empty where it can."""
        if not self.rows(series):
            return f"the series '{series.name}' has no value for this chart"
        if self.kind == "line" and len(self.names(series)) > MOST_LINES:
            return f"the chart has {len(self.names(series))} lines; the maximum is {MOST_LINES}"
        return ""
