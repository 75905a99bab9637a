"""What is selected, and what can be set there?"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from explorer.network.model import Ends, Parameter
from explorer.plain_text import shown_name
from explorer.ui.panels.inspector.connection_form import ConnectionForm
from explorer.ui.panels.inspector.experiment_form import ExperimentForm
from explorer.ui.panels.inspector.incoming_weights import IncomingWeights
from explorer.ui.panels.inspector.neuron_form import NeuronForm
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import Theme


class InspectorPanel(QScrollArea):
    """The selected neurons and connections, one or several at once; with nothing selected, the experiment."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document = session.document
        self._frames, self._selection = session.frames, session.selection
        self._shown = self._frames.experiment
        self._heading = QLabel()
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._heading.setProperty("role", "title")
        self._heading.setWordWrap(True)
        self._experiment = ExperimentForm(document)
        self._neurons = NeuronForm(document)
        self._incoming = IncomingWeights()
        self._connections = ConnectionForm(document)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 10, 12, 10)
        for part in (self._heading, self._neurons, self._incoming, self._connections, self._experiment):
            column.addWidget(part)
        column.addStretch()
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Inspector")
        self._frames.changed.connect(self._on_frame)
        self._selection.changed.connect(self._refresh)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._incoming.set_theme(theme)

    def _on_frame(self) -> None:
        """Follow where another experiment is shown, and not merely another moment of its pass."""
        if self._frames.experiment is not self._shown:
            self._refresh()

    def _refresh(self) -> None:
        experiment = self._shown = self._frames.experiment
        neurons = self._selection.neurons_in(experiment.network)
        connections = self._selection.connections_in(experiment.network)
        self._neurons.setVisible(bool(neurons))
        self._connections.setVisible(bool(connections))
        self._experiment.setVisible(not neurons and not connections)
        self._incoming.show_neurons(experiment.network, neurons)
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
        parts.append(f"Neuron {shown_name(names[0])}" if len(names) == 1 else f"{len(names)} neurons")
    if ends:
        parts.append(Parameter(*ends[0]).shown if len(ends) == 1 else f"{len(ends)} connections")
    return " and ".join(parts)
