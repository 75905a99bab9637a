"""What is selected, and what can be set there?"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from explorer.network.model import Ends, Experiment
from explorer.ui.panels.inspector.connection_form import ConnectionForm
from explorer.ui.panels.inspector.experiment_form import ExperimentForm
from explorer.ui.panels.inspector.neuron_form import NeuronForm
from explorer.ui.session.document import Document


class InspectorPanel(QScrollArea):
    """The selected neurons and connections, one or several at once; with nothing selected, the experiment."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._names: frozenset[str] = frozenset()
        self._ends: frozenset[Ends] = frozenset()
        self._heading = QLabel()
        self._heading.setProperty("role", "title")
        self._heading.setWordWrap(True)
        self._experiment = ExperimentForm(document)
        self._neurons = NeuronForm(document)
        self._connections = ConnectionForm(document)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 10, 12, 10)
        for part in (self._heading, self._neurons, self._connections, self._experiment):
            column.addWidget(part)
        column.addStretch()
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Inspector")
        document.experiment_changed.connect(self._refresh)
        self._refresh(document.experiment)

    def set_selection(self, names: frozenset[str], ends: frozenset[Ends]) -> None:
        """Show these neurons and connections."""
        self._names, self._ends = names, ends
        self._refresh(self._document.experiment)

    def _refresh(self, experiment: Experiment) -> None:
        network = experiment.network
        neurons = tuple(neuron for neuron in network.neurons if neuron.name in self._names)
        connections = tuple(each for each in network.connections if self._ends and each.ends in self._ends)
        self._neurons.setVisible(bool(neurons))
        self._connections.setVisible(bool(connections))
        self._experiment.setVisible(not neurons and not connections)
        if neurons:
            self._neurons.show_neurons(neurons)
        if connections:
            self._connections.show_connections(connections)
        if not neurons and not connections:
            self._experiment.show_experiment(experiment)
        self._heading.setText(_heading([n.name for n in neurons], [c.ends for c in connections]))


def _heading(names: list[str], ends: list[Ends]) -> str:
    if not names and not ends:
        return "Experiment"
    parts = []
    if names:
        parts.append(f"Neuron {names[0]}" if len(names) == 1 else f"{len(names)} neurons")
    if ends:
        parts.append(f"{ends[0][0]} → {ends[0][1]}" if len(ends) == 1 else f"{len(ends)} connections")
    return " and ".join(parts)
