"""How is what matters painted so that it can be read from afar? Larger than the painter's scale says."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter


@contextmanager
def magnified(painter: QPainter, centre: QPointF, least: float) -> Iterator[QPointF]:
    """Paint things around `centre` at the scale `least` if the painter's is smaller; gives their place."""
    factor = least / painter.worldTransform().m11()
    if factor <= 1:
        yield centre
        return
    before = painter.worldTransform()
    painter.translate(centre)
    painter.scale(factor, factor)
    yield QPointF()
    painter.setWorldTransform(before)
