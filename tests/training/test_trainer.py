"""`explorer.training.trainer`"""

import math
from dataclasses import replace
from itertools import count, cycle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.model import (
    Connection,
    Experiment,
    OptimiserChoice,
    Reduction,
    ScheduleChoice,
    Training,
)
from explorer.training.goal import Goal
from explorer.training.program import NoOutput, NoTrainingSample, Program
from explorer.training.recorder import MOST_SNAPSHOTS
from explorer.training.run_snapshot import RunStep
from explorer.training.trainer import Trainer
from tests.random_experiment import random_experiment
from tests.training.small_experiment import article_e, chain, xor

SQUARE = chain(["identity"], [1.0], [(1.0, 0.0)], loss="squared-error", training=Training(learning_rate=0.3))
"""E = w², from w = 1."""

DOUBLING = chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate=3.0))
"""E = ½ w², w ← −2 w: above 10⁶ at step 11."""


def test_the_update_of_article_e_comes_out_digit_for_digit() -> None:
    trainer = Trainer(article_e())
    assert trainer.advance(1) == 1
    network = trainer.experiment().network
    assert [connection.weight for connection in network.connections] == pytest.approx(
        [0.55, 1.025, -0.45, -1, 1.025], abs=1e-15
    )
    assert [network.by_name[name].bias for name in ("a0", "c0", "c1")] == pytest.approx(
        [0.05, 0, 0.05], abs=1e-16
    )
    assert trainer.history.rows().loss[0] == 0.25


def test_x_squared_descends_as_in_article_e() -> None:
    trainer = Trainer(SQUARE)
    weights = []
    for _ in range(3):
        trainer.advance(1)
        weights.append(trainer.parameters[0])
    assert weights == pytest.approx([0.4, 0.16, 0.064], rel=1e-14)
    assert trainer.history.rows().loss == pytest.approx([1, 0.4**2, 0.16**2, 0.064**2], rel=1e-14)


def test_a_mini_batch_is_worked_as_by_hand() -> None:
    # y = w x, E = 1/3 (½ w² + 2 w² + 4.5 w²) = 7/3 w²; ∂L/∂w = x² w
    training = Training(learning_rate=0.1, batch_size=2, shuffle=False)
    trainer = Trainer(chain(["identity"], [1.0], [(1.0, 0.0), (2.0, 0.0), (3.0, 0.0)], training=training))
    assert trainer.advance(2) == 2
    # samples 0 and 1: w = 1 − 0.1 · (1 + 4)/2 = 0.75; sample 2 alone: w = 0.75 − 0.1 · 9 · 0.75 = 0.075
    assert trainer.parameters == pytest.approx([0.075], rel=1e-14)
    rows = trainer.history.rows()
    assert rows.loss == pytest.approx([7 / 3, 7 / 3 * 0.75**2, 7 / 3 * 0.075**2], rel=1e-14)
    assert rows.gradient_norm == pytest.approx([2.5, 6.75, 2.5 * 0.075], rel=1e-14)


def test_a_sum_over_the_samples_is_not_divided() -> None:
    experiment = chain(["identity"], [1.0], [(1.0, 0.0), (2.0, 0.0)], over_samples=Reduction.SUM)
    trainer = Trainer(experiment)  # E = ½ w² + 2 w², ∇E = 5 w
    trainer.advance(1)
    assert trainer.parameters == pytest.approx([0.5], rel=1e-15)
    assert trainer.history.rows().loss.tolist() == pytest.approx([2.5, 0.625], rel=1e-15)


def test_the_history_tells_what_the_gradient_promised_and_what_came() -> None:
    trainer = Trainer(SQUARE)
    trainer.advance(2)
    rows = trainer.history.rows()
    assert rows.step.tolist() == [0, 1, 2]
    assert rows.gradient_norm == pytest.approx([2, 0.8, 0.32], rel=1e-14)
    assert rows.promised_change[:2] == pytest.approx([-0.3 * 4, -0.3 * 0.64], rel=1e-14)
    assert rows.loss_change[:2] == pytest.approx([0.16 - 1, 0.0256 - 0.16], rel=1e-14)
    assert math.isnan(rows.loss_change[2])
    assert np.isnan(rows.held_out_loss).all()


def test_the_held_out_loss_stands_beside() -> None:
    trainer = Trainer(replace(SQUARE, samples=chain(["identity"], [1.0], [(1.0, 0.0)], [(2.0, 0.0)]).samples))
    trainer.advance(1)
    assert trainer.history.rows().held_out_loss == pytest.approx([4, 4 * 0.16], rel=1e-14)


def test_the_first_row_is_there_before_the_first_step() -> None:
    trainer = Trainer(SQUARE)
    assert trainer.step == 0
    assert trainer.history.rows().loss.tolist() == [1]
    assert trainer.history.rows().learning_rate.tolist() == [0.3]
    assert trainer.advance(0) == 0
    assert len(trainer.history) == 1


def test_the_learning_rate_may_change_while_it_runs() -> None:
    trainer = Trainer(SQUARE)
    trainer.advance(2)
    trainer.learning_rate = 0.5
    assert trainer.history.rows().learning_rate.tolist() == [0.3, 0.3, 0.5]
    trainer.advance(1)
    assert trainer.history.rows().learning_rate.tolist() == [0.3, 0.3, 0.5, 0.5]
    assert trainer.parameters[0] == pytest.approx(0, abs=1e-17)  # α = 1/2 goes straight to the minimum


HALVING = replace(SQUARE, training=replace(SQUARE.training, schedule=ScheduleChoice("exponential", 0.5)))
"""E = w², from w = 1, with α = 0.3, 0.15, 0.075, …"""


def test_the_history_has_the_rate_that_the_schedule_makes_of_alpha() -> None:
    trainer = Trainer(HALVING)
    trainer.advance(2)
    assert trainer.history.rows().learning_rate == pytest.approx([0.3, 0.15, 0.075], rel=1e-15)
    assert trainer.parameters[0] == pytest.approx((1 - 0.6) * (1 - 0.3), rel=1e-15)
    assert trainer.learning_rate == 0.3


def test_alpha_may_change_while_its_schedule_goes_on() -> None:
    trainer = Trainer(HALVING)
    trainer.advance(2)
    trainer.learning_rate = 1.0
    assert trainer.history.rows().learning_rate[-1] == 0.25
    trainer.advance(1)
    assert trainer.history.rows().learning_rate == pytest.approx([0.3, 0.15, 0.25, 0.125], rel=1e-15)
    assert trainer.snapshot().start == HALVING


@given(seed=st.integers(0, 10**6), pieces=st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_in_how_many_pieces_the_steps_are_made_changes_no_bit(seed: int, pieces: list[int]) -> None:
    experiment = random_experiment(seed)
    at_once, in_pieces = Trainer(experiment), Trainer(experiment)
    at_once.advance(sum(pieces))
    for piece in pieces:
        in_pieces.advance(piece)
    assert in_pieces.step == at_once.step
    assert in_pieces.parameters.tobytes() == at_once.parameters.tobytes()
    for column in ("step", "loss", "held_out_loss", "gradient_norm", "learning_rate", "loss_change"):
        first, second = (getattr(trainer.history.rows(), column) for trainer in (at_once, in_pieces))
        np.testing.assert_array_equal(first, second)
    assert str(in_pieces.divergence) == str(at_once.divergence)


def test_a_run_that_is_begun_anew_does_the_same_again() -> None:
    experiment = xor(training=Training(learning_rate=0.5, batch_size=3, seed=8))
    first, again = Trainer(experiment), Trainer(experiment)
    first.advance(50)
    assert again.step == 0
    assert again.experiment() == experiment
    again.advance(50)
    assert again.parameters.tobytes() == first.parameters.tobytes()
    assert len(again.history) == 51


def test_another_seed_shuffles_otherwise() -> None:
    first, second = (Trainer(xor(training=Training(0.5, batch_size=1, seed=seed))) for seed in (1, 2))
    first.advance(10)
    second.advance(10)
    assert not np.array_equal(first.parameters, second.parameters)


@pytest.mark.parametrize("batch_size", [None, 1])
def test_xor_is_learnt(batch_size: int | None) -> None:
    trainer = Trainer(xor(training=Training(learning_rate=0.5, batch_size=batch_size)))
    trainer.advance(2000)
    assert trainer.history.rows().loss[0] > 0.6
    assert trainer.history.rows().loss[-1] < 0.01


def test_the_last_finite_step_is_the_one_before_the_divergence() -> None:
    trainer = Trainer(DOUBLING)
    assert trainer.advance(100) == 11
    assert trainer.advance(100) == 0
    assert trainer.step == 11
    assert trainer.parameters.tolist() == [-(2.0**11)]
    assert trainer.experiment().network.connections == (Connection("x", "n0", -(2.0**11)),)
    finite = last_finite(trainer)
    assert finite.network.connections == (Connection("x", "n0", 2.0**10),)
    assert trainer.history.rows().loss[-1] == 2.0**21


def test_the_last_finite_step_of_a_long_run_is_that_of_a_run_which_stops_there() -> None:
    diverging, stopping = Trainer(DOUBLING), Trainer(DOUBLING)
    for trainer in (diverging, stopping):
        trainer.learning_rate = 1e-5
        trainer.advance(5000)
        trainer.learning_rate = 3.0
    diverging.advance(100)
    assert diverging.divergence is not None
    assert diverging.divergence.last_finite_step == 5010
    stopping.advance(10)
    assert last_finite(diverging) == stopping.experiment()
    diverging.go_back()
    np.testing.assert_array_equal(diverging.history.rows().loss, stopping.history.rows().loss)


def test_without_a_divergence_the_last_finite_step_is_the_present_one() -> None:
    trainer = Trainer(SQUARE)
    trainer.advance(3)
    assert last_finite(trainer) == trainer.experiment()


def test_after_going_back_a_smaller_learning_rate_goes_on() -> None:
    trainer = Trainer(DOUBLING)
    trainer.advance(100)
    trainer.go_back()
    assert trainer.divergence is None
    assert trainer.step == 10
    assert trainer.history.rows().step.tolist() == list(range(11))
    trainer.learning_rate = 1.0
    assert trainer.advance(1) == 1
    assert trainer.parameters.tolist() == [0]
    assert trainer.history.rows().learning_rate.tolist() == [3.0] * 10 + [1.0] * 2


def test_from_a_divergence_at_the_start_there_is_no_way_back() -> None:
    trainer = Trainer(chain(["identity"], [1e200], [(1.0, 0.0)]))
    trainer.go_back()
    assert trainer.divergence is not None
    assert trainer.advance(5) == 0
    assert last_finite(trainer) == trainer.experiment()


def test_going_back_without_a_divergence_does_nothing() -> None:
    trainer = Trainer(SQUARE)
    trainer.advance(3)
    trainer.go_back()
    assert trainer.step == 3


def test_the_clock_ends_a_slice() -> None:
    trainer = Trainer(SQUARE)
    ticks = count()  # every look at the clock finds it a second later
    assert trainer.advance_for(5.0, 10**6, clock=lambda: float(next(ticks))) == 3
    assert trainer.advance_for(0.0, 10**6, clock=lambda: float(next(ticks))) == 1


def test_a_slice_makes_no_more_than_the_steps_asked_for() -> None:
    trainer = Trainer(SQUARE)
    assert trainer.advance_for(1.0, 100, clock=lambda: 0.0) == 100
    assert trainer.step == 100


def test_a_slice_ends_at_a_divergence() -> None:
    assert Trainer(DOUBLING).advance_for(1.0, 100, clock=lambda: 0.0) == 11


def test_slices_change_no_bit() -> None:
    in_slices, at_once = Trainer(xor()), Trainer(xor())
    ticks = cycle([0.0, 0.0, 0.0004, 0.0004, 0.002, 0.0021, 0.009])
    while in_slices.step < 300:
        in_slices.advance_for(0.008, 300 - in_slices.step, clock=lambda: next(ticks))
    at_once.advance(300)
    assert in_slices.parameters.tobytes() == at_once.parameters.tobytes()


def test_the_curves_of_the_parameters_are_those_of_the_steps_they_name() -> None:
    trainer = Trainer(SQUARE)
    trainer.learning_rate = 1e-4
    trainer.advance(2 * MOST_SNAPSHOTS + 7)
    curves = trainer.snapshot().curves
    assert len(curves.step) <= MOST_SNAPSHOTS
    assert curves.step.tolist() == list(range(0, 2 * MOST_SNAPSHOTS + 7, int(curves.step[1])))
    np.testing.assert_allclose(curves.values[0], (1 - 2e-4) ** curves.step, rtol=1e-12)


def test_the_start_has_the_learning_rate_of_the_first_step() -> None:
    trainer = Trainer(SQUARE)
    trainer.learning_rate = 0.2
    trainer.advance(2)
    trainer.learning_rate = 0.5
    trainer.advance(2)
    assert trainer.snapshot().start == set_learning_rate(SQUARE, 0.2)
    again = Trainer(trainer.snapshot().start)
    again.advance(2)
    np.testing.assert_array_equal(again.history.rows().loss, trainer.history.rows().loss[:3])


def test_what_cannot_be_trained_is_refused() -> None:
    with pytest.raises(NoOutput):
        Trainer(Experiment())
    with pytest.raises(NoTrainingSample):
        Trainer(replace(SQUARE, samples=()))
    assert Program.of(Experiment()).names == ()


@pytest.mark.parametrize("piece", [1, 3, 1000])
def test_it_stops_at_exactly_the_last_step_of_its_goal(piece: int) -> None:
    trainer = Trainer(xor())
    trainer.goal = Goal(last_step=500)
    while trainer.advance(piece):
        pass
    assert trainer.step == 500
    assert trainer.has_reached_goal
    assert len(trainer.history.rows()) == 501
    trainer.goal = Goal(last_step=510)
    assert trainer.advance_for(60.0, 1000) == 10
    free = Trainer(xor())
    free.advance(510)
    assert (trainer.parameters == free.parameters).all()


@pytest.mark.parametrize("piece", [1, 3, 1000])
def test_it_stops_at_the_first_step_with_a_loss_below_its_goal_and_goes_on_from_there(piece: int) -> None:
    trainer = Trainer(SQUARE)  # E = 0.16ᵗ: 1, 0.16, 0.0256, 0.0041, 0.00066
    trainer.goal = Goal(loss_below=0.01)
    while trainer.advance(piece):
        pass
    assert trainer.step == 3
    assert trainer.parameters == pytest.approx([0.064], rel=1e-14)
    assert trainer.history.rows().loss == pytest.approx([0.16**t for t in range(4)], rel=1e-13)
    assert trainer.advance_for(60.0, 5) == 0
    trainer.goal = None
    assert trainer.advance(7) == 7
    free = Trainer(SQUARE)
    free.advance(10)
    assert (trainer.parameters == free.parameters).all()
    assert (trainer.history.rows().loss == free.history.rows().loss).all()


def test_with_momentum_and_mini_batches_the_stop_at_a_loss_changes_no_bit_of_what_follows() -> None:
    training = Training(
        learning_rate=0.1, batch_size=1, optimiser=OptimiserChoice("momentum"), shuffle=True, seed=3
    )
    experiment = replace(xor(), training=training)
    free = Trainer(experiment)
    free.advance(400)
    E = free.history.rows().loss
    bound = float(E[:200].min()) * 1.0001
    first = int((bound > E).argmax())
    trainer = Trainer(experiment)
    trainer.goal = Goal(loss_below=bound)
    assert trainer.advance(400) == first > 0
    trainer.goal = None
    trainer.advance(400 - first)
    assert (trainer.parameters == free.parameters).all()


def test_a_goal_that_is_reached_already_costs_no_step() -> None:
    trainer = Trainer(SQUARE)
    trainer.goal = Goal(loss_below=2.0)
    assert trainer.has_reached_goal
    assert trainer.advance(10) == 0


@pytest.mark.parametrize("optimiser", ["gradient-descent", "momentum", "adam"])
def test_any_earlier_step_can_be_made_again_to_the_last_bit(optimiser: str) -> None:
    experiment = chain(["tanh", "identity"], [0.7, -0.4], [(1.0, 0.3), (-0.5, 0.8), (0.2, -0.1)])
    training = Training(
        learning_rate=0.05,
        optimiser=OptimiserChoice(optimiser),
        batch_size=2,
        schedule=ScheduleChoice("exponential"),
    )
    trainer, states = Trainer(replace(experiment, training=training)), []
    for step in range(1500):
        if step in (300, 301, 777):
            trainer.learning_rate = step / 10_000
        states.append(trainer.snapshot().state)
        trainer.advance(1)
    for step in (0, 1, 299, 303, 778, 1499):
        assert trainer.step_again(step).state.tolist() == states[step].tolist()
    again = trainer.steps_again(775, 5)
    assert [each.step for each in again] == [775, 776, 777, 778, 779, 780]
    assert [each.state.tolist() for each in again] == [state.tolist() for state in states[775:781]]


def test_a_run_goes_on_from_any_step_that_it_went_back_to() -> None:
    trainer, straight = Trainer(DOUBLING), Trainer(DOUBLING)
    trainer.advance(100)
    trainer.go_back(trainer.step_again(4))
    straight.advance(4)
    for each in (trainer, straight):
        assert each.step == 4
        each.learning_rate = 0.5
        each.advance(3)
    assert trainer.history.rows().loss.tolist() == straight.history.rows().loss.tolist()
    assert trainer.history.rows().learning_rate.tolist() == [3.0] * 4 + [0.5] * 4
    assert trainer.step_again(6).state.tolist() == straight.step_again(6).state.tolist()


def last_finite(trainer: Trainer) -> Experiment:
    run = trainer.snapshot()
    return run.experiment_at(RunStep(run.last_finite_step, run.last_finite))
