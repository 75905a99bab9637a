"""Why does the descent do what it does? The reason under the verdict, or what is wrong with a typed f(x)."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from explorer.ui.theme.theme import give_role
from explorer.ui.widgets.elided_label import fitting_words
from explorer.ui.widgets.plain_text import plain
from explorer.ui.widgets.written import Write, usual_write


class ReasonLine(QLabel):
    """Two lines that are always there, so that nothing moves; what is longer is cut off, whole on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reason, self._in_full, self.problem = "", "", ""
        self._write: Write = usual_write
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Why")
        give_role(self, "muted")

    @property
    def whole(self) -> str:
        """All that there is to say, cut off or not."""
        return self._write(self.problem or self._reason)

    def show_reason(self, reason: str, in_full: str) -> None:
        """Say this, and with all digits on hover; "" where nothing is known yet."""
        self._reason, self._in_full = reason, in_full
        self._refresh()

    def show_problem(self, problem: str) -> None:
        """Say what is wrong with f(x) instead, until it is right again ("")."""
        self.problem = problem
        self._refresh()

    def set_write(self, write: Write) -> None:
        """Write the symbols in it so from now on."""
        self._write = write
        self._refresh()

    def sizeHint(self) -> QSize:
        return QSize(240, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height)

    def heightForWidth(self, width: int) -> int:
        return self._height  # of a wrapped label it would be that of its text

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def _height(self) -> int:
        return 2 * QFontMetrics(self.font()).lineSpacing() + 2

    def _refresh(self) -> None:
        give_role(self, "refused" if self.problem else "muted")
        self.setToolTip(plain(self._write(self.problem or self._in_full)))
        self.setAccessibleDescription(self.whole)
        self._fit()

    def _fit(self) -> None:
        """Show as many words as two lines have room for."""
        self.setText(fitting_words(self.whole, self.fontMetrics(), self.contentsRect().width(), 2))
