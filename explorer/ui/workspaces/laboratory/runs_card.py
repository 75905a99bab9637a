"""What does training do at several α? The runs, against the step or the time of the gradient flow."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QToolButton, QVBoxLayout, QWidget

from explorer.array import Array, Steps
from explorer.drawing.envelope import CurveSteps
from explorer.number import counted, rounded
from explorer.symbol import Symbol
from explorer.training.flow_time import flow_time
from explorer.training.laboratory_notes import LOSS_RISES
from explorer.training.run_snapshot import RunSnapshot
from explorer.ui.plot.run_plot import PlottedRun, RunPlot
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.question_card import QuestionCard
from explorer.ui.widgets.why_button import WhyButton
from explorer.ui.workspaces.laboratory.compared import ComparedRun
from explorer.ui.workspaces.laboratory.model import LaboratoryModel
from explorer.ui.workspaces.laboratory.step_slider import StepSlider

LEFT_ROOM = 56
"""Pixels left of the plots whose axes stand one below another, at the usual type size."""
_QUANTITIES = {
    "loss": (Symbol.LOSS, f"Loss {Symbol.LOSS}"),
    "gradient": (f"‖∇{Symbol.LOSS}‖", "Size of the gradient"),
}
_MOST_PARAMETERS = 500
"""In the list of what can be drawn."""


class RunsCard(QWidget):
    """The curves of all runs, and beneath them the steps of the one that is selected."""

    def __init__(self, model: LaboratoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.curves = RunPlot("step", Symbol.LOSS)
        self.curves.plot.set_log(True)
        self.curves.plot.keep_left(LEFT_ROOM)
        self._listed: tuple[str, ...] | None = None
        self.quantity, self.flow = QComboBox(), QToolButton()
        self.steps = StepSlider(model)
        self.marker = pg.InfiniteLine(angle=90)
        self.marker.setVisible(False)
        self.curves.plot.addItem(self.marker, ignoreBounds=True)
        self._throttle = Throttle(self, self._refresh, interval=16, share=2.0, budget=model.jobs.budget)
        self._lay_out()
        self.quantity.activated.connect(self._on_quantity_chosen)
        self.flow.toggled.connect(self._on_flow_toggled)
        self.steps.moved.connect(self._place_marker)
        model.changed.connect(self._throttle.request)
        model.compared.changed.connect(self._throttle.request)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.curves.set_theme(theme)
        self.steps.set_theme(theme)
        self.marker.setPen(pg.mkPen(theme.muted, style=Qt.PenStyle.DashLine))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._throttle.request()

    def _lay_out(self) -> None:
        self.quantity.setAccessibleName("What is drawn of the runs")
        self.quantity.setToolTip(
            f"What is drawn of the runs: {Symbol.LOSS}, the size of the gradient, or a parameter"
        )
        self.quantity.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.quantity.setMinimumContentsLength(5)
        self.flow.setText(f"{Symbol.ALPHA} · step")
        self.flow.setCheckable(True)
        self.flow.setToolTip(
            f"Against {Symbol.ALPHA} · step, the time of the gradient flow: runs that follow it coincide"
        )
        self.flow.setAccessibleName(f"Against {Symbol.ALPHA} times step, the time of the gradient flow")
        why = WhyButton(LOSS_RISES.question, LOSS_RISES.text)
        self.card = QuestionCard(
            f"What does each {Symbol.ALPHA} do?", self._body(), (self.quantity, self.flow, why)
        )
        self.card.pictured = self.curves.plot
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.curves.plot, 1)
        column.addWidget(self.steps)
        return body

    def _on_quantity_chosen(self, index: int) -> None:
        name = self.quantity.itemData(index)
        if name in _QUANTITIES:
            self._model.choose(f"Draw {_QUANTITIES[name][0]}", run_quantity=name, parameter="")
        else:
            self._model.choose(f"Draw {name}", run_quantity="parameter", parameter=name)

    def _on_flow_toggled(self, is_on: bool) -> None:
        if is_on != self._model.settings.over_flow:
            self._model.choose(
                f"Draw against {Symbol.ALPHA} · step" if is_on else "Draw against the step", over_flow=is_on
            )

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        model, settings = self._model, self._model.settings
        self._list_quantities()
        self.flow.setChecked(settings.over_flow)
        is_parameter = settings.run_quantity == "parameter"
        y_label = settings.parameter if is_parameter else _QUANTITIES[settings.run_quantity][0]
        x_label = f"{Symbol.ALPHA} · step" if settings.over_flow else "step"
        plot = self.curves.plot
        if (x_label, y_label) != (plot.x_label, plot.y_label):
            self.curves.show([])  # nothing of it has a place on other axes
            plot.can_be_log = True
            plot.set_log(not is_parameter)
            plot.can_be_log = not is_parameter
            plot.set_labels(x_label, y_label)
            plot.show_all()
        self.curves.show([run for each in model.compared.runs for run in self._plotted(each)])
        self.steps.refresh()
        self.card.say(answer(model.compared.runs))

    def _plotted(self, run: ComparedRun) -> list[PlottedRun]:
        """How it is drawn, once there is something of it."""
        if run.snapshot is None:
            return []
        steps, y = self._points(run.snapshot)
        x = self._place(run, steps)
        key = (run.plan, run.choice.colour, run.name)
        is_hidden = run.choice.is_hidden
        return [PlottedRun(key, run.name, run.colour, x, y, None, run.has_diverged, is_hidden)]

    def _place(self, run: ComparedRun, steps: Steps) -> CurveSteps:
        """Where these steps of the run stand on the axis."""
        if not self._model.settings.over_flow:
            return steps
        return flow_time(run.plan.start.training, run.plan.changes, steps)

    def _points(self, run: RunSnapshot) -> tuple[Steps, Array]:
        """What is drawn of it, at which steps."""
        settings, rows = self._model.settings, run.history.rows()
        if settings.run_quantity == "parameter":
            labels = [parameter.label for parameter in run.start.network.parameters]
            if settings.parameter not in labels:
                return np.empty(0, dtype=np.int64), np.empty(0)
            index = labels.index(settings.parameter)
            before = run.curves.step < run.step
            steps = np.append(run.curves.step[before], run.step)
            y = np.append(run.curves.values[index, before], run.parameters[index])
        else:
            steps = rows.step
            y = rows.loss if settings.run_quantity == "loss" else rows.gradient_norm
        return steps, y

    def _place_marker(self) -> None:
        """Stand at the step that the slider stands at, unless that is the last."""
        run, step = self.steps.run, self.steps.step
        is_between = run is not None and run.snapshot is not None and step < run.snapshot.last_finite_step
        self.marker.setVisible(is_between)
        if run is not None and run.snapshot is not None and is_between:
            self.marker.setValue(float(self._place(run, np.array([step]))[0]))

    def _list_quantities(self) -> None:
        """Offer E, ‖∇E‖ and every parameter, and show which is drawn."""
        parameters = self._model.experiment.network.parameters[:_MOST_PARAMETERS]
        write = self._model.write
        labels = (write(Symbol.LOSS), *(parameter.label for parameter in parameters))
        if labels != self._listed:
            self._listed = labels
            self.quantity.clear()
            for name, (short, words) in _QUANTITIES.items():
                self.quantity.addItem(write(short), name)
                self.quantity.setItemData(
                    self.quantity.count() - 1, write(words), Qt.ItemDataRole.ToolTipRole
                )
            for parameter in parameters:
                self.quantity.addItem(parameter.shown, parameter.label)
        settings = self._model.settings
        shown = settings.parameter if settings.run_quantity == "parameter" else settings.run_quantity
        self.quantity.setCurrentIndex(self.quantity.findData(shown))


def answer(runs: tuple[ComparedRun, ...]) -> str:
    """“Lowest after 200 steps: α = 0.8, E = 4.3e−32; α = 1.5 diverged at step 19”."""
    ended = [run for run in runs if run.verdict is not None and run.snapshot is not None]
    if len(ended) < len(runs) or not ended:
        return "Training …" if runs else ""
    healthy = [
        (float(run.snapshot.history.last.loss[0]), run)
        for run in ended
        if run.snapshot is not None and not run.has_diverged
    ]
    words = []
    if healthy:
        loss, best = min(healthy, key=lambda pair: pair[0])
        words.append(
            f"Lowest after {counted(best.plan.steps, 'step')}: {best.name}, {Symbol.LOSS} = {rounded(loss)}"
        )
    diverged = [(run.name, run.verdict.step) for run in ended if run.has_diverged and run.verdict]
    words += [f"{name} diverged at step {step}" for name, step in diverged]
    return "; ".join(words)
