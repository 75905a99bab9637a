"""Which part of the end states is looked at? The zoom over learning rates and x.

Imports pyqtgraph: make it after the first paint of the window.
"""

from dataclasses import replace

from explorer.descent.bifurcation.end_states import RateWindow
from explorer.descent.bifurcation.zoom_reach import within_reach
from explorer.descent.settings import RateRange
from explorer.ui.plot.range_zoom import Edges, RangeZoom
from explorer.ui.workspaces.one_variable.rate_plot import RatePlot


class EndStatesZoom(RangeZoom[RateRange]):
    """Owns the range that the plot of end states shows, and those that were looked at before."""

    def __init__(self, plot: RatePlot) -> None:
        super().__init__(plot, RateRange(0.0, 1.0, -1.0, 1.0))

    @property
    def window(self) -> RateWindow:
        """What is visible, in as many pixels as the screen has for it."""
        return self._window(self.present)

    def look_at_rates(self, low: float, high: float) -> None:
        """The person looks at these rates in a plot beneath, at the same x."""
        self.visit(replace(self.present, rate_low=low, rate_high=high))

    def _edges_of(self, place: RateRange) -> Edges:
        return place.rate_low, place.rate_high, place.x_low, place.x_high

    def _range_of(self, edges: Edges) -> RateRange:
        return RateRange(*edges)

    def _kept(self, place: RateRange, whole: RateRange) -> RateRange:
        return within_reach(place, whole)

    def _is_resolved(self, place: RateRange) -> bool:
        return self._window(place).is_resolved

    def _window(self, place: RateRange) -> RateWindow:
        ratio, area = self._plot.devicePixelRatioF(), self._plot.view.sceneBoundingRect()
        columns, rows = (max(8, round(ratio * length)) for length in (area.width(), area.height()))
        return RateWindow(place.rate_low, place.rate_high, place.x_low, place.x_high, columns, rows)
