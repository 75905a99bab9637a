"""What does the list of compared runs look like? A table with a row for each run, and what its cells say."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget

from explorer.network.optimiser import OPTIMISERS
from explorer.number import exact, is_rounded, rounded, short
from explorer.symbol import Symbol
from explorer.ui.workspaces.laboratory.compared import ComparedRun

_COLUMNS = ("", Symbol.ALPHA, "verdict", f"last {Symbol.LOSS}", "how", "steps", "name")
SHOWN, RATE, VERDICT, LOSS, HOW, STEPS, NAME = range(7)
"""Their numbers; names stand next to α."""

TIP = (
    "Enter opens a run on the canvas, F2 names it, F2 or a double click on its learning rate changes that, "
    "Space hides its curves, Delete drops it"
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
        header.setSectionResizeMode(SHOWN, QHeaderView.ResizeMode.Fixed)
        header.moveSection(NAME, VERDICT)
        self.setWordWrap(False)
        self.setAccessibleName("Runs that are compared")
        self.setAccessibleDescription(TIP)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(Qt.Key(event.key()))
        if act is None or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        else:
            act()
            event.accept()


def texts_of(run: ComparedRun) -> tuple[str, ...]:
    """What the cells of its row say."""
    choice, snapshot = run.choice, run.snapshot
    how = [OPTIMISERS[choice.optimiser].label] if choice.optimiser else []
    how += [f"{rounded(change.learning_rate)} from {change.step}" for change in choice.changes]
    steps = "" if snapshot is None else str(snapshot.step)
    loss = "" if snapshot is None else rounded(float(snapshot.history.last.loss[0]), 3)
    verdict = "training …" if run.verdict is None else str(run.verdict.kind)
    return "", short(choice.learning_rate), verdict, loss, ", ".join(how), steps, choice.name


def tip_of(run: ComparedRun) -> str:
    """What is said of it where one hovers over its row."""
    rate = run.choice.learning_rate
    exactly = [f"exactly {exact(rate)}"] if is_rounded(rate, 6) else []
    place = [f"the run at the {Symbol.ALPHA} line"] if run.is_at_line else []
    name = [run.name] if run.choice.name else []
    words = [
        *name,
        run.described,
        *exactly,
        *place,
        *([] if run.verdict is None else [run.verdict.sentence]),
        TIP,
    ]
    return "\n".join(words)
