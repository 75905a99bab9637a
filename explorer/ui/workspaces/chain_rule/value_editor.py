"""How is a value typed over a variable of the graph? In a QLineEdit that opens there."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class ValueEditor(QLineEdit):
    """Enter, or leaving it, takes what is typed; Esc gives it up."""

    typed = Signal(str, str)
    """The name of the variable, and what was typed for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = ""
        self._before = ""
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()
        self.editingFinished.connect(self._finish)

    def open(self, name: str, text: str, place: QRect) -> None:
        """Let the value of `name`, `text` until now, be typed at `place`."""
        self._name, self._before = name, text
        self.setAccessibleName(f"Value of {name}")
        self.setText(text)
        self.selectAll()
        self.setGeometry(place)
        self.show()
        self.setFocus()

    def close_without(self) -> None:
        """Give up what is typed."""
        self._name = ""
        if self.isVisible():
            self._leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_without()
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        name, text = self._name, self.text().strip()
        self._name = ""
        if not name:
            return
        self._leave()
        if text != self._before:
            self.typed.emit(name, text)

    def _leave(self) -> None:
        parent = self.parentWidget()
        if self.hasFocus() and parent is not None:
            parent.setFocus()
        self.hide()
