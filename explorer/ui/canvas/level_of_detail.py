"""How is what matters kept readable from afar? It is drawn larger than the rest."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

LEAST_SCALE = 0.42
"""Below this many pixels a unit, numbers cannot be read: neurons and pulses are only colours."""

NEURON, TEXT, DOT = 0.72, 0.85, 0.6
"""The least scales of a neuron that is pointed at or explained, of single numbers, and of dots."""


def is_far(painter: QPainter) -> bool:
    """Whether the drawing is seen from too far for numbers."""
    return painter.worldTransform().m11() < LEAST_SCALE


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
