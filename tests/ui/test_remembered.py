"""Does the optimiser's memory build up while one presses Apply, and end where a run ends?"""

from dataclasses import replace

import pytest

from explorer.backprop.message import Update
from explorer.network.learning_rule import Memory
from explorer.network.model import OptimiserChoice, Parameter, Training
from explorer.network.parameter_edits import set_weight
from explorer.network.position_edits import move
from explorer.network.training_edits import set_learning_rate, set_training
from explorer.ui.document import Document
from explorer.ui.player import Player
from explorer.ui.remembered import Remembered
from tests.worked_examples import article_e

MOMENTUM = replace(article_e(), training=Training(0.1, optimiser=OptimiserChoice("momentum", momentum=0.5)))


class Desk:
    """A document with its player, and what the update of the bias of a0 remembers."""

    def __init__(self) -> None:
        self.document = Document()
        self.player = Player(self.document)
        self.document.replace(MOMENTUM)

    @property
    def update(self) -> Update:
        assert self.player.trace is not None
        updates = [m for m in self.player.trace.messages if isinstance(m, Update)]
        return next(update for update in updates if update.parameter == Parameter(None, "a0"))


@pytest.fixture
def desk(qapp: object) -> Desk:
    """The pass after the first update, which left v = −0.5."""
    desk = Desk()
    assert desk.update.memory == (0.0,)
    desk.player.apply_update()
    return desk


def test_the_next_pass_remembers_the_update_that_was_applied(desk: Desk) -> None:
    first = desk.update
    assert (first.memory, first.manner.step) == ((-0.5,), 1)
    desk.player.apply_update()
    assert (desk.update.memory, desk.update.manner.step) == (first.memory_after, 2)


def test_another_rate_or_position_forgets_nothing(desk: Desk) -> None:
    desk.document.attempt("α", lambda e: set_learning_rate(e, 0.5))
    desk.document.attempt("Move", lambda e: move(e, {"a0": (7.0, 7.0)}))
    assert desk.update.memory == (-0.5,)


def test_a_weight_that_is_set_by_hand_begins_a_run(desk: Desk) -> None:
    desk.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 3.0))
    assert (desk.update.memory, desk.update.manner.step) == ((0.0,), 0)


def test_undo_goes_back_to_where_a_run_began_and_redo_remembers(desk: Desk) -> None:
    desk.document.undo_stack.undo()
    assert desk.update.memory == (0.0,)
    desk.document.undo_stack.redo()
    assert desk.update.memory == (-0.5,)


def test_another_optimiser_begins_a_run(desk: Desk) -> None:
    desk.document.attempt("Set", lambda e: set_training(e, optimiser=OptimiserChoice("adagrad")))
    assert desk.update.memory == (0.0,)


def test_a_memory_belongs_to_the_parameters_to_which_it_led() -> None:
    memory = Memory("momentum", 1, ((1.0,) * len(MOMENTUM.network.parameters),))
    remembered = Remembered(MOMENTUM, memory)
    assert remembered.memory_of(set_learning_rate(MOMENTUM, 0.5)) is memory
    assert remembered.memory_of(set_weight(MOMENTUM, "i0", "a0", 3.0)) is None
    assert remembered.memory_of(article_e()) is None
