"""What is selected, and what is pointed at? The selection of canvas, inspector, tables and commands.

Whoever wants other things selected asks `Selection`; it alone knows. What no longer exists leaves it,
whatever the cause: an edit, undo, another file.
"""

from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from explorer.network.edits.graph_edits import renamed
from explorer.network.model import Connection, Ends, Network, Neuron, Parameter
from explorer.ui.session.document import Document


class _Chosen(Struct, frozen=True):
    """Neurons and connections of one network."""

    neurons: frozenset[str] = frozenset()
    connections: frozenset[Ends] = frozenset()

    def followed(self, before: Network, after: Network) -> "_Chosen":
        """The same in the network `after`: under new names where they were renamed, without what is gone."""
        if before is after or not (self.neurons or self.connections):
            return self
        new = renamed(before, after)
        neurons = {new.get(name, name) for name in self.neurons}
        connections = {(new.get(a, a), new.get(b, b)) for a, b in self.connections}
        return _Chosen(
            frozenset(neurons & after.by_name.keys()), frozenset(connections & after.by_ends.keys())
        )


class Selection(QObject):
    """The selected neurons and connections of the open experiment."""

    changed = Signal()
    """Others are selected, or a selected neuron has another name."""
    hovered_changed = Signal(object)
    """The Parameter on which the pointer now rests, or None."""
    pointed_changed = Signal(object)
    """`pointed` is another."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._network = document.experiment.network
        self._chosen = _Chosen()
        self._hovered: Parameter | None = None
        self._pointed: str | Ends | None = None
        document.experiment_changed.connect(self._follow)
        document.replaced.connect(lambda: self.select(()))

    @property
    def neurons(self) -> frozenset[str]:
        """The names of the selected neurons."""
        return self._present.neurons

    @property
    def connections(self) -> frozenset[Ends]:
        """The ends of the selected connections."""
        return self._present.connections

    @property
    def chosen_neurons(self) -> tuple[Neuron, ...]:
        """The selected neurons as they now are, in the order of the file."""
        return self.neurons_in(self._document.experiment.network)

    @property
    def computed(self) -> tuple[Neuron, ...]:
        """Those of the selected neurons that have an activation: hidden ones and outputs."""
        return tuple(neuron for neuron in self.chosen_neurons if neuron.kind.is_computed)

    @property
    def chosen_connections(self) -> tuple[Connection, ...]:
        """The selected connections as they now are, in the order of the file."""
        return self.connections_in(self._document.experiment.network)

    def neurons_in(self, network: Network) -> tuple[Neuron, ...]:
        """The selected neurons as `network` has them, in its order."""
        names = self.neurons
        return tuple(n for n in network.neurons if n.name in names) if names else ()

    def connections_in(self, network: Network) -> tuple[Connection, ...]:
        """The selected connections as `network` has them, in its order."""
        ends = self.connections
        return tuple(c for c in network.connections if c.ends in ends) if ends else ()

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The weights of the selected connections and the biases of the selected neurons."""
        weights = (Parameter(*connection.ends) for connection in self.chosen_connections)
        biases = (Parameter(None, n.name) for n in self.chosen_neurons if n.bias is not None)
        return (*weights, *biases)

    def select(self, neurons: Iterable[str], connections: Iterable[Ends] = ()) -> None:
        """Let exactly these be selected. Those that do not exist are not."""
        network = self._document.experiment.network
        self._show(
            _Chosen(
                frozenset(neurons) & network.by_name.keys(), frozenset(connections) & network.by_ends.keys()
            )
        )

    @property
    def hovered(self) -> Parameter | None:
        """The weight or bias on which the pointer rests, on the canvas or in a table."""
        return self._hovered

    @property
    def pointed(self) -> str | Ends | None:
        """The neuron or connection on which the pointer rests: on the canvas, in a table or in a matrix."""
        return self._pointed

    def hover(self, place: Parameter | str | None) -> None:
        """The pointer rests on a weight, a bias, anything else of a neuron, or no longer on any of them."""
        parameter = place if isinstance(place, Parameter) else None
        pointed: str | Ends | None = place if isinstance(place, str) else None
        if parameter is not None:
            pointed = parameter.dest if parameter.source is None else (parameter.source, parameter.dest)
        if parameter != self._hovered:
            self._hovered = parameter
            self.hovered_changed.emit(parameter)
        if pointed != self._pointed:
            self._pointed = pointed
            self.pointed_changed.emit(pointed)

    def select_all(self) -> None:
        """Let every neuron and connection be selected."""
        network = self._document.experiment.network
        self.select(network.by_name, network.by_ends)

    @property
    def _present(self) -> _Chosen:
        """What is selected now, also for those who hear of an edit before the selection does."""
        return self._chosen.followed(self._network, self._document.experiment.network)

    def _follow(self) -> None:
        self._show(self._present)

    def _show(self, chosen: _Chosen) -> None:
        before, self._chosen = self._chosen, chosen
        self._network = self._document.experiment.network
        if chosen != before:
            self.changed.emit()
