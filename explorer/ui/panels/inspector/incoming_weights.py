"""Which weights lead into the selected neuron? A bar chart in the order of the inputs, with their ratios."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.network.incoming_pattern import IncomingWeight, incoming_pattern
from explorer.network.model import Network, Neuron
from explorer.number import rounded
from explorer.plain_text import shown_name
from explorer.ui.theme.theme import LIGHT, Theme

_LINE = 20
"""Pixels from weight to weight, at the usual type size."""
_BAR = 12
_GAP = 8


class IncomingWeights(QWidget):
    """A line for each weight: its source, a bar from 0 to the left or right, the number, the ratio."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weights: tuple[IncomingWeight, ...] = ()
        self._theme = LIGHT
        self.setVisible(False)
        self.setAccessibleName("Incoming weights")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip("Each incoming weight, and how many times as large as the smallest of them it is")

    @property
    def weights(self) -> tuple[IncomingWeight, ...]:
        """What is drawn, from top to bottom."""
        return self._weights

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_neurons(self, network: Network, neurons: Sequence[Neuron]) -> None:
        """Show the weights into the one neuron of `neurons`; nothing of several, or where none leads in."""
        weights = incoming_pattern(network, neurons[0].name) if len(neurons) == 1 else ()
        if weights == self._weights:
            return
        self._weights = weights
        self.setVisible(bool(weights))
        self.updateGeometry()
        lines = [f"{name} {number}, ratio {ratio}" for name, number, ratio in map(_texts, weights)]
        self.setAccessibleDescription("; ".join(lines))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.pixels(240), self._line * (1 + len(self._weights)) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.pixels(160), self.sizeHint().height())

    @property
    def _line(self) -> int:
        return self._theme.pixels(_LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._weights:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        texts = [_texts(each) for each in self._weights]
        names, numbers, ratios = ([row[column] for row in texts] for column in range(3))
        metrics = QFontMetricsF(self.font())
        most = 0.25 * self.width()
        name_width, number_width, ratio_width = (
            min(most, max(map(metrics.horizontalAdvance, column)))
            for column in (names, numbers, [*ratios, "ratio"])
        )
        ratio_left = self.width() - ratio_width - 2
        number_left = ratio_left - _GAP - number_width
        bars = QRectF(name_width + _GAP, 0, number_left - 2 * _GAP - name_width, self._line)
        self._paint_heading(painter, bars.left(), ratio_left, ratio_width)
        for place, each in enumerate(self._weights):
            top = self._line * (place + 1)
            self._paint_bar(painter, bars.translated(0, top), each)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            for left, width, text, side in (
                (0.0, name_width, names[place], Qt.AlignmentFlag.AlignVCenter),
                (number_left, number_width, numbers[place], right),
                (ratio_left, ratio_width, ratios[place], right),
            ):
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width + 1)
                painter.setPen(QColor(self._theme.text))
                painter.drawText(QRectF(left, top, width + 1, self._line), side, shown)
        painter.setPen(QPen(QColor(self._theme.border), 1))
        middle = bars.center().x()
        painter.drawLine(QPointF(middle, self._line), QPointF(middle, self._line * (1 + len(texts))))

    def _paint_heading(self, painter: QPainter, left: float, ratio_left: float, width: float) -> None:
        painter.setPen(QColor(self._theme.muted))
        heading = QRectF(left, 0, ratio_left - left, self._line)
        painter.drawText(heading, Qt.AlignmentFlag.AlignVCenter, "incoming weights")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(ratio_left, 0, width + 1, self._line), right, "ratio")

    def _paint_bar(self, painter: QPainter, room: QRectF, each: IncomingWeight) -> None:
        """From the middle of `room`, as long as the weight is beside the largest of them."""
        largest = max((abs(w.weight) for w in self._weights if math.isfinite(w.weight)), default=0.0)
        if not largest or not math.isfinite(each.weight):
            return
        middle, thick = room.center(), self._theme.pixels(_BAR)
        long = each.weight / largest * (room.width() / 2)
        bar = QRectF(middle.x(), middle.y() - thick / 2, long, thick).normalized()
        painter.fillRect(bar, QColor(self._theme.forward_colour(each.weight)))


def _texts(each: IncomingWeight) -> tuple[str, str, str]:
    """“i0”, “−14.2”, “−4.02”."""
    ratio = "–" if each.ratio is None else rounded(each.ratio, 3)
    return shown_name(each.source), rounded(each.weight), ratio
