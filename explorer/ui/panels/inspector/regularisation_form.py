"""What can be set to keep the weights small, and the neurons from relying on each other?"""

from functools import partial

from PySide6.QtWidgets import QWidget

from explorer.network.model import Experiment
from explorer.network.regularisation import DROPOUT, L1, L2
from explorer.network.training_summary import regularisation_in_words
from explorer.symbol import Symbol
from explorer.ui.commands.training_verbs import set_dropout, set_penalty
from explorer.ui.panels.inspector.section import SPACING, folded, muted
from explorer.ui.session.document import Document
from explorer.ui.widgets.number_field import NumberField

_PENALTY = (
    f"R = λ₁ Σ |{Symbol.WEIGHT}| + ½ λ₂ Σ {Symbol.WEIGHT}² is added to {Symbol.LOSS}; biases are left alone"
)


class RegularisationForm(QWidget):
    """The penalties on the weights, and dropout."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._l1, self._l2, self._dropout = (
            NumberField(setting.label, may_be_empty=True, tip=setting.tip) for setting in (L1, L2, DROPOUT)
        )
        self._l1.typed.connect(partial(set_penalty, document, L1))
        self._l2.typed.connect(partial(set_penalty, document, L2))
        self._dropout.typed.connect(partial(set_dropout, document))
        self._l1.emptied.connect(lambda: set_penalty(document, L1, 0.0))
        self._l2.emptied.connect(lambda: set_penalty(document, L2, 0.0))
        self._dropout.emptied.connect(lambda: set_dropout(document, 0.0))
        self.main = muted()
        self.main.setContentsMargins(SPACING, 0, 0, 0)
        form = folded(self)
        form.addRow("L1 penalt&y λ₁", self._l1)
        form.addRow("L2 penalty λ₂", self._l2)
        form.addRow(muted(_PENALTY))
        form.addRow("Dr&opout p", self._dropout)

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
