"""Do canvas, tables and card show the same numbers at the same moment, also while training?"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot

from explorer import frame_budget
from explorer.backprop.batch import batch_gradient
from explorer.backprop.frame import Frame
from explorer.backprop.message import BiasGradient
from explorer.backprop.propagate import propagate
from explorer.files.project import read_experiment
from explorer.network.edits.parameter_edits import set_weight
from explorer.number import rounded, signed
from explorer.resources import resource
from explorer.symbol import Symbol
from explorer.ui.panels.gradient_table import DIGITS
from explorer.ui.panels.gradients_panel import GradientsPanel
from explorer.ui.panels.network_table import HEADERS, NetworkTable
from explorer.ui.window.main_window import MainWindow
from tests.ui.conftest import OpenWindow


@dataclass
class Shown:
    """A window with the table beside it, and in what they disagreed at any of the frames."""

    window: MainWindow
    table: NetworkTable
    gradients: GradientsPanel
    frames: int = 0
    disagreements: list[str] = field(default_factory=list)
    deltas: list[float | None] = field(default_factory=list)
    rows: list[list[list[str]]] = field(default_factory=list)

    def compare(self, frame: Frame) -> None:
        """Look at everything after a frame."""
        self.frames += 1
        cells = self.cells()
        trace = propagate(frame.experiment, frame.sample)
        for neuron in frame.experiment.network.neurons:
            look = self.window.scene.neuron_item(neuron.name).look
            row, numbers = cells[neuron.name], trace.neurons[neuron.name]
            self.agree(
                f"a of {neuron.name}",
                look.a if look.kind.is_computed else look.value,
                numbers.a,
                row[Symbol.A],
            )
            if look.kind.is_computed:
                self.agree(f"z of {neuron.name}", look.z, numbers.z, row[Symbol.Z])
                self.agree(f"δ of {neuron.name}", look.delta, numbers.delta, row[Symbol.DELTA])
                self.agree(f"bias of {neuron.name}", look.bias, neuron.bias, row["value"])
        for label in self.window.scene.labels:
            row, gradient = cells[" → ".join(label.ends)], trace.weight_gradients[label.ends]
            self.agree(f"gradient of {label.ends}", label.gradient, gradient, row["gradient"])
            weight = frame.experiment.network.by_ends[label.ends].weight
            self.agree(f"weight of {label.ends}", label.weight, weight, row["value"])
        self.remember(frame)

    def remember(self, frame: Frame) -> None:
        """What card and gradients say of this frame, at the latest when the network trains no longer."""
        assert isinstance(frame.message, BiasGradient)
        self.deltas.append(self.window.scene.neuron_item(frame.message.neuron).look.delta)
        _, weights, biases = batch_gradient(frame.experiment)
        self.rows.append(
            [
                [
                    parameter.label,
                    rounded(frame.experiment.network.parameter_value(parameter)),
                    signed(biases[parameter.dest] if parameter.is_bias else weights[ends], DIGITS),
                ]
                for parameter in frame.experiment.network.parameters
                for ends in [(parameter.source, parameter.dest)]
            ]
        )

    @property
    def card(self) -> str:
        """The numbers of the card, each with all its digits."""
        return self.window.centre.explanation.findChild(QLabel, "numbers").text()

    @property
    def gradients_rows(self) -> list[list[str | None]]:
        """Parameter, value and gradient over the batch, as the panel shows them."""
        model = self.gradients.findChild(QTableView).model()
        return [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]

    def agree(self, name: str, drawn: float | None, computed: float | None, written: str | None) -> None:
        """The number on the canvas is the one that was computed, and so is the text in the table."""
        if drawn is None or drawn != computed or written != rounded(drawn):
            self.disagreements.append(f"{name}: {drawn} drawn, {computed} computed, {written} written")

    def cells(self) -> dict[str, dict[str, str | None]]:
        """The texts of the table by its rows' names and the columns' headers."""
        model = self.table.findChild(QTableView).model()
        assert isinstance(model, QAbstractItemModel)
        rows = [
            {header: model.index(row, column).data() for column, header in enumerate(HEADERS)}
            for row in range(model.rowCount())
        ]
        return {row["part"]: row for row in rows}


@pytest.fixture
def shown(reopen_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    """Article A's 2-4-1 network that learns XOR, at the end of its backward pass."""
    window = reopen_window(read_experiment(resource("examples/xor.json")))
    monkeypatch.setattr(frame_budget, "SLICE", 1.0)  # a slow machine too has time for a whole check
    table = NetworkTable(window.session)
    qtbot.addWidget(table)
    gradients = GradientsPanel(window.session)
    qtbot.addWidget(gradients)
    table.show()
    gradients.show()
    window.session.player.reveal()
    made = Shown(window, table, gradients)
    made.remember(window.session.frames.frame)
    qtbot.waitUntil(lambda: made.gradients_rows == made.rows[-1])
    window.session.frames.changed.connect(made.compare)
    yield made
    window.session.frames.changed.disconnect(made.compare)


def test_at_rest_everything_follows_an_edit_at_once(shown: Shown, qtbot: QtBot) -> None:
    connection = shown.window.document.experiment.network.connections[0]
    for weight in (0.5, -3.0):
        ends, value = connection.ends, weight
        shown.window.document.attempt("Set", lambda e, ends=ends, value=value: set_weight(e, *ends, value))
        assert f"'{shown.deltas[-1]!r}'" in shown.card
    assert shown.frames == 2
    assert shown.disagreements == []
    qtbot.waitUntil(lambda: shown.gradients_rows == shown.rows[-1])


def test_while_a_network_trains_every_frame_shows_the_same_numbers_everywhere(
    shown: Shown, qtbot: QtBot
) -> None:
    shown.window.session.training.run()
    seen: list[tuple[str, list[list[str | None]]]] = []
    for count in range(3, 12):
        qtbot.waitUntil(lambda count=count: shown.frames >= count)
        seen.append((shown.card, shown.gradients_rows))
    shown.window.session.training.pause()
    assert shown.window.session.frames.frame.experiment is shown.window.document.experiment
    assert shown.disagreements == []
    for card, rows in seen:  # what is read number by number shows one of the frames, all of it
        assert any(f"'{delta!r}'" in card for delta in shown.deltas)
        assert rows in shown.rows
    qtbot.waitUntil(lambda: f"'{shown.deltas[-1]!r}'" in shown.card)
    qtbot.waitUntil(lambda: shown.gradients_rows == shown.rows[-1])
