"""What do the shapes of the drawing become for Qt, and back? QPointF, QRectF, QPainterPath."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from explorer.drawing.curve import Curve
from explorer.drawing.rect import Rect
from explorer.network.model import Position

_MOST_PATHS = 8192


def to_rect(rect: Rect) -> QRectF:
    """The same rectangle."""
    return QRectF(rect.left, rect.top, rect.width, rect.height)


def to_part(rect: QRectF) -> Rect:
    """The same rectangle."""
    return Rect(rect.left(), rect.top(), rect.width(), rect.height())


def to_position(point: QPointF) -> Position:
    """The same point."""
    return (point.x(), point.y())


@lru_cache(maxsize=_MOST_PATHS)
def to_path(curve: Curve) -> QPainterPath:
    """The same curve, to be stroked. Nobody changes it: curves are stroked more often than they move."""
    path = QPainterPath()
    path.moveTo(*curve.points[0])
    for first in range(1, len(curve.points), 3):
        (x1, y1), (x2, y2), (x3, y3) = curve.points[first : first + 3]
        path.cubicTo(x1, y1, x2, y2, x3, y3)
    return path
