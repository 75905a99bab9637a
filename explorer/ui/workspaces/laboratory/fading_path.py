"""How is the path of a run drawn in a plane? A line that fades with its distance from the plane.

Imports pyqtgraph: use it from plots only.
"""

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from explorer.array import Array
from explorer.ui.theme.theme import LIGHT

_WIDTH, _DOT = 2.0, 5.0
_HALO, _RIM = "#ffffff", 2.5
"""Beneath the line, so that it stands out from every colour of a surface: pixels by which it is wider."""

_MOST_DOTS = 80
"""Of a longer path only the line is drawn."""


class FadingPath(pg.GraphicsObject):
    """A polyline, each part in the strength of its end."""

    def __init__(self) -> None:
        super().__init__()
        self._x, self._y, self._strength = (np.empty(0) for _ in range(3))
        self._colour = QColor(LIGHT.text)

    def show_path(self, x: Array, y: Array, strength: Array) -> None:
        """Draw this path; `strength` of each point is from 0 to 1."""
        self.prepareGeometryChange()
        self._x, self._y, self._strength = x, y, strength
        self.update()

    def set_colour(self, colour: str) -> None:
        """Draw it in this colour."""
        self._colour = QColor(colour)
        self.update()

    def boundingRect(self) -> QRectF:
        if not len(self._x):
            return QRectF()
        left, bottom = float(self._x.min()), float(self._y.min())
        return QRectF(left, bottom, float(np.ptp(self._x)), float(np.ptp(self._y)))

    def paint(self, painter: QPainter, *arguments: Any) -> None:
        """Draw it, as wide on the screen whatever the zoom is."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        to_screen = painter.transform()
        painter.resetTransform()  # Qt draws a point as a dash of 1/63 of a unit
        places = zip(self._x.tolist(), self._y.tolist(), strict=True)
        points = [to_screen.map(QPointF(x, y)) for x, y in places]
        self._stroke(painter, points, QColor(_HALO), 0.5 * self._strength, _RIM)
        self._stroke(painter, points, QColor(self._colour), self._strength, 0.0)
        painter.restore()

    def _stroke(
        self, painter: QPainter, points: list[QPointF], colour: QColor, strengths: Array, wider: float
    ) -> None:
        """Draw lines and dots in this colour, so many pixels wider than usual."""
        pen, dots = QPen(colour, _WIDTH + wider), QPen(colour, _DOT + wider)
        dots.setCapStyle(Qt.PenCapStyle.RoundCap)
        has_dots = len(points) <= _MOST_DOTS
        for number, strength in enumerate(strengths.tolist()):
            colour.setAlphaF(strength)
            if number:
                pen.setColor(colour)
                painter.setPen(pen)
                painter.drawLine(points[number - 1], points[number])
            if has_dots:
                dots.setColor(colour)
                painter.setPen(dots)
                painter.drawPoint(points[number])
