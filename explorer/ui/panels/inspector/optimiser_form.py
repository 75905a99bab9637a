"""What can be set of the optimiser, and of the gradient that it is given?"""

from functools import partial

from PySide6.QtWidgets import QWidget

from explorer.network.model import Experiment
from explorer.network.optimiser import OPTIMISERS, SETTINGS
from explorer.network.regularisation import LARGEST_GRADIENT
from explorer.network.training_summary import optimiser_settings_in_words
from explorer.ui.commands.training_verbs import (
    choose_optimiser,
    set_largest_gradient,
    set_of_optimiser,
)
from explorer.ui.panels.inspector.section import folded, muted
from explorer.ui.panels.inspector.setting_rows import SettingRows
from explorer.ui.session.document import Document
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox
from explorer.ui.widgets.number_field import NumberField


class OptimiserForm(QWidget):
    """Which optimiser, with exactly the settings that it has, and how long a gradient may be."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        labels = {row.name: row.label for row in OPTIMISERS.values()}
        tips = {row.name: f"{row.sentence}\n{row.source}" for row in OPTIMISERS.values()}
        self.main = LabelledComboBox("Optimiser", labels, tips=tips)
        self.main.chosen.connect(partial(choose_optimiser, document))
        self._formula = muted()
        form = folded(self)
        form.addRow(self._formula)
        self._settings = SettingRows(SETTINGS, form)
        self._settings.typed.connect(partial(set_of_optimiser, document))
        self._largest = NumberField(LARGEST_GRADIENT.label, may_be_empty=True, tip=LARGEST_GRADIENT.tip)
        self._largest.typed.connect(partial(set_largest_gradient, document))
        self._largest.emptied.connect(lambda: set_largest_gradient(document, None))
        form.addRow("Lar&gest ‖g‖", self._largest)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the optimiser of `experiment`."""
        choice = experiment.training.optimiser
        row = OPTIMISERS[choice.name]
        self.main.show_values([choice.name])
        self._formula.setText("\n".join([*row.formula, row.source]))
        self._settings.show_settings(choice, row.settings)
        self._largest.set_value(experiment.training.largest_gradient, "none")

    def in_words(self, experiment: Experiment) -> str:
        """What is set besides the choice of the optimiser."""
        return optimiser_settings_in_words(experiment.training)
