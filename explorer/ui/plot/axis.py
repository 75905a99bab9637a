"""How are the axes of a plot written and its grid drawn? With true minus signs, and powers of ten as 10⁻⁴."""

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explorer.number import MINUS, rounded

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power_of_ten(exponent: int) -> str:
    """10 to the `exponent`: 1, 10, 10⁻⁴."""
    if exponent in (0, 1):
        return "10" if exponent else "1"
    return "10" + str(exponent).translate(_SUPERSCRIPT)


class Axis(pg.AxisItem):
    """An axis whose labels never shrink back, so that the plot stays still while numbers change."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.enableAutoSIPrefix(False)
        self.setStyle(autoReduceTextSpace=False, tickLength=-4)

    def tickStrings(self, values: list[float], scale: float, spacing: float | None) -> list[str]:
        """The text at each of `values`."""
        strings: list[str] = super().tickStrings(values, scale, spacing)
        return [text.replace("e+0", "e").replace("e-0", "e-").replace("-", MINUS) for text in strings]

    def logTickStrings(self, values: list[float], scale: float, spacing: float | None) -> list[str]:
        """Whole powers of ten; between them only where less than about a decade is visible."""
        low, high = self.range
        has_room = high - low < 1.5
        return [_log_text(float(value), has_room) for value in values]


class AxisGrid(pg.GraphicsObject):
    """Lines at the ticks of two axes. Those that an axis itself draws cost five milliseconds a frame."""

    def __init__(self, bottom: Axis, left: Axis) -> None:
        super().__init__()
        self._bottom, self._left = bottom, left
        self._pen = pg.mkPen("#808080")
        self.setZValue(-10)

    def set_colour(self, colour: str) -> None:
        """Draw the lines in `colour`."""
        self._pen = pg.mkPen(colour, width=1)
        self.update()

    def boundingRect(self) -> QRectF:
        view = self.getViewBox()
        return QRectF() if view is None else QRectF(view.viewRect())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        rectangle = self.boundingRect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._pen)
        low, high = rectangle.top(), rectangle.bottom()
        lines = [QLineF(x, low, x, high) for x in _ticks(self._bottom, self._bottom.width())]
        low, high = rectangle.left(), rectangle.right()
        lines += [QLineF(low, y, high, y) for y in _ticks(self._left, self._left.height())]
        painter.drawLines(lines)

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()


def _ticks(axis: Axis, length: float) -> list[float]:
    low, high = sorted(axis.range)
    coarse = axis.tickValues(low, high, length)[:2]
    return [float(value) for _, values in coarse for value in values]


def _log_text(exponent: float, has_room: bool) -> str:
    if abs(exponent - round(exponent)) < 1e-9:
        return power_of_ten(round(exponent))
    return rounded(10.0**exponent, 3) if has_room else ""
