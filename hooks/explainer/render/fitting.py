"""A chart over time with as much space for the labels on its left as they need."""

from __future__ import annotations

from ..records.charts import Chart
from ..records.series import Series
from .ink import Box, ink
from .plots import FULL, Frame, Lines, lines
from .scales import CHARACTER, NARROWEST
from .site import Site

_USUAL = 0.16
"""The space on the left, as a share of the time from the first value to the last."""


def fitted_lines(site: Site, chart: Chart, series: Series, frame: Frame = FULL) -> Lines:
    """Return the positions of a chart over time whose values do not overprint the labels of its vertical axis on a phone."""
    usual = lines(site, chart, series, _USUAL, FULL)
    labels = [Box(0, float(y) - 14, len(label) * CHARACTER, float(y) - 2) for label, y in usual.values]
    space = _USUAL
    if any(mark.meets(label) for mark in ink(usual, NARROWEST) for label in labels):
        longest = max(len(label) for label, _ in usual.values) * CHARACTER / NARROWEST
        space = max(_USUAL, 1.04 * longest / (1 - longest))
    return lines(site, chart, series, space, frame)
