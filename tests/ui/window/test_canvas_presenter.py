"""What the canvas is told: the document, the time, the paths that light up, what is explained and marked."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.backprop.message import (
    Activated,
    BiasGradient,
    CarriedBack,
    Contribution,
    Delta,
    Message,
    SampleLoss,
    Sum,
    WeightGradient,
)
from explorer.backprop.step_grouping import Grain
from explorer.drawing.hit_target import Part
from explorer.files.project import read_experiment
from explorer.network.edits.graph_edits import add_neuron, delete, rename
from explorer.network.edits.parameter_edits import set_bias, set_weight
from explorer.network.edits.position_edits import move
from explorer.network.edits.training_edits import set_learning_rate, set_training
from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    Network,
    Neuron,
    Parameter,
    Penalty,
    Sample,
    Training,
)
from explorer.symbol import Symbol
from explorer.ui.window.main_window import MainWindow
from tests.ui.canvas.drawn import at_part, click, hover, worked_example
from tests.ui.conftest import OpenWindow
from tests.ui.training_experiment import SHRINKING

CASES = Path(__file__).parents[2] / "cases" / "networks"

DIAMOND = Experiment(
    Network(
        (
            Neuron("a", Kind.INPUT, position=(0.0, 100.0)),
            Neuron("b", Kind.HIDDEN, "identity", 0.0, position=(200.0, 0.0)),
            Neuron("c", Kind.HIDDEN, "identity", 0.0, position=(200.0, 200.0)),
            Neuron("d", Kind.OUTPUT, "identity", 0.0, position=(400.0, 100.0)),
            Neuron("e", Kind.HIDDEN, "identity", 0.0, position=(400.0, 300.0)),
        ),
        (
            Connection("a", "b", 1.0),
            Connection("a", "c", 1.0),
            Connection("b", "d", 1.0),
            Connection("b", "c", 1.0),
            Connection("c", "d", 1.0),
            Connection("c", "e", 1.0),
        ),
    ),
    (Sample({"a": 1.0}, {"d": 0.0}),),
)
"""From a → b two paths lead to E; e leads nowhere."""


@dataclass
class Presented:
    """A window, and what the status bar was given."""

    window: MainWindow
    told: list[str] = field(default_factory=list)

    @property
    def message(self) -> Message | None:
        """What is explained."""
        return self.window.session.frames.frame.message

    @property
    def bright(self) -> set[str]:
        """The neurons that are not dimmed."""
        names = self.window.document.experiment.network.by_name
        return {name for name in names if self.window.scene.neuron_item(name).opacity() == 1.0}


@pytest.fixture
def presented(reopen_window: OpenWindow) -> Presented:
    """Two paths to E."""
    made = Presented(reopen_window(DIAMOND))
    made.window.session.status_message.connect(made.told.append)
    return made


def test_pointing_at_a_weight_lights_every_path_from_it_to_e(presented: Presented) -> None:
    presented.window.session.selection.hover(Parameter("a", "b"))
    assert presented.bright == {"b", "c", "d"}
    assert presented.told == [f"2 paths lead from a → b to {Symbol.LOSS}"]
    presented.window.session.selection.hover(None)
    assert presented.bright == {"a", "b", "c", "d", "e"}


def test_pointing_at_a_bias_lights_the_paths_from_its_neuron(presented: Presented) -> None:
    hover(presented.window.canvas, at_part(presented.window.canvas, "c", Part.BIAS))
    assert presented.bright == {"c", "d"}
    assert presented.told == [f"1 path leads from the bias of c to {Symbol.LOSS}"]
    hover(presented.window.canvas, at_part(presented.window.canvas, "a", Part.BODY))
    assert presented.bright == {"a", "b", "c", "d", "e"}


def test_where_no_path_leads_to_e_nothing_stays_lit_from_before(presented: Presented) -> None:
    presented.window.session.selection.hover(Parameter("a", "b"))
    presented.window.session.selection.hover(Parameter("c", "e"))
    assert presented.bright == {"a", "b", "c", "d", "e"}
    assert presented.told[-1] == f"No path leads from there to {Symbol.LOSS}, so its gradient is 0"


def test_a_weight_that_is_gone_lights_nothing(presented: Presented) -> None:
    presented.window.session.selection.hover(Parameter("a", "b"))
    presented.window.document.attempt("Delete", lambda e: delete(e, frozenset(), frozenset({("a", "b")})))
    presented.window.session.selection.hover(Parameter("a", "b"))
    assert presented.bright == {"a", "b", "c", "d", "e"}


def test_the_canvas_follows_the_document_and_the_time(presented: Presented) -> None:
    window = presented.window
    assert window.scene.experiment is window.document.experiment
    assert window.scene.state is not None
    assert window.scene.state.loss is None
    window.session.player.reveal()
    assert window.scene.state.loss == 4.5
    window.document.attempt("Set", lambda e: replace(e, samples=(Sample({"a": 0.0}, {"d": 0.0}),)))
    assert window.scene.state.loss == 0.0


@pytest.mark.parametrize(("part", "kind"), [(Part.Z, Sum), (Part.A, Activated), (Part.DELTA, Delta)])
def test_a_click_on_a_number_explains_the_message_that_made_it(
    presented: Presented, part: Part, kind: type
) -> None:
    presented.window.session.player.reveal()
    click(presented.window.canvas, at_part(presented.window.canvas, "b", part))
    message = presented.message
    assert isinstance(message, kind)
    assert message.neuron == "b"


def test_a_click_on_a_connection_explains_what_was_reached_last_there(presented: Presented) -> None:
    player, explain = presented.window.session.player, presented.window.centre.presenter.explain
    explain(("b", "d"), Part.CURVE)
    assert isinstance(presented.message, Contribution)
    player.reveal()
    explain(("b", "d"), Part.CURVE)
    assert isinstance(presented.message, CarriedBack)
    assert (
        presented.message.source,
        presented.message.dest,
    ) == ("b", "d")
    explain(("b", "d"), Part.GRADIENT)
    assert isinstance(presented.message, WeightGradient)


def test_a_click_on_a_neuron_explains_what_was_reached_last_there(presented: Presented) -> None:
    player, explain = presented.window.session.player, presented.window.centre.presenter.explain
    explain("b", Part.BODY)
    assert isinstance(presented.message, Sum)
    player.reveal()
    explain("b", Part.BODY)
    assert isinstance(presented.message, BiasGradient)


def test_a_click_on_e_explains_the_loss_by_any_step(presented: Presented) -> None:
    player = presented.window.session.player
    for grain in Grain:
        player.set_grain(grain)
        presented.window.centre.presenter.explain(None, Part.LOSS)
        assert isinstance(presented.message, SampleLoss)


def test_a_click_on_e_explains_the_loss_even_after_the_penalty(presented: Presented) -> None:
    window = presented.window
    window.document.attempt("Punish", lambda e: set_training(e, penalty=Penalty(l2=0.1)))
    window.session.player.reveal()
    window.centre.presenter.explain(None, Part.LOSS)
    assert isinstance(presented.message, SampleLoss)


def test_by_phase_a_click_explains_the_neuron_that_was_clicked(presented: Presented) -> None:
    player = presented.window.session.player
    player.set_grain(Grain.PHASE)
    for name in ("b", "c", "d"):
        presented.window.centre.presenter.explain(name, Part.Z)
        assert isinstance(presented.message, Sum)
        assert presented.message.neuron == name


def test_an_input_has_nothing_to_explain(presented: Presented) -> None:
    presented.window.centre.presenter.explain("a", Part.BODY)
    assert presented.message is None


def test_space_on_the_canvas_plays_and_pauses(presented: Presented) -> None:
    QTest.keyClick(presented.window.canvas, Qt.Key.Key_Space)
    assert presented.window.session.player.is_playing
    QTest.keyClick(presented.window.canvas, Qt.Key.Key_Space)
    assert not presented.window.session.player.is_playing


def test_the_neuron_that_diverged_is_marked_until_it_is_gone_back(reopen_window: OpenWindow) -> None:
    wild = replace(
        SHRINKING, samples=(Sample({"x": 10.0}, {"y": 0.0}),), training=Training(learning_rate=1e307)
    )
    window = reopen_window(wild)
    window.session.training.step()
    assert window.scene.neuron_item("y").look.is_diverged
    assert not window.scene.neuron_item("x").look.is_diverged
    window.session.training.go_back()
    assert not window.scene.neuron_item("y").look.is_diverged


def test_the_worked_example_is_shown_to_the_last_digit(reopen_window: OpenWindow) -> None:
    window = reopen_window(worked_example())
    window.session.player.reveal()
    state = window.scene.state
    assert state is not None
    assert dict(state.delta) == {"c0": 0.0, "c1": -0.5, "a0": -0.5}
    assert state.gradients[Parameter("i1", "a0")] == -0.25


def test_while_a_network_trains_the_canvas_follows_before_the_messages_do(
    reopen_window: OpenWindow, qtbot: QtBot
) -> None:
    window = reopen_window(worked_example())
    window.session.player.reveal()
    window.session.frames.set_live(True)
    window.document.attempt("Train", lambda e: set_weight(e, "i0", "a0", 0.75), "train")
    assert window.scene.state is not None
    qtbot.waitUntil(lambda: window.scene.state.z["a0"] == 0.75)  # 0.75 · 1 + 1 · 0.5 − 0.5 · 1
    assert window.scene.experiment is window.document.experiment
    assert [label.weight for label in window.scene.labels if label.ends == ("i0", "a0")] == [0.75]
    window.document.attempt("Train", lambda e: set_weight(e, "i0", "a0", 1.0), "train")
    window.session.frames.set_live(False)
    assert window.scene.state == window.session.frames.frame.state
    assert window.scene.state.z["a0"] == 1.0


def test_between_two_frames_the_curves_follow_the_weights_and_no_number_moves(
    reopen_window: OpenWindow, qtbot: QtBot
) -> None:
    window = reopen_window(worked_example())
    frames, theme = window.session.frames, window.scene.theme
    window.session.player.reveal()

    def colour_of_curve() -> str:
        """That of the curve from i0 to a0, close to a0, where nothing is written."""
        curve = window.scene.geometry.curves["i0", "a0"]
        window.scene.flush()
        picture = window.canvas.viewport().grab().toImage()
        return picture.pixelColor(window.canvas.mapFromScene(QPointF(*curve.at(0.75)))).name()

    assert colour_of_curve() == theme.positive
    frames.set_live(True)
    frames.refresh()
    with qtbot.waitSignal(frames.changed):
        window.document.attempt("Train", lambda e: set_weight(e, "i0", "a0", 3.0), "train")
    with qtbot.waitSignal(frames.weights_moved):
        window.document.attempt("Train", lambda e: set_weight(e, "i0", "a0", -3.0), "train")
    assert colour_of_curve() == theme.negative
    assert [label.weight for label in window.scene.labels if label.ends == ("i0", "a0")] == [3.0]
    window.document.undo_stack.undo()  # to the weight of before, which is also that of no frame in between
    frames.set_live(False)
    assert colour_of_curve() == theme.positive


def test_an_edit_while_a_network_trains_is_shown_at_once(reopen_window: OpenWindow) -> None:
    window = reopen_window(worked_example())
    window.session.frames.set_live(True)
    document, scene = window.document, window.scene
    for edit in (
        lambda e: set_learning_rate(e, 0.25),
        lambda e: add_neuron(e, Kind.HIDDEN, (900.0, 0.0)),
        lambda e: move(e, {"h0": (900.0, 60.0)}),
        lambda e: rename(e, "h0", "other"),
    ):
        assert document.attempt("Edit", edit)
        assert scene.experiment is document.experiment
    window.session.frames.set_live(False)


def test_where_only_a_part_of_the_pass_is_shown_the_canvas_waits_for_the_messages(
    reopen_window: OpenWindow, qtbot: QtBot
) -> None:
    window = reopen_window(worked_example())
    window.session.player.show_message(3)  # the sum of a0
    window.session.frames.set_live(True)
    window.document.attempt("Train", lambda e: set_weight(e, "i0", "a0", 0.75), "train")
    qtbot.waitUntil(lambda: window.session.frames.frame.state.z["a0"] == 0.75)
    assert dict(window.scene.state.z) == {"a0": 0.75}
    window.session.frames.set_live(False)


def test_a_neuron_that_is_dead_is_marked_and_says_why_and_what_helps(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(read_experiment(CASES / "dead-relu.json"))
    scene = window.scene

    def marked() -> set[str]:
        return {name for name in ("a", "b", "h1", "h2", "o") if scene.neuron_item(name).look.is_amiss}

    qtbot.waitUntil(lambda: marked() == {"h1", "h2"})
    assert scene.findings["h1"] == (
        "h1 is off for every sample: its pre-activation is at most −8.\n"
        "Make its bias larger, take leaky ReLU, or draw the weights anew."
    )
    window.document.edit("Larger bias", set_bias(window.document.experiment, "h1", 1.0))
    qtbot.waitUntil(lambda: marked() == {"h2"})
    window.document.undo_stack.undo()
    qtbot.waitUntil(lambda: marked() == {"h1", "h2"})
    window.document.replace(SHRINKING)
    qtbot.waitUntil(lambda: not scene.findings)


def test_what_is_pointed_at_in_a_table_or_a_matrix_stands_out_on_the_canvas(presented: Presented) -> None:
    item = presented.window.scene.neuron_item("b")
    presented.window.session.selection.hover("b")
    assert item.look.is_hovered
    presented.window.session.selection.hover(Parameter("a", "b"))
    assert not item.look.is_hovered
    presented.window.session.selection.hover(None)
    assert not item.look.is_hovered
