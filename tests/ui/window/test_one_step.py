"""While a network trains, is every number that is written on the screen of one and the same step?"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot

from explorer.drawing.number_text import brief
from explorer.network.edits.training_edits import set_learning_rate
from explorer.number import rounded, signed
from explorer.symbol import Symbol
from explorer.training.engine_choice import engine_for
from explorer.training.program import Program
from explorer.training.trainer import Trainer
from explorer.ui.panels.gradients_panel import GradientsPanel
from explorer.ui.panels.inspector.connection_form import ConnectionForm
from explorer.ui.panels.inspector.panel import InspectorPanel
from explorer.ui.panels.loss.panel import LossPanel
from explorer.ui.panels.network_table import HEADERS, NetworkTable
from explorer.ui.widgets.number_field import NumberField
from explorer.ui.widgets.training_progress import TrainingProgress
from explorer.ui.window.main_window import MainWindow
from tests.ui.conftest import OpenWindow
from tests.ui.training_experiment import WANING


@dataclass
class Screen:
    """A window on x → y with E = ½ w², so that a, δ and ∂E/∂w all are w, and every panel beside it."""

    window: MainWindow
    table: NetworkTable
    gradients: GradientsPanel
    inspector: InspectorPanel
    loss: LossPanel
    seen: dict[tuple[str, ...], None] = field(default_factory=dict)

    @property
    def steps(self) -> set[int]:
        """The steps that the panel of the loss has told."""
        return {step_of(texts) for texts in self.seen}

    def look(self) -> None:
        """Read all that is written now, once a step is told."""
        texts = self.texts
        if texts[0]:
            self.seen[texts] = None

    @property
    def texts(self) -> tuple[str, ...]:
        """What is written now; see `texts_at`."""
        scene, card = self.window.scene, self.window.centre.explanation.findChild(QLabel, "numbers")
        network = self.table.findChild(QTableView).model()
        gradients = self.gradients.findChild(QTableView).model()
        (label,), y = scene.labels, scene.neuron_item("y").look
        return (
            self.loss.last_step.text().partition(";")[0],
            self.window.findChild(TrainingProgress).text().partition(" of ")[0],
            label.weight_text,
            label.gradient_text,
            *(rounded(number) for number in (y.z, y.a, y.delta, scene.loss)),
            *(network.index(2, HEADERS.index(name)).data() for name in ("value", Symbol.A, "gradient")),
            *(gradients.index(0, column).data() for column in (1, 2, 3)),
            self.inspector.findChild(ConnectionForm).findChild(NumberField).text(),
            QTextDocumentFragment.fromHtml(card.text()).toPlainText().split()[-1],
        )


def texts_at(step: int, rate: float) -> tuple[str, ...]:
    """What is to be written at this step: line of the loss and of the status bar, canvas, tables, card."""
    w = (1 - rate) ** step
    return (
        f"Step {step}: E {rounded(w * w / 2)}",
        f"Step {step:,}",
        f"w {brief(w)}",
        f"∂E/∂w {brief(w)}",
        *(rounded(number) for number in (w, w, w, w * w / 2)),
        *(rounded(number) for number in (w, w, w)),
        *(rounded(w), signed(w, 3), signed(w, 3)),
        rounded(w, 6),
        rounded(w),
    )


def step_of(texts: tuple[str, ...]) -> int:
    """The step that the line of the loss tells."""
    return int(texts[0].split()[1].rstrip(":"))


@pytest.fixture
def open_screen(open_window: OpenWindow, qtbot: QtBot) -> Callable[[float], Screen]:
    """A screen on a run with this α, with x → y selected, at the end of the backward pass."""

    def opened(rate: float) -> Screen:
        window = open_window(set_learning_rate(WANING, rate))
        session = window.session
        panels = NetworkTable(session), GradientsPanel(session), InspectorPanel(session), LossPanel(session)
        for panel in panels:
            qtbot.addWidget(panel)
            panel.show()
        session.selection.select((), {("x", "y")})
        session.player.reveal()
        return Screen(window, *panels)

    return opened


@pytest.mark.parametrize(
    ("is_beside", "steps_per_second", "rate"),
    [(False, 100.0, 2.0**-7), (False, None, 2.0**-14), (True, None, WANING.training.learning_rate)],
    ids=["slowly", "in slices", "in a thread"],
)
def test_at_every_turn_all_that_is_written_is_of_one_step(
    open_screen: Callable[[float], Screen],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    is_beside: bool,
    steps_per_second: float | None,
    rate: float,
) -> None:
    monkeypatch.setattr("explorer.compiling.loaded._parts", set())
    screen = open_screen(rate)
    training, experiment = screen.window.session.training, screen.window.document.experiment
    trainer = Trainer(experiment, engine_for(Program.of(experiment), may_wait=is_beside))
    assert trainer.lets_others_run is is_beside
    training.open_run("Open", trainer)
    training.set_steps_per_second(steps_per_second)
    looking = QTimer(screen.window, interval=0)
    looking.timeout.connect(screen.look)
    looking.start()
    training.run(steps=10**12)
    qtbot.waitUntil(lambda: len(screen.steps) >= 6)
    looking.stop()
    for texts in screen.seen:
        assert texts == texts_at(step_of(texts), rate)
    training.pause()
    loss, _, *others = texts_at(trainer.step, rate)  # no goal any more, so no line about it
    qtbot.waitUntil(lambda: (screen.texts[0], *screen.texts[2:]) == (loss, *others))
