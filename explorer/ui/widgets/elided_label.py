"""How is a line of text, or a few, shown where there may be no room for all of it? With an ellipsis."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from explorer.ui.widgets.plain_text import plain
from explorer.ui.widgets.written import Write, usual_write


class ElidedLabel(QLabel):
    """A line that ends in … where it is cut off; hovering shows the whole, and more if there is more.

    With `set_lines` it takes the height of more lines, whatever is said, so that nothing beneath moves.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said, self._whole = ("", ""), ""
        self._write: Write = usual_write
        self._lines = 1
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(60)

    @property
    def whole(self) -> str:
        """The text that there is, cut off or not, its symbols written."""
        return self._whole

    def set_text(self, text: str, tip: str = "") -> None:
        """Show `text`; `tip` is what hovering shows in its place."""
        self._said = text, tip
        self.setToolTip(plain(self._write(tip or text)))
        if (text := self._write(text)) != self._whole:
            self._whole = text
            self.setAccessibleDescription(text)
            self._elide()

    def set_write(self, write: Write) -> None:
        """Write the symbols in it so from now on."""
        self._write = write
        self.set_text(*self._said)

    def set_lines(self, count: int) -> None:
        """Break the text into at most so many lines."""
        if count != self._lines:
            self._lines = count
            self.setWordWrap(count > 1)
            self.setAlignment(
                Qt.AlignmentFlag.AlignLeft
                | (Qt.AlignmentFlag.AlignTop if count > 1 else Qt.AlignmentFlag.AlignVCenter)
            )
            self.updateGeometry()
            self._elide()

    def heightForWidth(self, width: int) -> int:
        return self.minimumSizeHint().height() if self._lines > 1 else super().heightForWidth(width)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 24, self._height(super().sizeHint()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), self._height(super().minimumSizeHint()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _height(self, of_one_line: QSize) -> int:
        lines = self._lines
        return of_one_line.height() if lines == 1 else lines * self.fontMetrics().lineSpacing() + 2

    def _elide(self) -> None:
        room = self.contentsRect().width() - 2
        if self._lines > 1:
            self.setText(fitting_words(self._whole, self.fontMetrics(), room, self._lines))
        else:
            self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))


def fitting_words(text: str, metrics: QFontMetrics, width: int, lines: int) -> str:
    """As many words of `text` as `lines` of `width` pixels have room for, then … if words are left out."""
    room, flags = QRect(0, 0, width, 1), Qt.TextFlag.TextWordWrap.value
    words = text.split(" ")
    count = len(words)
    while count > 1 and metrics.boundingRect(room, flags, text).height() > lines * metrics.lineSpacing() + 2:
        count -= 1
        text = " ".join(words[:count]) + " …"
    return text
