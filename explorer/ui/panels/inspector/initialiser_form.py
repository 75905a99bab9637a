"""From which distribution and seed are the initial weights drawn?"""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from explorer.network.initialiser import INITIALISERS, Initialiser
from explorer.network.model import Experiment
from explorer.ui.commands.network_verbs import draw_weights
from explorer.ui.commands.training_verbs import choose_initialiser, set_initialiser
from explorer.ui.panels.inspector.batch_form import LARGEST_SEED
from explorer.ui.panels.inspector.section import folded, muted
from explorer.ui.session.document import Document
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox
from explorer.ui.widgets.number_field import NumberField
from explorer.ui.widgets.whole_number import WholeNumber


class InitialiserForm(QWidget):
    """Distribution and seed, and the button that draws."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        labels = {row.name: row.label for row in INITIALISERS.values()}
        tips = {row.name: _in_formulas(row) for row in INITIALISERS.values()}
        self.main = LabelledComboBox("Initial weights", labels, tips=tips)
        self._formula = muted()
        self.main.chosen.connect(lambda name: choose_initialiser(document, name))
        self._seed = WholeNumber("Seed of the initial weights", 0, LARGEST_SEED)
        self._seed.setToolTip("The same seed, the same weights")
        self._seed.chosen.connect(lambda seed: set_initialiser(document, seed=seed))
        self._low, self._high, self._deviation = (NumberField(n) for n in ("Lowest", "Highest", "Deviation"))
        self._low.typed.connect(lambda low: set_initialiser(document, low=low))
        self._high.typed.connect(lambda high: set_initialiser(document, high=high))
        self._deviation.typed.connect(lambda deviation: set_initialiser(document, deviation=deviation))
        self._draw = QPushButton("Draw the weights")
        self._draw.setToolTip(
            "Draw every weight from this distribution and seed: the same seed, the same weights"
        )
        self._draw.clicked.connect(lambda: draw_weights(document))
        self._lay_out()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show how the initial weights of `experiment` are drawn."""
        choice = experiment.training.initialiser
        self.main.show_values([choice.name])
        self._formula.setText(_in_formulas(INITIALISERS[choice.name]))
        self._seed.show_value(choice.seed)
        self._form.setRowVisible(self._range, choice.name == "uniform")
        self._form.setRowVisible(self._deviation, choice.name == "normal")
        self._low.set_value(-1.0 if choice.low is None else choice.low)
        self._high.set_value(1.0 if choice.high is None else choice.high)
        self._deviation.set_value(1.0 if choice.deviation is None else choice.deviation)

    def in_words(self, experiment: Experiment) -> str:
        """What is set besides the distribution."""
        return f"seed {experiment.training.initialiser.seed}"

    def _lay_out(self) -> None:
        self._range = QWidget()
        row = QHBoxLayout(self._range)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._low, QLabel("to"), self._high):
            row.addWidget(part)
        self._form = folded(self)
        self._form.addRow(self._formula)
        self._form.addRow("Range", self._range)
        self._form.addRow("Deviation", self._deviation)
        self._form.addRow("Seed", self._seed)
        self._form.addRow("", self._draw)


def _in_formulas(row: Initialiser) -> str:
    return "\n".join(filter(None, [row.formula, row.source]))
