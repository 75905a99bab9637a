"""How is the canvas panned? By dragging it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsView

from explorer.ui.canvas.gesture import Gesture, Pointer


class PanGesture(Gesture):
    """What was under the pointer stays under it."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: QGraphicsView, start: Pointer) -> None:
        self._bars = (view.horizontalScrollBar(), view.verticalScrollBar())
        self._origin = tuple(bar.value() for bar in self._bars)
        self._start = start.view

    def move(self, pointer: Pointer) -> None:
        way = pointer.view - self._start
        for bar, origin, distance in zip(self._bars, self._origin, (way.x(), way.y()), strict=True):
            bar.setValue(origin - distance)

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)

    def cancel(self) -> None:
        for bar, origin in zip(self._bars, self._origin, strict=True):
            bar.setValue(origin)
