"""What does the central flow predict of the run at the α line? Both side by side, and where that breaks."""

from __future__ import annotations

from html import escape

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from explorer.array import Array, Steps
from explorer.job import in_thread
from explorer.refusal import Refusal
from explorer.symbol import Symbol
from explorer.training.compared_runs import PlannedRun
from explorer.training.curvature.central_flow import check_has_central_flow
from explorer.training.curvature.flow_comparison import MOST_STEPS, FlowComparison, compared_flow
from explorer.training.flow_time import flow_time
from explorer.ui.session.job_runner import JobRunner
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.question_card import QuestionCard
from explorer.ui.workspaces.laboratory.flow_plot import FLOW, LIMIT, RUN, colour_of
from explorer.ui.workspaces.laboratory.flow_plots import FlowPlots
from explorer.ui.workspaces.laboratory.model import LaboratoryModel


class FlowCard(QWidget):
    """E, λ and σ² of the run and its central flow, one under the other."""

    def __init__(self, model: LaboratoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._runner = JobRunner(model.jobs, self)
        self._plan: PlannedRun | None = None
        self._comparison: FlowComparison | None = None
        self._why_not = ""
        self.plots = FlowPlots()
        self.legend = QLabel()
        self.throttle = Throttle(self, self._refresh, interval=16, share=2.0, budget=model.jobs.budget)
        self._lay_out()
        self._runner.delivered.connect(self._take)
        self._runner.ended.connect(self.throttle.request)
        self._runner.cancelled.connect(self.throttle.request)
        for signal in (model.changed, model.compared.changed):
            signal.connect(self.throttle.request)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.plots.set_theme(theme)
        names = [(RUN, "run"), (FLOW, "flow"), (LIMIT, f"2/{Symbol.ALPHA}")]
        marks = [
            f'<span style="color:{colour_of(name, theme)}">━</span> {escape(text)}' for name, text in names
        ]
        self.legend.setText("&nbsp; ".join(marks))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.throttle.request()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._runner.is_running:
            self._runner.cancel()
            self._plan = None

    def _lay_out(self) -> None:
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setAccessibleName("Colours of run, flow and limit")
        question = "Where does the run go on average?"
        self.card = QuestionCard(question, self.plots, (self.legend,))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.card)

    def _refresh(self) -> None:
        if self.isVisible():
            self._follow()
            self._draw()
            self._say()

    def _follow(self) -> None:
        """Compute what belongs to the run at the α line, once that has ended."""
        run = self._model.compared.at_line
        if run is None or run.trainer is None or run.plan is self._plan:
            return
        self._plan, self._comparison, self._why_not = run.plan, None, ""
        self._runner.cancel()
        try:
            check_has_central_flow(run.plan.start)
        except Refusal as refusal:
            self._why_not = str(refusal)
            return
        job = compared_flow(run.plan.start, run.plan.steps, may_wait=False)
        self._runner.start(in_thread(job), "Following the central flow")

    def _take(self, comparison: FlowComparison) -> None:
        self._comparison = comparison
        self.throttle.request()

    def _draw(self) -> None:
        found, plan = self._comparison, self._plan
        if found is None or plan is None:
            self.plots.clear()
            return
        x_label = f"{Symbol.ALPHA} · step" if self._model.settings.over_flow else "step"
        self.plots.show_comparison(found, x_label, lambda steps: self._x(plan, steps))

    def _x(self, plan: PlannedRun, steps: Steps) -> Array:
        if self._model.settings.over_flow:
            return flow_time(plan.start.training, plan.changes, steps)
        return steps.astype(np.float64)

    def _say(self) -> None:
        found, plan = self._comparison, self._plan
        if self._why_not:
            self.card.say(f"There is none: {self._why_not}")
        elif found is None or plan is None:
            self.card.say("Following the flow …" if self._model.compared.runs else "")
        elif self._runner.is_running:
            self.card.say(f"Following the flow: step {int(found.step[-1])} of {min(plan.steps, MOST_STEPS)}")
        else:
            only = f"the first {MOST_STEPS:,} steps are shown" if plan.steps > MOST_STEPS else ""
            full = "\n".join(filter(None, [found.in_full, only]))
            self.card.say(found.sentence, full)
