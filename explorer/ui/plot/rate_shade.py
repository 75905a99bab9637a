"""How is it shown for which α something holds? As stretches of the plot that are shaded from top to bottom.

Imports pyqtgraph: make it after the window's first paint.
"""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explorer.ui.plot.widget import Plot


class RateShade(pg.GraphicsObject):
    """Stretches of the horizontal axis of a plot, in the coordinates that are drawn."""

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self._colour = QColor("#808080")
        self.stretches: tuple[tuple[float, float], ...] = ()
        """Their ends."""
        self.setZValue(-5)
        plot.addItem(self, ignoreBounds=True)

    def set_colour(self, colour: str) -> None:
        """Shade in `colour`."""
        self._colour = QColor(colour)
        self.update()

    def show_stretches(self, stretches: Sequence[tuple[float, float]]) -> None:
        """Shade these and no others."""
        self.stretches = tuple(stretches)
        self.update()

    def boundingRect(self) -> QRectF:
        view = self.getViewBox()
        return QRectF() if view is None else QRectF(view.viewRect())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        seen = self.boundingRect()
        for low, high in self.stretches:
            stretch = QRectF(low, seen.top(), high - low, seen.height())
            painter.fillRect(stretch & seen, self._colour)

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()
