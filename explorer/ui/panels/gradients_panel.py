"""Do the gradients agree with what nudging each parameter does to E?"""

from math import inf

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

from explorer.backprop.frame import Frame
from explorer.backprop.gradient_check import Agreement, GradientCheck, checking
from explorer.job import in_thread
from explorer.network.learning_rule import Memory
from explorer.network.model import Experiment, Penalty
from explorer.number import counted, exact, rounded
from explorer.symbol import Symbol
from explorer.ui.panels.gradient_table import GradientRows, GradientTable
from explorer.ui.session.job_runner import JobRunner
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import Theme, give_role
from explorer.ui.widgets.number_delegate import NumberDelegate

_WIDEST_WEIGHT, _WIDEST_GRADIENT = "−0.0000 ", "−0.00e−00"
_MARGIN = 6  # pixels

_MANY = 4_000
"""Parameters times samples: with so many a check takes a thread of its own, and not the one that draws; and
while a network trains, they are compared once it rests."""

_PATIENCE = 0.1
"""Seconds of a check before it says how far it has come."""


class GradientsPanel(QWidget):
    """Every ∂E/∂w by backpropagation beside the same by central differences, with what each way took."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frames, self._selection, self._notation = session.frames, session.selection, session.notation
        self._table = GradientTable(session.notation, self)
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
        self._check: GradientCheck | None = None
        self._checked: Experiment | None = None  # or being checked
        self._memory: Memory | None = None
        self._budget = session.jobs.budget
        self._checking = JobRunner(session.jobs, self)
        self._checking.delivered.connect(self._show)
        self._checking.progressed.connect(self._show_progress)
        self._checking.cancelled.connect(lambda: self._say("not checked: cancelled", "muted"))
        self._frames.changed.connect(self._follow)
        self._selection.hovered_changed.connect(self._table.show_pointed)
        session.training.running_changed.connect(self._follow)
        session.notation.changed.connect(self._write_anew)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`, as large as its type."""
        self._table.set_theme(theme)
        self._view.verticalHeader().setDefaultSectionSize(theme.pixels(28))
        self._fit_columns()
        self._view.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self._selection.hover(None)
        elif event.type() == QEvent.Type.KeyRelease:
            self._on_row(self._view.currentIndex())
        return super().eventFilter(watched, event)

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self._table)
        view.setItemDelegate(NumberDelegate(view, self._table.cell))
        view.setAccessibleName("Gradients by backpropagation and by finite differences")
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setMouseTracking(True)
        view.verticalHeader().hide()
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setResizeContentsPrecision(0)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        view.entered.connect(self._on_row)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)
        return view

    def _fit_columns(self) -> None:
        """As wide as the widest weight and gradient are in the present type."""
        header, plain = self._view.horizontalHeader(), self._view.font()
        bold = QFont(plain)
        bold.setBold(True)
        for column, font, widest in ((1, plain, _WIDEST_WEIGHT), (2, bold, _WIDEST_GRADIENT)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, QFontMetrics(font).horizontalAdvance(widest) + _MARGIN)

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

    def _follow(self) -> None:
        """Check what is shown, unless nobody looks, or it is checked or being checked."""
        frame, check = self._frames.frame, self._check
        if not self.isVisible():
            return
        is_to_be_compared = check is not None and not (check.is_compared or self._checking.is_running)
        if frame.experiment is not self._checked or (is_to_be_compared and not self._frames.is_live):
            self._begin(frame)
        elif check is not None and _memory(frame) != self._memory:
            self._show(check)

    def _begin(self, frame: Frame) -> None:
        """Check once the frame is painted: the canvas is looked at while a value is dragged.

        While a network trains, the panel has the gradients of each frame at once, as long as that one stands.
        """
        self._check, self._checked = None, frame.experiment
        wiring = None if frame.shown is None else frame.shown.script.wiring
        evaluations = len(frame.experiment.training_samples) * len(frame.experiment.network.parameters)
        is_large, is_live = evaluations >= _MANY, self._frames.is_live
        job = checking(frame.experiment, wiring=wiring, compares=not (is_large and is_live))
        is_beside, at_once = is_large and not is_live, inf if is_live else 0.0
        self._checking.start(in_thread(job) if is_beside else job, "Checking the gradients", at_once)

    def _show_progress(self, progress: float) -> None:
        """How far a check has come, once it takes long enough for that to be read."""
        if self._budget.clock() - self._checking.began_at < _PATIENCE:
            return
        total = 0 if self._checked is None else len(self._checked.network.parameters)
        self._say(f"checking … {round(progress * total)} of {total}", "muted")

    def _show(self, check: GradientCheck) -> None:
        """Show all rows together, with what the next update would make of them."""
        experiment = self._checked
        assert experiment is not None
        self._check, self._memory = check, _memory(self._frames.frame)
        self._empty.setText(self._notation.write(_why_empty(experiment)))
        self._pages.setCurrentIndex(0 if len(check) else 1)
        self._table.show(GradientRows.of(experiment, check, self._memory))
        forward, backward = check.analytical_passes
        self._analytical_cost.setText(f"{forward} forward + {backward} backward")
        numerical = f"{check.numerical_passes} forward passes" if check.is_compared else "not compared yet"
        self._numerical_cost.setText(numerical)
        over = experiment.loss.over_samples.value
        penalty = "" if experiment.training.penalty == Penalty() else ", and of the penalty R"
        self._hint.setText(
            f"Gradients of the {over} over {counted(check.samples, 'sample')}{penalty}. "
            f"Point at a row to light every path from that weight to {self._notation.write(Symbol.LOSS)}."
        )
        if not check.is_compared:
            self._say("to be compared when training pauses" if self._frames.is_live else "", "muted")
            self._banner.setToolTip("")
            return
        self._say(*_outcome(check))
        tip = f"largest relative difference = {exact(check.largest_difference)}"
        self._banner.setToolTip("" if check.count(Agreement.NOT_FINITE) else tip)

    def _write_anew(self) -> None:
        """Say the same in another notation."""
        if self._check is not None:
            self._show(self._check)

    def _say(self, text: str, role: str) -> None:
        self._banner.setText(self._notation.write(text))
        give_role(self._banner, role)

    def _on_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self._selection.hover(self._table.rows.check.parameters[index.row()])


def _memory(frame: Frame) -> Memory | None:
    """What the optimiser remembers at the step whose numbers are shown."""
    return None if frame.shown is None else frame.shown.memory


def _why_empty(experiment: Experiment) -> str:
    """What to do so that there are gradients to check."""
    if not experiment.network.outputs:
        return f"Draw an output first: without one there is no {Symbol.LOSS} to descend."
    if not experiment.samples:
        return f"Add a sample first: without one there is no {Symbol.LOSS} to descend."
    if not experiment.training_samples:
        return "Every sample is held out: let one take part in training."
    return "Nothing learns yet: connect two neurons, or give one a bias."


def _outcome(check: GradientCheck) -> tuple[str, str]:
    """What the check says, in words, and in which role."""
    largest, total = rounded(check.largest_difference, 2), len(check)
    if check.count(Agreement.NOT_FINITE):
        by_each = [int(np.sum(~np.isfinite(column))) for column in (check.analytical, check.numerical)]
        return (
            f"✗ not finite: {by_each[0]} of {total} by backpropagation, {by_each[1]} by finite differences",
            "problem",
        )
    if check.count(Agreement.DIFFERS):
        return (
            f"✗ {check.count(Agreement.DIFFERS)} of {total} gradients off, by up to {largest}",
            "problem",
        )
    agree = f"✓ agree: largest relative difference {largest}"
    kinks, unresolved = check.count(Agreement.AT_A_KINK), check.unresolved
    remarks = (f"; {kinks} at a kink, where a slope jumps" if kinks else "") + (
        f"; {unresolved} too small beside {Symbol.LOSS} for differences to resolve" if unresolved else ""
    )
    return agree + remarks, "good"
