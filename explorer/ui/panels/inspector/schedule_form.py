"""What can be set of how α changes while a run goes on?"""

from functools import partial

from PySide6.QtWidgets import QWidget

from explorer.network.model import Experiment
from explorer.network.schedule import SCHEDULES, SETTINGS
from explorer.network.training_summary import schedule_settings_in_words
from explorer.ui.commands.training_verbs import choose_schedule, set_of_schedule
from explorer.ui.panels.inspector.section import folded, muted
from explorer.ui.panels.inspector.setting_rows import SettingRows
from explorer.ui.session.document import Document
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox


class ScheduleForm(QWidget):
    """Which schedule, with exactly the settings that it has."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        labels = {row.name: row.label for row in SCHEDULES.values()}
        tips = {row.name: f"{row.sentence}\n{row.source}" for row in SCHEDULES.values()}
        self.main = LabelledComboBox("Learning rate schedule", labels, tips=tips)
        self.main.chosen.connect(partial(choose_schedule, document))
        self._formula = muted()
        form = folded(self)
        form.addRow(self._formula)
        self._settings = SettingRows(SETTINGS, form)
        self._settings.typed.connect(partial(set_of_schedule, document))

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the schedule of `experiment`."""
        choice = experiment.training.schedule
        row = SCHEDULES[choice.name]
        self.main.show_values([choice.name])
        self._formula.setText(f"{row.formula}\n{row.source}")
        self._settings.show_settings(choice, row.settings)

    def in_words(self, experiment: Experiment) -> str:
        """What is set besides the choice of the schedule."""
        return schedule_settings_in_words(experiment.training)
