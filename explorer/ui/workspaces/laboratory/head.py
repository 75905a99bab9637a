"""What is trained in the laboratory, and what becomes of it at the α line? The line above the cards."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QWidget

from explorer.network.network_summary import activations_in_words, sizes_in_words
from explorer.network.training_summary import training_in_words
from explorer.number import counted, exact
from explorer.symbol import Symbol
from explorer.training.verdict import RunOutcome
from explorer.ui.theme.theme import give_role
from explorer.ui.widgets.elided_label import ElidedLabel
from explorer.ui.workspaces.laboratory.compared import ComparedRun
from explorer.ui.workspaces.laboratory.model import LaboratoryModel

_WIDTH, _HEIGHT = 340, 32

ROLES = {
    RunOutcome.CONVERGES: "good",
    RunOutcome.DIVERGES: "problem",
    RunOutcome.UNDECIDED: "undecided",
}
"""In which colours an outcome is said; all others are warnings."""


class RunVerdictPill(ElidedLabel):
    """One line in the colour of the outcome of the run at the α line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(160)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(f"What becomes of the run at the {Symbol.ALPHA} line")
        font = self.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        give_role(self, "undecided")

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, max(super().sizeHint().height(), _HEIGHT))  # whatever it says: nothing moves

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, _HEIGHT))

    def show_run(self, run: ComparedRun | None, is_training: bool) -> None:
        """Say what became of `run`; None: there is none. `is_training`: it may still go on."""
        if run is None:
            give_role(self, "undecided")
            self.set_text("nothing to train")
        elif run.verdict is None and is_training:
            give_role(self, "undecided")
            self.set_text("training …", f"Training at {run.name}")
        elif run.verdict is None:
            give_role(self, "undecided")
            self.set_text(
                "not trained: cancelled", f"Move the {Symbol.ALPHA} line, or change the steps, to train again"
            )
        else:
            give_role(self, ROLES.get(run.verdict.kind, "warning"))
            told = f"{run.name}: {run.verdict.sentence}"
            self.set_text(told, f"{told}, as far as {counted(run.plan.steps, 'step')} tell")


class LaboratoryHead(QWidget):
    """What is trained, at the left, and the verdict at the right."""

    def __init__(self, model: LaboratoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.what, self.pill = ElidedLabel(), RunVerdictPill()
        self.what.setAccessibleName("What is trained")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.what, 3)
        row.addWidget(self.pill, 2)
        model.changed.connect(self._refresh)
        model.compared.changed.connect(self._judge)
        self._refresh()

    def _refresh(self) -> None:
        experiment = self._model.experiment
        network = experiment.network
        size = ", ".join(filter(None, [sizes_in_words(network), activations_in_words(network)]))
        words = [
            *filter(None, [size]),
            counted(len(network.parameters), "parameter"),
            counted(len(experiment.training_samples), "sample"),
            *training_in_words(experiment.training),
        ]
        in_full = [
            *words,
            start_in_words(self._model),
            (f"{Symbol.ALPHA} of training {exact(self._model.default_rate)}"),
        ]
        self.what.set_text(" · ".join(words), "\n".join(in_full))
        self._judge()

    def _judge(self) -> None:
        compared = self._model.compared
        self.pill.show_run(compared.at_line, compared.is_training)


def start_in_words(model: LaboratoryModel) -> str:
    """“start: present weights”, “start: seed 3”, “start: weights that the laboratory holds”."""
    settings = model.settings
    if settings.seed is not None:
        return f"start: seed {settings.seed}"
    return "start: present weights" if settings.held is None else "start: weights that the laboratory holds"
