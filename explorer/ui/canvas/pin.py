"""How is a fixed weight or bias marked? A pin: a drawing pin stuck in beside its number."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from explorer.ui.theme.theme import Theme

PIN = QRectF(-4.5, -5, 9, 11)
"""What a pin covers around its middle, in scene units."""


def paint_pin(painter: QPainter, middle: QPointF, theme: Theme) -> None:
    """A pin around `middle`, on a rim of the canvas that parts it from what is behind."""
    painter.save()
    painter.translate(middle)
    shape = _shape()
    painter.strokePath(shape, QPen(QColor(theme.canvas), 3, j=Qt.PenJoinStyle.RoundJoin))
    painter.fillPath(shape, QColor(theme.text))
    painter.restore()


@cache
def _shape() -> QPainterPath:
    """From above: the cap, the neck, the collar and the needle."""
    shape = QPainterPath()
    shape.setFillRule(Qt.FillRule.WindingFill)
    shape.addRoundedRect(QRectF(-3, -4.6, 6, 1.8), 0.9, 0.9)
    shape.addRect(QRectF(-1.7, -3, 3.4, 3.4))
    shape.addRoundedRect(QRectF(-4, 0, 8, 1.6), 0.8, 0.8)
    shape.addRect(QRectF(-0.55, 1.4, 1.1, 4))
    return shape
