"""`explorer.training.divergence_cause`, where the largest stable learning rate is known exactly"""

from dataclasses import replace

import pytest

from explorer.job import last_result, results_of
from explorer.network.edits.parameter_edits import set_rate_multiplier, set_weight
from explorer.network.model import Experiment, OptimiserChoice, Parameter, Training
from explorer.symbol import Symbol
from explorer.training.compared_runs import PlannedRun
from explorer.training.curvature.run_readings import sharpness_of_runs
from explorer.training.curvature.stability import FORMULAS
from explorer.training.divergence_cause import DivergenceCause, explaining, first_looked_at
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain

NEURON = chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate=3.0))
"""E = ½ w²: λ = 1 everywhere, so gradient descent is stable up to α = 2."""


def diverged(experiment: Experiment) -> Trainer:
    trainer = Trainer(experiment)
    trainer.advance(10_000)
    assert trainer.divergence is not None
    return trainer


def cause_of(trainer: Trainer) -> DivergenceCause:
    run = trainer.snapshot()
    first = first_looked_at(run)
    return last_result(explaining(run, trainer.steps_again(first, run.last_finite_step - first)))


def with_optimiser(name: str, learning_rate: float) -> Experiment:
    return replace(NEURON, training=Training(learning_rate=learning_rate, optimiser=OptimiserChoice(name)))


def test_a_learning_rate_above_2_by_lambda_is_what_broke_a_parabola() -> None:
    cause = cause_of(diverged(NEURON))
    assert (cause.step, cause.tried_at, cause.learning_rate) == (0, 0, 3.0)
    assert cause.sharpness == pytest.approx(1.0, rel=1e-7)
    assert cause.limit == pytest.approx(2.0, rel=1e-7)
    assert cause.is_too_fast
    assert cause.grown == Parameter("x", "n0")
    assert (cause.holding, cause.tried) == (1.0, 100)
    assert cause.sentence == (
        f"{Symbol.ALPHA} = 3 was 1.5 times 2/λ = 2 at step 0, where λ = 1: each step overshoots farther. "
        f"{Symbol.LOSS} rose from step 0 on; first to grow was the weight x → n0, in level 1. "
        f"From the start, {Symbol.ALPHA} = 1 holds for 100 steps."
    )


@pytest.mark.parametrize(
    ("optimiser", "rule", "limit"),
    [("momentum", "2(1 + β)/λ", 3.8), ("nesterov", "2(1 + β)/((1 + 2β) λ)", 3.8 / 2.8)],
)
def test_the_limit_is_that_of_the_optimiser(optimiser: str, rule: str, limit: float) -> None:
    cause = cause_of(diverged(with_optimiser(optimiser, 4.0)))
    assert cause.rule == rule
    assert cause.limit == pytest.approx(limit, rel=1e-7)
    assert cause.is_too_fast
    assert cause.holding is not None
    assert cause.holding < limit


def test_of_an_optimiser_without_such_a_limit_a_learning_rate_is_found_by_trying() -> None:
    cause = cause_of(diverged(with_optimiser("adamw", 1e6)))
    assert (cause.rule, cause.limit, cause.sharpness) == (None, None, None)
    assert cause.sentence.startswith(
        f"No limit of {Symbol.ALPHA} follows from the curvature of {Symbol.LOSS} here."
    )
    assert cause.holding is not None
    assert 0 < cause.holding < 1e6
    trainer = Trainer(with_optimiser("adamw", cause.holding))
    assert trainer.advance(cause.tried) == cause.tried
    assert trainer.history.rows().loss[-1] <= trainer.history.rows().loss[0]


def test_of_adam_the_limit_is_that_of_the_preconditioned_curvature() -> None:
    # before its first update √v̂ is |g| = 1, so that λ is 1/(1 + ε)
    cause = cause_of(diverged(with_optimiser("adam", 1e6)))
    assert cause.rule == "2(1 + β₁)/((1 − β₁) λ)"
    assert cause.sharpness == pytest.approx(1.0, rel=1e-7)
    assert cause.limit == pytest.approx(38.0, rel=1e-7)
    assert cause.sentence.startswith(
        f"{Symbol.ALPHA} = 1e6 was 26316 times 2(1 + β₁)/((1 − β₁) λ) = 38 at step 0, where the "
        "preconditioned λ = 1: "
        "each step overshoots farther."
    )
    assert cause.holding is not None
    assert cause.holding < 38.0


@pytest.mark.parametrize("optimiser", FORMULAS)
def test_the_banner_and_the_sharpness_card_hold_a_run_against_the_same_limit(optimiser: str) -> None:
    start = with_optimiser(optimiser, 1e6)
    cause = cause_of(diverged(start))
    *_, last = results_of(sharpness_of_runs([PlannedRun(start, 3)]))
    row, of_card = cause.tried_at, last.readings
    assert cause.sharpness == pytest.approx(of_card.eigenvalues[row, 0], rel=1e-6)
    assert cause.limit is not None
    share = of_card.eigenvalues[row, 0] / of_card.limit[row]
    assert cause.learning_rate / cause.limit == pytest.approx(share, rel=1e-6)


def test_the_weight_of_the_larger_input_grows_first() -> None:
    experiment = chain(["identity"], [1.0], [(3.0, 0.0)], training=Training(learning_rate=1.0))
    wide = replace(experiment, network=set_weight(experiment, "x", "n0", 0.1).network)
    cause = cause_of(diverged(wide))
    assert cause.sharpness == pytest.approx(9.0, rel=1e-7)
    assert cause.limit == pytest.approx(2 / 9, rel=1e-7)
    assert cause.holding == 0.1


def test_where_a_weight_learns_at_a_multiple_of_alpha_the_limit_is_as_many_times_smaller() -> None:
    faster = set_rate_multiplier(NEURON, [Parameter("x", "n0")], 4.0)
    cause = cause_of(diverged(faster))
    assert cause.sharpness == pytest.approx(4.0, rel=1e-7)
    assert cause.limit == pytest.approx(0.5, rel=1e-7)
    assert cause.holding is not None
    assert cause.holding < 0.5


def test_a_learning_rate_that_was_raised_is_blamed_where_it_was_raised() -> None:
    trainer = Trainer(replace(NEURON, training=Training(learning_rate=0.5)))
    trainer.advance(6)
    trainer.learning_rate = 3.0
    trainer.advance(100)
    cause = cause_of(trainer)
    assert (cause.step, cause.tried_at, cause.learning_rate) == (6, 6, 3.0)
    assert cause.is_too_fast


def test_what_is_known_at_once_comes_first() -> None:
    trainer = diverged(NEURON)
    run = trainer.snapshot()
    first, *_, last = results_of(explaining(run, trainer.steps_again(0, run.last_finite_step)))
    assert first.sentence == (
        f"{Symbol.LOSS} rose from step 0 on; first to grow was the weight x → n0, in level 1."
    )
    assert last.holding == 1.0
