"""What has the network learnt?"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from explorer.network.model import Experiment, Kind, Network
from explorer.plain_text import shown_name
from explorer.training.numpy_engine.evaluator import Evaluator
from explorer.training.prediction import Prediction
from explorer.ui.panels.prediction_view import (
    CurveView,
    PlaneView,
    PredictionNote,
    PredictionView,
    ScatterView,
)
from explorer.ui.session.job_runner import JobRunner
from explorer.ui.session.session import Session
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import LIGHT, Theme

_INTERVAL = 33
"""Milliseconds between two drawings while the network trains."""


class PredictionPanel(QWidget):
    """Draws what any output or hidden neuron answers, live while the network trains."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document, frames = self._document, self._frames = session.document, session.frames
        self._selection, self._asked = session.selection, ""
        self._theme = LIGHT
        self._evaluator: Evaluator | None = None
        self._graph: object = None
        self._predicting = JobRunner(session.jobs, self)
        self._predicting.delivered.connect(self._draw)
        self._predicting.ended.connect(self._on_predicted)
        self._is_stale = False
        self._view: PredictionView[Any] | None = None
        self._prediction: Prediction | None = None
        self._views: dict[int, PredictionView[Any]] = {
            1: CurveView(self),
            2: PlaneView(self),
            0: ScatterView(self),
        }
        self._neuron = QComboBox()
        self._neuron.setAccessibleName("Neuron whose activation is drawn")
        self._neuron.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._neuron.setToolTip("The output, or the hidden neuron, whose activation is drawn")
        self._neuron.activated.connect(lambda _: self._refresh())
        self._note = QLabel()
        self._note.setProperty("role", "muted")
        self._empty = QLabel()
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        for view in self._views.values():
            self._pages.addWidget(view.plot)
        row = QHBoxLayout()
        row.addWidget(QLabel("Activation of"))
        row.addWidget(self._neuron)
        row.addStretch()
        row.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(row)
        column.addWidget(self._pages, 1)
        self._throttle = Throttle(self, self._refresh, _INTERVAL, budget=session.jobs.budget)
        document.experiment_changed.connect(self._throttle.request)
        frames.sample_changed.connect(self._throttle.request)
        session.selection.changed.connect(self._follow_selection)
        self._follow_selection()
        self._throttle.request()

    def _follow_selection(self) -> None:
        """Show the neuron that is selected, where it is one that answers; else what was shown."""
        computed = self._selection.computed
        if len(computed) == 1:
            self._asked = computed[0].name
            self._throttle.request()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._theme = theme
        for view in self._views.values():
            view.set_theme(theme)
        self._throttle.request()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    @property
    def is_predicting(self) -> bool:
        """Whether what is drawn is about to be drawn anew."""
        return self._predicting.is_running or self._is_stale

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        if self._predicting.is_running:  # it is finished first, or a network that trains would show nothing
            self._is_stale = True
            return
        experiment = self._document.experiment
        self._fill(experiment.network)
        problem = _why_empty(experiment)
        if problem:
            self._empty.setText(problem)
            self._pages.setCurrentWidget(self._empty)
            self._say(PredictionNote())
            return
        count = len(experiment.network.inputs)
        self._view, self._prediction = self._views[count if count in (1, 2) else 0], self._predict(experiment)
        self._is_stale = False
        self._predicting.start(self._view.predict(self._prediction))

    def _draw(self, predicted: object) -> None:
        if self._view is not None and self._prediction is not None:
            self._pages.setCurrentWidget(self._view.plot)
            self._say(self._view.draw(self._prediction, predicted))

    def _on_predicted(self) -> None:
        if self._is_stale:
            self._throttle.request()

    def _say(self, note: PredictionNote) -> None:
        self._note.setText(note.text)
        self._note.setToolTip(note.tip)

    def _predict(self, experiment: Experiment) -> Prediction:
        network = experiment.network
        if self._evaluator is None or network.graph != self._graph:
            self._evaluator, self._graph = Evaluator(network), network.graph
        neuron = self._neuron.currentData()
        outputs = [output.name for output in network.outputs]
        output = neuron if neuron in outputs else (outputs[0] if outputs else None)
        return Prediction(experiment, self._evaluator, neuron, output, self._frames.sample)

    def _fill(self, network: Network) -> None:
        """Offer every output and hidden neuron; the chosen or selected one stays as long as it is there."""
        rows = [n for n in network.neurons if n.kind is Kind.OUTPUT]
        rows += [n for n in network.neurons if n.kind is Kind.HIDDEN]
        texts = [f"{shown_name(neuron.name)} ({neuron.kind.value})" for neuron in rows]
        chosen = self._asked or self._neuron.currentData()
        self._asked = ""
        if texts != [self._neuron.itemText(index) for index in range(self._neuron.count())]:
            self._neuron.clear()
            for neuron, text in zip(rows, texts, strict=True):
                self._neuron.addItem(text, neuron.name)
        if chosen != self._neuron.currentData() or not texts:
            self._neuron.setCurrentIndex(max(0, self._neuron.findData(chosen)))


def _why_empty(experiment: Experiment) -> str:
    if not experiment.network.inputs:
        return "Draw an input first: this shows what the network answers to it."
    if not any(neuron.kind.is_computed for neuron in experiment.network.neurons):
        return "Draw an output or hidden neuron first: this shows what it answers."
    if not experiment.samples:
        return "Add a sample first: it says where to look."
    if len(experiment.network.inputs) > 2 and not experiment.network.outputs:
        return "Draw an output first: of so many inputs, this shows what is answered against its target."
    return ""
