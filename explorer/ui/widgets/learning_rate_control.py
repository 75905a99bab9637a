"""How is the learning rate α turned and typed?"""

from math import log10

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QStyle, QStyleOptionFrame, QWidget

from explorer.number import fitted
from explorer.symbol import Symbol
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.number_field import NumberField

LOWEST, HIGHEST = 1e-4, 1e2
_TICKS_PER_DECADE = 100
_WIDEST = 200
"""Pixels of a slider beside type of whatever size: it is found by its fields, which need the room."""
_MARGIN = 1
"""Pixels that stay free on either side of the number in the field."""


class RateField(NumberField):
    """A field for α, with as many digits as have room: a number that is cut off is another one."""

    def written(self, value: float) -> str:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        contents = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        room, metrics = contents.width() - 2 * _MARGIN, self.fontMetrics()
        text = super().written(value)
        if metrics.horizontalAdvance(text) <= room:
            return text
        return fitted(value, lambda text: metrics.horizontalAdvance(text) <= room)


class LearningRateControl(QWidget):
    """A logarithmic slider from 10⁻⁴ to 10² beside a field that takes any number from 0 on."""

    chosen = Signal(float, object)
    """The learning rate, and the key of the gesture: one for a whole drag, None for a typed number."""

    released = Signal()
    """The slider was let go of: what comes next is another gesture."""

    def __init__(self, parent: QWidget | None = None, width: int = 60) -> None:
        """`width`: of the slider in pixels, at the usual type size."""
        super().__init__(parent)
        self._width = width
        self._gesture = 0
        self._is_following = False
        label = QLabel(Symbol.ALPHA)
        label.setToolTip("Learning rate")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(
            round(_TICKS_PER_DECADE * log10(LOWEST)), round(_TICKS_PER_DECADE * log10(HIGHEST))
        )
        self._slider.setPageStep(_TICKS_PER_DECADE // 4)
        self._slider.setAccessibleName("Learning rate, logarithmic")
        self._slider.setToolTip("Learning rate, from 0.0001 to 100 on a logarithmic scale")
        self._field = RateField("Learning rate")
        self._field.setAlignment(Qt.AlignmentFlag.AlignRight)
        label.setBuddy(self._field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (label, self._slider, self._field):
            row.addWidget(widget)
        self.set_theme(LIGHT)
        self._slider.sliderPressed.connect(self._begin_gesture)
        self._slider.sliderReleased.connect(self.released)
        self._slider.valueChanged.connect(self._on_slider_moved)
        self._field.typed.connect(lambda value: self.chosen.emit(value, None))

    @property
    def is_held(self) -> bool:
        """Whether the slider is being dragged."""
        return self._slider.isSliderDown()

    def set_theme(self, theme: Theme) -> None:
        """Take the room that type of the size of `theme` needs."""
        self._slider.setFixedWidth(min(theme.pixels(self._width), _WIDEST))
        self._field.setFixedWidth(theme.pixels(68))

    def set_value(self, learning_rate: float) -> None:
        """Show `learning_rate`, without telling anybody; the slider ends at what it can reach."""
        self._field.set_value(learning_rate)
        ticks = _TICKS_PER_DECADE * log10(min(max(learning_rate, LOWEST), HIGHEST))
        self._is_following = True
        self._slider.setValue(round(ticks))
        self._is_following = False

    def _begin_gesture(self) -> None:
        self._gesture += 1

    def _on_slider_moved(self, ticks: int) -> None:
        if self._is_following:
            return
        if not self._slider.isSliderDown():
            self._begin_gesture()
        learning_rate = float(f"{10 ** (ticks / _TICKS_PER_DECADE):.3g}")
        self.chosen.emit(learning_rate, ("learning rate", self._gesture))
