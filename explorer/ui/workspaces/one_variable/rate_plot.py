"""What do all plots over the learning rate share? One α line, one range, axes written from an origin.

Imports pyqtgraph: make it after the window's first paint.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import floor, log10

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QWidget

from explorer.descent.logistic import LogisticMap
from explorer.drawing.offset_scale import AxisReading, OffsetScale, linear_reading, offset_scale
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import Theme

RATE = "learning rate α"
LEFT_ROOM = 58
"""Pixels that the numbers at the left of each plot have, so that their α stand one below another."""
_NUDGE, _FINE_NUDGE = 0.005, 0.0005
"""Of the visible range, for one press of an arrow with Ctrl; the finer with Shift too."""


class RatePlot(Plot):
    """Something against α. Its coordinates are offsets from those of `x_offsets` and `y_offsets`."""

    rate_turned = Signal(float, bool)
    """The person moves α; whether the line is being dragged."""
    released = Signal()
    """The line was let go of."""

    def __init__(self, parent: QWidget | None, y_label: str) -> None:
        self.names_rates = True
        self._logistic: LogisticMap | None = None
        self._reading: AxisReading | None = None
        super().__init__(parent, RATE, y_label)
        self.can_be_log = False
        self.plotItem.hideButtons()
        self.keep_left(LEFT_ROOM)
        self._rate = 0.0
        self._is_following = False
        self.view.sigXRangeChanged.connect(self._read_rates)
        self.rate_line = pg.InfiniteLine(angle=90, movable=True)
        self.rate_line.setCursor(Qt.CursorShape.SizeHorCursor)
        self.rate_line.setZValue(30)
        self.addItem(self.rate_line, ignoreBounds=True)
        self.rate_line.sigPositionChanged.connect(self._on_line_moved)
        self.rate_line.sigPositionChangeFinished.connect(self.released)
        self.setAccessibleDescription(
            "Ctrl with left or right turns α, with Shift finely. " + self.accessibleDescription()
        )

    @property
    def rate_range(self) -> tuple[float, float]:
        """The learning rates that are seen."""
        low, high = self.view.viewRange()[0]
        return self.x_offsets.origin + float(low), self.x_offsets.origin + float(high)

    def set_rates(self, low: float, high: float) -> None:
        """Show these learning rates."""
        self.set_offsets(offset_scale(low, high), self.y_offsets)
        origin = self.x_offsets.origin
        self.view.setXRange(low - origin, high - origin, padding=0)
        self.show_rate(self._rate)

    def show_logistic(self, logistic: LogisticMap | None) -> None:
        """Write r beside the axis in the place of α; None: α."""
        if logistic != self._logistic:
            self._logistic = logistic
            self._read_rates()

    def set_offsets(self, x: OffsetScale, y: OffsetScale) -> None:
        super().set_offsets(x, y)
        self._read_rates()

    def show_rate(self, rate: float) -> None:
        """Put the line at this α, telling nobody."""
        self._rate = rate
        self._is_following = True
        self.rate_line.setValue(rate - self.x_offsets.origin)
        self._is_following = False

    def set_colours(self, theme: Theme) -> None:
        """Take the colours of `theme`, all that is drawn included."""
        self.set_theme(theme)
        self.rate_line.setPen(pg.mkPen(theme.accent, width=2))
        self.rate_line.setHoverPen(pg.mkPen(theme.accent, width=4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl and left or right turn α, with Shift finely; the other keys are those of every plot."""
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in sides and modifiers & Qt.KeyboardModifier.ControlModifier:
            low, high = self.rate_range
            share = _FINE_NUDGE if modifiers & Qt.KeyboardModifier.ShiftModifier else _NUDGE
            step = 10.0 ** floor(log10(share * (high - low)))
            self.rate_turned.emit(self._round(self._rate + sides[key] * step, step), False)
            event.accept()
        else:
            super().keyPressEvent(event)

    def leave_rates_unnamed(self) -> None:
        """The plot beneath names the axis, which is the same."""
        self.names_rates = False
        self._label_axes()

    def _drawing(self) -> bytes:
        with self._rates_named():
            return super()._drawing()

    def _picture(self) -> QPixmap:
        with self._rates_named():
            return super()._picture()

    @contextmanager
    def _rates_named(self) -> Iterator[None]:
        """What is taken away alone names its axis itself, and with that the origin of its numbers."""
        on_screen, self.names_rates = self.names_rates, True
        self._name_rates()
        yield
        self.names_rates = on_screen
        self._name_rates()

    def _name_rates(self) -> None:
        self._label_axes()
        self.plotItem.layout.activate()

    def _label_axes(self) -> None:
        super()._label_axes()
        if self._reading is not None and self._logistic is not None:
            offsets = self._reading.offsets
            name = offsets.title(self._logistic.name if offsets.exponent is None else "r")
            self.plotItem.setLabel("bottom", name, color=self._theme.muted)
        self.plotItem.showLabel("bottom", self.names_rates)

    def _read_rates(self) -> None:
        """Let the axis say r, or α, for the part of it that is seen."""
        logistic, origin = self._logistic, self.x_offsets.origin
        before = self._reading
        if logistic is None:
            self._reading = None
        else:
            self._reading = linear_reading(*self.rate_range, origin, logistic.slope, 1.0)
        self._axes["bottom"].set_reading(self._reading)
        if self._reading != before:
            self._label_axes()

    def _on_line_moved(self) -> None:
        if not self._is_following:
            rate = self.x_offsets.origin + float(self.rate_line.value())
            width, _ = self.view.viewPixelSize()
            rate = self._round(rate, 10.0 ** floor(log10(width)))
            self.rate_turned.emit(rate, True)
            self.show_rate(rate)

    def _round(self, rate: float, step: float) -> float:
        """The rate to what a pixel, or a press of a key, tells apart; never below 0."""
        return max(0.0, round(rate, max(0, -floor(log10(step)))))
