"""How do the first rows of a table look before they come in, and how is it said what each column is?

A QTableView whose first row has the role of each column. A click on it, or on the title, opens a menu of the
roles; from the keyboard Enter, Space or F2 anywhere in the column do.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from explorer.files.sample_table.input_labels import input_name, labelled_columns
from explorer.files.sample_table.options import ColumnRole, ColumnUse
from explorer.files.sample_table.preview import TablePreview
from explorer.network.model import Network
from explorer.plain_text import shown_name
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.plain_text import plain

_MOST_ROWS = 8
_MOST_FITTED = 30  # columns: to measure the cells of a thousand takes a quarter of a second
_Index = QModelIndex | QPersistentModelIndex
_MENU_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)
_WORDS = {
    ColumnUse.INPUT: "input",
    ColumnUse.TARGET: "target",
    ColumnUse.INPUT_LABELS: "labels, an input each",
    ColumnUse.ONE_HOT: "labels, an output each",
    ColumnUse.HELD_OUT: "what is held out",
    ColumnUse.IGNORED: "left out",
}


def role_words(role: ColumnRole) -> str:
    """“input x1”, “labels colour=…”, “target y”, “labels, an output each”, “what is held out”, “left out”."""
    if role.use is ColumnUse.INPUT_LABELS and role.name:
        return f"labels {shown_name(input_name(role.name, '…'))}"
    words = _WORDS[role.use]
    return f"{words} {shown_name(role.name)}" if role.name else words


def role_choices(network: Network | None) -> list[ColumnRole]:
    """What a column can be, for a network or for one that is to be made."""
    last = [ColumnRole(use) for use in (ColumnUse.ONE_HOT, ColumnUse.HELD_OUT, ColumnUse.IGNORED)]
    if network is None:
        uses = (ColumnUse.INPUT, ColumnUse.INPUT_LABELS, ColumnUse.TARGET)
        return [*map(ColumnRole, uses), *last]
    inputs = [ColumnRole(ColumnUse.INPUT, neuron.name) for neuron in network.inputs]
    inputs += [ColumnRole(ColumnUse.INPUT_LABELS, column) for column in labelled_columns(network)]
    targets = [ColumnRole(ColumnUse.TARGET, neuron.name) for neuron in network.outputs]
    return [*inputs, *targets, *last[len(targets) < 2 :]]


class PreviewModel(QAbstractTableModel):
    """The role of each column, and below it the first rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.preview: TablePreview | None = None
        self.theme = LIGHT

    def show_preview(self, preview: TablePreview | None) -> None:
        """Show another table, or the same with other roles; None: nothing that could be read."""
        self.beginResetModel()
        self.preview = preview
        self.endResetModel()

    @property
    def roles(self) -> tuple[ColumnRole, ...]:
        """What each column is."""
        return () if self.preview is None else self.preview.roles

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        if parent.isValid() or self.preview is None:
            return 0
        return 1 + min(len(self.preview.rows), _MOST_ROWS)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self.preview is None else len(self.roles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if self.preview is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._title(section)
        return "is" if section == 0 else str(self.preview.rows[section - 1][0])

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.roles[index.column()]
        if index.row() == 0:
            return self._role_data(index.column(), column, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(self._cell(index))
        if role == Qt.ItemDataRole.ForegroundRole and column.use in (ColumnUse.IGNORED, ColumnUse.HELD_OUT):
            return QColor(self.theme.muted)
        return None

    def _role_data(self, place: int, column: ColumnRole, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{role_words(column)} ▾"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"column {self._title(place)} is {role_words(column)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return "What this column is: click, or press Enter, for another"
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(self.theme.accent_soft)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._colour(column.use))
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(column.use is not ColumnUse.IGNORED)
            return font
        return None

    def _colour(self, use: ColumnUse) -> str:
        if use in (ColumnUse.INPUT, ColumnUse.INPUT_LABELS):
            return self.theme.accent
        return self.theme.target if use in (ColumnUse.TARGET, ColumnUse.ONE_HOT) else self.theme.muted

    def _title(self, place: int) -> str:
        titles = () if self.preview is None else self.preview.titles
        return shown_name(titles[place]) if any(titles[place : place + 1]) else f"column {place + 1}"

    def _cell(self, index: _Index) -> str:
        assert self.preview is not None
        cells = self.preview.rows[index.row() - 1][1]
        return shown_name(cells[index.column()].strip()) if index.column() < len(cells) else ""


class PreviewTable(QTableView):
    """The first rows of a table; the role of each column is chosen in its menu."""

    role_chosen = Signal(int, object)
    """The place of a column, and the ColumnRole that the person chose for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = PreviewModel(self)
        self.choices: Sequence[ColumnRole] = ()
        self.setModel(self.rows)
        self.setAccessibleName("First rows of the table, and what each column is")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self.open_menu)
        self.verticalHeader().setDefaultSectionSize(26)
        self.clicked.connect(self._on_clicked)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self.rows.theme = theme

    def show_preview(self, preview: TablePreview | None, choices: Sequence[ColumnRole]) -> None:
        """Show another table, or the same with other roles, of which these may be chosen."""
        current = self.currentIndex()
        self.choices = choices
        self.rows.show_preview(preview)
        for place in range(min(len(self.rows.roles), _MOST_FITTED)):
            self.resizeColumnToContents(place)
        self.setCurrentIndex(self.rows.index(max(0, current.row()), max(0, current.column())))

    def open_menu(self, place: int) -> None:
        """Let the person choose what the column at `place` is."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for choice in self.choices:
            action = menu.addAction(plain(role_words(choice)).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(choice == self.rows.roles[place])
            action.triggered.connect(partial(self.role_chosen.emit, place, choice))
            if action.isChecked():
                menu.setActiveAction(action)
        where = self.visualRect(self.rows.index(0, place)).bottomLeft()
        menu.popup(self.viewport().mapToGlobal(QPoint(max(0, where.x()), max(0, where.y()))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MENU_KEYS and self.currentIndex().isValid():
            self.open_menu(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.row() == 0:
            self.open_menu(index.column())
