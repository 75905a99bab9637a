"""Do the gradients agree with what nudging each parameter does to E?"""

import numpy as np
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QFont, QFontMetrics, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from explorer.backprop.gradient_check import TOLERANCE, GradientCheck, ParameterCheck, Verdict, checking
from explorer.backprop.update import next_change
from explorer.network.learning_rule import Memory
from explorer.network.model import Experiment, Penalty
from explorer.number import counted, exact, rounded
from explorer.ui.panels.gradient_table import GradientRow, GradientTable
from explorer.ui.session.job_runner import JobRunner
from explorer.ui.session.session import Session
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import Theme, give_role

_INTERVAL = 120
"""Milliseconds between two checks while the network changes."""

_WIDEST_WEIGHT, _WIDEST_GRADIENT = "−0.0000 ", "−0.00e−00"
_MARGIN = 6  # pixels


class GradientsPanel(QWidget):
    """Every ∂E/∂w by backpropagation beside the same by central differences, with what each way took."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document = self._document = session.document
        self._frames, self._selection = session.frames, session.selection
        self._memory: Memory | None = None
        self._table = GradientTable(self)
        self._view = self._make_view()
        self._analytical_cost, self._numerical_cost = QLabel(), QLabel()
        self._banner = QLabel()
        self._banner.setWordWrap(True)
        self._hint = QLabel()
        self._empty = QLabel()
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._pages = QStackedWidget()
        self._lay_out()
        self._checked: list[ParameterCheck] = []
        self._experiment = document.experiment
        self._shown: Experiment | None = None
        self._checking = JobRunner(session.jobs, self)
        self._checking.delivered.connect(lambda checks: self._checked.extend(checks))
        self._checking.progressed.connect(self._show_progress)
        self._checking.ended.connect(self._on_checked)
        self._checking.cancelled.connect(self._on_given_up)
        self._throttle = Throttle(self, self._begin, _INTERVAL, budget=session.jobs.budget)
        document.experiment_changed.connect(self._throttle.request)
        self._frames.changed.connect(self._follow_memory)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._table.set_theme(theme)
        self._view.viewport().update()

    def _follow_memory(self) -> None:
        """Show what the next update would be, if that is another one than it was."""
        if self._document.experiment is self._shown and self._frames.memory != self._memory:
            self._shown = None
            self._throttle.request()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._throttle.request()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self._selection.hover(None)
        elif event.type() == QEvent.Type.KeyRelease:
            self._on_row(self._view.currentIndex())
        return super().eventFilter(watched, event)

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self._table)
        view.setAccessibleName("Gradients by backpropagation and by finite differences")
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setMouseTracking(True)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(28)
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setResizeContentsPrecision(0)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        bold = QFont(view.font())
        bold.setBold(True)
        for column, font, widest in ((1, view.font(), _WIDEST_WEIGHT), (2, bold, _WIDEST_GRADIENT)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, QFontMetrics(font).horizontalAdvance(widest) + _MARGIN)
        view.entered.connect(self._on_row)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)
        return view

    def _lay_out(self) -> None:
        heads = QGridLayout()
        for column, (title, cost) in enumerate(
            (("Backpropagation", self._analytical_cost), ("Finite differences", self._numerical_cost))
        ):
            label = QLabel(title)
            label.setProperty("role", "title")
            cost.setProperty("role", "muted")
            heads.addWidget(label, 0, column)
            heads.addWidget(cost, 1, column)
        self._hint.setProperty("role", "muted")
        self._hint.setWordWrap(True)
        page = QWidget()
        column_layout = QVBoxLayout(page)
        column_layout.setContentsMargins(8, 8, 8, 8)
        column_layout.addLayout(heads)
        column_layout.addWidget(self._view, 1)
        column_layout.addWidget(self._banner)
        column_layout.addWidget(self._hint)
        self._pages.addWidget(page)
        self._pages.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _begin(self) -> None:
        """Check the document as it now is, unless nobody looks, it is being checked or it was."""
        is_known = self._document.experiment is self._shown
        if not self.isVisible() or self._checking.is_running or is_known:
            return
        self._experiment, self._memory = self._document.experiment, self._frames.memory
        self._checked.clear()
        self._checking.start(checking(self._experiment), "Checking the gradients")

    def _show_progress(self) -> None:
        total = len(self._experiment.network.parameters)
        self._say(f"checking … {len(self._checked)} of {total}", "muted")

    def _on_checked(self) -> None:
        """Show all rows together, and check anew what has changed meanwhile."""
        self._shown = self._experiment
        self._show()
        if self._document.experiment is not self._shown:
            self._throttle.request()

    def _on_given_up(self) -> None:
        self._shown = self._experiment
        self._say("not checked: cancelled", "muted")

    def _show(self) -> None:
        network = self._experiment.network
        check = GradientCheck(tuple(self._checked), len(self._experiment.training_samples))
        self._empty.setText(_why_empty(self._experiment))
        self._pages.setCurrentIndex(0 if check.checks else 1)
        gradients = np.array([row.analytical for row in check.checks])
        with np.errstate(all="ignore"):
            changes = next_change(self._experiment, gradients, self._memory)
        self._table.show(
            tuple(
                GradientRow(row, network.parameter_value(row.parameter), float(change))
                for row, change in zip(check.checks, changes, strict=True)
            )
        )
        forward, backward = check.analytical_passes
        self._analytical_cost.setText(f"{forward} forward + {backward} backward")
        self._numerical_cost.setText(f"{check.numerical_passes} forward passes")
        over = self._experiment.loss.over_samples.value
        penalty = "" if self._experiment.training.penalty == Penalty() else ", and of the penalty R"
        self._hint.setText(
            f"Gradients of the {over} over {counted(check.samples, 'sample')}{penalty}. "
            "Point at a row to light every path from that weight to E."
        )
        self._say(*_outcome(check))
        is_finite = all(row.verdict is not Verdict.NOT_FINITE for row in check.checks)
        tip = f"largest relative difference = {exact(check.largest_difference)}"
        self._banner.setToolTip(tip if is_finite else "")

    def _say(self, text: str, role: str) -> None:
        self._banner.setText(text)
        give_role(self._banner, role)

    def _on_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self._selection.hover(self._table.rows[index.row()].check.parameter)


def _why_empty(experiment: Experiment) -> str:
    """What to do so that there are gradients to check."""
    if not experiment.network.outputs:
        return "Draw an output first: without one there is no E to descend."
    if not experiment.samples:
        return "Add a sample first: without one there is no E to descend."
    if not experiment.training_samples:
        return "Every sample is held out: let one take part in training."
    return "Nothing learns yet: connect two neurons, or give one a bias."


def _outcome(check: GradientCheck) -> tuple[str, str]:
    """What the check says, in words, and in which role."""
    count = {verdict: sum(row.verdict is verdict for row in check.checks) for verdict in Verdict}
    largest, total = rounded(check.largest_difference, 2), len(check.checks)
    if count[Verdict.NOT_FINITE]:
        return f"✗ {count[Verdict.NOT_FINITE]} of {total} gradients not finite", "problem"
    if count[Verdict.DIFFERS]:
        return f"✗ {count[Verdict.DIFFERS]} of {total} gradients off, by up to {largest}", "problem"
    agree = f"✓ agree: largest relative difference {largest}"
    kinks = count[Verdict.AT_A_KINK]
    faint = sum(row.verdict is Verdict.AGREES and _differs_in_digits(row) for row in check.checks)
    remarks = (f"; {kinks} at a kink, where a slope jumps" if kinks else "") + (
        f"; {faint} too small beside E for differences to resolve" if faint else ""
    )
    return agree + remarks, "good"


def _differs_in_digits(row: ParameterCheck) -> bool:
    """Whether the two gradients look different, though rounding E explains all of it."""
    larger = max(abs(row.analytical), abs(row.numerical))
    return abs(row.analytical - row.numerical) > TOLERANCE * larger
