"""How is what matters painted so that it can be read from afar? Larger than the painter's scale says."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QTransform


@contextmanager
def magnified(painter: QPainter, centre: QPointF, least: float) -> Iterator[QPointF]:
    """Paint things around `centre` at the scale `least` if the painter's is smaller; gives their place."""
    factor = least / painter.worldTransform().m11()
    if factor <= 1:
        yield centre
        return
    before = painter.worldTransform()
    painter.setWorldTransform(magnified_transform(before, centre, factor))
    yield QPointF()
    painter.setWorldTransform(before)


def magnified_transform(transform: QTransform, centre: QPointF, factor: float) -> QTransform:
    """What makes things around `centre`, which becomes the origin, larger by `factor` than `transform`."""
    larger = QTransform(transform)
    larger.translate(centre.x(), centre.y())
    larger.scale(factor, factor)
    return larger
