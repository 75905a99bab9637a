"""How do the two gradients of every parameter look side by side?"""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from explorer.backprop.gradient_check import ParameterCheck, Verdict
from explorer.number import exact, rounded, signed
from explorer.ui.theme.theme import LIGHT, Theme

HEADERS = ("parameter", "w", "∂E/∂w", "numeric", "Δw")
DIGITS = 3
"""What there is room for in a panel 400 pixels wide; resting on a number shows all."""

TIPS = (
    "The weight of a connection, or the bias of a neuron",
    "Its present value",
    "By backpropagation, over the batch of all training samples",
    "By central differences: (E(w + h) − E(w − h)) / 2h",
    "What the next update adds to it: of the run that is shown, else of a new one",
)

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class GradientRow:
    """One parameter: its present value, both gradients, and the change that one step would make."""

    check: ParameterCheck
    value: float
    change: float


class GradientTable(QAbstractTableModel):
    """A row for each parameter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[GradientRow, ...] = ()
        self._theme = LIGHT

    @property
    def rows(self) -> tuple[GradientRow, ...]:
        """What is shown."""
        return self._rows

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._theme = theme

    def show(self, rows: tuple[GradientRow, ...]) -> None:
        """Show `rows`; the same parameters as before keep the view as it is."""
        before, self._rows = self._rows, rows
        if [row.check.parameter for row in before] != [row.check.parameter for row in rows]:
            self.beginResetModel()
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(HEADERS) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return TIPS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self._rows[index.row()], index.column()
        check = row.check
        if role == Qt.ItemDataRole.DisplayRole:
            texts = (check.parameter.label, rounded(row.value), signed(check.analytical, DIGITS))
            return (*texts, signed(check.numerical, DIGITS), signed(row.change, DIGITS))[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(check, column)
        if role == Qt.ItemDataRole.FontRole and HEADERS[column] == "∂E/∂w":
            bold = QFont()
            bold.setBold(True)
            return bold
        return None

    def _tip(self, row: GradientRow, column: int) -> str:
        check = row.check
        if column == 0:
            return f"{check.parameter.label}: {check.verdict.value}, difference {exact(check.difference)}"
        value = (row.value, check.analytical, check.numerical, row.change)[column - 1]
        tip = f"{HEADERS[column]} = {exact(value)}"
        return f"{tip}, with h = {exact(check.step)}" if HEADERS[column] == "numeric" else tip

    def _colour(self, check: ParameterCheck, column: int) -> QColor | None:
        if HEADERS[column] == "numeric":
            differs = check.verdict in (Verdict.DIFFERS, Verdict.NOT_FINITE)
            return QColor(self._theme.problem if differs else self._theme.muted)
        if HEADERS[column] == "∂E/∂w":
            return QColor(self._theme.backward_colour(check.analytical))
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    return across | Qt.AlignmentFlag.AlignVCenter
