"""What do all plots over the learning rate share? One α line, one range, axes written from an origin.

Imports pyqtgraph: make it after the window's first paint.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QWidget

from explorer.descent.logistic import LogisticMap
from explorer.drawing.offset_scale import AxisReading, OffsetScale, linear_reading, offset_scale
from explorer.ui.plot.rate_line import RateLine
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import Theme

RATE = "learning rate"
LEFT_ROOM = 58
"""Pixels that the numbers at the left of each plot have, so that their α stand one below another."""


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
        self.view.sigXRangeChanged.connect(self._read_rates)
        self.alpha = RateLine(self)
        self.rate_line = self.alpha.item
        self.alpha.turned.connect(self.rate_turned)
        self.alpha.released.connect(self.released)

    @property
    def rate_range(self) -> tuple[float, float]:
        """The learning rates that are seen."""
        return self.alpha.range

    def set_rates(self, low: float, high: float) -> None:
        """Show these learning rates."""
        self.set_offsets(offset_scale(low, high), self.y_offsets)
        origin = self.x_offsets.origin
        self.view.setXRange(low - origin, high - origin, padding=0)
        self.show_rate(self.alpha.rate)

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
        self.alpha.show_rate(rate)

    def set_colours(self, theme: Theme) -> None:
        """Take the colours of `theme`, all that is drawn included."""
        self.set_theme(theme)
        self.alpha.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl and left or right turn α, with Shift finely; the other keys are those of every plot."""
        if not self.alpha.take_key(event):
            super().keyPressEvent(event)

    def leave_rates_unnamed(self) -> None:
        """The plot beneath names the axis, which is the same."""
        self.names_rates = False
        self._label_axes()

    def drawing(self) -> bytes:
        with self._rates_named():
            drawing: bytes = super().drawing()
            return drawing

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
            name = offsets.title(self.write(self._logistic.name) if offsets.exponent is None else "r")
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
