"""How are bifurcation points marked over the end states? Lines with a few words. Imports pyqtgraph."""

from math import ceil, log10

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from explorer.descent.bifurcation.bifurcation_points import BifurcationPoint
from explorer.descent.bifurcation.point_words import label
from explorer.drawing.label_rows import label_rows
from explorer.ui.plot import PlotItem
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.workspaces.one_variable.rate_plot import RatePlot

MOST = 8
"""So many lines are drawn at most; more would cover what they mark."""
_ROWS, _SHARE = 3, 0.3
"""Rows of words at most, and the share of the height that they may take."""
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
        (low, high), (_, top) = view.viewRange()
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
        has_room = view.height() >= _LEAST_HEIGHT
        row_height = metrics.height() + 4
        rows = min(_ROWS, int(_SHARE * view.height() / row_height)) if has_room else 0
        found = label_rows(places, widths, view.width(), rows)
        for text in self._texts:
            text.setVisible(False)
        for each in found:
            text = self._texts[each.line]
            text.setPlainText(words[each.line])
            text.setPos(low + each.left * pixel_width, top - (2 + each.row * row_height) * pixel_height)
            text.setVisible(True)

    def nearest(self, rate: float, distance: float) -> BifurcationPoint | None:
        """The point nearest to this α, if it is no farther than `distance`."""
        near = [point for point in self.points if abs(point.rate - rate) <= distance]
        return min(near, key=lambda point: abs(point.rate - rate), default=None)
