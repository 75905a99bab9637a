"""How is training going? The loss of every run, the gradient, the weights, and what each step promised."""

from collections.abc import Callable
from enum import Enum
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.kept_run import free_name
from explorer.network.model import Parameter, ScheduleChoice
from explorer.symbol import Symbol
from explorer.training.kept_network_run import name_of
from explorer.training.predicted_change import PredictedChange
from explorer.training.run_label import NamedStart, labels_of
from explorer.training.run_state import ShownStep
from explorer.ui.panels.loss.diagnosis_line import DiagnosisLine
from explorer.ui.panels.loss.last_step import LastStep
from explorer.ui.panels.loss.present_curves import ChangeCurves, WeightCurves
from explorer.ui.panels.loss.run_chip import Entry
from explorer.ui.panels.loss.run_curves import Drawn, RunCurves
from explorer.ui.panels.loss.run_list import RunList
from explorer.ui.panels.loss.verdict_line import VerdictLine
from explorer.ui.session import kept_runs
from explorer.ui.session.session import Session
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.written import write_texts

Curves = RunCurves | WeightCurves | ChangeCurves

PACES: tuple[tuple[str, float | None], ...] = (
    ("1/s", 1.0),
    ("10/s", 10.0),
    ("100/s", 100.0),
    ("1000/s", 1000.0),
    ("max", None),
)

_INTERVAL, _SHARE = 100, 9.0
"""Milliseconds between two drawings of the curves; and for at most a tenth of the time are they drawn."""


_JUDGING_INTERVAL = 250
"""Milliseconds between two verdicts on a run that goes on: words, which are to be read."""


_TALL = 330
"""Pixels from which on the plot can do without two lines for the kept runs."""


class View(Enum):
    """One of the plots: what its button says and tells."""

    LOSS = ("Loss", f"Loss {Symbol.LOSS} against step; the loss of held-out samples dashed")
    GRADIENT = (f"‖∇{Symbol.LOSS}‖", "Size of the gradient against step")
    RATE = (f"{Symbol.ALPHA}ₜ", "The learning rate of every step, as the schedule makes it")
    WEIGHTS = ("Weights", "Every weight and bias of the present run against step")
    CHANGE = ("Change", f"The change of {Symbol.LOSS} that each step promised beside the one that came")


_WITH_PENALTY = (
    f"Loss {Symbol.LOSS} with the penalty R on the weights against step; "
    "the loss of held-out samples dashed, without R"
)

_MAKERS: dict[View, Callable[[], Curves]] = {
    View.LOSS: lambda: RunCurves(Symbol.LOSS, lambda rows: rows.loss, lambda rows: rows.held_out_loss),
    View.GRADIENT: lambda: RunCurves(f"‖∇{Symbol.LOSS}‖", lambda rows: rows.gradient_norm),
    View.RATE: lambda: RunCurves(f"{Symbol.ALPHA}ₜ", lambda rows: rows.learning_rate),
    View.WEIGHTS: WeightCurves,
    View.CHANGE: ChangeCurves,
}


class LossPanel(QWidget):
    """Plots of the present run and of those that are kept, with a legend to hide, load and drop them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document, training = self._document, self._training = session.document, session.training
        self._frames = session.frames
        self._theme, self._notation = LIGHT, session.notation
        self.view = View.LOSS
        self._curves: dict[View, Curves] = {}
        self.runs = RunList()
        self.last_step = LastStep()
        self.verdict, self.diagnosis = VerdictLine(session.jobs), DiagnosisLine(document)
        self._throttle = Throttle(self, self._refresh, _INTERVAL, _SHARE, budget=session.jobs.budget)
        self._judging = Throttle(self, self._judge, _JUDGING_INTERVAL, _SHARE, budget=session.jobs.budget)
        self._arrange()
        self.runs.hidden_changed.connect(self._refresh)
        self.runs.loaded.connect(training.load)
        self.runs.start_loaded.connect(training.load_start)
        self.runs.dropped.connect(training.drop)
        self.runs.kept.connect(training.keep)
        self.runs.renamed.connect(partial(kept_runs.rename, document))
        self.runs.recoloured.connect(partial(kept_runs.recolour, document))
        changes = (
            training.run_replaced,
            training.progressed,
            training.running_changed,
            document.runs_changed,
            document.experiment_changed,
            session.notation.changed,
        )
        for signal in changes:
            signal.connect(self._throttle.request)
            signal.connect(self._judging.request)
        self._frames.changed.connect(self._tell_step)
        self._amiss = session.diagnosis
        self._amiss.changed.connect(self._judging.request)
        self.verdict.judged.connect(self._judging.request)
        self._refresh()
        self._judge()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.runs.set_theme(theme)
        for curves in self._curves.values():
            curves.set_theme(theme)

    def set_view(self, view: View) -> None:
        """Show another plot, in which nothing is marked."""
        self.view = view
        if isinstance(weights := self._curves.get(View.WEIGHTS), WeightCurves):
            weights.mark(None)
        self.buttons[view].setChecked(True)
        self._refresh()

    def show_growth(self, parameter: Parameter | None) -> None:
        """Show the weights over the steps, that of `parameter` marked."""
        self.set_view(View.WEIGHTS)
        curves = self.curves(View.WEIGHTS)
        if isinstance(curves, WeightCurves):
            curves.mark(parameter)

    def curves(self, view: View) -> Curves:
        """The plot of `view`, made when it is first asked for."""
        if view not in self._curves:
            made = self._curves[view] = _MAKERS[view]()
            made.set_theme(self._theme)
            made.plot.set_log(view not in (View.RATE, View.CHANGE))  # where there may be 0, or signs
            made.plot.log_changed.connect(lambda is_log: self._follow_log())
            self._stack.addWidget(made.plot)
            write_texts(made.plot, self._notation.write)
        return self._curves[view]

    def minimumSizeHint(self) -> QSize:
        """As high as all of it needs at its width: sentences that take several lines would cover the runs."""
        least, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            least.setHeight(max(least.height(), layout.totalMinimumHeightForWidth(self.width())))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.runs.set_room(event.size().height() >= _TALL)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._throttle.request()
        self._judging.request()

    def _arrange(self) -> None:
        self.empty = QLabel()
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setProperty("role", "muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(3, 3, 3, 3)
        inside.addWidget(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(4)
        column.addLayout(self._header())
        column.addWidget(card, 1)
        column.addWidget(self.runs)
        column.addWidget(self.last_step)
        column.addWidget(self.verdict)
        column.addWidget(self.diagnosis)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        group = QButtonGroup(self)
        self.buttons: dict[View, QToolButton] = {}
        for view in View:
            button = self.buttons[view] = QToolButton()
            label, tip = view.value
            button.setText(label)
            _describe(button, tip)
            button.setProperty("role", "view")
            button.setCheckable(True)
            button.clicked.connect(lambda checked, view=view: self.set_view(view))
            group.addButton(button)
            row.addWidget(button)
        self.buttons[self.view].setChecked(True)
        self.log_button = QToolButton()
        self.log_button.setText("log")
        self.log_button.setProperty("role", "view")
        self.log_button.setCheckable(True)
        self.log_button.setToolTip("Logarithmic axis (L)")
        self.log_button.setAccessibleName("Logarithmic axis")
        self.log_button.clicked.connect(self._on_log_clicked)
        row.addStretch(1)
        row.addWidget(self.log_button)
        row.addSpacing(3)
        row.addWidget(self._pace_box())
        return row

    def _pace_box(self) -> QComboBox:
        self.pace_box = QComboBox()
        for label, steps in PACES:
            self.pace_box.addItem(label, steps)
        self.pace_box.setToolTip("How many steps Train makes each second: slow down to watch it")
        self.pace_box.setAccessibleName("Steps per second")
        paces = [steps for _, steps in PACES]
        self.pace_box.setCurrentIndex(paces.index(self._training.steps_per_second))
        self.pace_box.currentIndexChanged.connect(
            lambda index: self._training.set_steps_per_second(PACES[index][1])
        )
        return self.pace_box

    def _drawn(self) -> list[Drawn]:
        """The runs to draw, the present one last, each labelled by what sets it apart."""
        kept, present = self._training.runs, self._training.snapshot
        named = [NamedStart(run.name, run.start) for run in kept]
        if present is not None:
            named.append(NamedStart(free_name(name_of(present), kept), present.start))
        labels = labels_of(named)
        runs = [
            Drawn(
                Entry(run, label, run.colour),
                run.history,
                run.has_diverged,
                self.runs.is_hidden(run),
                run.start,
            )
            for run, label in zip(kept, labels, strict=False)
        ]
        if present is not None:
            network = self._document.experiment.network
            is_of_another = present.start.network.parameters != network.parameters
            entry = Entry(None, labels[-1], self._training.colour, present.run, is_of_another)
            is_hidden = self.runs.is_hidden(None)
            rows = present.history.rows()
            runs.append(Drawn(entry, rows, present.divergence is not None, is_hidden, present.start))
        return runs

    def _judge(self) -> None:
        """Say what becomes of the run whose weights are shown; and at rest, what is amiss in the network."""
        if not self.isVisible():
            return
        is_shown = self._training.shown_step is ShownStep.NEWEST
        run = self._training.snapshot if is_shown else None
        self.verdict.show_run(run, self._training.is_running)
        told = None if self.verdict.verdict is None else self.verdict.verdict.reason
        findings = () if self._training.is_running else self._amiss.findings
        self.diagnosis.show_findings(self._document.experiment, findings, told)

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        present = self._training.snapshot
        runs = self._drawn()
        self.runs.setVisible(self.view in (View.LOSS, View.GRADIENT, View.RATE))
        self.runs.set_entries([run.entry for run in runs])
        self.runs.show_held_out(self.view is View.LOSS and any(run.has_held_out for run in runs))
        self._tell_step()
        if not runs:
            self.empty.setText(self._training.why_not() or "Press Train (F5) to see the loss fall")
            self._stack.setCurrentWidget(self.empty)
        else:
            curves = self.curves(self.view)
            if isinstance(curves, RunCurves):
                curves.show(runs)
            else:
                curves.show(present)
            self._stack.setCurrentWidget(curves.plot)
        self._name_views(runs)
        self._follow_log()

    def _tell_step(self) -> None:
        """Say how the step went whose numbers are shown, unless it was gone back from."""
        run = self._frames.run
        if self.isVisible():
            has_gone_back = run is not None and run.divergence != self._training.divergence
            self.last_step.show_step(None if has_gone_back and not self._training.is_running else run)

    def _name_views(self, runs: list[Drawn]) -> None:
        """Say what is drawn of these runs; αₜ can be chosen where a schedule is on."""
        has_penalty = any(run.has_penalty for run in runs)
        label = f"{Symbol.LOSS} + R" if has_penalty else Symbol.LOSS
        write = self._notation.write
        words = _WITH_PENALTY if has_penalty else View.LOSS.value[1]
        _describe(self.buttons[View.LOSS], write(words))
        curves = self._curves.get(View.LOSS)
        if curves is not None and curves.plot.y_label != label:
            curves.plot.set_labels("step", label)
        present = self._training.snapshot
        tip = View.CHANGE.value[1] if present is None else PredictedChange(present.start).sentence
        _describe(self.buttons[View.CHANGE], write(tip))
        is_scheduled = self._document.experiment.training.schedule != ScheduleChoice()
        has_rates = is_scheduled or any(run.is_scheduled for run in runs) or self.view is View.RATE
        self.buttons[View.RATE].setVisible(has_rates)

    def _follow_log(self) -> None:
        curves = self._curves.get(self.view)
        self.log_button.setEnabled(curves is not None and curves.plot.can_be_log)
        self.log_button.setChecked(curves is not None and curves.plot.is_log)

    def _on_log_clicked(self, is_log: bool) -> None:
        curves = self._curves.get(self.view)
        if curves is not None:
            curves.plot.set_log(is_log)


def _describe(button: QToolButton, tip: str) -> None:
    if button.toolTip() != tip:
        button.setToolTip(tip)
        button.setAccessibleName(tip)
