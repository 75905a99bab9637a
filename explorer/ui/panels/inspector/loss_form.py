"""What can be set of the loss?"""

from PySide6.QtWidgets import QWidget

from explorer.network.loss import LOSSES, Loss
from explorer.network.model import Experiment, Reduction
from explorer.symbol import Symbol
from explorer.ui.commands.training_verbs import choose_loss, choose_reduction
from explorer.ui.panels.inspector.section import folded, muted
from explorer.ui.session.document import Document
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox

_TIPS = {row.name: f"{Symbol.LOSS} = {row.formula}\n{row.sentence}\n{row.source}" for row in LOSSES.values()}
_REDUCTIONS = {Reduction.MEAN.value: "mean over samples", Reduction.SUM.value: "sum over samples"}
_REDUCTION_TIPS = {
    Reduction.MEAN.value: f"{Symbol.LOSS} is the mean of the losses of all samples, however many there are",
    Reduction.SUM.value: f"{Symbol.LOSS} is the sum over all samples: with more of them the steps are longer",
}


class LossForm(QWidget):
    """Which loss, and how those of the samples of a batch become one."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.main = LabelledComboBox("Loss", {row.name: row.label for row in LOSSES.values()}, tips=_TIPS)
        self.main.chosen.connect(lambda name: choose_loss(document, name))
        self._formula = muted()
        self._reduction = LabelledComboBox("Losses of a batch", _REDUCTIONS, tips=_REDUCTION_TIPS)
        self._reduction.chosen.connect(lambda value: choose_reduction(document, Reduction(value)))
        form = folded(self)
        form.addRow(self._formula)
        form.addRow("Of a bat&ch", self._reduction)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the loss of `experiment`."""
        self.main.show_values([experiment.loss.name])
        self._formula.setText(_formulas(LOSSES[experiment.loss.name]))
        self._reduction.show_values([experiment.loss.over_samples.value])

    def in_words(self, experiment: Experiment) -> str:
        """What is set besides the choice of the loss."""
        return _REDUCTIONS[experiment.loss.over_samples.value]


def _formulas(loss: Loss) -> str:
    lines = [
        f"{Symbol.LOSS} = {loss.formula}",
        f"∂{Symbol.LOSS}/∂{Symbol.OUTPUT} = {loss.gradient_formula}",
    ]
    if loss.delta_formula is not None:
        lines.append(f"{Symbol.DELTA} = {loss.delta_formula}")
    return "\n".join(lines)
