"""What can be set to keep the weights small, and the neurons from relying on each other?"""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from explorer.network.edits.training_edits import set_training
from explorer.network.model import Experiment
from explorer.network.training_words import SETTINGS, regularisation_in_words
from explorer.ui.panels.inspector.section import SPACING, folded, muted
from explorer.ui.session.document import Document
from explorer.ui.widgets.number_field import NumberField

_PENALTY = "R = λ₁ Σ |w| + ½ λ₂ Σ w² is added to E; biases are left alone"


class RegularisationForm(QWidget):
    """The penalties on the weights, and dropout."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._l1, self._l2, self._dropout = (
            NumberField(SETTINGS[name].label, may_be_empty=True, tip=SETTINGS[name].tip)
            for name in ("l1", "l2", "dropout")
        )
        self._l1.typed.connect(lambda value: self._set_penalty("l1", value))
        self._l2.typed.connect(lambda value: self._set_penalty("l2", value))
        self._dropout.typed.connect(self._set_dropout)
        self._l1.emptied.connect(lambda: self._set_penalty("l1", 0.0))
        self._l2.emptied.connect(lambda: self._set_penalty("l2", 0.0))
        self._dropout.emptied.connect(lambda: self._set_dropout(0.0))
        self.main = muted()
        self.main.setContentsMargins(SPACING, 0, 0, 0)
        form = folded(self)
        form.addRow("L&1 penalty λ₁", self._l1)
        form.addRow("L&2 penalty λ₂", self._l2)
        form.addRow(muted(_PENALTY))
        form.addRow("Dropo&ut p", self._dropout)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the penalties and the dropout of `experiment`."""
        training = experiment.training
        self.main.setText(regularisation_in_words(training))
        self._l1.set_value(training.penalty.l1)
        self._l2.set_value(training.penalty.l2)
        self._dropout.set_value(training.dropout)

    def in_words(self, experiment: Experiment) -> str:
        """Nothing: what is set stands beside the heading."""
        return ""

    def _set_penalty(self, name: str, value: float) -> None:
        change: dict[str, Any] = {name: value}
        self._document.attempt(
            f"Set {SETTINGS[name].label}",
            lambda e: set_training(e, penalty=replace(e.training.penalty, **change)),
        )

    def _set_dropout(self, dropout: float) -> None:
        text = f"Set {SETTINGS['dropout'].label}"
        self._document.attempt(text, lambda e: set_training(e, dropout=dropout))
