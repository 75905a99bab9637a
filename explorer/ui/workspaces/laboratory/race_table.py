"""How did each optimiser do in the race? A table: its α, its steps, its gradients and its verdict."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from explorer.network.optimiser import OPTIMISERS
from explorer.number import rounded
from explorer.race.racer import Racer
from explorer.symbol import Symbol
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.colour_menu import disc
from explorer.ui.widgets.plain_text import plain
from explorer.ui.widgets.written import Write, usual_write
from explorer.ui.workspaces.laboratory.race_colour import racer_colour

_COLUMNS = ("optimiser", Symbol.ALPHA, "steps", f"∇{Symbol.LOSS}", "verdict")
_HEADING_TIPS = {
    "steps": "Steps up to where the verdict tells of",
    f"∇{Symbol.LOSS}": "Gradients of all samples up to there: with mini-batches a step takes a part of one",
}
_NAMES = tuple(OPTIMISERS)
_TIP = "Space leaves an optimiser out of the race"
OPENS_TIP = "Enter or a double click opens its run on the canvas; Space leaves it out"


class RaceTable(QTableWidget):
    """A row for each optimiser there is; those that are left out have no check mark."""

    selected = Signal(str)
    """The optimiser of this name is looked at."""
    run_asked = Signal(str)
    """The run of this optimiser is to be opened."""
    left_out = Signal(str, bool)
    """The optimiser of this name shall race, or not (True)."""

    def __init__(self) -> None:
        super().__init__(len(_NAMES), len(_COLUMNS))
        self._colours = LIGHT
        self._write: Write = usual_write
        self._is_following = False
        for column, title in enumerate(_COLUMNS):
            heading = QTableWidgetItem(title)
            heading.setToolTip(_HEADING_TIPS.get(title, ""))
            self.setHorizontalHeaderItem(column, heading)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setAccessibleName("Optimisers that race")
        for row, name in enumerate(_NAMES):
            for column in range(len(_COLUMNS)):
                self.setItem(row, column, QTableWidgetItem())
            self._item(row, 0).setText(OPTIMISERS[name].label)
        self.itemChanged.connect(self._on_item_changed)
        self.currentCellChanged.connect(lambda: self.selected.emit(self.selected_name))
        self.cellDoubleClicked.connect(lambda row, column: self.run_asked.emit(_NAMES[row]))

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._colours = theme
        self._is_following = True
        for row, name in enumerate(_NAMES):
            colour = racer_colour(name, theme)
            self._item(row, 0).setIcon(QIcon(disc(colour, colour)))
        self._is_following = False
        for row in range(len(_NAMES)):
            self.setRowHeight(row, theme.pixels(22))

    def set_write(self, write: Write) -> None:
        """Write the symbols in what has come of the racers so from now on."""
        self._write = write

    def show_racers(self, racers: Mapping[str, Racer], without: tuple[str, ...], waiting: str) -> None:
        """What has come of each by its name; `waiting` is said of those of which nothing has."""
        self._is_following = True
        for row, name in enumerate(_NAMES):
            is_out, racer = name in without, racers.get(name)
            item = self._item(row, 0)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Unchecked if is_out else Qt.CheckState.Checked)
            texts = _texts(racer) if racer else ("", "", "", "left out" if is_out else waiting)
            for column, text in enumerate(texts, start=1):
                self._item(row, column).setText(text)
            for column in range(len(_COLUMNS)):
                self._item(row, column).setToolTip(plain(self._write(_tip(name, racer))))
        self._is_following = False

    @property
    def selected_name(self) -> str:
        """Which optimiser is looked at; "": none."""
        row = self.currentRow()
        return _NAMES[row] if row >= 0 else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space leaves out."""
        row = self.currentRow()
        act = self._actions().get(Qt.Key(event.key()))
        if act is None or row < 0 or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            act(row)
            event.accept()

    def _actions(self) -> dict[Qt.Key, Callable[[int], object]]:
        def opens(row: int) -> None:
            self.run_asked.emit(_NAMES[row])

        def toggles(row: int) -> None:
            self.left_out.emit(_NAMES[row], self._item(row, 0).checkState() == Qt.CheckState.Checked)

        return {Qt.Key.Key_Return: opens, Qt.Key.Key_Enter: opens, Qt.Key.Key_Space: toggles}

    def _on_item_changed(self, item: QTableWidgetItem) -> None:
        """A person clicked a check mark."""
        if not self._is_following and item.column() == 0:
            self.left_out.emit(_NAMES[item.row()], item.checkState() == Qt.CheckState.Unchecked)

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.item(row, column)
        assert item is not None, "every cell has its item from the beginning"
        return item


def _texts(racer: Racer) -> tuple[str, ...]:
    return (
        rounded(racer.learning_rate, 3),
        str(racer.step),
        rounded(racer.evaluations, 6),
        str(racer.outcome),
    )


def _tip(name: str, racer: Racer | None) -> str:
    """The whole verdict, where its α comes from, and what that took."""
    words = [OPTIMISERS[name].label, OPTIMISERS[name].sentence]
    if racer is not None:
        words[0] += f": {racer.verdict}"
        words.append(racer.rate_words)
        if racer.sweep is not None:
            words.append(f"{rounded(racer.sweep.evaluations, 6)} gradients to find that {Symbol.ALPHA}")
    opens = racer is not None and racer.experiment is not None
    return "\n".join([*words, OPENS_TIP if opens else _TIP])
