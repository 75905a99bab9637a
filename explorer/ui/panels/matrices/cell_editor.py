"""How is a number typed in a cell of a matrix? A line in its place, for as long as one types."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit

from explorer.number import exact


class CellEditor(QLineEdit):
    """Enter, Tab and a click elsewhere take what was typed; Esc leaves the number as it was."""

    typed = Signal(object, int)
    """What was typed, None if nothing was, and where to go on: 1 for Tab, −1 for Shift+Tab, else 0."""

    def __init__(self, sheet: QAbstractScrollArea) -> None:
        super().__init__(sheet.viewport())
        self._sheet = sheet
        self._is_open = False
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrame(False)
        self.setTextMargins(0, 0, 0, 0)
        self.hide()

    def open(self, rect: QRectF, value: float, text: str | None, words: str) -> None:
        """Stand over the cell in `rect` with its `value`, or with the `text` that is typed already."""
        wider = rect.adjusted(-10, -1, 10, 1)
        self.setGeometry(wider.toRect())
        self.setText(exact(value) if text is None else text)
        self.setModified(text is not None)
        self.setAccessibleName(words)
        self._is_open = True
        self.show()
        self.setFocus()
        if text is None:
            self.selectAll()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._take(1 if key == Qt.Key.Key_Tab else -1)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(0)
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._is_open and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._is_open = False
            self.hide()
            self.typed.emit(self._typed, 0)

    def _take(self, step: int) -> None:
        self._close()
        self.typed.emit(self._typed, step)

    @property
    def _typed(self) -> str | None:
        return self.text() if self.isModified() else None

    def _close(self) -> None:
        """Give the keys back to the matrices."""
        self._is_open = False
        self._sheet.setFocus()
        self.hide()
