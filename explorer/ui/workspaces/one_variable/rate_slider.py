"""How is α, or β, turned where every thousandth matters?

On a linear scale that ends a little beyond the α at which the minimum stops being stable: so that settling,
cycles, chaos and divergence each have their stretch of it.
"""

from decimal import Decimal
from math import floor, log10

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSlider, QStyle, QWidget

from explorer.number import exact
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.workspaces.one_variable.nudged_field import FINE, nudged

_HANDLE, _RIM = 12, 2
"""The width of the handle and of the line around it in pixels, as the style sheet draws them."""
_FINENESS = 400
"""At least so many positions from end to end."""
_PAGES = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}
_KEYS = "Arrow keys turn it by a step, with Shift by a tenth of one; Page Up and Page Down coarsely"
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}


class RateSlider(QSlider):
    """From 0 to `highest`, in steps of a power of ten, with a mark at every limit."""

    turned = Signal(float)
    """The person chose this number."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = LIGHT
        self._decimals = 3
        self._shown_rate = 0.0
        self._name = name
        self.limits: tuple[float, ...] = ()
        self._is_following = False
        self.setMinimumWidth(90)
        self.valueChanged.connect(self._on_moved)
        self.set_scale(1.0, ())

    def set_scale(self, highest: float, limits: tuple[float, ...]) -> None:
        """Let the slider end at `highest` (above 0), with marks at `limits`; tells nobody."""
        self._decimals = -floor(log10(highest / _FINENESS))
        self.limits = limits
        self._is_following = True
        self.setRange(0, round(highest * 10.0**self._decimals))
        self.setPageStep(self.maximum() // 20)
        self._is_following = False
        self.setAccessibleName(f"{self._name}, from 0 to {self._rate(self.maximum()):g}")
        self.setToolTip(f"{self.accessibleName()}\n{_KEYS}")
        self.update()

    def set_rate(self, learning_rate: float) -> None:
        """Stand at `learning_rate`, or at the nearer end; tells nobody."""
        self._shown_rate = learning_rate
        self.setAccessibleDescription(f"Stands at {exact(learning_rate)}. {_KEYS}")
        ticks = learning_rate * 10.0**self._decimals
        self._is_following = True
        self.setValue(round(min(max(ticks, 0.0), self.maximum())))
        self._is_following = False

    @property
    def step(self) -> Decimal:
        """By how much one press of an arrow turns α."""
        return Decimal(1).scaleb(-self._decimals)

    def set_theme(self, theme: Theme) -> None:
        """Draw the marks in the colours of `theme`, as large as its type."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, self._theme.pixels(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, length = QPainter(self), self._theme.pixels(6)
        for limit, colour in zip(self.limits, (self._theme.negative, self._theme.problem), strict=False):
            x = self.x_of(limit)
            painter.fillRect(QRect(x - 1, self.height() // 2 + length, 2, length), QColor(colour))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From where α is, which may lie between the places of the handle; with Shift a tenth of a step."""
        key = Qt.Key(event.key())
        if key not in _SIDES and key not in _PAGES:
            super().keyPressEvent(event)
            return
        count = Decimal(_SIDES[key] if key in _SIDES else _PAGES[key] * self.pageStep())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            count *= FINE
        before = self._shown_rate
        rate = min(max(nudged(before, self.step, count), 0.0), max(before, self._rate(self.maximum())))
        if rate != before:
            self.set_rate(rate)
            self.turned.emit(rate)
        event.accept()

    def x_of(self, rate: float) -> int:
        """Where `rate` stands, in pixels from the left edge."""
        ticks = round(rate * 10.0**self._decimals)
        handle = self._theme.pixels(_HANDLE) + 2 * _RIM
        room = self.width() - handle
        return handle // 2 + QStyle.sliderPositionFromValue(0, self.maximum(), ticks, room)

    def _rate(self, ticks: int) -> float:
        return round(ticks / 10.0**self._decimals, max(self._decimals, 0))

    def _on_moved(self, ticks: int) -> None:
        if not self._is_following:
            self._shown_rate = self._rate(ticks)
            self.turned.emit(self._shown_rate)
