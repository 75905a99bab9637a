"""What is drawn on the canvas, as a table that keyboards and screen readers reach?

A row for every neuron and every connection, with what the animation has reached. The values are typed here as
they are on the canvas, and a selected row is selected there.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from explorer.backprop.frame import Frame
from explorer.network.editable_value import (
    EditableValue,
    has_field,
    main_field,
    value_of,
    weight_field,
)
from explorer.network.model import Connection, Ends, Experiment, Neuron, Parameter
from explorer.number import MINUS, exact, rounded
from explorer.plain_text import shown_name
from explorer.symbol import Symbol
from explorer.ui.commands.network_verbs import type_value
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.number_delegate import NUMBER_ROLE, NumberDelegate
from explorer.ui.widgets.plain_text import plain

HEADERS = ("part", "kind", "value", Symbol.Z, Symbol.A, Symbol.DELTA, "gradient")
TIPS = (
    "A neuron, or a connection from source to dest",
    "The kind of neuron and its activation, or weight",
    "An input's or constant's value, a neuron's bias, a connection's weight: type another",
    f"Pre-activation {Symbol.Z} = Σ {Symbol.WEIGHT} {Symbol.A} + {Symbol.BIAS}",
    f"Activation {Symbol.A} = {Symbol.PHI}({Symbol.Z}); of a connection {Symbol.WEIGHT} · {Symbol.A}",
    f"Error {Symbol.DELTA}: how {Symbol.LOSS} changes with {Symbol.Z}",
    f"{Symbol.BIAS_GRADIENT} of a neuron, {Symbol.WEIGHT_GRADIENT} of a connection",
)
_PART, _KIND, _VALUE = (HEADERS.index(name) for name in ("part", "kind", "value"))
_NUMBERS = range(_VALUE, len(HEADERS))
_LEAST_NUMBER = f"{MINUS}0.05"
"""A column of numbers has room for as long a one at least."""
_PADDING = 8
"""Pixels beside the text of a cell, with the line of the grid."""
_MOST_OF_PARTS = 0.6
"""The column of parts has no more of what the numbers leave: names may be of any length."""

_Index = QModelIndex | QPersistentModelIndex
_Part = Neuron | Connection


class _Table(QAbstractTableModel):
    """Neurons in the order of computation, then connections."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._frame = Frame(Experiment())
        self._parts: tuple[_Part, ...] = ()
        self._pointed: str | Ends | None = None
        self.theme: Theme = LIGHT
        self.is_brief = False
        """Whether a kind is one word: an activation, where a neuron has one."""

    def show(self, frame: Frame) -> None:
        """Show the numbers of `frame`."""
        before, self._frame = self._frame, frame
        if frame.notation is not before.notation:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADERS) - 1)
        network = frame.experiment.network
        if before.experiment.network.graph != network.graph or not self._parts:
            self.beginResetModel()
            self._parts = (*network.order, *network.connections)
            self.endResetModel()
        elif not frame.has_same_numbers(before):
            self._parts = (*network.order, *network.connections)
            last = self.index(len(self._parts) - 1, len(HEADERS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def show_pointed(self, pointed: str | Ends | None) -> None:
        """Let the row stand out of the neuron or connection that is pointed at, wherever that is."""
        self._pointed = pointed
        if self._parts:
            last = self.index(len(self._parts) - 1, len(HEADERS) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.BackgroundRole])

    def rows_of(self, names: frozenset[str], ends: frozenset[Ends]) -> list[int]:
        """The rows of these neurons and connections."""
        return [
            row
            for row, part in enumerate(self._parts)
            if (part.ends in ends if isinstance(part, Connection) else part.name in names)
        ]

    def words(self, column: int) -> set[str]:
        """What stands in this column, of parts or of kinds."""
        return {str(self._shown(part, column)) for part in self._parts}

    def part(self, row: int) -> _Part:
        """The neuron or connection in this row."""
        return self._parts[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._parts)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._frame.notation.write(HEADERS[section])
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return self._frame.notation.write(TIPS[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        is_shown = role == Qt.ItemDataRole.DisplayRole
        cell = (self._shown if is_shown else self._cell)(self._parts[index.row()], index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            if not isinstance(cell, float):
                return plain(cell) if cell is not None and role == Qt.ItemDataRole.ToolTipRole else cell
            return rounded(cell) if is_shown else exact(cell)
        if role == NUMBER_ROLE:
            return cell if isinstance(cell, float) else None
        if role == Qt.ItemDataRole.BackgroundRole:
            is_pointed = self._pointed is not None and self._pointed == _place(self._parts[index.row()])
            return QColor(self.theme.accent_soft) if is_pointed else None
        if role == Qt.ItemDataRole.ForegroundRole and isinstance(cell, float):
            is_backward = HEADERS[index.column()] in (Symbol.DELTA, "gradient")
            colour = self.theme.backward_colour if is_backward else self.theme.forward_colour
            return QColor(colour(cell))
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        part, text = self._parts[index.row()], str(value)
        return type_value(self._document, self._frame.sample, _field(part), text)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == _VALUE else flags

    def _shown(self, part: _Part, column: int) -> str | float | None:
        """What is written in a cell: the kind of a neuron in one word where there is room for no more."""
        if column == _KIND and self.is_brief and isinstance(part, Neuron) and part.activation:
            return str(part.activation)
        return self._cell(part, column)

    def _cell(self, part: _Part, column: int) -> str | float | None:
        """What stands in a cell; None where there is nothing, or the animation has not reached it."""
        name = HEADERS[column]
        if name == "value":
            field, sample = _field(part), self._frame.sample
            is_there = has_field(self._frame.experiment, sample, field)
            return value_of(self._frame.experiment, sample, field) if is_there else None
        if isinstance(part, Connection):
            if name in ("part", "kind"):
                return Parameter(*part.ends).shown if name == "part" else "weight"
            if self._frame.state is None:
                return None
            if name == Symbol.A:
                return self._frame.state.contributions.get(part.ends)
            return self._frame.state.gradients.get(Parameter(*part.ends)) if name == "gradient" else None
        if name in ("part", "kind"):
            kind = f"{part.kind.value}, {part.activation}" if part.activation else part.kind.value
            return shown_name(part.name) if name == "part" else kind
        if self._frame.state is None:
            return None
        state = self._frame.state
        known: dict[str, Mapping[str, float]] = {
            Symbol.Z: state.z,
            Symbol.A: state.a,
            Symbol.DELTA: state.delta,
        }
        if name in known:
            return known[name].get(part.name)
        return self._frame.state.gradients.get(Parameter(None, part.name))


class _TableView(QTableView):
    """Parts stand whole, kinds too or in one word; numbers have what is left, and fewer digits in it."""

    def __init__(self, table: _Table) -> None:
        super().__init__()
        self._table = table
        self.setModel(table)
        self.setItemDelegate(NumberDelegate(self))
        self.setAccessibleName("Neurons and connections")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        table.modelReset.connect(self.share_width)
        table.headerDataChanged.connect(self.share_width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_width()

    def share_width(self) -> None:
        """Give each column its width. Whatever the names are, numbers keep the room of their headers."""
        header = self.horizontalHeader()
        widths = [header.sectionSizeHint(column) for column in range(len(HEADERS))]
        number = self.fontMetrics().horizontalAdvance(_LEAST_NUMBER) + _PADDING
        for column in _NUMBERS:
            widths[column] = max(widths[column], number)
        left = self.viewport().width() - sum(widths[column] for column in _NUMBERS)
        widths[_PART] = max(widths[_PART], min(self._widest(_PART), round(_MOST_OF_PARTS * left)))
        left -= widths[_PART]
        self._table.is_brief = False
        self._table.is_brief = self._widest(_KIND) > left
        widths[_KIND] = max(widths[_KIND], min(self._widest(_KIND), left))
        left -= widths[_KIND]
        for column, width in enumerate(widths):
            more = max(0, left) // len(_NUMBERS) if column in _NUMBERS else 0
            header.resizeSection(column, width + more)

    def _widest(self, column: int) -> int:
        """Pixels that the words of a column need."""
        width = self.fontMetrics().horizontalAdvance
        return max(map(width, self._table.words(column)), default=0) + _PADDING


class NetworkTable(QWidget):
    """The table; a selected row is selected on the canvas."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frames, self._selection = session.frames, session.selection
        self._table = _Table(session.document, self)
        self._is_following = False
        self._view = _TableView(self._table)
        self._view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._view.setMouseTracking(True)
        self._view.viewport().installEventFilter(self)
        self._view.entered.connect(self._on_entered)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._view)
        session.frames.changed.connect(self._refresh)
        self._selection.changed.connect(self._show_selection)
        self._selection.pointed_changed.connect(self._table.show_pointed)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._table.theme = theme

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()
        self._view.share_width()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._selection.hover(None)
        return super().eventFilter(watched, event)

    def _on_entered(self, index: QModelIndex) -> None:
        """The pointer is on a row: what it is about stands out everywhere."""
        part = self._table.part(index.row())
        self._selection.hover(Parameter(*part.ends) if isinstance(part, Connection) else part.name)

    def _refresh(self) -> None:
        if self.isVisible():
            self._table.show(self._frames.frame)
            self._show_selection()

    def _on_selection_changed(self) -> None:
        """The person selected rows: the same is selected everywhere."""
        if not self._is_following:
            parts = [self._table.part(index.row()) for index in self._view.selectionModel().selectedRows()]
            names = [part.name for part in parts if isinstance(part, Neuron)]
            self._selection.select(names, [part.ends for part in parts if isinstance(part, Connection)])

    def _show_selection(self) -> None:
        """Select the rows of what is selected."""
        wanted = QItemSelection()
        for row in self._table.rows_of(self._selection.neurons, self._selection.connections):
            wanted.select(self._table.index(row, 0), self._table.index(row, len(HEADERS) - 1))
        self._is_following = True
        self._view.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._is_following = False


def _place(part: _Part) -> str | Ends:
    """How the selection calls it."""
    return part.ends if isinstance(part, Connection) else part.name


def _field(part: _Part) -> EditableValue:
    """What is typed in the value column of this row."""
    return weight_field(part.ends) if isinstance(part, Connection) else main_field(part)
