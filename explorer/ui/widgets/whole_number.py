"""How is a whole number typed or counted up and down?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QWidget


class WholeNumber(QSpinBox):
    """A box with arrows, which tells only what a person chose."""

    chosen = Signal(int)

    def __init__(self, name: str, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        self.setAccessibleName(name)
        self.setKeyboardTracking(False)
        self._is_following = False
        self.valueChanged.connect(self._on_value_changed)

    def show_value(self, value: int) -> None:
        """Show `value`, telling nobody."""
        self._is_following = True
        self.setValue(value)
        self._is_following = False

    def _on_value_changed(self, value: int) -> None:
        if not self._is_following:
            self.chosen.emit(value)
