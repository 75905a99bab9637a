"""From which distribution and seed are the initial weights drawn?"""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from explorer.network.initialiser import INITIALISERS, SETTINGS, Initialiser, settings_of
from explorer.network.model import Experiment
from explorer.network.setting import Setting
from explorer.ui.commands.network_verbs import draw_weights
from explorer.ui.commands.training_verbs import choose_initialiser, set_initialiser
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
        self.main.chosen.connect(lambda name: choose_initialiser(document, name))
        self._seed = WholeNumber("Seed of the initial weights", 0)
        self._seed.setToolTip("The same seed, the same weights")
        self._seed.chosen.connect(lambda seed: set_initialiser(document, seed=seed))
        self._fields = {setting.name: self._field(setting) for setting in SETTINGS}
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
        self._form.setRowVisible(self._fields["deviation"], choice.name == "normal")
        for name, value in settings_of(choice).items():
            self._fields[name].set_value(value)

    def in_words(self, experiment: Experiment) -> str:
        """What is set besides the distribution."""
        return f"seed {experiment.training.initialiser.seed}"

    def _lay_out(self) -> None:
        self._range = QWidget()
        row = QHBoxLayout(self._range)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._fields["low"], QLabel("to"), self._fields["high"]):
            row.addWidget(part)
        self._form = folded(self)
        self._form.addRow(self._formula)
        self._form.addRow("Range", self._range)
        self._form.addRow("Deviation", self._fields["deviation"])
        self._form.addRow("Seed", self._seed)
        self._form.addRow("", self._draw)

    def _field(self, setting: Setting) -> NumberField:
        field = NumberField(setting.word, tip=setting.tip)
        field.typed.connect(lambda value: set_initialiser(self._document, **{setting.name: value}))
        return field


def _in_formulas(row: Initialiser) -> str:
    return "\n".join(filter(None, [row.formula, row.sentence, row.source]))
