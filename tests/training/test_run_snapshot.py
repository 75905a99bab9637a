"""`explorer.training.run_snapshot`: what is told of a run while it goes on"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.network.learning_rule import Memory
from explorer.network.model import OptimiserChoice, Training
from explorer.training.run_snapshot import RunStep
from explorer.training.trainer import Trainer
from explorer.training.verdict import RunOutcome, Verdict
from tests.training.small_experiment import chain

SQUARE = chain(["identity"], [1.0], [(1.0, 0.0)], loss="squared-error", training=Training(learning_rate=0.3))
"""E = w², from w = 1: w ← 0.4 w."""

DOUBLING = chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate=3.0))
"""E = ½ w², w ← −2 w: above 10⁶ at step 11."""


def test_a_snapshot_stays_as_it_is_while_the_run_goes_on() -> None:
    trainer = Trainer(SQUARE)
    trainer.advance(2)
    snapshot = trainer.snapshot()
    trainer.learning_rate = 0.7
    trainer.advance(5)
    assert snapshot.step == 2
    assert snapshot.learning_rate == 0.3
    assert snapshot.parameters == pytest.approx([0.16], rel=1e-14)
    assert snapshot.history.rows().step.tolist() == [0, 1, 2]
    assert snapshot.history.rows().learning_rate.tolist() == [0.3, 0.3, 0.3]
    assert snapshot.curves.step.tolist() == [0, 1, 2]
    assert snapshot.curves.values.tolist() == [[1.0, 0.4, pytest.approx(0.16)]]
    assert snapshot.experiment().network.connections[0].weight == snapshot.parameters[0]


def test_nobody_can_write_into_a_snapshot() -> None:
    snapshot = Trainer(SQUARE).snapshot()
    for numbers in (snapshot.state, snapshot.parameters, snapshot.curves.values, snapshot.history.kept.loss):
        assert not numbers.flags.writeable


def test_what_the_optimiser_remembers_is_that_of_the_snapshots_step() -> None:
    # v ← 0.9 v + 2 w, w ← w − 0.1 v, from w = 1: v = 2, w = 0.8; then v = 1.8 + 1.6 = 3.4
    momentum = Training(0.1, optimiser=OptimiserChoice("momentum", momentum=0.9))
    trainer = Trainer(replace(SQUARE, training=momentum))
    trainer.advance(1)
    first = trainer.snapshot()
    trainer.advance(1)
    second = trainer.snapshot()
    assert first.memory == Memory("momentum", 1, ((2.0,),))
    assert second.memory == Memory("momentum", 2, ((pytest.approx(3.4),),))


def test_a_snapshot_of_a_run_that_diverged_knows_its_last_finite_step() -> None:
    trainer = Trainer(DOUBLING)
    trainer.advance(100)
    snapshot = trainer.snapshot()
    trainer.go_back()
    trainer.advance(1)
    assert snapshot.divergence is not None
    assert (snapshot.step, snapshot.last_finite_step) == (11, 10)
    assert snapshot.parameters.tolist() == [-(2.0**11)]
    assert (
        snapshot.experiment_at(RunStep(snapshot.last_finite_step, snapshot.last_finite))
        .network.connections[0]
        .weight
        == 2.0**10
    )
    assert snapshot.verdict() == Verdict(RunOutcome.DIVERGES, step=11, neuron="n0")
    assert snapshot.history.rows().loss.tolist() == [0.5 * 4.0**step for step in range(12)]


def test_without_a_divergence_the_last_finite_step_is_the_present_one() -> None:
    trainer = Trainer(SQUARE)
    trainer.advance(3)
    snapshot = trainer.snapshot()
    assert snapshot.last_finite_step == 3
    assert snapshot.last_finite is snapshot.state
    assert (
        snapshot.experiment_at(RunStep(snapshot.last_finite_step, snapshot.last_finite))
        == snapshot.experiment()
    )


def test_a_run_has_the_same_number_in_all_its_snapshots_until_it_goes_back() -> None:
    trainer, other = Trainer(DOUBLING), Trainer(DOUBLING)
    first = trainer.snapshot()
    trainer.advance(100)
    diverged = trainer.snapshot()
    trainer.go_back()
    gone_back = trainer.snapshot()
    assert first.run == diverged.run
    assert len({first.run, gone_back.run, other.snapshot().run}) == 3


def test_the_weights_of_a_snapshot_are_those_of_its_last_row() -> None:
    trainer = Trainer(SQUARE)
    for _ in range(20):
        trainer.advance(7)
        snapshot = trainer.snapshot()
        last = snapshot.history.last_step()
        assert last.step.tolist() == [snapshot.step - 1, snapshot.step]
        np.testing.assert_allclose(last.loss[1], snapshot.parameters[0] ** 2, rtol=1e-12)


def test_the_step_before_the_rise_is_the_last_at_which_the_loss_was_lowest() -> None:
    trainer = Trainer(DOUBLING)
    trainer.learning_rate = 0.5
    trainer.advance(5)
    trainer.learning_rate = 3.0
    trainer.advance(100)
    run = trainer.snapshot()
    assert run.divergence is not None
    assert run.step_before_rise == 5
    assert trainer.step_again(5).state.tolist() == [[2.0**-5]]


def test_where_the_loss_rose_from_the_start_the_step_before_the_rise_is_the_first() -> None:
    trainer = Trainer(DOUBLING)
    trainer.advance(100)
    assert trainer.snapshot().step_before_rise == 0


def test_of_a_run_that_diverged_at_once_there_is_no_step_before_the_rise() -> None:
    assert Trainer(chain(["identity"], [1e200], [(1.0, 0.0)])).snapshot().step_before_rise == 0
