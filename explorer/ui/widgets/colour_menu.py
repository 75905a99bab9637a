"""Which of the curve colours shall it be? A menu of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

_SWATCH = 24


class ColourMenu(QMenu):
    """One entry for each colour, with a disc of it; that of `present` is checked."""

    chosen = Signal(int)
    """Its place among the colours."""

    def __init__(self, colours: Sequence[str], present: int, parent: QWidget | None = None) -> None:
        super().__init__("Colour", parent)
        for place, colour in enumerate(colours):
            action = self.addAction(QIcon(disc(colour, colour)), f"Colour {place + 1}")
            action.setCheckable(True)
            action.setChecked(place == present % len(colours))
            action.triggered.connect(lambda checked=False, place=place: self.chosen.emit(place))


def disc(colour: str, inside: str) -> QPixmap:
    """A disc with a rim of `colour`."""
    pixmap = QPixmap(_SWATCH, _SWATCH)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(inside))
    pen = painter.pen()
    pen.setColor(QColor(colour))
    pen.setWidth(3)
    painter.setPen(pen)
    painter.drawEllipse(3, 3, _SWATCH - 6, _SWATCH - 6)
    painter.end()
    return pixmap
