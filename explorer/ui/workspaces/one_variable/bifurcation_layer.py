"""How are bifurcation points marked over the end states? Lines with a few words. Imports pyqtgraph."""

from math import ceil, log10

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from explorer.array import Array
from explorer.descent.bifurcation.bifurcation_points import BifurcationPoint
from explorer.descent.bifurcation.end_states import EndStates
from explorer.descent.bifurcation.point_words import label
from explorer.drawing.label_rows import label_rows
from explorer.ui.plot import PlotItem
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.workspaces.one_variable.rate_plot import RatePlot

MOST = 8
"""So many lines are drawn at most; more would cover what they mark."""
_ROWS, _SHARE = 3, 0.3
"""Rows of words at the top at most, and the share of the height that they may take."""
_ROWS_BELOW = 2
"""Rows at the bottom, for words that would cover what is drawn above."""
_LEAST_CLEAR = 2
"""Where not even so many words find a clear place, as in a deep zoom, words cover what is drawn."""
_PADDING = 8
_LEAST_HEIGHT = 140
"""Pixels of the view below which lines have no words."""


class BifurcationLayer:
    """A dashed line at each point, and words beside those for which there is room, the widest first."""

    def __init__(self, plot: RatePlot) -> None:
        self._plot = plot
        self._theme = LIGHT
        self.points: tuple[BifurcationPoint, ...] = ()
        self._lines: list[PlotItem] = []
        self._texts: list[PlotItem] = []
        self._drawn: tuple[Array, Array, Array] | None = None

    @property
    def labels(self) -> list[str]:
        """What is written, the most important first."""
        return [text.toPlainText() for text in self._texts if text.isVisible()]

    def show(self, points: tuple[BifurcationPoint, ...]) -> None:
        """Mark these points, the most important first, and no others."""
        for item in (*self._lines, *self._texts):
            self._plot.removeItem(item)
        self.points = points[:MOST]
        self._lines = [pg.InfiniteLine(angle=90) for _ in self.points]
        self._texts = [pg.TextItem("", anchor=(0, 0)) for _ in self.points]
        for item in (*self._lines, *self._texts):
            item.setZValue(20)
            self._plot.addItem(item, ignoreBounds=True)
        self.set_theme(self._theme)
        self.place()

    def keep_clear_of(self, states: EndStates) -> None:
        """Write nothing over these end states where there is a place beside them."""
        self._drawn = states.rates, *states.edges
        self.place()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        backdrop = QColor(theme.surface)
        backdrop.setAlphaF(0.8)
        for point, line, text in zip(self.points, self._lines, self._texts, strict=True):
            colour = theme.delta_positive if point.kind == "birth" else theme.accent
            line.setPen(pg.mkPen(colour, width=1, style=Qt.PenStyle.DashLine))
            text.setColor(colour)
            text.fill = pg.mkBrush(backdrop)

    def place(self) -> None:
        """Put lines and words where they belong in what is visible now."""
        view, origin = self._plot.view, self._plot.x_offsets.origin
        low, high = view.viewRange()[0]
        pixel_width, pixel_height = view.viewPixelSize()
        if not pixel_width or not pixel_height:
            return
        digits = max(4, ceil(log10(max(abs(origin + high), 1e-300) / (high - low))) + 3)
        metrics = self._plot.fontMetrics()
        words = [label(point, digits) for point in self.points]
        for point, line in zip(self.points, self._lines, strict=True):
            line.setValue(point.rate - origin)
        places = [(point.rate - origin - low) / pixel_width for point in self.points]
        widths = [float(metrics.horizontalAdvance(text) + _PADDING) for text in words]
        row_height = metrics.height() + 4
        heights, rows_above = self._rows(row_height)

        def is_clear(row: int, left: float, right: float) -> bool:
            foot = heights[row] - (row_height + _PADDING / 2) * pixel_height
            return self._is_clear(low + left * pixel_width, low + right * pixel_width, foot, heights[row])

        found = label_rows(places, widths, view.width(), len(heights), is_clear)
        if len(found) < _LEAST_CLEAR:
            found = label_rows(places, widths, view.width(), rows_above)
        for text in self._texts:
            text.setVisible(False)
        for each in found:
            text = self._texts[each.line]
            text.setPlainText(words[each.line])
            text.setPos(low + each.left * pixel_width, heights[each.row])
            text.setVisible(True)

    def _rows(self, row_height: int) -> tuple[list[float], int]:
        """The upper edge of each row of words, and how many of the rows are at the top."""
        view = self._plot.view
        if view.height() < _LEAST_HEIGHT:
            return [], 0
        bottom, top = view.viewRange()[1]
        pixel = view.viewPixelSize()[1]
        above = min(_ROWS, int(_SHARE * view.height() / row_height))
        upper = [top - (2 + row * row_height) * pixel for row in range(above)]
        lower = [bottom + (2 + (row + 1) * row_height) * pixel for row in range(_ROWS_BELOW)]
        return upper + lower, above

    def _is_clear(self, left: float, right: float, low: float, high: float) -> bool:
        """Whether no end state lies in this part of the view, given as offsets."""
        if self._drawn is None:
            return True
        rates, lowest, highest = self._drawn
        rate, x = self._plot.x_offsets.origin, self._plot.y_offsets.origin
        is_over = (rates >= rate + left) & (rates <= rate + right)
        return not bool((is_over & (lowest <= x + high) & (highest >= x + low)).any())

    def nearest(self, rate: float, distance: float) -> BifurcationPoint | None:
        """The point nearest to this α, if it is no farther than `distance`."""
        near = [point for point in self.points if abs(point.rate - rate) <= distance]
        return min(near, key=lambda point: abs(point.rate - rate), default=None)
