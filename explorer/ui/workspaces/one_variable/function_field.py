"""How is f(x) typed, understood, or refused?"""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from explorer.descent.function import Function, parse_function
from explorer.formula.elementary import EXTREMA, FUNCTIONS
from explorer.formula.lexer import FormulaError
from explorer.ui.widgets.window_key import is_key_of_window

_PAUSE = 450
"""Milliseconds without a key after which what stands there is read."""


class FunctionField(QLineEdit):
    """A line for a formula in x, read when typing pauses, at Enter, and when the field is left.

    What cannot be read turns the field red; `problem` says why.
    """

    chosen = Signal(object)
    """Another Function was typed."""
    refused = Signal(str)
    """What is typed cannot be read, and why; "": it can be again."""

    def __init__(self, function: Function, parent: QWidget | None = None) -> None:
        super().__init__(function.text, parent)
        self._read_text = function.text
        self.problem = ""
        self.setAccessibleName("f(x), the function to descend")
        self.setToolTip(
            "A formula in x, such as x^3 + 3x^2, sin(x) + 0.1x^2 or |x|. "
            f"Known: + − * / ^, {' '.join((*FUNCTIONS, *EXTREMA))}, pi, e"
        )
        self.setPlaceholderText("x^2")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._read)
        self.textEdited.connect(lambda: self._timer.start())
        self.editingFinished.connect(self._read)

    def set_function(self, function: Function) -> None:
        """Show `function`, telling nobody."""
        self._timer.stop()
        self._read_text = function.text
        self.setText(function.text)
        self.setCursorPosition(0)
        self._mark("")

    def event(self, event: QEvent) -> bool:
        """Undo and Redo are the window's once what stands here has been read."""
        if not self.isModified() and is_key_of_window(event):
            event.ignore()
            return True
        return super().event(event)

    def _read(self) -> None:
        self._timer.stop()
        text = self.text()
        if text == self._read_text:
            self.setModified(False)
            self._mark("")
            return
        try:
            function = parse_function(text)
        except FormulaError as error:
            self._mark(str(error))
            return
        self._mark("")
        self._read_text = text
        self.setModified(False)
        self.chosen.emit(function)

    def _mark(self, problem: str) -> None:
        """Turn the field red and tell the problem; with none, the field is as any other."""
        if problem == self.problem:
            return
        self.problem = problem
        self.setAccessibleDescription(problem)
        self.setProperty("invalid", bool(problem))
        self.style().unpolish(self)
        self.style().polish(self)
        self.refused.emit(problem)
