"""How are the equations typed, added, removed and put in another order? A QListView, edited in place.

Enter, F2 or a letter edits a line, Insert adds one below, Delete removes it, Alt with up or down moves it;
several lines are pasted at once.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, Qt
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QListView, QWidget

from explorer.ui.theme.theme import Theme
from explorer.ui.workspaces.chain_rule.equation_delegate import EquationDelegate
from explorer.ui.workspaces.chain_rule.equation_rows import EquationRow, EquationRows

_TURNS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_KEYS = "Enter edits, Insert adds below, Delete removes, Alt with up or down moves a line"


class EquationList(QListView):
    """The lines, one of which is the current one."""

    changed = Signal(str, object)
    """The lines shall be these; the text says what was done."""
    looked_at = Signal(int)
    """The line of this number is the current one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = EquationRows(self)
        self.setModel(self.rows)
        self._delegate = EquationDelegate(self)
        self._delegate.lines_pasted.connect(self._paste_over)
        self._delegate.closeEditor.connect(self._on_closed)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { border: none; background: transparent; }")
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Equations")
        self.setAccessibleDescription(_KEYS)
        self.setToolTip(_KEYS)
        self.setMinimumHeight(60)
        self.rows.typed.connect(self._on_typed)

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands there."""
        return tuple(row.text for row in self.rows.rows)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._delegate.theme = theme
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def show_rows(self, rows: Sequence[EquationRow]) -> None:
        """List these lines."""
        heights_before = [row.problem for row in self.rows.rows]
        self.rows.show_rows(rows)
        if heights_before != [row.problem for row in rows]:
            self.scheduleDelayedItemsLayout()
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(0))

    def edit_line(self, number: int) -> None:
        """Let the line of this number be typed; the one behind the last is a new one."""
        index = self.rows.index(number)
        self.setCurrentIndex(index)
        self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, lines = self.currentIndex().row(), list(self.lines)
        key, is_alt = Qt.Key(event.key()), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste(row)
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(lines[row] if row < len(lines) else "\n".join(lines))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and row < len(lines):
            self._remove(row)
        elif key in _TURNS and is_alt and row < len(lines):
            self._move(row, row + _TURNS[key])
        elif key == Qt.Key.Key_Insert:
            self._add_below(row)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit(self.currentIndex())
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # and no letter of a shortcut is typed
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def currentChanged(self, current: object, previous: object) -> None:
        super().currentChanged(current, previous)  # type: ignore[arg-type]
        self.looked_at.emit(self.currentIndex().row())

    def _on_typed(self, row: int, text: str) -> None:
        lines = list(self.lines)
        if not text:
            if row < len(lines):
                self._remove(row)
        elif row < len(lines):
            lines[row] = text
            self.changed.emit(f"Change an equation to {text}", tuple(lines))
        else:
            self.changed.emit(f"Add {text}", (*lines, text))

    def _on_closed(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter in the row that adds goes on to the next one."""
        row, last = self.currentIndex().row(), len(self.lines)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache and row == last - 1:
            self.setCurrentIndex(self.rows.index(last))

    def _remove(self, row: int) -> None:
        lines = list(self.lines)
        text = lines.pop(row)
        self.changed.emit(f"Remove {text}", tuple(lines))
        self.setCurrentIndex(self.rows.index(min(row, len(lines))))

    def _move(self, row: int, goal: int) -> None:
        lines = list(self.lines)
        if 0 <= goal < len(lines):
            lines.insert(goal, lines.pop(row))
            self.changed.emit(f"Move {lines[goal]}", tuple(lines))
            self.setCurrentIndex(self.rows.index(goal))

    def _add_below(self, row: int) -> None:
        """A line to be typed below the current one."""
        lines = list(self.lines)
        if row >= len(lines) - 1:
            self.edit_line(len(lines))
            return
        lines.insert(row + 1, "")
        self.changed.emit("Add an equation", tuple(lines))
        self.edit_line(row + 1)

    def _paste(self, row: int) -> None:
        """The lines of the clipboard come below the current one, or in the row that adds."""
        self._take(min(row + 1, len(self.lines)), QGuiApplication.clipboard().text())

    def _paste_over(self, text: str) -> None:
        """Lines that are pasted while one is typed come in its place."""
        row = self.currentIndex().row()
        editor = QGuiApplication.focusObject()
        if isinstance(editor, QWidget):
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        self._take(row, text, replaced=1)

    def _take(self, row: int, text: str, replaced: int = 0) -> None:
        """Lines that are parted by line breaks or semicolons."""
        pasted = [line.strip() for line in text.replace(";", "\n").splitlines() if line.strip()]
        if pasted:
            lines = list(self.lines)
            lines[row : row + replaced] = pasted
            words = pasted[0] if len(pasted) == 1 else f"{len(pasted)} equations"
            self.changed.emit(f"Paste {words}", tuple(lines))
            self.setCurrentIndex(self.rows.index(row + len(pasted) - 1))
