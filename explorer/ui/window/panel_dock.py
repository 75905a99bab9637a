"""How is a panel closed that floats as a window of its own? A QDockWidget that Escape and Ctrl+W close."""

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDockWidget

_CLOSING = (
    QKeyCombination(Qt.Key.Key_Escape),
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_W),
)


class PanelDock(QDockWidget):
    """A dock that comes back where it was, floating or not, from the menu View → Panels."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing in the panel takes; a dock in the main window stays open."""
        if self.isFloating() and event.keyCombination() in _CLOSING:
            self.close()
        else:
            super().keyPressEvent(event)
