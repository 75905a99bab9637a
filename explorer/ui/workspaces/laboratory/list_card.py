"""Which runs are compared, and how did each end? A table that adds, changes, hides and drops them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.network.optimiser import OPTIMISERS
from explorer.number import NotANumber, counted, parse_number, short
from explorer.symbol import Symbol
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.colour_menu import ColourMenu, disc
from explorer.ui.widgets.plain_text import plain
from explorer.ui.widgets.question_card import QuestionCard
from explorer.ui.workspaces.laboratory import run_verbs
from explorer.ui.workspaces.laboratory.compared import ComparedRun
from explorer.ui.workspaces.laboratory.model import LaboratoryModel
from explorer.ui.workspaces.laboratory.run_table import (
    HOW,
    NAME,
    RATE,
    SHOWN,
    TIP,
    RunTable,
    texts_of,
    tip_of,
)

_CHECK = 28
_WIDEST = 100
"""Pixels of the column of check marks, and of the widest column, at the usual type size."""


class ListCard(QWidget):
    """The list of runs."""

    def __init__(self, model: LaboratoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._theme = model, LIGHT
        self._is_following = False
        opens, drops = (partial(self._of_selected, act) for act in (run_verbs.open_on_canvas, run_verbs.drop))
        self.table = RunTable(
            {
                Qt.Key.Key_Insert: self._on_add,
                Qt.Key.Key_Return: opens,
                Qt.Key.Key_Enter: opens,
                Qt.Key.Key_Delete: drops,
                Qt.Key.Key_Backspace: drops,
                Qt.Key.Key_Space: partial(self._of_selected, _toggle),
                Qt.Key.Key_F2: self._on_edit_asked,
            }
        )
        self.add, self.keep = QToolButton(), QToolButton()
        self.add.setText("Add")
        self.add.setAccessibleName("Add a run")
        self.add.setToolTip(f"Compare one more run, at the {Symbol.ALPHA} of the line (Insert)")
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.add.setMenu(self._optimisers())
        self.keep.setText("Keep")
        self.keep.setAccessibleName("Keep the selected run")
        self.keep.setToolTip("Keep the selected run beside the runs of the network, in its colour")
        self.card = QuestionCard("How did each run end?", self.table, (self.add, self.keep))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self._throttle = Throttle(self, self._refresh, interval=30, share=4.0, budget=model.jobs.budget)
        self.add.clicked.connect(lambda: self._on_add())
        self.keep.clicked.connect(lambda: self._of_selected(run_verbs.keep))
        self.table.itemDelegate().closeEditor.connect(lambda *_: self._throttle.request())
        self.table.itemChanged.connect(self._on_item_changed)
        self.table.currentCellChanged.connect(self._on_current_changed)
        self.table.customContextMenuRequested.connect(self._on_menu_asked)
        model.changed.connect(self._throttle.request)
        model.compared.changed.connect(self._throttle.request)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.table.setColumnWidth(SHOWN, theme.pixels(_CHECK))
        self.table.horizontalHeader().setMaximumSectionSize(theme.pixels(_WIDEST))
        self._throttle.request()

    def menu(self, run: ComparedRun) -> QMenu:
        """What can be done with a run."""
        model, menu = self._model, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open on the canvas\tEnter", partial(run_verbs.open_on_canvas, model, run))
        menu.addAction("Keep beside the runs of the network", partial(run_verbs.keep, model, run))
        if run.is_at_line:
            menu.addAction("Add it to the runs\tInsert", self._on_add)
            menu.addAction("Name it and add it", partial(self._edit_name, run))
            return menu
        menu.addAction("Show\tSpace" if run.choice.is_hidden else "Hide\tSpace", partial(_toggle, model, run))
        menu.addAction("Rename\tF2", partial(self._edit_name, run))
        colours = ColourMenu(self._theme.curves, run.choice.colour, menu)
        colours.chosen.connect(partial(run_verbs.set_colour, model, run))
        menu.addMenu(colours)
        menu.addSeparator()
        menu.addAction("Drop\tDelete", partial(run_verbs.drop, model, run))
        return menu

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._throttle.request()

    def _optimisers(self) -> QMenu:
        menu = QMenu(self.add)
        for name, row in OPTIMISERS.items():
            action = menu.addAction(f"With {row.label}")
            action.triggered.connect(lambda checked=False, name=name: self._on_add(name))
        return menu

    def _on_add(self, optimiser: str = "") -> None:
        if run_verbs.can_add(self._model):
            run_verbs.add(self._model, self._model.learning_rate, optimiser)

    @property
    def _selected(self) -> ComparedRun | None:
        runs, row = self._model.compared.runs, self.table.currentRow()
        return runs[row] if 0 <= row < len(runs) else None

    def _of_selected(self, act: Callable[[LaboratoryModel, ComparedRun], object]) -> None:
        if (run := self._selected) is not None:
            act(self._model, run)

    def _on_menu_asked(self, place: QPoint) -> None:
        runs, row = self._model.compared.runs, self.table.rowAt(place.y())
        if 0 <= row < len(runs):
            self.menu(runs[row]).popup(self.table.viewport().mapToGlobal(place))

    def _on_edit_asked(self) -> None:
        """F2: type the α where that is the current cell, else the name."""
        if self.table.currentColumn() == RATE:
            self.table.editItem(self.table.currentItem())
        else:
            self._of_selected(lambda model, run: self._edit_name(run))

    def _edit_name(self, run: ComparedRun) -> None:
        """Let the name be typed where it stands."""
        runs = self._model.compared.runs
        item = self.table.item(runs.index(run), NAME) if run in runs else None
        if item is not None:
            self.table.setFocus()
            self.table.setColumnHidden(NAME, False)
            self.table.setCurrentItem(item)
            self.table.editItem(item)

    def _on_current_changed(self, row: int) -> None:
        runs = self._model.compared.runs
        if not self._is_following and 0 <= row < len(runs):
            self._model.compared.select(runs[row])

    def _on_item_changed(self, item: QTableWidgetItem) -> None:
        """A person typed another α or name, or hid the curves of a run."""
        runs = self._model.compared.runs
        if self._is_following or not item.row() < len(runs):
            return
        run = runs[item.row()]
        if item.column() == SHOWN:
            run_verbs.set_hidden(self._model, run, item.checkState() == Qt.CheckState.Unchecked)
        elif item.column() == RATE:
            self._type_rate(run, item.text())
        elif item.column() == NAME and item.text() != run.choice.name:
            run_verbs.set_name(self._model, run, item.text())

    def _type_rate(self, run: ComparedRun, text: str) -> None:
        try:
            rate = parse_number(text)
        except NotANumber as refusal:
            self._model.session.document.refused.emit(str(refusal))
        else:
            if rate < 0:
                self._model.session.document.refused.emit("a learning rate is 0 or more")
            elif text != short(run.choice.learning_rate):
                run_verbs.set_rate(self._model, run, rate)
        self._throttle.request()

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        runs, table = self._model.compared.runs, self.table
        if table.state() == QAbstractItemView.State.EditingState:
            return
        self._is_following = True
        table.setRowCount(len(runs))
        for row, run in enumerate(runs):
            for column, text in enumerate(texts_of(run)):
                self._set(row, column, run, text)
        for column in (HOW, NAME):
            table.setColumnHidden(column, not any(texts_of(run)[column] for run in runs))
        selected = self._model.compared.selected
        if selected is not None:
            table.setCurrentCell(runs.index(selected), max(0, table.currentColumn()))
        self._is_following = False
        self.add.setEnabled(run_verbs.can_add(self._model))
        self.keep.setEnabled(selected is not None and selected.trainer is not None)
        self.card.say(
            f"{counted(len(runs), 'run')}; Add compares the {Symbol.ALPHA} of the line with others", TIP
        )

    def _set(self, row: int, column: int, run: ComparedRun, text: str) -> None:
        """Let a cell say this."""
        item = self.table.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.table.setItem(row, column, item)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if column == RATE:
            colour = run.colour(self._theme)
            item.setIcon(QIcon(disc(colour, self._theme.surface if run.choice.is_hidden else colour)))
            flags |= Qt.ItemFlag.ItemIsEditable
            font = item.font()
            font.setBold(run.is_at_line)
            item.setFont(font)
            place = f"{text}, at the {Symbol.ALPHA} line" if run.is_at_line else text
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self._model.write(place))
        elif column == NAME:
            flags |= Qt.ItemFlag.ItemIsEditable
        elif column == SHOWN and run.is_at_line:
            item.setData(Qt.ItemDataRole.CheckStateRole, None)
        elif column == SHOWN:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
            item.setCheckState(Qt.CheckState.Unchecked if run.choice.is_hidden else Qt.CheckState.Checked)
        item.setFlags(flags)
        item.setText(text)
        item.setToolTip(plain(self._model.write(tip_of(run))))


def _toggle(model: LaboratoryModel, run: ComparedRun) -> None:
    run_verbs.set_hidden(model, run, not run.choice.is_hidden)
