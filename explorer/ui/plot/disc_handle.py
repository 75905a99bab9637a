"""What is dragged in a plot? A handle: a smooth disc. Imports pyqtgraph: reach it late."""

import pyqtgraph as pg
from PySide6.QtGui import QPainter


class DiscHandle(pg.TargetItem):
    """A disc of so many pixels, which tells where it is dragged."""

    def __init__(self, size: int) -> None:
        super().__init__(symbol="o", size=size, movable=True)

    def paint(self, painter: QPainter, *arguments: object) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        super().paint(painter, *arguments)
