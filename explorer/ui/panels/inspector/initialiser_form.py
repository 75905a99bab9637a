"""From which distribution and seed are the initial weights drawn?"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from explorer.network.edits.training_edits import randomise, set_initialiser
from explorer.network.initialiser import INITIALISERS, Initialiser
from explorer.network.model import Experiment, InitialiserChoice
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
        self._document = document
        labels = {row.name: row.label for row in INITIALISERS.values()}
        tips = {row.name: _in_formulas(row) for row in INITIALISERS.values()}
        self.main = LabelledComboBox("Initial weights", labels, tips=tips)
        self._formula = muted()
        self.main.chosen.connect(lambda name: self._set(lambda _: InitialiserChoice(name)))
        self._seed = WholeNumber("Seed of the initial weights", 0, LARGEST_SEED)
        self._seed.setToolTip("The same seed, the same weights")
        self._seed.chosen.connect(lambda seed: self._change(seed=seed))
        self._low, self._high, self._deviation = (NumberField(n) for n in ("Lowest", "Highest", "Deviation"))
        self._low.typed.connect(lambda low: self._change(low=low))
        self._high.typed.connect(lambda high: self._change(high=high))
        self._deviation.typed.connect(lambda deviation: self._change(deviation=deviation))
        self._draw = QPushButton("Draw the weights")
        self._draw.setToolTip(
            "Draw every weight from this distribution and seed: the same seed, the same weights"
        )
        self._draw.clicked.connect(lambda: document.attempt("Draw weights", randomise))
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

    def _change(self, **changes: Any) -> None:
        self._set(lambda choice: replace(choice, **changes))

    def _set(self, change: Callable[[InitialiserChoice], InitialiserChoice]) -> None:
        self._document.attempt(
            "Set initial weights", lambda e: set_initialiser(e, change(e.training.initialiser))
        )


def _in_formulas(row: Initialiser) -> str:
    return "\n".join(filter(None, [row.formula, row.source]))
