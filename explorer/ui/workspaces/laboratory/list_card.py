"""Which runs are compared, and how did each end? A table that adds, changes, hides and drops them."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.network.optimiser import OPTIMISERS
from explorer.number import NotANumber, counted, exact, is_rounded, parse_number, rounded, short
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.colour_menu import ColourMenu, disc
from explorer.ui.widgets.plain_text import plain
from explorer.ui.widgets.question_card import QuestionCard
from explorer.ui.workspaces.laboratory import run_verbs
from explorer.ui.workspaces.laboratory.compared import ComparedRun
from explorer.ui.workspaces.laboratory.model import LaboratoryModel

_COLUMNS = ("", "α", "verdict", "last E", "how", "steps")
_SHOWN, _RATE, _VERDICT, _LOSS, _HOW, _STEPS = range(6)
_CHECK = 28
"""Pixels of the column of check marks, at the usual type size."""
_TIP = (
    "Enter opens a run on the canvas, F2 or a double click on its α changes that, Space hides its curves, "
    "Delete drops it"
)


class RunTable(QTableWidget):
    """One row for each run, that at the α line last. `keys`: what some keys do while no α is being typed."""

    def __init__(self, keys: Mapping[Qt.Key, Callable[[], object]]) -> None:
        super().__init__(0, len(_COLUMNS))
        self._keys = keys
        self.setHorizontalHeaderLabels(_COLUMNS)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_SHOWN, QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Runs that are compared")
        self.setAccessibleDescription(_TIP)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(Qt.Key(event.key()))
        if act is None or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        else:
            act()
            event.accept()


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
            }
        )
        self.add, self.keep = QToolButton(), QToolButton()
        self.add.setText("Add")
        self.add.setAccessibleName("Add a run")
        self.add.setToolTip("Compare one more run, at the α of the line (Insert)")
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
        self.table.itemChanged.connect(self._on_item_changed)
        self.table.currentCellChanged.connect(self._on_current_changed)
        self.table.customContextMenuRequested.connect(self._on_menu_asked)
        model.changed.connect(self._throttle.request)
        model.compared.changed.connect(self._throttle.request)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.table.setColumnWidth(_SHOWN, theme.pixels(_CHECK))
        self._throttle.request()

    def menu(self, run: ComparedRun) -> QMenu:
        """What can be done with a run."""
        model, menu = self._model, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open on the canvas\tEnter", partial(run_verbs.open_on_canvas, model, run))
        menu.addAction("Keep beside the runs of the network", partial(run_verbs.keep, model, run))
        if run.is_at_line:
            menu.addAction("Add it to the runs\tInsert", self._on_add)
            return menu
        menu.addAction("Show\tSpace" if run.choice.is_hidden else "Hide\tSpace", partial(_toggle, model, run))
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

    def _on_current_changed(self, row: int) -> None:
        runs = self._model.compared.runs
        if not self._is_following and 0 <= row < len(runs):
            self._model.compared.select(runs[row])

    def _on_item_changed(self, item: QTableWidgetItem) -> None:
        """A person typed another α, or hid the curves of a run."""
        runs = self._model.compared.runs
        if self._is_following or not item.row() < len(runs):
            return
        run = runs[item.row()]
        if item.column() == _SHOWN:
            run_verbs.set_hidden(self._model, run, item.checkState() == Qt.CheckState.Unchecked)
        elif item.column() == _RATE:
            self._type_rate(run, item.text())

    def _type_rate(self, run: ComparedRun, text: str) -> None:
        try:
            rate = parse_number(text)
        except NotANumber as refusal:
            self._model.session.document.refused.emit(str(refusal))
        else:
            if rate < 0:
                self._model.session.document.refused.emit("α is 0 or more")
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
            for column, text in enumerate(_texts(run)):
                self._set(row, column, run, text)
        table.setColumnHidden(_HOW, not any(_texts(run)[_HOW] for run in runs))
        selected = self._model.compared.selected
        if selected is not None:
            table.setCurrentCell(runs.index(selected), max(0, table.currentColumn()))
        self._is_following = False
        self.add.setEnabled(run_verbs.can_add(self._model))
        self.keep.setEnabled(selected is not None and selected.trainer is not None)
        self.card.say(f"{counted(len(runs), 'run')}; Add compares the α of the line with others", _TIP)

    def _set(self, row: int, column: int, run: ComparedRun, text: str) -> None:
        """Let a cell say this."""
        item = self.table.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.table.setItem(row, column, item)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if column == _RATE:
            colour = run.colour(self._theme)
            item.setIcon(QIcon(disc(colour, self._theme.surface if run.choice.is_hidden else colour)))
            flags |= Qt.ItemFlag.ItemIsEditable
            font = item.font()
            font.setBold(run.is_at_line)
            item.setFont(font)
            place = f"{text}, at the α line" if run.is_at_line else text
            item.setData(Qt.ItemDataRole.AccessibleTextRole, place)
        elif column == _SHOWN and run.is_at_line:
            item.setData(Qt.ItemDataRole.CheckStateRole, None)
        elif column == _SHOWN:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
            item.setCheckState(Qt.CheckState.Unchecked if run.choice.is_hidden else Qt.CheckState.Checked)
        item.setFlags(flags)
        item.setText(text)
        item.setToolTip(plain(_tip(run)))


def _toggle(model: LaboratoryModel, run: ComparedRun) -> None:
    run_verbs.set_hidden(model, run, not run.choice.is_hidden)


def _texts(run: ComparedRun) -> tuple[str, ...]:
    """What the cells of its row say."""
    choice, snapshot = run.choice, run.snapshot
    how = [OPTIMISERS[choice.optimiser].label] if choice.optimiser else []
    how += [f"{rounded(change.learning_rate)} from {change.step}" for change in choice.changes]
    steps = "" if snapshot is None else str(snapshot.step)
    loss = "" if snapshot is None else rounded(float(snapshot.history.last.loss[0]), 3)
    verdict = "training …" if run.verdict is None else str(run.verdict.kind)
    return "", short(choice.learning_rate), verdict, loss, ", ".join(how), steps


def _tip(run: ComparedRun) -> str:
    rate = run.choice.learning_rate
    exactly = [f"exactly {exact(rate)}"] if is_rounded(rate, 6) else []
    place = ["the run at the α line"] if run.is_at_line else []
    words = [run.name, *exactly, *place, *([] if run.verdict is None else [run.verdict.sentence]), _TIP]
    return "\n".join(words)
