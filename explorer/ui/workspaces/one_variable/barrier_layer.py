"""How are poles and edges of the domain marked in the plot of f, and the steps that jump over them?

Imports pyqtgraph: use it from plots only.
"""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from explorer.array import Array
from explorer.descent.barrier import Barrier, crossings
from explorer.ui.plot import PlotItem
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import LIGHT, Theme

_MOST_NAMED = 3
_MOST_MARKED = 40
_FOOT = 11
"""Pixels at the foot of the plot that are the basin's."""


class BarrierLayer:
    """A dotted line at each barrier with its name at the foot, and each step over one broken and red."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._theme = LIGHT
        self.places: tuple[Barrier, ...] = ()
        self._lines: list[PlotItem] = []
        self._names: list[tuple[float, PlotItem]] = []
        self.jumps = pg.PlotDataItem(connect="finite", antialias=True)
        self.jumps.setZValue(14)
        plot.addItem(self.jumps, ignoreBounds=True)

    @property
    def labels(self) -> list[str]:
        """What is written, from left to right."""
        return [name.toPlainText() for _, name in self._names]

    def show(self, places: Sequence[Barrier]) -> None:
        """Mark these, and no others."""
        for item in (*self._lines, *(name for _, name in self._names)):
            self._plot.removeItem(item)
        self.places = tuple(places)
        self._lines = [pg.InfiniteLine(place.x, angle=90) for place in self.places[:_MOST_MARKED]]
        named = self.places if len(self.places) <= _MOST_NAMED else ()
        self._names = [(place.x, pg.TextItem(place.label, anchor=(0, 1))) for place in named]
        for line in self._lines:
            line.setZValue(2)
            self._plot.addItem(line, ignoreBounds=True)
        for _, name in self._names:
            name.setZValue(25)
            self._plot.addItem(name, ignoreBounds=True)
        self.set_theme(self._theme)
        self.place()

    def show_path(self, x: Array, y: Array) -> None:
        """Of the path through these points, mark the steps that go over a barrier."""
        over = np.flatnonzero(crossings(self.places, x))
        gap = np.full(len(over), np.nan)
        self.jumps.setData(
            np.column_stack([x[over], x[over + 1], gap]).ravel(),
            np.column_stack([y[over], y[over + 1], gap]).ravel(),
        )

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.jumps.setPen(pg.mkPen(theme.problem, width=2, style=Qt.PenStyle.DashLine))
        for line in self._lines:
            line.setPen(pg.mkPen(theme.problem, width=1, style=Qt.PenStyle.DotLine))
        for _, name in self._names:
            name.setColor(theme.problem)

    def place(self) -> None:
        """Write the names at the foot of what is visible now, to the side with more room."""
        (low, high), (bottom, _) = self._plot.view.viewRange()
        _, pixel = self._plot.view.viewPixelSize()
        for x, name in self._names:
            name.setAnchor((0 if x < (low + high) / 2 else 1, 1))
            name.setPos(x, bottom + _FOOT * pixel)
            name.setVisible(low <= x <= high)
