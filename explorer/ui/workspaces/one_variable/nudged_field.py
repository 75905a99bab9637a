"""How is a number both typed and nudged with the keys? Up and Down, finely with Shift, coarsely by pages."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from explorer.number import exact
from explorer.ui.widgets.number_field import NumberField

FINE, COARSE = Decimal("0.1"), Decimal(20)
"""So many steps at once with Shift, and with Page Up and Page Down."""

_TIP = "Up and Down nudge it, with Shift finely; Page Up and Page Down coarsely"
_SIDES = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}


def nudged(value: float, step: Decimal, count: Decimal | int) -> float:
    """`value` + `count` · `step`, as one would add them on paper: 0.1 + 0.2 is 0.3."""
    return float(Decimal(repr(value)) + count * step)


class NudgedField(NumberField):
    """A number from `lowest` to `highest`, with all the digits that it has."""

    nudged = Signal(float)
    """The person chose this number with a key, and may go on."""
    ended = Signal()
    """The person has left the field: what comes next is another gesture."""

    def __init__(
        self, name: str, lowest: float, highest: float, parent: QWidget | None = None, tip: str = _TIP
    ) -> None:
        super().__init__(name, 17, parent, tip=tip)
        self._lowest, self._highest = lowest, highest
        self._step = Decimal("0.01")

    def set_step(self, step: Decimal) -> None:
        """Let one press of Up be so much, above 0."""
        self._step = step

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key not in _SIDES:
            super().keyPressEvent(event)
            return
        self._on_editing_finished()  # what has been typed counts first
        if self.value is not None and not self.isModified():
            count = COARSE if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) else Decimal(1)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                count *= FINE
            value = nudged(self.value, self._step, _SIDES[key] * count)
            value = min(max(value, self._lowest), self._highest)
            if value != self.value:
                self.set_value(value)
                self.selectAll()
                self.nudged.emit(value)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.ended.emit()

    def problem_of(self, value: float) -> str:
        if self._lowest <= value <= self._highest:
            return ""
        return f"{self._name} lies from {exact(self._lowest)} to {exact(self._highest)}"

    def written(self, value: float) -> str:
        return exact(value)
