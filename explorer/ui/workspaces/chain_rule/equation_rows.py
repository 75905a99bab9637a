"""Which equations are listed? A QAbstractListModel: a row for each line, and one to add another in."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex

VALUE_ROLE = Qt.ItemDataRole.UserRole
PROBLEM_ROLE = Qt.ItemDataRole.UserRole + 1
ADD_TEXT = "add an equation …"


class EquationRow(Struct, frozen=True):
    """A line as it was typed, what it is worth, and why it cannot be read."""

    text: str
    value: str = ""
    problem: str = ""


class EquationRows(QAbstractListModel):
    """Nothing is changed here: what is typed is told, and the rows come from elsewhere."""

    typed = Signal(int, str)
    """In this row, which may be the one behind the last, this line was typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[EquationRow, ...] = ()

    @property
    def rows(self) -> tuple[EquationRow, ...]:
        """The lines."""
        return self._rows

    def show_rows(self, rows: Sequence[EquationRow]) -> None:
        """List these lines."""
        before, after = self._rows, tuple(rows)
        if len(after) > len(before):
            self.beginInsertRows(QModelIndex(), len(before), len(after) - 1)
            self._rows = after
            self.endInsertRows()
        elif len(after) < len(before):
            self.beginRemoveRows(QModelIndex(), len(after), len(before) - 1)
            self._rows = after
            self.endRemoveRows()
        self._rows = after
        if before != after:
            self.dataChanged.emit(self.index(0), self.index(len(after)))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if index.row() == len(self._rows):
            is_said = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return ADD_TEXT if is_said else "" if role == Qt.ItemDataRole.EditRole else None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return row.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.text}. {row.problem or row.value}"
            case Qt.ItemDataRole.ToolTipRole:
                return row.problem or f"{row.text} {row.value}"
        return {VALUE_ROLE: row.value, PROBLEM_ROLE: row.problem}.get(role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        text = str(value).strip()
        before = "" if index.row() == len(self._rows) else self._rows[index.row()].text
        if text != before:
            self.typed.emit(index.row(), text)
        return True
