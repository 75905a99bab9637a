"""`explorer.training.kept_network_run`: how little is left of a run, and how much of it can still be seen"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.network.edits.parameter_edits import set_weight
from explorer.network.edits.position_edits import move
from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.edits.transform_edits import standardise_inputs
from explorer.network.model import OptimiserChoice, ScheduleChoice, Training
from explorer.symbol import Symbol
from explorer.training.history import Columns
from explorer.training.kept_network_run import MOST_KEPT_ROWS, KeptNetworkRun, kept, loaded, name_of, thinned
from explorer.training.trainer import Trainer
from explorer.training.verdict import RunOutcome
from tests.training.small_experiment import chain, xor

SQUARE = chain(["identity"], [1.0], [(1.0, 0.0)], loss="squared-error", training=Training(learning_rate=0.3))
DOUBLING = chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate=3.0))


def rows_of(loss: np.ndarray) -> Columns:
    return Columns(np.arange(len(loss)), loss, loss, loss, np.full(len(loss), 0.1), loss)


def run_of(trainer: Trainer) -> KeptNetworkRun:
    return kept(trainer.snapshot(), "it", 0)


def test_of_a_short_run_every_row_is_left() -> None:
    rows = rows_of(np.arange(MOST_KEPT_ROWS, dtype=np.float64))
    assert thinned(rows) is rows


@pytest.mark.parametrize("count", [MOST_KEPT_ROWS + 1, 5000, 100_003])
def test_of_a_long_run_as_many_rows_are_left_as_may_be_the_first_and_the_last_among_them(count: int) -> None:
    rows = thinned(rows_of(np.cos(np.arange(count))))
    assert 0.9 * MOST_KEPT_ROWS < len(rows) <= MOST_KEPT_ROWS
    assert (rows.step[0], rows.step[-1]) == (0, count - 1)
    assert (np.diff(rows.step) > 0).all()
    assert (rows.loss == np.cos(rows.step)).all()


def test_a_run_that_goes_up_and_down_still_does_so_when_it_is_thinned() -> None:
    loss = np.where(np.arange(100_000) % 2, 5.0, 1.0)
    rows = thinned(rows_of(loss))
    assert all(set(rows.loss[row : row + 4]) == {1.0, 5.0} for row in range(len(rows) - 4))
    loss[70_001] = 99.0  # one peak
    assert 99.0 in thinned(rows_of(loss)).loss


def test_the_end_has_the_weights_and_alpha_of_the_last_step() -> None:
    trainer = Trainer(SQUARE)
    trainer.advance(2)
    trainer.learning_rate = 0.5
    run = run_of(trainer)
    assert run.start == SQUARE
    assert run.end.network == trainer.experiment().network
    assert run.end.training.learning_rate == 0.5
    assert run.curves.step.tolist() == [0, 1, 2]


def test_of_a_run_that_diverged_the_end_is_the_last_finite_step() -> None:
    trainer = Trainer(DOUBLING)
    trainer.advance(100)
    run = run_of(trainer)
    assert run.has_diverged
    assert run.outcome == "diverged at step 11"
    assert run.sentence == "diverges at step 11, first in n0"
    assert run.end.network.connections[0].weight == 2.0**10
    assert run.curves.step.tolist() == list(range(11))
    assert run.history.step.tolist() == list(range(12))


def test_of_a_long_run_the_parameters_of_some_steps_are_left_and_those_of_the_last() -> None:
    trainer = Trainer(xor())
    trainer.advance(10_001)
    run = run_of(trainer)
    assert len(run.curves.step) <= 64
    assert (run.curves.step[0], run.curves.step[-1]) == (0, 10_001)
    assert (run.curves.values[:, -1] == trainer.parameters).all()
    assert run.curves.values.shape == (len(trainer.parameters), len(run.curves.step))


def test_a_run_tells_what_computed_it_and_what_became_of_it() -> None:
    trainer = Trainer(SQUARE)
    trainer.advance(200)
    run = run_of(trainer)
    assert run.engine in ("numpy", "kernels")
    assert run.outcome == "converges"
    assert run_of(Trainer(SQUARE)).outcome == ""
    assert run_of(Trainer(SQUARE)).verdict.kind is RunOutcome.UNDECIDED


def test_a_run_is_named_by_its_alpha_and_by_an_optimiser_that_remembers() -> None:
    trainer = Trainer(SQUARE)
    assert name_of(trainer.snapshot()) == f"{Symbol.ALPHA} = 0.3"
    trainer.advance(3)
    trainer.learning_rate = 0.1
    assert name_of(trainer.snapshot()) == f"{Symbol.ALPHA} = 0.3"  # no step was made with it
    trainer.advance(1)
    assert name_of(trainer.snapshot()) == f"{Symbol.ALPHA} = 0.3 … 0.1"
    adam = replace(SQUARE, training=Training(0.3, optimiser=OptimiserChoice("adam")))
    assert name_of(Trainer(adam).snapshot()) == f"{Symbol.ALPHA} = 0.3, Adam"


def test_a_schedule_changes_no_name() -> None:
    halving = replace(SQUARE.training, schedule=ScheduleChoice("exponential", 0.5))
    trainer = Trainer(replace(SQUARE, training=halving))
    trainer.advance(5)
    assert name_of(trainer.snapshot()) == f"{Symbol.ALPHA} = 0.3"


def test_loading_takes_weights_and_alpha_over_and_leaves_the_rest_as_it_is() -> None:
    moved = move(replace(SQUARE, samples=SQUARE.samples * 2), {"n0": (7.0, 8.0)})
    taken = loaded(moved, set_weight(DOUBLING, "x", "n0", 5.0))
    assert taken == set_weight(set_learning_rate(moved, 3.0), "x", "n0", 5.0)


def test_loading_what_has_other_parameters_takes_all_of_it() -> None:
    other = xor()
    assert loaded(SQUARE, other) is other


def test_loading_puts_the_samples_into_the_units_of_the_weights() -> None:
    scaled = standardise_inputs(xor())
    run = run_of(Trainer(scaled))
    assert loaded(xor(), run.end).samples == scaled.samples
    assert loaded(xor(), run.end).transform == scaled.transform
    assert loaded(scaled, run_of(Trainer(xor())).end).samples == xor().samples
