"""How is one number of a run drawn beside that of its central flow? Two curves, and shaded where they part.

Imports pyqtgraph: make it after the window's first paint.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtGui import QColor

from explorer.array import Array
from explorer.symbol import Symbol
from explorer.ui.plot import PlotItem, make_plot
from explorer.ui.plot.long_curve import LongCurve
from explorer.ui.theme.theme import LIGHT, Theme

if TYPE_CHECKING:
    from explorer.ui.plot.widget import Plot

RUN, FLOW, MEAN, LIMIT = "run", "flow", "flow with its swing", f"2/{Symbol.ALPHA}"


@dataclass(frozen=True, eq=False)
class FlowCurve:
    """`y` against `x`. `does_fit`: whether the axis has room for all of it."""

    x: Array
    y: Array
    does_fit: bool = True


class FlowPlot:
    """One number of both, by the names of the curves."""

    def __init__(self, y_label: str) -> None:
        self.plot: Plot = make_plot(None, "step", y_label)
        self._theme = LIGHT
        self._curves: dict[str, LongCurve] = {}
        self.shaded: list[PlotItem] = []
        """What is shaded, from the left."""

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.plot.set_theme(theme)
        for name, line in self._curves.items():
            line.recolour(colour_of(name, theme))
        for region in self.shaded:
            self._colour(region)

    def show(self, curves: Mapping[str, FlowCurve], x_label: str) -> None:
        """Draw these curves and no others."""
        if x_label != self.plot.x_label:
            self.plot.set_labels(x_label, self.plot.y_label)
            self.plot.show_all()
        for name in self._curves.keys() - curves.keys():
            self._curves.pop(name).remove()
        for name, each in curves.items():
            if name not in self._curves:
                is_dashed = name in (MEAN, LIMIT)
                self._curves[name] = LongCurve(self.plot, colour_of(name, self._theme), name, is_dashed)
            self._curves[name].show(each.x, each.y)
            self._curves[name].set_fits_height(each.does_fit)

    def shade(self, ranges: Sequence[tuple[float, float]]) -> None:
        """Shade the plot between these x."""
        for region in self.shaded:
            self.plot.removeItem(region)
        self.shaded = [pg.LinearRegionItem(values=each, movable=False) for each in ranges]
        for region in self.shaded:
            region.setZValue(-5)
            self.plot.addItem(region, ignoreBounds=True)
            self._colour(region)

    def _colour(self, region: PlotItem) -> None:
        region.setBrush(pg.mkBrush(QColor(self._theme.problem_soft)))
        for line in region.lines:
            line.setPen(pg.mkPen(None))


def colour_of(name: str, theme: Theme) -> str:
    """The run has that of the α line."""
    colours = {RUN: theme.accent, FLOW: theme.negative, MEAN: theme.negative, LIMIT: theme.muted}
    return colours[name]
