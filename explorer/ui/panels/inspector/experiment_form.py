"""What can be set of the whole experiment: its loss, its batches and its initial weights?"""

from dataclasses import replace
from typing import Unpack

from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from explorer.network.initialiser import INITIALISERS
from explorer.network.loss import LOSSES, Loss
from explorer.network.loss_edits import set_loss, set_over_samples
from explorer.network.model import Experiment, InitialiserChoice, Reduction
from explorer.network.number import counted
from explorer.network.training_edits import TrainingChanges, randomise, set_training
from explorer.ui.choice import Choice
from explorer.ui.document import Document
from explorer.ui.number_field import NumberField

FULL, ONLINE, MINI = "full", "online", "mini-batch"
_BATCHES = {FULL: "full batch", ONLINE: "online: one sample a step", MINI: "mini-batch"}
_REDUCTIONS = {Reduction.MEAN.value: "mean over samples", Reduction.SUM.value: "sum over samples"}
_LARGEST_SEED = 2**31 - 1


class ExperimentForm(QWidget):
    """Loss, batch, order and seed of training; distribution and seed of the initial weights."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._counts = QLabel()
        self._counts.setProperty("role", "muted")
        self._counts.setWordWrap(True)
        self._loss = Choice("Loss", {row.name: row.label for row in LOSSES.values()})
        self._loss.chosen.connect(lambda name: document.attempt("Set loss", lambda e: set_loss(e, name)))
        self._loss_formula = QLabel()
        self._loss_formula.setProperty("role", "muted")
        self._reduction = Choice("Losses of a batch", _REDUCTIONS)
        self._reduction.chosen.connect(
            lambda value: document.attempt("Set mean or sum", lambda e: set_over_samples(e, Reduction(value)))
        )
        self._batch = Choice("Batch", _BATCHES)
        self._batch.chosen.connect(self._on_batch_chosen)
        self._batch_size = _spin("Size of a mini-batch", 1, 10_000)
        self._batch_size.valueChanged.connect(self._on_batch_size_changed)
        self._shuffle = QCheckBox("shuffled in each epoch")
        self._shuffle.clicked.connect(lambda on: self._set("Shuffle", shuffle=on))
        self._seed = _spin("Seed of the order", 0, _LARGEST_SEED)
        self._seed.valueChanged.connect(lambda seed: self._set("Seed of the order", seed=seed))
        self._initialiser = Choice("Initial weights", {r.name: r.label for r in INITIALISERS.values()})
        self._initialiser.chosen.connect(lambda name: self._set_initialiser(InitialiserChoice(name)))
        self._initialiser_seed = _spin("Seed of the initial weights", 0, _LARGEST_SEED)
        self._initialiser_seed.valueChanged.connect(
            lambda seed: self._set_initialiser(replace(self._present_initialiser, seed=seed))
        )
        self._low, self._high, self._deviation = (NumberField(n) for n in ("Lowest", "Highest", "Deviation"))
        self._low.typed.connect(
            lambda low: self._set_initialiser(replace(self._present_initialiser, low=low))
        )
        self._high.typed.connect(
            lambda high: self._set_initialiser(replace(self._present_initialiser, high=high))
        )
        self._deviation.typed.connect(
            lambda deviation: self._set_initialiser(replace(self._present_initialiser, deviation=deviation))
        )
        self._draw = QPushButton("Draw the weights")
        self._draw.setToolTip(
            "Draw every weight from this distribution and seed: the same seed, the same weights"
        )
        self._draw.clicked.connect(lambda: document.attempt("Draw weights", randomise))
        self._lay_out()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the settings of `experiment`."""
        network, training = experiment.network, experiment.training
        self._is_showing = True
        self._counts.setText(
            f"{counted(len(network.inputs), 'input')}, {counted(len(network.outputs), 'output')}, "
            f"{counted(len(network.neurons), 'neuron')}, {counted(len(network.connections), 'connection')}, "
            f"{counted(len(network.parameters), 'parameter')}"
        )
        self._loss.show_values([experiment.loss.name])
        self._loss_formula.setText(_formulas(LOSSES[experiment.loss.name]))
        self._reduction.show_values([experiment.loss.over_samples.value])
        size = training.batch_size
        self._batch.show_values([FULL if size is None else ONLINE if size == 1 else MINI])
        self._batch_size.setValue(size or 1)
        self._shuffle.setChecked(training.shuffle)
        self._seed.setValue(training.seed)
        for row in (self._shuffle, self._seed):
            self._form.setRowVisible(row, size is not None)
        self._form.setRowVisible(self._batch_size, size is not None and size > 1)
        self._show_initialiser(training.initialiser)
        self._is_showing = False

    def _show_initialiser(self, choice: InitialiserChoice) -> None:
        self._initialiser.show_values([choice.name])
        self._initialiser_seed.setValue(choice.seed)
        self._form.setRowVisible(self._range, choice.name == "uniform")
        self._form.setRowVisible(self._deviation, choice.name == "normal")
        self._low.set_value(-1.0 if choice.low is None else choice.low)
        self._high.set_value(1.0 if choice.high is None else choice.high)
        self._deviation.set_value(1.0 if choice.deviation is None else choice.deviation)

    def _lay_out(self) -> None:
        self._is_showing = False
        self._range = QWidget()
        row = QHBoxLayout(self._range)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._low, QLabel("to"), self._high):
            row.addWidget(part)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 4, 0, 4)
        self._form.addRow(self._counts)
        for label, field in (
            ("&Loss", self._loss),
            ("", self._loss_formula),
            ("of a &batch", self._reduction),
            ("&Training on", self._batch),
            ("Batch &size", self._batch_size),
            ("", self._shuffle),
            ("S&eed of the order", self._seed),
            ("&Initial weights", self._initialiser),
            ("&Range", self._range),
            ("&Deviation", self._deviation),
            ("Seed", self._initialiser_seed),
            ("", self._draw),
        ):
            self._form.addRow(label, field)

    def _on_batch_chosen(self, batch: str) -> None:
        samples = max(2, len(self._document.experiment.training_samples) // 4)
        self._set("Set batch", batch_size={FULL: None, ONLINE: 1, MINI: samples}[batch])

    def _on_batch_size_changed(self, size: int) -> None:
        if not self._is_showing and self._document.experiment.training.batch_size is not None:
            self._set("Set batch size", batch_size=size)

    @property
    def _present_initialiser(self) -> InitialiserChoice:
        return self._document.experiment.training.initialiser

    def _set_initialiser(self, choice: InitialiserChoice) -> None:
        self._set("Set initial weights", initialiser=choice)

    def _set(self, text: str, **changes: Unpack[TrainingChanges]) -> None:
        """One step of undo; what this form shows is not taken for what a person typed."""
        if not self._is_showing and not self._document.attempt(text, lambda e: set_training(e, **changes)):
            self.show_experiment(self._document.experiment)


def _formulas(loss: Loss) -> str:
    lines = [f"E = {loss.formula}", f"∂E/∂y = {loss.gradient_formula}"]
    return "\n".join(lines if loss.delta_formula is None else [*lines, f"δ = {loss.delta_formula}"])


def _spin(name: str, low: int, high: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(low, high)
    box.setAccessibleName(name)
    box.setKeyboardTracking(False)
    return box
