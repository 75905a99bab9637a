"""How are the axes of a plot written and its grid drawn? With true minus signs, and powers of ten as 10⁻⁴."""

from html import escape, unescape
from math import ceil, floor, isfinite, log10
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QPainter
from PySide6.QtWidgets import QGraphicsSceneResizeEvent, QStyleOptionGraphicsItem, QWidget

from explorer.drawing.offset_scale import AxisReading, OffsetScale
from explorer.number import MINUS, rounded

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


ROOM = 16.0
"""The least pixels of height for one label."""

_WIDE_LABEL = "0.12345"
"""So much room has a label beside others."""

_LEAST_TEXT = 30, 18
"""Width and height, in pixels, that labels take at first: as pyqtgraph has it."""

_LEAST_NAME = 5
"""Letters: a name of which fewer are left says nothing."""

PART_OF_DECADE = 0.5
"""A logarithmic axis of fewer decades than that has too few multiples of powers of ten to be read."""


def log_labels(low: float, high: float, room: float) -> dict[float, str]:
    """What stands at which exponents of 10 on an axis from 10^`low` to 10^`high` with room for `room` labels.

    The more telling ones come first: powers of ten, then 2 and 5 times them, then the rest.
    """
    if not (isfinite(low) and isfinite(high)) or high <= low:
        return {}
    distance = (high - low) / max(room, 1.0)
    if high - low < PART_OF_DECADE:
        values = even_ticks(10.0**low, 10.0**high, room)
        digits = 1 + ceil(log10(values[-1] / (values[1] - values[0]))) if len(values) > 1 else 4
        evenly: dict[float, str] = {}
        for value in values:  # which are nearer to each other towards the top
            place = round(log10(value), 9)
            if not evenly or place - next(reversed(evenly)) >= 0.8 * distance:
                evenly[place] = rounded(value, max(digits, 2))
        return evenly
    every = max(1, ceil(distance))
    first = -(-ceil(low) // every)
    labels = {float(n): power_of_ten(n) for n in range(first * every, floor(high) + 1, every)}
    if high - low >= 1.5:
        return labels
    for factors in ((2, 5), (3, 7), (4, 6, 8, 9)):
        for decade in range(floor(low), ceil(high)):
            for factor in factors:
                place = round(decade + log10(factor), 9)
                if low <= place <= high and all(abs(place - other) >= distance for other in labels):
                    labels[place] = rounded(factor * 10.0**decade, 3)
    return labels


def even_ticks(low: float, high: float, room: float) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten from `low` to `high`, at most about `room` of them."""
    if not high > low > 0 or not isfinite(high):
        return []
    least = (high - low) / max(room, 1.0)
    power = 10.0 ** floor(log10(least))
    step = next((f * power for f in (1.0, 2.0, 5.0, 10.0) if f * power >= least), 10 * power)
    if not step > 0 or high + step == high:
        return []
    return [n * step for n in range(ceil(low / step), floor(high / step) + 1)]


def power_of_ten(exponent: int) -> str:
    """10 to the `exponent`: 1, 10, 10⁻⁴."""
    if exponent in (0, 1):
        return "10" if exponent else "1"
    return "10" + str(exponent).translate(_SUPERSCRIPT)


class PlotAxis(pg.AxisItem):
    """An axis whose labels never shrink back, so that the plot stays still while numbers change.

    Where the plot draws offsets from an origin, what is written are the numbers that they stand for.
    """

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.offsets = OffsetScale()
        self._reading: AxisReading | None = None
        self.enableAutoSIPrefix(False)
        self.setStyle(autoReduceTextSpace=False, tickLength=-4)

    def setLabel(self, *what: Any, **how: Any) -> None:
        """Name the axis, in its middle: pyqtgraph puts a name there only when the axis changes its size."""
        super().setLabel(*what, **how)
        self.resizeEvent()

    def resizeEvent(self, event: QGraphicsSceneResizeEvent | None = None) -> None:
        """Keep the name in the middle, with an ellipsis where the axis is too short for it."""
        if self.label is not None and self.labelText:
            length = self.height() if self.orientation in ("left", "right") else self.width()
            name, metrics = unescape(self.labelText), QFontMetricsF(self.label.font())
            room = max(0.0, length - 2 * self.label.document().documentMargin())
            elided = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            elided = elided if len(elided) >= _LEAST_NAME or elided == name else ""
            self.label.setHtml(self.labelString().replace(self.labelText, escape(elided)))
        super().resizeEvent(event)

    def set_offsets(self, offsets: OffsetScale) -> None:
        """Write numbers as `offsets` says from now on."""
        if offsets != self.offsets:
            self.offsets = offsets
            self.picture = None  # or pyqtgraph keeps the labels that it has drawn
            self.update()

    def set_font(self, font: QFont) -> None:
        """Write numbers and name in `font`, and take the room that it needs."""
        if font != self.style["tickFont"]:
            self.setTickFont(font)
            self.label.setFont(font)
            self.textWidth, self.textHeight = _LEAST_TEXT  # or it would keep what larger letters took
            self._adjustSize()

    def set_reading(self, reading: AxisReading | None) -> None:
        """Write other numbers than the coordinates from now on, at round places of theirs; None: those."""
        if reading != self._reading:
            self._reading = reading
            self.picture = None
            self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Spacings, and the coordinates at which there are ticks so far apart.

        None where the view has no pixel left: pyqtgraph would divide by them.
        """
        if size <= 0:
            return []
        reading = self._reading
        if reading is None:
            levels: list[tuple[float, list[float]]] = super().tickValues(low, high, size)
            return levels
        levels = super().tickValues(reading.of(low), reading.of(high), size)
        return [
            (spacing / reading.factor, [reading.coordinate(float(number)) for number in numbers])
            for spacing, numbers in levels
        ]

    def tickStrings(self, values: list[float], scale: float, spacing: float | None) -> list[str]:
        """The text at each of `values`, beside a low plot at as many as can be read."""
        if spacing and self._reading is not None:
            reading = self._reading
            step = float(spacing) * reading.factor
            return [reading.offsets.text(reading.of(float(value)), step) for value in values]
        if spacing and self.offsets != OffsetScale():
            strings = [self.offsets.text(float(value), float(spacing)) for value in values]
        else:
            strings = super().tickStrings(values, scale, spacing)
            strings = [t.replace("e+0", "e").replace("e-0", "e-").replace("-", MINUS) for t in strings]
        if not spacing or self.orientation != "left":
            return strings
        every = self._every(float(spacing))
        places = [round(value / spacing) for value in values]
        return [text if place % every == 0 else "" for text, place in zip(strings, places, strict=True)]

    def _every(self, spacing: float) -> int:
        """At every how many ticks, `spacing` apart, there is room for a label."""
        low, high = self.range
        pixels = self.height() * spacing / (high - low) if high > low else 0.0
        return max(1, ceil(0.8 * self._room / pixels)) if pixels > 0 else 1

    @property
    def _room(self) -> float:
        """Pixels for one label along the axis."""
        font = self.style["tickFont"]
        if self.orientation in ("bottom", "top"):
            metrics = QFontMetricsF(QGuiApplication.font() if font is None else font)
            return max(ROOM, metrics.horizontalAdvance(_WIDE_LABEL))
        return ROOM if font is None else max(ROOM, QFontMetricsF(font).height())

    def logTickValues(
        self, low: float, high: float, size: float, linear: list[tuple[float, list[float]]]
    ) -> list[tuple[float | None, list[float]]]:
        """Whole powers of ten and their multiples; within a part of a decade the steps of a linear axis."""
        if high - low >= PART_OF_DECADE:
            ticks: list[tuple[float | None, list[float]]] = super().logTickValues(low, high, size, linear)
            return ticks
        return [(None, [log10(value) for value in even_ticks(10.0**low, 10.0**high, size / self._room)])]

    def logTickStrings(self, values: list[float], scale: float, spacing: float | None) -> list[str]:
        """Powers of ten; what is between them where there is room, so that no two overprint."""
        low, high = self.range
        length = self.width() if self.orientation in ("bottom", "top") else self.height()
        labels = log_labels(low, high, length / self._room)
        return [labels.get(round(float(value), 9), "") for value in values]


class AxisGrid(pg.GraphicsObject):
    """Lines at the ticks of two axes. Those that an axis itself draws cost five milliseconds a frame."""

    def __init__(self, bottom: PlotAxis, left: PlotAxis) -> None:
        super().__init__()
        self._bottom, self._left = bottom, left
        self._pen = pg.mkPen("#808080")
        self._lines: list[QLineF] = []
        self._drawn: tuple[object, ...] = ()
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
        asked = (rectangle, *_asked_of(self._bottom), *_asked_of(self._left))
        if asked != self._drawn:  # where ticks belong takes longer to find than to draw
            self._drawn, self._lines = asked, self._lines_in(rectangle)
        painter.drawLines(self._lines)

    def _lines_in(self, rectangle: QRectF) -> list[QLineF]:
        low, high = rectangle.top(), rectangle.bottom()
        lines = [QLineF(x, low, x, high) for x in _ticks(self._bottom, self._bottom.width())]
        low, high = rectangle.left(), rectangle.right()
        return lines + [QLineF(low, y, high, y) for y in _ticks(self._left, self._left.height())]

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()


def _asked_of(axis: PlotAxis) -> tuple[object, ...]:
    """All that the places of its ticks depend on."""
    return tuple(axis.range), axis.logMode, axis.size(), axis.style["tickFont"]


def _ticks(axis: PlotAxis, length: float) -> list[float]:
    low, high = sorted(axis.range)
    coarse = axis.tickValues(low, high, length)[:2]
    return [float(value) for _, values in coarse for value in values]
