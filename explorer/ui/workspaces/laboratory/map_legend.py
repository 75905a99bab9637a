"""What do the colours of a trainability map mean? Scales, with the numbers of steps beneath them."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.drawing.map_colours import LegendScale
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.written import Write, usual_write

_BAR, _GAP = 8, 14
"""Pixels of height of a scale, and between two of them."""


class MapLegend(QWidget):
    """Scales beside each other; single colours take no more room than their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scales: tuple[LegendScale, ...] = ()
        self._given: tuple[LegendScale, ...] = ()
        self._write: Write = usual_write
        self._theme = LIGHT
        self.setAccessibleName("What the colours mean")

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_scales(self, scales: Sequence[LegendScale]) -> None:
        """Draw these scales."""
        if tuple(scales) != self._given:
            self._given = tuple(scales)
            self._refresh()

    def set_write(self, write: Write) -> None:
        """Write the symbols in the captions so from now on."""
        self._write = write
        self._refresh()

    def _refresh(self) -> None:
        scales = tuple(replace(scale, caption=self._write(scale.caption)) for scale in self._given)
        if scales != self._scales:
            self._scales = scales
            words = [
                scale.caption + (f", from {scale.ticks[0]} to {scale.ticks[-1]}" if scale.ticks else "")
                for scale in scales
            ]
            self.setAccessibleDescription("; ".join(words))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        has_ticks = any(scale.ticks for scale in self._scales)
        lines = 2 if has_ticks else 1
        return QSize(
            200, lines * self.fontMetrics().height() + (self._theme.pixels(_BAR) if has_ticks else 4)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = self.fontMetrics()
        square = metrics.ascent()
        words = [scale.caption for scale in self._scales if not scale.ticks]
        single = sum(square + 5 + metrics.horizontalAdvance(text) for text in words)
        graded = len(self._scales) - len(words)
        usual = float(self._theme.pixels(_GAP))
        gap = usual if graded else max(2.0, min(usual, (self.width() - single) / max(1, len(words))))
        room = (self.width() - single - gap * len(words)) / graded - gap if graded else 0.0
        left = 2.0
        for scale in self._scales:
            if scale.ticks:
                self._draw_scale(painter, scale, QRectF(left, 0.0, max(room, 10.0), float(self.height())))
                left += room + gap
            else:
                self._draw_single(painter, scale, left)
                left += square + 5 + metrics.horizontalAdvance(scale.caption) + gap

    def _draw_single(self, painter: QPainter, scale: LegendScale, left: float) -> None:
        metrics = self.fontMetrics()
        square = metrics.ascent()
        painter.setPen(QColor(self._theme.border))
        painter.setBrush(QColor(scale.colours[0]))
        painter.drawRect(QRectF(left, 2.0, square - 2, square - 2))
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(QPointF(left + square + 3, metrics.ascent()), scale.caption)

    def _draw_scale(self, painter: QPainter, scale: LegendScale, place: QRectF) -> None:
        metrics, bar = self.fontMetrics(), self._theme.pixels(_BAR)
        painter.setPen(QColor(self._theme.muted))
        elided = metrics.elidedText(scale.caption, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(QPointF(place.left(), metrics.ascent()), elided)
        top = float(metrics.height())
        gradient = QLinearGradient(place.left(), 0.0, place.right(), 0.0)
        for number, colour in enumerate(scale.colours):
            gradient.setColorAt(number / (len(scale.colours) - 1), QColor(colour))
        painter.fillRect(QRectF(place.left(), top, place.width(), bar), gradient)
        base, free = top + bar + metrics.ascent(), place.left()
        for number, text in enumerate(scale.ticks):
            width = metrics.horizontalAdvance(text)
            share = number / (len(scale.ticks) - 1)
            x = place.left() + share * (place.width() - width)
            is_last = number == len(scale.ticks) - 1
            last = place.right() - metrics.horizontalAdvance(scale.ticks[-1])
            if is_last or (x >= free and x + width + 4 <= last):
                painter.drawText(QPointF(x, base), text)
                free = x + width + 4
