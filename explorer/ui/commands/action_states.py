"""Which actions can be used now, and which are checked?

All of it is derived: from what is selected, from the document and from what is running.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from explorer.network.activation import ACTIVATIONS
from explorer.ui.commands.actions import ROWS, EnabledWhen
from explorer.ui.session.session import Session


class ActionStates(QObject):
    """Keeps every action in line with the selection, the document and the runner."""

    def __init__(self, actions: Mapping[str, QAction], session: Session) -> None:
        super().__init__(session)
        document, runner = session.document, session.training
        self._actions = actions
        self._document = document
        self._runner = runner
        self._selection = session.selection
        session.selection.changed.connect(self._on_selection_changed)
        document.experiment_changed.connect(self._on_experiment_changed)
        document.refused.connect(self._show_choices)  # or what was refused would stay checked
        for told in (runner.running_changed, runner.diverged, runner.divergence_cleared):
            told.connect(self._show_trainable)
        for row in ROWS:
            if row.checkable and row.needs is not EnabledWhen.NOTHING:  # a click alone checks nothing
                actions[row.name].triggered.connect(self._show_choices)
        self._show_choices()
        self._show_selectable()
        self._show_trainable()

    def _on_selection_changed(self) -> None:
        self._show_selectable()
        self._show_choices()

    def _on_experiment_changed(self) -> None:
        self._show_choices()
        if not self._runner.is_running:
            self._show_trainable()

    def _show_selectable(self) -> None:
        neurons = self._selection.chosen_neurons
        computed = [neuron for neuron in neurons if neuron.kind.is_computed]
        there = {
            EnabledWhen.NOTHING: True,
            EnabledWhen.ANYTHING: bool(neurons or self._selection.connections),
            EnabledWhen.NEURON: bool(neurons),
            EnabledWhen.ONE_NEURON: len(neurons) == 1,
            EnabledWhen.NEURONS: len(neurons) > 1,
            EnabledWhen.COMPUTED: bool(computed),
        }
        for row in ROWS:
            if row.needs is not EnabledWhen.NOTHING:
                self._actions[row.name].setEnabled(there[row.needs])

    def _show_choices(self) -> None:
        """Check what is set of training, and the activation and the bias that all selected neurons have."""
        experiment = self._document.experiment
        training = experiment.training
        self._actions[f"loss:{experiment.loss.name}"].setChecked(True)
        self._actions[f"optimiser:{training.optimiser.name}"].setChecked(True)
        self._actions[f"schedule:{training.schedule.name}"].setChecked(True)
        computed = [neuron for neuron in self._selection.chosen_neurons if neuron.kind.is_computed]
        activations = {neuron.activation for neuron in computed}
        for name in ACTIVATIONS:
            self._actions[f"activation:{name}"].setChecked(activations == {name})
        has_bias = bool(computed) and all(neuron.bias is not None for neuron in computed)
        self._actions["toggle-bias"].setChecked(has_bias)

    def _show_trainable(self) -> None:
        is_ready = self._runner.why_not() is None
        self._actions["train"].setText("&Pause" if self._runner.is_running else "&Train")
        for name in ("train", "train-step"):
            self._actions[name].setEnabled(is_ready)
        self._actions["go-back"].setEnabled(self._runner.divergence is not None)
