"""Up to which step is the descent shown, and how does it play?"""

from math import log2

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QSpinBox,
    QToolButton,
    QWidget,
)

from explorer.descent.shown_descent import MOST_SHOWN_STEPS
from explorer.ui.theme.icons import icon
from explorer.ui.theme.theme import Theme, give_role

_BUTTONS = {
    "first": "Back to the start",
    "period-back": "A period back",
    "back": "One step back",
    "play": "Play: one iterate after the other",
    "next": "One step on",
    "period-on": "A period on",
    "last": "Show all steps",
}
_KEYS = {"period-back": "Shift+,", "back": ",", "play": "Space", "next": ".", "period-on": "Shift+."}
"""What does the same, wherever the workspace has the focus."""
_BY_PERIOD = {"back": "period-back", "next": "period-on"}
"""What a click with Shift does."""
_TRANSPORT_KEYS = {Qt.Key.Key_Space: "play", Qt.Key.Key_Comma: "back", Qt.Key.Key_Period: "next"}
_PERIOD_KEYS = {
    Qt.Key.Key_Comma: "period-back",
    Qt.Key.Key_Less: "period-back",
    Qt.Key.Key_Period: "period-on",
    Qt.Key.Key_Greater: "period-on",
}
"""With Shift, which on some keyboards makes another sign of comma and full stop."""
_NO_PERIOD = "{}: only of a cycle there is a period to go by"
_TICKS_PER_DOUBLING = 2
_ROOMY = 520
"""Pixels of width from which the speed is also written."""
_SLOWEST, _FASTEST, _NORMAL = 1, 64, 4
"""Steps per second."""


class DescentTransport(QWidget):
    """Owns the step at which the descent stands. At the last one it stays there, however far that moves."""

    moved = Signal(int)
    """The descent is now shown up to this step."""
    count_chosen = Signal(int)
    """The person wants this many steps."""
    kept = Signal()
    """The person wants this run to stay."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last = count
        self._stopped_at: int | None = None
        self._period: int | None = None
        self._is_following = False
        self._theme: Theme | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_beat)
        self.buttons = {name: self._button(name, tip) for name, tip in _BUTTONS.items()}
        self.speed, self._speed_words = self._speed(), QLabel()
        give_role(self._speed_words, "muted")
        self._speed_words.setContentsMargins(4, 0, 0, 0)
        self._speed_words.hide()
        self.count = self._count(count)
        self.keep = QPushButton("Keep this run")
        self.keep.setToolTip("Leave x(t) in the lower plot, to compare others with")
        self.keep.clicked.connect(self.kept)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addWidget(self.speed, 1)
        row.addWidget(self._speed_words)
        row.addStretch(1)
        for widget in (self.count, self.keep):
            row.addSpacing(4)
            row.addWidget(widget)
        self.speed.setValue(round(_TICKS_PER_DOUBLING * log2(_NORMAL)))
        self._refresh()

    @property
    def step(self) -> int:
        """The step up to which the descent is shown."""
        return self._last if self._stopped_at is None else min(self._stopped_at, self._last)

    @property
    def is_playing(self) -> bool:
        """Whether iterates appear by themselves."""
        return self._timer.isActive()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, comma and full stop, where nothing else in the workspace takes them."""
        is_shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        name = (_PERIOD_KEYS if is_shifted else _TRANSPORT_KEYS).get(Qt.Key(event.key()))
        if name is None or (event.modifiers() and not is_shifted):
            event.ignore()
        else:
            self.press(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._speed_words.setVisible(self.width() >= _ROOMY)

    def set_last(self, last: int) -> None:
        """The descent ends with this step; tells nobody."""
        if last != self._last:
            self._last = last
            self._refresh()

    def set_period(self, period: int | None) -> None:
        """The descent comes back after so many steps; None: it does not, or that is not known."""
        if period == self._period:
            return
        self._period = period
        for name in ("period-back", "period-on"):
            usual = _BUTTONS[name]
            words = _NO_PERIOD.format(usual) if period is None else f"{usual}: {_steps(period)}"
            self.buttons[name].setToolTip(_tip(name, words))
        self._refresh()

    def show_count(self, count: int) -> None:
        """The descent is to have so many steps; tells nobody."""
        if count != self.count.value():  # Qt paints a box anew though it shows the same
            self._is_following = True
            self.count.setValue(count)
            self._is_following = False

    def show_all(self) -> None:
        """Stand at the last step."""
        self._go_to(self._last)

    def press(self, name: str) -> None:
        """Do what the button called `name` does: first, back, play, next or last."""
        if self.buttons[name].isEnabled():
            self._on_pressed(name)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of `theme`, as large as its type."""
        self._theme = theme
        self.speed.setMaximumWidth(theme.pixels(90))
        self.count.setFixedWidth(theme.pixels(84))
        for name, button in self.buttons.items():
            button.setIconSize(QSize(theme.pixels(18), theme.pixels(18)))
            button.setIcon(icon(name, theme))
        self._show_playing()

    def _on_clicked(self, name: str) -> None:
        """With Shift, a step on or back is one by a period, where there is a period."""
        is_shifted = QApplication.keyboardModifiers() == Qt.KeyboardModifier.ShiftModifier
        by_period = _BY_PERIOD.get(name) if is_shifted else None
        if by_period is None:
            self._on_pressed(name)
        else:
            self.press(by_period)

    def _on_pressed(self, name: str) -> None:
        if name == "play":
            self._toggle()
            return
        self._pause()
        period = self._period or 0
        goals = {
            "first": 0,
            "period-back": self.step - period,
            "back": self.step - 1,
            "next": self.step + 1,
            "period-on": self.step + period,
            "last": self._last,
        }
        self._go_to(goals[name])

    def _toggle(self) -> None:
        if self.is_playing:
            self._pause()
            return
        if self.step >= self._last:
            self._go_to(0)
        self._timer.start()
        self._show_playing()

    def _pause(self) -> None:
        self._timer.stop()
        self._show_playing()

    def _on_beat(self) -> None:
        if self.step + 1 >= self._last:
            self._pause()
        self._go_to(self.step + 1)

    def _go_to(self, step: int) -> None:
        step = min(max(step, 0), self._last)
        self._stopped_at = None if step == self._last else step
        self._refresh()
        self.moved.emit(step)

    def _on_count_typed(self, count: int) -> None:
        if not self._is_following:
            self.count_chosen.emit(count)

    def _refresh(self) -> None:
        for name in ("first", "back"):
            self.buttons[name].setEnabled(self.step > 0)
        for name in ("next", "last"):
            self.buttons[name].setEnabled(self.step < self._last)
        period = self._period
        self.buttons["period-back"].setEnabled(period is not None and self.step >= period)
        self.buttons["period-on"].setEnabled(period is not None and self.step + period <= self._last)

    def _show_playing(self) -> None:
        button = self.buttons["play"]
        button.setAccessibleName("Pause" if self.is_playing else "Play")
        button.setToolTip(_tip("play", "Pause" if self.is_playing else _BUTTONS["play"]))
        if self._theme is not None:
            button.setIcon(icon("pause" if self.is_playing else "play", self._theme))

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        words = f"{tip}; with Shift by a period" if name in _BY_PERIOD else tip
        button.setToolTip(_tip(name, _NO_PERIOD.format(tip) if name.startswith("period") else words))
        button.setAccessibleName("Play" if name == "play" else tip)
        button.clicked.connect(lambda: self._on_clicked(name))
        return button

    def _speed(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(
            round(_TICKS_PER_DOUBLING * log2(_SLOWEST)), round(_TICKS_PER_DOUBLING * log2(_FASTEST))
        )
        slider.setMinimumWidth(36)
        slider.setAccessibleName("Speed, in steps per second")
        slider.valueChanged.connect(lambda ticks: self._set_speed(2 ** (ticks / _TICKS_PER_DOUBLING)))
        return slider

    def _set_speed(self, speed: float) -> None:
        self._timer.setInterval(round(1000 / speed))
        self.speed.setToolTip(f"Speed: {speed:.2g} steps per second")
        self._speed_words.setText(f"{speed:.2g} steps/s")

    def _count(self, count: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(1, MOST_SHOWN_STEPS)
        box.setValue(count)
        box.setKeyboardTracking(False)
        box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.setSuffix(" steps")
        box.setAccessibleName("Number of steps")
        box.setToolTip(f"How many steps are made, 1 to {MOST_SHOWN_STEPS:,}")
        box.valueChanged.connect(self._on_count_typed)
        return box


def _tip(name: str, words: str) -> str:
    return f"{words} ({_KEYS[name]})" if name in _KEYS else words


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"
