"""How are the values of a cycle named in a plot? By thin lines with a number each. Imports pyqtgraph."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from explorer.number import rounded
from explorer.ui.plot import PlotItem
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import LIGHT, Theme

MOST_NAMED = 8
"""Of a longer cycle no value is named: the lines would be a carpet."""


class CycleLines:
    """A line across the plot at each value, its number at the right where there is room."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._theme = LIGHT
        self.values: tuple[float, ...] = ()
        self._items: list[tuple[PlotItem, PlotItem]] = []

    @property
    def labels(self) -> list[str]:
        """The numbers that are written, from the lowest to the highest."""
        return [text.toPlainText() for _, text in self._items if text.isVisible()]

    def show(self, values: Sequence[float]) -> None:
        """Name these values and no others; none where there are too many."""
        wanted = tuple(sorted(set(values))) if len(values) <= MOST_NAMED else ()
        if wanted == self.values:
            return
        self.values = wanted
        for items in self._items:
            for item in items:
                self._plot.removeItem(item)
        self._items = [self._named(value) for value in wanted]
        self.set_theme(self._theme)
        self.place()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        backdrop = QColor(theme.surface)
        backdrop.setAlphaF(0.8)
        for line, text in self._items:
            line.setPen(pg.mkPen(theme.accent, width=1, style=Qt.PenStyle.DotLine))
            text.setColor(theme.accent)
            text.fill = pg.mkBrush(backdrop)

    def place(self) -> None:
        """Write each number at the right end of its line, unless it would hide the one below."""
        (_, right), (low, high) = self._plot.view.viewRange()
        _, pixel = self._plot.view.viewPixelSize()
        least = self._plot.fontMetrics().height() * pixel
        free_from = low
        for value, (_, text) in zip(self.values, self._items, strict=True):
            has_room = low <= value <= high and value >= free_from
            text.setVisible(has_room)
            if has_room:
                text.setPos(right, value)
                free_from = value + least

    def _named(self, value: float) -> tuple[PlotItem, PlotItem]:
        line = pg.InfiniteLine(value, angle=0)
        text = pg.TextItem(rounded(value), anchor=(1, 0.5))
        line.setZValue(4)
        text.setZValue(18)
        for item in (line, text):
            self._plot.addItem(item, ignoreBounds=True)
        return line, text
