"""Journeys through the first steps of README and Help, and through every example."""

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from explorer.files.example import Example, read_examples
from explorer.network.model import Experiment
from explorer.resources import resource
from explorer.training.trainer import Trainer
from explorer.ui.panels.divergence_banner import DivergenceBanner
from explorer.ui.session.document import EMPTY
from explorer.ui.widgets.number_field import NumberField
from tests.ui.conftest import OpenWindow
from tests.ui.person import CTRL, SHIFT, Person, open_dialog

EXAMPLES = read_examples(resource("examples"))
ALT = Qt.KeyboardModifier.AltModifier

BELOW = {
    "Gradients": "gradients",
    "Inspector": "inspector",
    "Samples": "samples",
    "Matrices": "matrices",
    "Prediction": "prediction",
    "Network table": "network-table",
}
"""The panels that share tabs."""

OFTEN = {"d-skip-connections", "e-worked-iteration", "mirror-symmetry", "xor"}
"""The examples whose journey is made at every run of the tests, of networks of different kinds."""


def marks(example: Example) -> list[pytest.MarkDecorator]:
    """Whose journey takes its time only in `make test-all`."""
    return [] if example.path.stem in OFTEN else [pytest.mark.long]


@pytest.fixture
def person(open_window: OpenWindow, qtbot: QtBot) -> Person:
    """Somebody before an empty window."""
    return Person(open_window(EMPTY), qtbot)


def weights(experiment: Experiment) -> list[float]:
    """Of all connections, in the order in which they were drawn."""
    return [connection.weight for connection in experiment.network.connections]


@pytest.mark.parametrize(
    "example",
    [pytest.param(example, id=example.path.stem, marks=marks(example)) for example in EXAMPLES],
)
def test_an_example_is_played_trained_and_looked_at_from_all_sides(
    person: Person, qtbot: QtBot, example: Example
) -> None:
    window = person.window
    person.choose("View", "Reduce motion")
    person.choose("File", "Examples", example.title)
    assert person.title == f"{example.title} — Backprop Explorer"
    assert window.session.notation.write(example.note) in person.reads("sentence")

    person.press(Qt.Key.Key_3, ALT)
    person.press(Qt.Key.Key_BracketRight, times=4)
    for _ in window.session.player.timeline.stops:
        person.press(Qt.Key.Key_Period)
        window.canvas.grab()
    person.wait_until_it_rests()
    assert window.session.player.time == window.session.player.duration > 0
    assert len(window.scene.state.updates) == len(person.experiment.network.parameters)

    window.complete()
    person.choose("View", "Panels", "Network table")
    tabs = next(bar for bar in window.findChildren(QTabBar) if bar.isVisible() and bar.count() > 2)
    assert [tabs.tabText(index) for index in range(tabs.count())] == list(BELOW)
    for theme in ("Dark", "Light"):
        person.choose("View", "Theme", theme)
        for index, name in enumerate(BELOW.values()):
            person.click_widget(tabs, tabs.tabRect(index).center())
            qtbot.waitUntil(window.docks.panel(name).isVisible)
            window.docks.panel(name).grab()

    start = weights(person.experiment)
    person.press(Qt.Key.Key_F6, times=3)
    assert window.session.training.snapshot.step == 3
    assert weights(person.experiment) != start
    assert all(map(math.isfinite, weights(person.experiment)))


@pytest.fixture
def newcomer(person: Person) -> Person:
    """Somebody before the network on which the program opens."""
    person.choose("View", "Reduce motion")
    person.choose("File", "Examples", EXAMPLES[0].title)
    person.window.session.training.set_steps_per_second(2000.0)
    return person


def set_learning_rate(person: Person, text: str) -> None:
    """Click α in the toolbar and type."""
    field = person.window.toolbars["network"].learning_rate.findChild(NumberField)
    assert isinstance(field, NumberField)
    person.click_widget(field)
    person.type(text)
    person.window.canvas.setFocus()


def train(person: Person, qtbot: QtBot, steps: int) -> None:
    """Press F5, and again after so many steps."""
    training = person.window.session.training
    person.press(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: training.snapshot is not None and training.snapshot.step >= steps)
    person.press(Qt.Key.Key_F5)


def loss(person: Person) -> float:
    """E of all samples, as the document now is."""
    return Trainer(person.experiment).history.rows().loss[0].item()


def test_watch_every_part_of_the_first_pass_has_something_to_show(newcomer: Person) -> None:
    newcomer.press(Qt.Key.Key_BracketRight, times=4)
    newcomer.press(Qt.Key.Key_Space)
    assert newcomer.window.session.player.is_playing
    newcomer.wait_until_it_rests()
    state = newcomer.window.scene.state
    assert state.z["h0"] == 0.7
    assert state.a["h0"] == pytest.approx(math.tanh(0.7), rel=1e-12)
    y = -1.3 * math.tanh(0.7) - 0.3 * math.tanh(0.1)
    assert state.loss == pytest.approx((y - 1) ** 2 / 2, rel=1e-12)
    assert all(delta != 0 for delta in state.delta.values())
    assert len(state.updates) == 9
    newcomer.press(Qt.Key.Key_Comma)
    newcomer.press(Qt.Key.Key_Period)
    assert newcomer.reads("numbers")


def test_change_a_number_and_everything_follows(newcomer: Person) -> None:
    before = loss(newcomer)
    newcomer.click_weight("h0", "y0")
    newcomer.type("1/3")
    assert newcomer.experiment.network.by_ends["h0", "y0"].weight == 1 / 3
    assert loss(newcomer) != before
    newcomer.press(Qt.Key.Key_Z, CTRL)
    assert loss(newcomer) == before


def test_train_then_turn_alpha_up_until_it_runs_away_then_go_back_and_learn(
    newcomer: Person, qtbot: QtBot
) -> None:
    banner = newcomer.window.findChild(DivergenceBanner)
    train(newcomer, qtbot, 300)
    assert loss(newcomer) < 0.005
    newcomer.press(Qt.Key.Key_F5)
    set_learning_rate(newcomer, "1.5")
    qtbot.waitUntil(banner.isVisible)
    assert not newcomer.window.session.training.is_running
    assert "Diverged at step" in banner.sentence.text()
    newcomer.press(Qt.Key.Key_F7)
    set_learning_rate(newcomer, "0.2")
    assert loss(newcomer) == pytest.approx(0.925, abs=5e-4)
    train(newcomer, qtbot, 300)
    assert loss(newcomer) < 0.005


def test_turn_alpha_up_first_then_train_and_it_runs_away_from_the_start(
    newcomer: Person, qtbot: QtBot
) -> None:
    banner = newcomer.window.findChild(DivergenceBanner)
    set_learning_rate(newcomer, "1.5")
    newcomer.press(Qt.Key.Key_F5)
    qtbot.waitUntil(banner.isVisible)
    newcomer.press(Qt.Key.Key_F7)
    set_learning_rate(newcomer, "0.2")
    train(newcomer, qtbot, 300)
    assert loss(newcomer) < 0.005


def test_see_what_a_learning_rate_does_in_one_variable(newcomer: Person) -> None:
    newcomer.press(Qt.Key.Key_L, CTRL)
    assert newcomer.window.workspace == "one-variable"


def test_draw_your_own_and_take_its_weights_away(newcomer: Person) -> None:
    newcomer.press(Qt.Key.Key_N, CTRL)
    newcomer.double_click((0.0, 0.0), SHIFT)
    newcomer.double_click((240.0, 0.0), CTRL)
    newcomer.connect("i0", "y0")
    assert [each.ends for each in newcomer.experiment.network.connections] == [("i0", "y0")]
    newcomer.press(Qt.Key.Key_E, CTRL)
    dialog = open_dialog(newcomer.window)
    assert dialog is not None
    assert "Export" in dialog.windowTitle()
    dialog.reject()
