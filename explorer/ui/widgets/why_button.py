"""Where does a person ask why? At a small “?”, which opens a note under it.

Escape closes it, or a click elsewhere.
"""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from explorer.ui.theme.theme import give_role
from explorer.ui.widgets.written import Write, usual_write

_LETTERS = 62
"""As wide as a line that is read with ease."""
_MARGIN, _GAP = 14, 8


class Note(QFrame):
    """A question, and what there is to say about it. It takes the focus, so that a reader reads it."""

    def __init__(self, question: str, text: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        give_role(self, "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(question)
        self.setAccessibleDescription(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title, self.text = QLabel(question), QLabel(text)
        give_role(self.title, "title")
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(_GAP)
        for label in (self.title, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setFixedWidth(_LETTERS * self.fontMetrics().averageCharWidth())
            column.addWidget(label)

    def open_under(self, widget: QWidget) -> None:
        """Show it with its right edge at that of `widget`, as far as the screen has room."""
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height() + 2))
        screen = widget.screen().availableGeometry()
        right, bottom = screen.right() - self.width(), screen.bottom() - self.height()
        self.move(max(screen.left(), min(place.x(), right)), max(screen.top(), min(place.y(), bottom)))
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class WhyButton(QToolButton):
    """Opens the note."""

    def __init__(self, question: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question, self._text = question, text
        self._write: Write = usual_write
        self.setText("?")
        self.setAccessibleName(question)
        self.setToolTip(question)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        Note(self._write(self._question), self._write(self._text), self).open_under(self)

    def set_write(self, write: Write) -> None:
        """Write the symbols in the note so from now on."""
        self._write = write
