"""On what is raced? A box in which that is chosen, or a function of x and y is typed."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from explorer.formula.lexer import FormulaError
from explorer.race.landscape import LANDSCAPES, landscape_of
from explorer.ui.widgets.window_key import is_key_of_window

_NETWORK = "the network"
_TIP = "The drawn network or a function: choose one, or type a formula in x and y and press Enter"


class RaceCourseBox(QComboBox):
    """The network, every landscape by its name, and what was typed. What cannot be read is refused."""

    chosen = Signal(str)
    """"" for the network, else the name or the formula of a function."""
    refused = Signal(str)
    """What was typed cannot be read, and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course = self._refused = ""
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(11)
        self.setAccessibleName("On what is raced")
        self.setToolTip(_TIP)
        self.addItem(_NETWORK, "")
        for name, landscape in LANDSCAPES.items():
            self.addItem(landscape.label, name)
            words = [landscape.shows, landscape.function.formula, landscape.source]
            self.setItemData(self.count() - 1, "\n".join(filter(None, words)), Qt.ItemDataRole.ToolTipRole)
        self.activated.connect(lambda index: self._choose(self.itemData(index)))
        self.line.setAccessibleName("On what is raced")
        self.line.editingFinished.connect(self._read)
        self.line.installEventFilter(self)

    def show_course(self, course: str) -> None:
        """Show what is raced on, telling nobody; what is being typed is left alone."""
        if course == self._course and self.line.isModified():
            return
        self._course = course
        index = self.findData(course)
        self.setCurrentIndex(index)
        if index < 0:
            self.setEditText(course)
        self.line.setCursorPosition(0)
        self.line.setModified(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undo and Redo are the window's as long as nothing is being typed."""
        if not self.line.isModified() and is_key_of_window(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _read(self) -> None:
        """What was typed: one of the names, or a formula."""
        if not self.line.isModified():
            return
        text = self.currentText().strip()
        index = self.findText(text, Qt.MatchFlag.MatchFixedString)
        if index >= 0:
            self._choose(self.itemData(index))
            return
        if text == self._refused:
            return  # Enter, and leaving the field, say that it was edited once more
        try:
            landscape = landscape_of(text)
        except FormulaError as error:
            self._refused = text
            self.refused.emit(str(error))
        else:
            self._choose(landscape.name or text)

    def _choose(self, course: str) -> None:
        self.line.setModified(False)
        self._refused = ""
        if course != self._course:
            self.chosen.emit(course)
        else:
            self.show_course(course)
