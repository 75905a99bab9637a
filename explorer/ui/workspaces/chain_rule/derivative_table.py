"""What is the derivative of each variable by those that it needs? A QTableView, with differences beside."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

Index = QModelIndex | QPersistentModelIndex

_COLUMNS = ("of", "by", "formula", "value", "numeric")
_FORMULA, _VALUE = 2, 3
_TIPS = {"numeric": "The same by finite differences: two evaluations each", "value": "By the chain rule"}


class DerivativeRow(Struct, frozen=True):
    """One derivative, written; `why`: what hovering says, all its digits or why it has none."""

    of: str
    by: str
    formula: str
    value: str
    numeric: str
    why: str = ""


class _Derivatives(QAbstractTableModel):
    """The rows, each of which is computed when it is first seen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.count = 0
        self._compute: Callable[[int], DerivativeRow] | None = None
        self._computed: dict[int, DerivativeRow] = {}

    def show_rows(self, count: int, compute: Callable[[int], DerivativeRow]) -> None:
        """List so many rows."""
        is_as_long = count == self.count
        if not is_as_long:
            self.beginResetModel()
        self.count, self._compute = count, compute
        self._computed.clear()
        if not is_as_long:
            self.endResetModel()
        elif count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(_COLUMNS) - 1))

    def row(self, number: int) -> DerivativeRow:
        """The row of this number."""
        if number not in self._computed:
            assert self._compute is not None
            self._computed[number] = self._compute(number)
        return self._computed[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self.count

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return _TIPS.get(_COLUMNS[section])
        return _COLUMNS[section] if role == Qt.ItemDataRole.DisplayRole else _aligned(section, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.row(index.row()), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (row.of, row.by, row.formula, row.value, row.numeric)[column]
            case Qt.ItemDataRole.ToolTipRole:
                return row.why or f"∂{row.of}/∂{row.by} = {row.formula}"
            case Qt.ItemDataRole.FontRole:
                return _font(column)
        return _aligned(column, role)


class DerivativeTable(QTableView):
    """The rows, one of which is the current one."""

    looked_at = Signal(int)
    """The row of this number is the current one; −1: none is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._derivatives = _Derivatives(self)
        self.setModel(self._derivatives)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_FORMULA, QHeaderView.ResizeMode.Stretch)
        header.setResizeContentsPrecision(0)
        self.setAccessibleName("Derivatives")
        self.setMinimumHeight(60)

    @property
    def rows(self) -> tuple[DerivativeRow, ...]:
        """What is listed."""
        return tuple(self._derivatives.row(number) for number in range(self.count))

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._derivatives.count

    @property
    def current_row(self) -> int:
        """The number of the current row; −1 where there is none."""
        return self.currentIndex().row()

    def show_rows(self, count: int, compute: Callable[[int], DerivativeRow]) -> None:
        """List so many rows; each is computed when it is first seen."""
        self._derivatives.show_rows(count, compute)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Comma, Qt.Key.Key_Period):
            event.ignore()  # they are the transport's
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: object, previous: object) -> None:
        super().currentChanged(current, previous)  # type: ignore[arg-type]
        self.looked_at.emit(self.current_row)


def _font(column: int) -> QFont:
    font = QFont()
    if column == _FORMULA:
        font = QFont("serif")
        font.setItalic(True)
        font.setPointSizeF(QFont().pointSizeF() * 1.1)
    elif column == _VALUE:
        font.setBold(True)
    return font


def _aligned(column: int, role: int) -> object:
    if role != Qt.ItemDataRole.TextAlignmentRole:
        return None
    side = Qt.AlignmentFlag.AlignRight if column >= _VALUE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
