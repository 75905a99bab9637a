"""How is a whole number typed or counted up and down? In a QAbstractSpinBox that holds any of them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QWidget


class WholeNumber(QAbstractSpinBox):
    """A box with arrows, which tells only what a person chose. QSpinBox ends at 2³¹ − 1; this does not."""

    chosen = Signal(object)
    """The int that a person typed, or counted to."""

    def __init__(self, name: str, low: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = self._value = low
        self.setAccessibleName(name)
        self.editingFinished.connect(self._on_editing_finished)
        self.show_value(low)

    @property
    def value(self) -> int:
        """What was last shown or chosen."""
        return self._value

    def show_value(self, value: int) -> None:
        """Show `value`, telling nobody."""
        self._value = value
        self.lineEdit().setText(str(value))
        self.lineEdit().setCursorPosition(0)  # a number that is too long shows its beginning

    def stepBy(self, steps: int) -> None:
        self._choose(self._value + steps)
        self.selectAll()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        up, down = QAbstractSpinBox.StepEnabledFlag.StepUpEnabled, self.StepEnabledFlag.StepDownEnabled
        return up | down if self._value > self._low else up

    def validate(self, text: str, position: int) -> object:
        """Digits only; none while one types."""
        is_whole = not text or (text.isascii() and text.isdigit())
        state = QValidator.State.Acceptable if is_whole else QValidator.State.Invalid
        return (state, text, position)

    def _on_editing_finished(self) -> None:
        text = self.text()
        if text == str(self._value):
            return
        self._choose(int(text) if text else self._value)

    def _choose(self, value: int) -> None:
        before = self._value
        self.show_value(max(self._low, value))
        if self._value != before:
            self.chosen.emit(self._value)
