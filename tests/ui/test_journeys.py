"""What somebody does from the empty canvas to the weights taken away, by mouse and keys on the whole window.

The network that is drawn is 2-2-1, ReLU and identity, with E = ½ (y − t)²; every number of its pass is exact
in binary and worked by hand:

    z(h0) = 0.5 · 1 + 0.25 · 2 = 1          a = 1        δ(h0) = 2 · (−0.5) = −1
    z(h1) = −0.5 · 1 + 1 · 2 = 1.5          a = 1.5      δ(h1) = −1 · (−0.5) = 0.5
    z(y0) = 2 · 1 − 1 · 1.5 = 0.5           y = 0.5      δ(y0) = 0.5 − 1 = −0.5     E = 0.125
"""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.drawing.hit_target import Part
from explorer.files.project import read_experiment, to_bytes
from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    Network,
    Neuron,
    Parameter,
    Sample,
    Training,
)
from explorer.project import Project
from explorer.ui.panels.divergence_banner import DivergenceBanner
from explorer.ui.panels.timeline_panel import TimelineBar
from explorer.ui.session.document import EMPTY
from explorer.ui.widgets.number_field import NumberField
from tests.ui.conftest import OpenWindow
from tests.ui.person import CTRL, NO_KEYS, SHIFT, Person

ALT = Qt.KeyboardModifier.AltModifier

TWO_TWO_ONE = Experiment(
    Network(
        (
            Neuron("i0", Kind.INPUT, position=(-240.0, -100.0)),
            Neuron("i1", Kind.INPUT, position=(-240.0, 100.0)),
            Neuron("h0", Kind.HIDDEN, "relu", 0.0, position=(0.0, -100.0)),
            Neuron("h1", Kind.HIDDEN, "relu", 0.0, position=(0.0, 100.0)),
            Neuron("y0", Kind.OUTPUT, "identity", 0.0, position=(220.0, 0.0)),
        ),
        (
            Connection("i0", "h0", 0.5),
            Connection("i1", "h0", 0.25),
            Connection("i0", "h1", -0.5),
            Connection("i1", "h1", 1.0),
            Connection("h0", "y0", 2.0),
            Connection("h1", "y0", -1.0),
        ),
    ),
    (Sample({"i0": 1.0, "i1": 2.0}, {"y0": 1.0}),),
    training=Training(learning_rate=1 / 32),
)

WEIGHT_GRADIENTS = {
    ("i0", "h0"): -1.0,
    ("i1", "h0"): -2.0,
    ("i0", "h1"): 0.5,
    ("i1", "h1"): 1.0,
    ("h0", "y0"): -0.5,
    ("h1", "y0"): -0.75,
}
BIAS_GRADIENTS = {"h0": -1.0, "h1": 0.5, "y0": -0.5}

WEIGHTS_AFTER_ONE_STEP = [0.53125, 0.3125, -0.515625, 0.96875, 2.015625, -0.9765625]
BIASES_AFTER_ONE_STEP = [0.03125, -0.015625, 0.015625]
"""w − ∂E/∂w / 32."""


@pytest.fixture
def person(open_window: OpenWindow, qtbot: QtBot) -> Person:
    """Somebody before an empty canvas."""
    return Person(open_window(EMPTY), qtbot)


@pytest.fixture
def owner(open_window: OpenWindow, qtbot: QtBot) -> Person:
    """Somebody who has drawn the network."""
    return Person(open_window(TWO_TWO_ONE), qtbot)


def draw(person: Person) -> None:
    """Draw the network on the empty canvas, and type all its numbers."""
    for neuron, keys in zip(TWO_TWO_ONE.network.neurons, (SHIFT, SHIFT, NO_KEYS, NO_KEYS, CTRL), strict=True):
        person.double_click(neuron.position, keys)
    person.click_part("h0", Part.BODY)
    person.click_part("h1", Part.BODY, SHIFT)
    person.choose("Network", "Activation of the selected", "ReLU")
    for connection in TWO_TWO_ONE.network.connections:
        person.connect(*connection.ends)
    person.press(Qt.Key.Key_0, CTRL)  # the whole network
    person.click_weight("i0", "h0")
    person.type("1/2", Qt.Key.Key_Tab)
    person.type("0.25", Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_Tab)  # past the bias
    person.type("-0,5", Qt.Key.Key_Tab)
    person.type("1", Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_Tab)
    person.type("2", Qt.Key.Key_Tab)
    person.type("-1e0")
    for name, part, text in (("i0", Part.VALUE, "1"), ("i1", Part.VALUE, "2"), ("y0", Part.TARGET, "1")):
        person.click_part(name, part)
        person.type(text)
    set_learning_rate(person, "1/32")


def set_learning_rate(person: Person, text: str) -> None:
    """Click α in the toolbar and type."""
    field = person.window.toolbars["network"].learning_rate.findChild(NumberField)
    assert isinstance(field, NumberField)
    person.click_widget(field)
    person.type(text)
    person.window.canvas.setFocus()


def bar_of(person: Person) -> TimelineBar:
    """The bar of the timeline."""
    bar = person.window.centre.timeline.findChild(TimelineBar)
    assert isinstance(bar, TimelineBar)
    return bar


def weights(experiment: Experiment) -> list[float]:
    """Of all connections, in the order in which they were drawn."""
    return [connection.weight for connection in experiment.network.connections]


def biases(experiment: Experiment) -> list[float | None]:
    """Of the hidden and output neurons."""
    return [neuron.bias for neuron in experiment.network.neurons if neuron.kind.is_computed]


def test_a_network_is_drawn_from_the_empty_canvas(person: Person) -> None:
    draw(person)
    assert person.experiment == TWO_TWO_ONE


def test_the_pass_is_stepped_through_to_and_fro_with_keys(owner: Person) -> None:
    scene = owner.window.scene
    owner.press(Qt.Key.Key_BracketRight, times=4)
    assert owner.reads("title") == "Ready"

    owner.press(Qt.Key.Key_Period)
    owner.wait_until_it_rests()
    assert dict(scene.state.contributions) == {("i0", "h0"): 0.5}
    assert dict(scene.state.z) == {}

    owner.press(Qt.Key.Key_4, ALT)
    owner.press(Qt.Key.Key_Period)
    owner.wait_until_it_rests()
    assert dict(scene.state.z) == {"h0": 1.0, "h1": 1.5, "y0": 0.5}
    assert dict(scene.state.a) == {"i0": 1.0, "i1": 2.0, "h0": 1.0, "h1": 1.5, "y0": 0.5}
    assert scene.state.loss is None

    owner.press(Qt.Key.Key_Period)
    owner.wait_until_it_rests()
    assert scene.state.loss == 0.125
    assert dict(scene.state.delta) == {}

    owner.press(Qt.Key.Key_Period)
    owner.wait_until_it_rests()
    assert dict(scene.state.dE_da) == {"h0": -1.0, "h1": 0.5, "y0": -0.5}
    assert dict(scene.state.delta) == {"h0": -1.0, "h1": 0.5, "y0": -0.5}
    assert gradients(owner) == (WEIGHT_GRADIENTS, BIAS_GRADIENTS)

    owner.press(Qt.Key.Key_Comma)
    assert dict(scene.state.delta) == {}
    assert scene.state.loss == 0.125
    owner.press(Qt.Key.Key_Home)
    assert dict(scene.state.z) == {}
    assert owner.experiment is TWO_TWO_ONE


def gradients(person: Person) -> tuple[dict[tuple[str, str], float], dict[str, float]]:
    """Of the weights and of the biases that the canvas shows."""
    of_weights, of_biases = {}, {}
    for parameter, gradient in person.window.scene.state.gradients.items():
        if parameter.source is None:
            of_biases[parameter.dest] = gradient
        else:
            of_weights[parameter.source, parameter.dest] = gradient
    return of_weights, of_biases


def test_the_pass_is_scrubbed_with_the_mouse(owner: Person) -> None:
    scene, bar = owner.window.scene, bar_of(owner)
    forward, loss, backward, _ = (
        QPoint(round(bar.x_of(span.end)) + 1, 20) for span in owner.window.session.player.timeline.spans
    )
    owner.click_widget(bar, backward)
    assert gradients(owner) == (WEIGHT_GRADIENTS, BIAS_GRADIENTS)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=loss)
    assert scene.state.loss == 0.125
    assert dict(scene.state.delta) == {}
    QTest.mouseMove(bar, forward)
    assert scene.state.loss is None
    assert scene.state.z["y0"] == 0.5
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=forward)
    owner.press(Qt.Key.Key_End)
    assert scene.state.updates[Parameter("i1", "h0")] == 0.3125


def test_a_click_on_a_number_explains_it(owner: Person) -> None:
    owner.press(Qt.Key.Key_End)
    owner.click_part("h1", Part.DELTA)
    assert owner.reads("title") == "Backward · error of neuron h1"
    assert owner.reads("numbers") == "0.5 = 1 · (−1)·(−0.5)"
    assert "ReLU is active here (z > 0), so its slope is 1." in owner.reads("sentence")


def test_the_update_is_applied_and_undone(owner: Person) -> None:
    owner.press(Qt.Key.Key_Return, CTRL)
    assert owner.status == "Update applied: E went from 0.125 to ≈ 0.000644"
    assert weights(owner.experiment) == WEIGHTS_AFTER_ONE_STEP
    assert biases(owner.experiment) == BIASES_AFTER_ONE_STEP
    owner.press(Qt.Key.Key_Z, CTRL)
    assert owner.experiment == TWO_TWO_ONE


def test_the_network_is_trained_paused_and_reset(owner: Person, qtbot: QtBot) -> None:
    runner = owner.window.session.training
    owner.press(Qt.Key.Key_F6)
    assert weights(owner.experiment) == WEIGHTS_AFTER_ONE_STEP
    assert biases(owner.experiment) == BIASES_AFTER_ONE_STEP
    owner.press(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: runner.snapshot.step >= 30)
    owner.press(Qt.Key.Key_F5)
    steps = runner.snapshot.step
    assert not runner.is_running
    assert owner.window.document.undo_stack.undoText() == f"Train {steps - 1} steps"
    assert owner.window.session.frames.frame.shown.numbers.losses == pytest.approx(0, abs=1e-12)
    owner.press(Qt.Key.Key_F7)
    assert owner.experiment == TWO_TWO_ONE
    assert [len(run.history.loss) for run in runner.runs] == [steps + 1]


def test_a_run_that_diverges_says_where_and_offers_the_way_back(owner: Person, qtbot: QtBot) -> None:
    window = owner.window
    banner = window.findChild(DivergenceBanner)
    set_learning_rate(owner, "100")
    owner.press(Qt.Key.Key_F5)
    qtbot.waitUntil(banner.isVisible)
    assert not window.session.training.is_running
    assert banner.sentence.text().startswith(
        "Diverged at step 1: E is 4.899e8, above 1e6, mostly from y0 on sample 1."
    )
    assert weights(owner.experiment) == [100.5, 200.25, -50.5, -99.0, 52.0, 74.0]
    assert bottom_of(banner) <= window.canvas.mapTo(window, QPoint()).y()

    owner.click_widget(button(banner, "Go back to step 0"))
    assert not banner.isVisible()
    assert weights(owner.experiment) == weights(TWO_TWO_ONE)
    set_learning_rate(owner, "1/32")
    owner.press(Qt.Key.Key_F6)
    assert weights(owner.experiment) == WEIGHTS_AFTER_ONE_STEP


def bottom_of(widget: QWidget) -> int:
    """Where a widget ends, in its window."""
    return widget.mapTo(widget.window(), widget.rect().bottomLeft()).y()


def button(widget: QWidget, text: str) -> QPushButton:
    """The button that reads `text`."""
    return next(each for each in widget.findChildren(QPushButton) if each.text() == text)


def test_the_weights_are_taken_away(owner: Person, tmp_path: Path) -> None:
    owner.choose("File", "Export weights…")
    owner.choose_file(tmp_path / "network.npz")
    assert owner.status == "Weights written to network.npz"
    with np.load(tmp_path / "network.npz") as arrays:
        W1, b1, W2, b2 = (arrays[name] for name in ("W1", "b1", "W2", "b2"))
    assert W1.tolist() == [[0.5, -0.5], [0.25, 1.0]]
    assert W2.tolist() == [[2.0], [-1.0]]
    assert (np.maximum(np.array([1.0, 2.0]) @ W1 + b1, 0) @ W2 + b2).tolist() == [0.5]

    owner.press(Qt.Key.Key_E, CTRL)
    owner.choose_file(tmp_path / "network.py")
    spec = importlib.util.spec_from_file_location("network", tmp_path / "network.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.predict(np.array([[1.0, 2.0], [0.0, 0.0]])).tolist() == [[0.5], [0.0]]


def test_an_experiment_is_saved_and_opened_again(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "2-2-1.json"
    assert person.title == "Untitled — Backprop Explorer"
    draw(person)
    assert person.title == "Untitled* — Backprop Explorer"
    person.press(Qt.Key.Key_S, CTRL)
    person.choose_file(path)
    assert person.title == "2-2-1.json — Backprop Explorer"
    person.press(Qt.Key.Key_N, CTRL)
    assert person.experiment == EMPTY
    person.choose("File", "Open…")
    person.choose_file(path)
    assert person.experiment == TWO_TWO_ONE
    assert person.title == "2-2-1.json — Backprop Explorer"
    person.press(Qt.Key.Key_F6)
    assert person.title == "2-2-1.json* — Backprop Explorer"
    person.press(Qt.Key.Key_S, CTRL)
    assert weights(read_experiment(path)) == WEIGHTS_AFTER_ONE_STEP
    assert person.title == "2-2-1.json — Backprop Explorer"


def test_everything_is_undone_and_redone_to_the_byte(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "network.json"
    stack = person.window.document.undo_stack
    draw(person)
    person.move("h1", QPoint(30, 40))
    person.click_part("h0", Part.BODY)
    for key in (Qt.Key.Key_D, Qt.Key.Key_B, Qt.Key.Key_H, Qt.Key.Key_T, Qt.Key.Key_R, Qt.Key.Key_Up):
        person.press(key, CTRL)
    person.choose("Network", "Loss", "mean squared error")
    person.press(Qt.Key.Key_F6, times=3)
    person.press(Qt.Key.Key_Return, CTRL)
    person.press(Qt.Key.Key_A, CTRL)
    person.press(Qt.Key.Key_Delete)
    assert person.experiment.network.neurons == ()
    person.press(Qt.Key.Key_Z, CTRL)
    person.press(Qt.Key.Key_S, CTRL)
    person.choose_file(path)
    drawn, steps = path.read_bytes(), stack.index()

    person.press(Qt.Key.Key_Z, CTRL, steps)
    assert not stack.canUndo()
    person.press(Qt.Key.Key_S, CTRL)
    assert path.read_bytes() == to_bytes(Project(EMPTY))

    person.press(Qt.Key.Key_Z, CTRL | SHIFT, steps)
    person.press(Qt.Key.Key_S, CTRL)
    assert path.read_bytes() == drawn


def test_a_network_is_drawn_and_connected_with_the_keyboard_alone(person: Person) -> None:
    for key in (Qt.Key.Key_I, Qt.Key.Key_H, Qt.Key.Key_U):
        person.press(key, CTRL)
    person.window.canvas.setFocus()
    person.press(Qt.Key.Key_Escape)  # nothing is selected: Tab begins with the input
    person.press(Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_C, SHIFT)
    person.press(Qt.Key.Key_Return)  # to the hidden neuron, the first that is allowed
    person.press(Qt.Key.Key_Tab, times=2)  # past the output, which nothing feeds yet
    person.press(Qt.Key.Key_C, SHIFT)
    person.press(Qt.Key.Key_Right)
    person.press(Qt.Key.Key_Return)
    kinds = {neuron.name: neuron.kind for neuron in person.experiment.network.neurons}
    assert [(kinds[source], kinds[dest]) for source, dest in person.experiment.network.ends] == [
        (Kind.INPUT, Kind.HIDDEN),
        (Kind.HIDDEN, Kind.OUTPUT),
    ]


def test_article_e_comes_out_digit_for_digit(person: Person) -> None:
    scene = person.window.scene
    person.choose("File", "Examples", "One iteration by hand: 3-1-2, ReLU")
    person.press(Qt.Key.Key_4, ALT)
    person.press(Qt.Key.Key_BracketRight, times=4)
    person.press(Qt.Key.Key_Space)
    assert person.window.session.player.is_playing
    person.wait_until_it_rests()
    assert dict(scene.state.z) == {"a0": 0.5, "c0": -0.5, "c1": 0.5}
    assert [scene.state.a[name] for name in ("a0", "c0", "c1")] == [0.5, 0.0, 0.5]
    assert scene.state.loss == 0.25
    assert [scene.state.dE_da[name] for name in ("c0", "c1")] == [-0.5, -0.5]
    assert dict(scene.state.delta) == {"a0": -0.5, "c0": 0.0, "c1": -0.5}
    person.choose("Propagation", "Apply the update")
    assert weights(person.experiment) == [0.55, 1.025, -0.45, -1.0, 1.025]
    assert biases(person.experiment) == [0.05, 0.0, 0.05]
