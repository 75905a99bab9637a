"""How does one α stand in every plot with an axis of α, and how is it dragged there? As a line across it.

Imports pyqtgraph: make it after the window's first paint.
"""

from math import ceil, floor, inf, log10

import pyqtgraph as pg
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from explorer.ui.plot.widget import READING_KEYS, Plot
from explorer.ui.theme.theme import Theme

_NUDGE, _FINE_NUDGE = 0.005, 0.0005
"""Of the visible range, for one press of an arrow with Ctrl; the finer with Shift too."""
_LARGEST_EXPONENT = 308
"""Of ten, in a double."""
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_KEYS = "Ctrl with left or right turns the learning rate, with Shift finely. "


class RateLine(QObject):
    """The α line of one plot, across its horizontal axis, which may be logarithmic or drawn from an origin.

    With `is_upright` False it lies across the vertical one.
    """

    turned = Signal(float, bool)
    """The person moves α; whether the line is being dragged."""
    released = Signal()
    """The line was let go of."""

    def __init__(self, plot: Plot, is_upright: bool = True) -> None:
        super().__init__(plot)
        self._plot, self._is_upright = plot, is_upright
        self._is_following = False
        self.rate = 0.0
        """Where it stands."""
        self.item = pg.InfiniteLine(angle=90 if is_upright else 0, movable=True)
        self.item.setCursor(Qt.CursorShape.SizeHorCursor if is_upright else Qt.CursorShape.SizeVerCursor)
        self.item.setZValue(30)
        plot.addItem(self.item, ignoreBounds=True)
        self.item.sigPositionChanged.connect(self._on_moved)
        self.item.sigPositionChangeFinished.connect(self.released)
        if is_upright:
            plot.setAccessibleDescription(_KEYS + plot.accessibleDescription().replace(READING_KEYS, ""))

    @property
    def range(self) -> tuple[float, float]:
        """The learning rates that are seen."""
        low, high = self._plot.view.viewRange()[0 if self._is_upright else 1]
        return self._rate_at(float(low)), self._rate_at(float(high))

    def show_rate(self, rate: float) -> None:
        """Put the line at this α, telling nobody; a logarithmic axis has no place for 0."""
        self.rate = rate
        self._is_following = True
        self.item.setVisible(rate > 0 or not self._is_log)
        if self.item.isVisible():
            self.item.setValue(log10(rate) if self._is_log else rate - self._origin)
        self._is_following = False

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.item.setPen(pg.mkPen(theme.accent, width=2))
        self.item.setHoverPen(pg.mkPen(theme.accent, width=4))

    def take_key(self, event: QKeyEvent) -> bool:
        """Turn α where Ctrl is pressed with left or right, with Shift finely; whether it was."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key not in _SIDES or not modifiers & Qt.KeyboardModifier.ControlModifier:
            return False
        share = _FINE_NUDGE if modifiers & Qt.KeyboardModifier.ShiftModifier else _NUDGE
        low, high = self._plot.view.viewRange()[0 if self._is_upright else 1]
        if self._is_log:
            factor = 10.0 ** min(share * (high - low), 1.0)
            self.turned.emit(_of_ratio(self.rate * factor ** _SIDES[key], factor), False)
        else:
            step = 10.0 ** floor(log10(share * (high - low)))
            self.turned.emit(_of_step(self.rate + _SIDES[key] * step, step), False)
        event.accept()
        return True

    @property
    def _is_log(self) -> bool:
        return self._plot.is_x_log if self._is_upright else self._plot.is_log

    @property
    def _origin(self) -> float:
        return (self._plot.x_offsets if self._is_upright else self._plot.y_offsets).origin

    def _rate_at(self, coordinate: float) -> float:
        if not self._is_log:
            return self._origin + coordinate
        return 10.0**coordinate if coordinate < _LARGEST_EXPONENT else inf

    def _on_moved(self) -> None:
        """The person drags it: to what a pixel tells apart."""
        if self._is_following:
            return
        rate = self._rate_at(float(self.item.value()))
        pixel = self._plot.view.viewPixelSize()[0 if self._is_upright else 1]
        rate = (
            _of_ratio(rate, 10.0 ** min(pixel, 1.0))
            if self._is_log
            else _of_step(rate, 10.0 ** floor(log10(pixel)))
        )
        self.turned.emit(rate, True)
        self.show_rate(rate)


def _of_step(rate: float, step: float) -> float:
    """The rate to what a pixel, or a press of a key, tells apart; never below 0."""
    return max(0.0, round(rate, max(0, -floor(log10(step)))))


def _of_ratio(rate: float, factor: float) -> float:
    """The rate to as many digits as tell it from `factor` times it, above 1."""
    digits = min(17, max(2, 1 + ceil(-log10(max(factor - 1.0, 1e-16)))))
    return float(f"{rate:.{digits}g}")
