"""Which f is descended, from where, and with which α?"""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from explorer.descent.preset import PRESETS
from explorer.descent.shown_descent import Descent
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.number_field import NumberField
from explorer.ui.workspaces.one_variable.formula_picture import FormulaPicture
from explorer.ui.workspaces.one_variable.function_field import FunctionField
from explorer.ui.workspaces.one_variable.rate_slider import RateSlider


class FunctionForm(QWidget):
    """f(x) typed, f(x) as it was understood, and functions worth trying."""

    chosen = Signal(object)
    """Another Function was typed."""
    preset_chosen = Signal(object)

    def __init__(self, descent: Descent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = FunctionField(descent.f)
        self.picture = FormulaPicture()
        label = QLabel("<i>f</i>(<i>x</i>) =")
        label.setBuddy(self.field)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.field, 3)
        row.addWidget(self.picture, 2)
        row.addWidget(self._presets())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.field.problem)
        self.field.chosen.connect(self.chosen)

    def show_descent(self, descent: Descent) -> None:
        """Show the function of `descent`; what was typed for it stays as it was typed."""
        if self.field.text() != descent.f.text:
            self.field.set_function(descent.f)
        self.picture.show_function(descent.f)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.picture.set_theme(theme)

    def _presets(self) -> QToolButton:
        button = QToolButton()
        button.setText("Presets")
        button.setAccessibleName("Presets: functions worth trying")
        button.setToolTip("Functions worth descending first, each with a start and an α")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(button)
        for preset in PRESETS:
            action = self.menu.addAction(f"{preset.name}\t{preset.shows}")
            action.triggered.connect(partial(self.preset_chosen.emit, preset))
        button.setMenu(self.menu)
        return button


class StartForm(QWidget):
    """Start x₀ typed, α on a slider and typed."""

    start_typed = Signal(float)
    rate_typed = Signal(float)
    rate_turned = Signal(float)
    """α on the slider, at every move of it."""
    released = Signal()
    """The slider was let go of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = NumberField("Start x₀")
        self.rate = NumberField("Learning rate α")
        self.slider = RateSlider()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for text, tip, field in (
            ("start x₀", "Where the descent starts", self.start),
            ("α", "Learning rate", self.rate),
        ):
            label = QLabel(text)
            label.setToolTip(tip)
            label.setBuddy(field)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            row.addWidget(label)
            if field is self.rate:
                row.addWidget(self.slider, 1)
            row.addWidget(field)
        self.set_theme(LIGHT)
        self.start.typed.connect(self.start_typed)
        self.rate.typed.connect(self.rate_typed)
        self.slider.turned.connect(self.rate_turned)
        self.slider.sliderReleased.connect(self.released)

    def show_descent(self, descent: Descent) -> None:
        """Show start and α of `descent`, telling nobody."""
        self.start.set_value(descent.start)
        self.rate.set_value(descent.learning_rate)
        self.slider.set_rate(descent.learning_rate)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`, and the room that its type needs."""
        self.slider.set_theme(theme)
        for field in (self.start, self.rate):
            field.setFixedWidth(theme.pixels(76))
