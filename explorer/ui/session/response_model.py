"""What do the neurons that are shown respond to? Responses, found once for each experiment, on request."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from explorer.network.model import Experiment

if TYPE_CHECKING:
    from explorer.array import Array
    from explorer.backprop.responses import Responses
    from explorer.training.numpy_engine.evaluator import Evaluator

_KEY = "canvas/responses"


class ResponseModel(QObject):
    """Owns whether responses are shown, which is remembered; keeps those that were found last."""

    changed = Signal()
    """`is_on` is another."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_on = bool(QSettings().value(_KEY, False, type=bool))
        self._found: tuple[Experiment, Responses | None] | None = None
        self._evaluator: tuple[object, Evaluator] | None = None
        self._given: tuple[object, object, Array] | None = None

    @property
    def is_on(self) -> bool:
        """Whether they are shown."""
        return self._is_on

    def set_on(self, is_on: bool) -> None:
        """Show them, or not, from now on and at the next start."""
        if is_on != self._is_on:
            self._is_on = is_on
            QSettings().setValue(_KEY, is_on)
            self.changed.emit()

    def of(self, experiment: Experiment) -> "Responses | None":
        """What the neurons of `experiment` respond to; None where that is not asked for, or says nothing."""
        if not self._is_on:
            return None
        if self._found is None or self._found[0] is not experiment:
            from explorer.backprop.responses import responses

            found = responses(experiment, self._evaluator_of(experiment), self._given_of(experiment))
            self._found = (experiment, found)
        return self._found[1]

    def _evaluator_of(self, experiment: Experiment) -> "Evaluator":
        """That of the graph, which stays while it trains."""
        from explorer.training.numpy_engine.evaluator import Evaluator

        graph = experiment.network.graph
        if self._evaluator is None or self._evaluator[0] != graph:
            self._evaluator = (graph, Evaluator(experiment.network))
        return self._evaluator[1]

    def _given_of(self, experiment: Experiment) -> "Array":
        """The inputs of all samples, which stay while it trains."""
        from explorer.backprop.responses import given_inputs

        names = tuple(neuron.name for neuron in experiment.network.inputs)
        key = (names, tuple(experiment.scaling(name) for name in names))
        if self._given is None or self._given[0] is not experiment.samples or self._given[1] != key:
            self._given = (experiment.samples, key, given_inputs(experiment))
        return self._given[2]
