"""How is a number typed into a field?"""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from explorer.number import NotANumber, exact, parse_number, rounded
from explorer.ui.widgets.plain_text import plain
from explorer.ui.widgets.window_key import is_key_of_window
from explorer.ui.widgets.written import Write, usual_write


class NumberField(QLineEdit):
    """A line that takes numbers as people write them (0.5, -1/3, 1e-3, 0,5) and says so when it cannot.

    Shows the value rounded, and every digit on hover and while it is edited. Where there is no one value, it
    is empty and says why in grey.
    """

    typed = Signal(float)
    """The person entered another number (Enter, Tab or a click elsewhere)."""
    emptied = Signal()
    """The person took the number away, where that has a meaning."""

    def __init__(
        self,
        name: str,
        digits: int = 6,
        parent: QWidget | None = None,
        *,
        may_be_empty: bool = False,
        is_whole: bool = False,
        tip: str = "",
    ) -> None:
        """`is_whole`: only whole numbers are taken. `tip`: what hovering says below the number."""
        super().__init__(parent)
        self._digits = digits
        self._name = name
        self._write: Write = usual_write
        self._may_be_empty, self._is_whole, self._tip = may_be_empty, is_whole, tip
        self._value: float | None = None
        self._is_telling = False
        self._describe()
        self.editingFinished.connect(self._on_editing_finished)
        self.textEdited.connect(lambda: self._mark(""))
        self._show_value()

    @property
    def value(self) -> float | None:
        """The number that was last set or entered; None where there is no one number."""
        return self._value

    @property
    def is_telling(self) -> bool:
        """Whether `typed` is being told right now: what is refused meanwhile was typed here."""
        return self._is_telling

    def set_value(self, value: float | None, otherwise: str = "") -> None:
        """Show `value`, or the grey text `otherwise`, telling nobody; what is being typed is left alone."""
        if (value, otherwise) == (self._value, self.placeholderText()):
            return  # and what is selected stays so
        self._value = value
        self.setPlaceholderText(otherwise)
        if not (self.hasFocus() and self.isModified()):
            self._show_value()

    def set_write(self, write: Write) -> None:
        """Write the symbols in its name and tip so from now on."""
        self._write = write
        self._describe()
        if not self.property("invalid"):
            self._mark("")

    def _describe(self) -> None:
        self.setAccessibleName(self._write(self._name))
        self.setAccessibleDescription(self._write(self._tip))

    def problem_of(self, value: float) -> str:
        """Why `value` is refused here; "" where it is taken."""
        if self._is_whole and value != int(value):
            return f"“{self.text().strip()}” is not a whole number: write it like 100 or 1e3"
        return ""

    def written(self, value: float) -> str:
        """`value` as it stands in the field while it is not being edited."""
        return rounded(value, self._digits)

    def event(self, event: QEvent) -> bool:
        """Undo, Redo and what Unix edits with are the window's as long as nothing is being typed."""
        if not self.isModified() and is_key_of_window(event):
            event.ignore()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_value()
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_value()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel) and self.isModified():
            self._show_value()
            self.selectAll()
            return
        super().keyPressEvent(event)

    def _on_editing_finished(self) -> None:
        if not self.isModified():
            return
        if self._may_be_empty and not self.text().strip():
            self._empty()
            return
        try:
            value = parse_number(self.text())
        except NotANumber as error:
            self._mark(str(error))
            return
        if problem := self.problem_of(value):
            self._mark(problem)
            return
        self.setModified(False)
        if value != self._value:
            self._value = value
            self._is_telling = True
            self.typed.emit(value)
            self._is_telling = False
        self._show_value()

    def _empty(self) -> None:
        had_value, self._value = self._value is not None, None
        self._show_value()
        if had_value:
            self.emptied.emit()

    def _show_value(self) -> None:
        if self._value is None:
            self.setText("")
        else:
            self.setText(exact(self._value) if self.hasFocus() else self.written(self._value))
        self.setCursorPosition(0)  # a number that is too long shows its beginning
        self.setModified(False)
        self._mark("")

    def _mark(self, problem: str) -> None:
        """Colour the field red and give the reason on hover; with no problem, every digit of the number."""
        value = self.placeholderText() if self._value is None else exact(self._value)
        self.setToolTip(
            plain(problem or self._write("\n".join([f"{self._name}: {value}", *filter(None, [self._tip])])))
        )
        if bool(self.property("invalid")) != bool(problem):
            self.setProperty("invalid", bool(problem))
            self.style().unpolish(self)
            self.style().polish(self)
