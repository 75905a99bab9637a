"""How is something renamed where its name stands? In a line edit that takes the name's place for a moment."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from explorer.ui.widgets.written import Write, usual_write


class NameEditor(QLineEdit):
    """Hidden until a name is to be edited. Enter takes the new name, Escape and a click elsewhere do not."""

    named = Signal(str)
    """Another name was typed."""
    ended = Signal()
    """It is hidden again."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._write: Write = usual_write
        self.set_name(name)
        self.returnPressed.connect(self._on_return_pressed)
        self.hide()

    def set_name(self, name: str) -> None:
        """It is called `name` by now; what is being typed stays."""
        self._name = name
        self.setAccessibleName(f"New name of {self._write(name)}")

    def set_write(self, write: Write) -> None:
        """Write the symbols in the name so from now on."""
        self._write = write
        self.set_name(self._name)

    def begin(self) -> None:
        """Let the name be typed anew."""
        self.setText(self._write(self._name))
        self.selectAll()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._end()

    def _on_return_pressed(self) -> None:
        name = self.text()
        self._end()
        if name != self._write(self._name):
            self.named.emit(name)

    def _end(self) -> None:
        if self.isVisible():
            self.hide()
            self.ended.emit()
