"""Which f is descended, from where, with which α and which momentum β?"""

from decimal import Decimal
from functools import partial
from itertools import groupby
from math import inf

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from explorer.descent.preset import PRESETS
from explorer.descent.settings import LARGEST_MOMENTUM
from explorer.descent.shown_descent import Descent
from explorer.symbol import Symbol
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.workspaces.one_variable.formula_picture import FormulaPicture
from explorer.ui.workspaces.one_variable.function_field import FunctionField
from explorer.ui.workspaces.one_variable.nudged_field import NudgedField
from explorer.ui.workspaces.one_variable.rate_slider import RateSlider

_NARROW, _BROAD = 76, 152
"""Pixels of a field: for seven digits, and for all that a number may have."""


class FunctionForm(QWidget):
    """f(x) typed, f(x) as it was understood, functions worth trying, and the way back to the first."""

    chosen = Signal(object)
    """Another Function was typed."""
    preset_chosen = Signal(object)
    reset = Signal()
    """All is to be as in a new window."""

    def __init__(self, descent: Descent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = FunctionField(descent.f)
        self.picture = FormulaPicture()
        label = QLabel("<i>f</i>(<i>x</i>) =")
        label.setBuddy(self.field)
        self.reset_button = QToolButton()
        self.reset_button.setText("Reset")
        self.reset_button.setToolTip(
            f"f, start, {Symbol.ALPHA}, β and views as in a new window; undo goes back"
        )
        self.reset_button.clicked.connect(self.reset)
        self.row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.field, 1)
        row.addWidget(self.picture)
        row.addWidget(self._presets())
        row.addWidget(self.reset_button)
        self.field.chosen.connect(self.chosen)

    def show_descent(self, descent: Descent) -> None:
        """Show the function of `descent`; what was typed for it stays as it was typed."""
        if self.field.text() != descent.f.text:
            self.field.set_function(descent.f)
        self.picture.show_function(descent.f)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.picture.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture's room depends on the window alone: nothing moves when another function is typed."""
        super().resizeEvent(event)
        self.picture.setFixedWidth(self.width() // 4)
        self.row.activate()

    def _presets(self) -> QToolButton:
        button = QToolButton()
        button.setText("Presets")
        button.setAccessibleName("Presets: functions worth trying")
        button.setToolTip(f"Functions worth descending first, each with a start and an {Symbol.ALPHA}")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(button)
        self.preset_actions = []
        for group, presets in groupby(PRESETS, lambda preset: preset.group):
            self.menu.addAction(group).setEnabled(False)  # sections have no name in a styled menu
            for preset in presets:
                action = self.menu.addAction(f"{preset.name}\t{preset.shows}")
                action.triggered.connect(partial(self.preset_chosen.emit, preset))
                self.preset_actions.append(action)
        button.setMenu(self.menu)
        return button


class StartForm(QWidget):
    """Start x₀ typed; α and β on sliders and typed."""

    start_turned = Signal(float, bool)
    """Another start; whether it is one of several in a row that are one gesture."""
    rate_turned = Signal(float, bool)
    momentum_turned = Signal(float, bool)
    released = Signal()
    """A slider was let go of or a field left: what comes next is another gesture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = NudgedField("Start x₀", -inf, inf)
        self.rate = NudgedField("Learning rate", -inf, inf)
        self.momentum = NudgedField("Momentum β", 0.0, LARGEST_MOMENTUM)
        self.slider, self.momentum_slider = RateSlider("Learning rate"), RateSlider("Momentum β")
        self.momentum_slider.setMinimumWidth(50)
        self.momentum_slider.set_scale(LARGEST_MOMENTUM, ())
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self._add("start x₀", "Where the descent starts", self.start, self.start_turned, None)
        self._add(Symbol.ALPHA, "Learning rate", self.rate, self.rate_turned, self.slider)
        tip = "Momentum: so much of each step is added to the next (heavy ball)"
        self._add("β", tip, self.momentum, self.momentum_turned, self.momentum_slider)
        self._theme = LIGHT
        self.row.setStretchFactor(self.slider, 5)
        self.row.setStretchFactor(self.momentum_slider, 2)

    def show_descent(self, descent: Descent) -> None:
        """Show start, α and β of `descent`, telling nobody."""
        self.start.set_value(descent.start)
        self.rate.set_value(descent.learning_rate)
        self.slider.set_rate(descent.learning_rate)
        self.momentum.set_value(descent.momentum)
        self.momentum_slider.set_rate(descent.momentum)

    def set_scale(self, highest: float, limits: tuple[float, ...]) -> None:
        """Let the slider of α end at `highest`, with marks at `limits`, and the keys go in its steps."""
        self.slider.set_scale(highest, limits)
        self.rate.set_step(self.slider.step)

    def set_start_step(self, step: Decimal) -> None:
        """Let one press of a key move the start by so much."""
        self.start.set_step(step)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`, and the room that its type needs."""
        self.slider.set_theme(theme)
        self.momentum_slider.set_theme(theme)
        self._theme = theme
        self._fit_fields()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_fields()

    def _fit_fields(self) -> None:
        """The fields share what is there: all digits are seen where there is room."""
        narrow = min(self._theme.pixels(_NARROW), 2 * self.width() // 13)  # or nothing is left to the sliders
        broad = self._theme.pixels(_BROAD)
        for field in (self.start, self.rate):
            field.setFixedWidth(min(max(narrow, self.width() // 7), broad))
        self.momentum.setFixedWidth(narrow)
        self.row.activate()

    def _add(
        self, text: str, tip: str, field: NudgedField, turned: SignalInstance, slider: RateSlider | None
    ) -> None:
        """A name, a slider if there is one, and a field; both tell `turned`."""
        label = QLabel(text)
        label.setToolTip(tip)
        label.setBuddy(field)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.typed.connect(partial(self._on_typed, turned))
        field.nudged.connect(lambda value: turned.emit(value, False))
        field.ended.connect(self.released)
        self.row.addWidget(label)
        if slider is not None:
            slider.turned.connect(lambda value: turned.emit(value, slider.isSliderDown()))
            slider.sliderPressed.connect(self.released)
            slider.sliderReleased.connect(self.released)
            self.row.addWidget(slider)
        self.row.addWidget(field)

    def _on_typed(self, turned: SignalInstance, value: float) -> None:
        self.released.emit()  # a number that is typed is a gesture of its own
        turned.emit(value, False)
        self.released.emit()
