"""How do the two gradients of every parameter look side by side?"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from explorer.array import Array
from explorer.backprop.gradient_check import Agreement, GradientCheck
from explorer.backprop.update import next_change
from explorer.network.learning_rule import Memory
from explorer.network.model import Experiment, Parameter
from explorer.number import exact, rounded, signed
from explorer.symbol import Symbol
from explorer.ui.session.notation_model import NotationModel
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.number_delegate import NUMBER_ROLE, TableCell
from explorer.ui.widgets.plain_text import plain

HEADERS = ("parameter", Symbol.WEIGHT, Symbol.WEIGHT_GRADIENT, "numeric", f"Δ{Symbol.WEIGHT}")
DIGITS = 3
"""What there is room for in a panel 400 pixels wide; resting on a number shows all."""

TIPS = (
    "The weight of a connection, or the bias of a neuron",
    "Its present value",
    "By backpropagation, over the batch of all training samples",
    f"By central differences: ({Symbol.LOSS}({Symbol.WEIGHT} + h) − {Symbol.LOSS}({Symbol.WEIGHT} − h)) / 2h",
    "What the next update adds to it: of the run that is shown, else of a new one",
)

_NOT_YET = "…"
"""Where nothing has been compared."""

_Index = QModelIndex | QPersistentModelIndex

_ALIGNMENTS = tuple(
    across | Qt.AlignmentFlag.AlignVCenter
    for across in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)
"""Of the parameter, and of a number."""


@dataclass(frozen=True, eq=False)
class GradientRows:
    """A row for each parameter: both gradients, its value, and the change that one step would make."""

    check: GradientCheck
    values: tuple[float, ...]
    changes: Array

    @classmethod
    def of(cls, experiment: Experiment, check: GradientCheck, memory: Memory | None) -> "GradientRows":
        """`memory`: what the optimiser remembers of the updates before the next one."""
        if not len(check):
            return NO_ROWS
        with np.errstate(all="ignore"):  # what overflows is a result to show
            changes = next_change(experiment, check.analytical, memory)
        return cls(check, experiment.network.parameter_values, changes)


NO_ROWS = GradientRows(GradientCheck.begun((), 0, np.zeros(0)), (), np.zeros(0))


class GradientTable(QAbstractTableModel):
    """A row for each parameter. A cell is made of its numbers when a view asks for it."""

    def __init__(self, notation: NotationModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notation = notation
        self._rows = NO_ROWS
        self._theme = LIGHT
        self._cells: dict[tuple[int, int], TableCell] = {}
        self._pointed: Parameter | None = None
        notation.changed.connect(self._write_headers)

    @property
    def rows(self) -> GradientRows:
        """What is shown."""
        return self._rows

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._theme = theme
        self._cells.clear()

    def show_pointed(self, parameter: Parameter | None) -> None:
        """Let the row of the weight or bias stand out that is pointed at, wherever that is."""
        self._pointed = parameter
        self._cells.clear()
        if len(self._rows.check):
            last = self.index(len(self._rows.check) - 1, len(HEADERS) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.BackgroundRole])

    def show(self, rows: GradientRows) -> None:
        """Show `rows`; the same parameters as before keep the view as it is."""
        before, self._rows = self._rows.check.parameters, rows
        self._cells.clear()
        if before != rows.check.parameters:
            self.beginResetModel()
            self.endResetModel()
        elif before:
            self.dataChanged.emit(self.index(0, 1), self.index(len(before) - 1, len(HEADERS) - 1))

    def _write_headers(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADERS) - 1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows.check)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._notation.write(HEADERS[section])
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._notation.write(TIPS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[section > 0]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index.row(), index.column())
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ForegroundRole:
            return None if cell.colour is None else QColor(cell.colour)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[cell.is_right]
        if role == Qt.ItemDataRole.FontRole:
            return _bold() if cell.is_bold else None
        if role == Qt.ItemDataRole.BackgroundRole:
            return None if cell.ground is None else QColor(cell.ground)
        return cell.number if role == NUMBER_ROLE else None

    def cell(self, row: int, column: int) -> TableCell:
        """What stands in a cell; made once, however often it is painted."""
        key = (row, column)
        if key not in self._cells:
            made = self._made(row, column)
            is_pointed = self._pointed == self._rows.check.parameters[row]
            self._cells[key] = replace(made, ground=self._theme.accent_soft) if is_pointed else made
        return self._cells[key]

    def _made(self, row: int, column: int) -> TableCell:
        if column == 0:
            return TableCell(self._rows.check.parameters[row].shown)
        name, number = HEADERS[column], self._number(row, column)
        if name == "numeric" and not self._rows.check.tries[row]:
            return TableCell(_NOT_YET, colour=self._theme.muted, is_right=True)
        text = rounded(number) if name == Symbol.WEIGHT else signed(number, DIGITS)
        return TableCell(
            text, number, self._colour(row, column), name == Symbol.WEIGHT_GRADIENT, is_right=True
        )

    def _number(self, row: int, column: int) -> float:
        check = self._rows.check
        columns = (self._rows.values, check.analytical, check.numerical, self._rows.changes)
        return float(columns[column - 1][row])

    def _tip(self, row: int, column: int) -> str:
        check = self._rows.check.check(row)
        if not check.tries and HEADERS[column] in ("parameter", "numeric"):
            return plain(f"{check.parameter.shown}: not compared yet")
        if column == 0:
            what = check.parameter.shown
            return plain(f"{what}: {check.verdict.value}, difference {exact(check.difference)}")
        tip = f"{self._notation.write(HEADERS[column])} = {exact(self._number(row, column))}"
        return f"{tip}, with h = {exact(check.step)}" if HEADERS[column] == "numeric" else tip

    def _colour(self, row: int, column: int) -> str | None:
        if HEADERS[column] == "numeric":
            differs = self._rows.check.check(row).verdict in (Agreement.DIFFERS, Agreement.NOT_FINITE)
            return self._theme.problem if differs else self._theme.muted
        if HEADERS[column] == Symbol.WEIGHT_GRADIENT:
            return self._theme.backward_colour(self._number(row, column))
        return None


@cache
def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
