"""Does the optimiser's memory build up while one presses Apply or trains, and end where a run ends?"""

import math
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from explorer.backprop.message import Update
from explorer.backprop.optimiser_memory import OptimiserMemory
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.edits.position_edits import move
from explorer.network.edits.training_edits import set_learning_rate, set_training
from explorer.network.learning_rule import Memory
from explorer.network.model import OptimiserChoice, Parameter, ScheduleChoice, Training
from explorer.ui.panels.gradient_table import GradientTable
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.window.main_window import MainWindow
from tests.ui.conftest import OpenWindow
from tests.worked_examples import article_e

MOMENTUM = replace(article_e(), training=Training(0.1, optimiser=OptimiserChoice("momentum", momentum=0.5)))


class Bench:
    """A document with its player, and what the update of the bias of a0 remembers."""

    def __init__(self) -> None:
        self.document = Document()
        self.session = Session(self.document)
        self.frames = self.session.frames
        self.document.replace(MOMENTUM)

    @property
    def update(self) -> Update:
        updates = [m for m in self.frames.frame.shown.messages if isinstance(m, Update)]
        return next(update for update in updates if update.parameter == Parameter(None, "a0"))


@pytest.fixture
def bench(qapp: object) -> Bench:
    """The pass after the first update, which left v = −0.5."""
    bench = Bench()
    assert bench.update.memory == (0.0,)
    bench.frames.apply_update()
    return bench


def test_the_next_pass_remembers_the_update_that_was_applied(bench: Bench) -> None:
    first = bench.update
    assert (first.memory, first.settings.step) == ((-0.5,), 1)
    bench.frames.apply_update()
    assert (bench.update.memory, bench.update.settings.step) == (first.memory_after, 2)


def test_another_rate_or_position_forgets_nothing(bench: Bench) -> None:
    bench.document.attempt("α", lambda e: set_learning_rate(e, 0.5))
    bench.document.attempt("Move", lambda e: move(e, {"a0": (7.0, 7.0)}))
    assert bench.update.memory == (-0.5,)


def test_a_weight_that_is_set_by_hand_begins_a_run(bench: Bench) -> None:
    bench.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 3.0))
    assert (bench.update.memory, bench.update.settings.step) == ((0.0,), 0)


def test_undo_goes_back_to_where_a_run_began_and_redo_remembers(bench: Bench) -> None:
    bench.document.undo_stack.undo()
    assert bench.update.memory == (0.0,)
    bench.document.undo_stack.redo()
    assert bench.update.memory == (-0.5,)


def test_another_optimiser_begins_a_run(bench: Bench) -> None:
    bench.document.attempt("Set", lambda e: set_training(e, optimiser=OptimiserChoice("adagrad")))
    assert bench.update.memory == (0.0,)


def test_a_memory_belongs_to_the_parameters_to_which_it_led() -> None:
    memory = Memory("momentum", 1, ((1.0,) * len(MOMENTUM.network.parameters),))
    remembered = OptimiserMemory(MOMENTUM, memory)
    assert remembered.memory_of(set_learning_rate(MOMENTUM, 0.5)) is memory
    assert remembered.memory_of(set_weight(MOMENTUM, "i0", "a0", 3.0)) is None
    assert remembered.memory_of(article_e()) is None


ADAM = replace(
    article_e(),
    training=Training(
        0.1, schedule=ScheduleChoice("exponential", factor=0.5), optimiser=OptimiserChoice("adam")
    ),
)


@pytest.fixture
def window(reopen_window: OpenWindow) -> MainWindow:
    """Adam with a rate that halves, after three steps of training."""
    window = reopen_window(ADAM)
    for _ in range(3):
        window.named_actions["train-step"].trigger()
    return window


def first_update(window: MainWindow) -> Update:
    """The first that is explained."""
    return next(
        message for message in window.session.frames.frame.shown.messages if isinstance(message, Update)
    )


def test_the_update_on_the_canvas_is_the_next_step_of_the_run(window: MainWindow) -> None:
    update = first_update(window)
    assert (update.settings.step, update.learning_rate) == (3, 0.1 * 0.5**3)
    assert update.memory != (0.0, 0.0)
    window.named_actions["train-step"].trigger()
    network = window.document.experiment.network
    assert network.parameter_value(update.parameter) == pytest.approx(update.after, rel=1e-12)


def test_applying_the_update_goes_on_from_the_run(window: MainWindow) -> None:
    update = first_update(window)
    window.named_actions["apply"].trigger()
    after = first_update(window)
    assert (after.settings.step, after.memory) == (4, update.memory_after)
    window.document.undo_stack.undo()
    assert first_update(window) == update


def test_another_rate_between_two_steps_forgets_nothing(window: MainWindow) -> None:
    update = first_update(window)
    window.named_actions["rate-double"].trigger()
    again = first_update(window)
    assert (again.memory, again.learning_rate) == (update.memory, 2 * update.learning_rate)


def test_a_run_that_is_kept_is_over_and_the_next_begins_with_an_empty_memory(window: MainWindow) -> None:
    window.named_actions["keep-run"].trigger()
    assert (first_update(window).settings.step, first_update(window).memory) == (0, (0.0, 0.0))
    window.named_actions["train-step"].trigger()
    assert first_update(window).settings.step == 1


def test_undo_of_training_goes_back_to_a_first_step(window: MainWindow) -> None:
    for _ in range(3):
        window.document.undo_stack.undo()
    assert first_update(window).settings.step == 0


def test_what_is_remembered_of_a_run_that_diverged_is_shown_as_it_is(reopen_window: OpenWindow) -> None:
    window = reopen_window(set_training(ADAM, learning_rate=1e300, schedule=ScheduleChoice()))
    for _ in range(3):
        window.named_actions["train-step"].trigger()
    assert window.session.training.divergence is not None
    assert first_update(window).settings.step == window.session.training.divergence.step


def test_the_table_of_gradients_tells_the_same_change(window: MainWindow, qtbot: QtBot) -> None:
    window.docks.show("gradients")
    gradients = window.docks.panel("gradients").findChild(GradientTable)

    def change() -> float:
        return float(gradients.rows.changes[0]) if len(gradients.rows.check) else math.nan

    window.session.frames.set_sample(0)
    assert first_update(window).parameter == window.document.experiment.network.parameters[0]
    qtbot.waitUntil(lambda: change() == pytest.approx(first_update(window).change, rel=1e-9))
    before = change()
    window.named_actions["keep-run"].trigger()
    qtbot.waitUntil(lambda: change() != before)
    assert change() == pytest.approx(first_update(window).change, rel=1e-9)
