"""`explorer.training.kernel.steps`: which samples a step sees, and what a row tells, by hand"""

import math
from dataclasses import replace

import numpy as np
import pytest

from explorer.network.model import Experiment, Penalty, Reduction, Training
from explorer.training.engine import Rows
from explorer.training.kernel.compiled_engine import CompiledEngine
from explorer.training.program import Program, parameters_of
from tests.training.small_experiment import chain

THREE = [(1.0, 0.0), (2.0, 0.0), (3.0, 0.0)]


def run(experiment: Experiment, updates: int, learning_rate: float) -> tuple[Rows, float]:
    """The rows, and the weight in the end, of a run with one weight."""
    state, rows = parameters_of(experiment.network)[np.newaxis], Rows.empty(updates + 1)
    rates = np.full(updates, learning_rate)
    CompiledEngine(Program.of(experiment)).run(state, 0, rates, math.inf, rows)
    return rows, state[0, 0].item()


def test_a_step_descends_on_its_batch_while_its_row_tells_e_of_all_samples() -> None:
    training = Training(batch_size=2, shuffle=False)
    rows, weight = run(chain(["identity"], [1.0], THREE, training=training), 2, 0.1)
    # the gradient is the mean of x² w over the batch: (1 + 4) / 2 = 2.5, then 9 · 0.75 of the third alone
    assert rows.loss.tolist() == pytest.approx([7 / 3, 7 / 3 * 0.75**2, 7 / 3 * 0.075**2], rel=1e-13)
    assert rows.gradient_norm[:2].tolist() == pytest.approx([2.5, 6.75], rel=1e-13)
    assert weight == pytest.approx(0.075, rel=1e-12)


def test_of_a_sum_a_batch_has_the_sum_too() -> None:
    training = Training(batch_size=2, shuffle=False)
    summed = chain(["identity"], [1.0], THREE, over_samples=Reduction.SUM, training=training)
    rows, weight = run(summed, 1, 0.1)
    assert rows.loss[0] == 7.0
    assert rows.gradient_norm[0] == 5.0
    assert weight == 0.5


def test_the_penalty_belongs_to_e_and_to_the_gradient() -> None:
    # E = ½ w² + 0.5 |w| + ½ 0.25 w², and dE/dw = w + 0.5 + 0.25 w
    training = Training(penalty=Penalty(l1=0.5, l2=0.25))
    rows, weight = run(chain(["identity"], [2.0], [(1.0, 0.0)], training=training), 1, 0.5)
    assert rows.loss[0] == 3.5
    assert rows.gradient_norm[0] == 3.0
    assert weight == 0.5


def test_a_gradient_that_is_too_long_is_shortened_for_the_update_and_told_in_full() -> None:
    training = Training(largest_gradient=0.5)
    rows, weight = run(chain(["identity"], [2.0], [(1.0, 0.0)], training=training), 1, 1.0)
    assert rows.gradient_norm[0] == 2.0
    assert weight == pytest.approx(2.0 - 2.0 * 0.5 / (2.0 + 1e-6), rel=1e-13)  # as PyTorch shortens it


def test_a_run_in_two_calls_is_that_in_one() -> None:
    training = Training(batch_size=2, shuffle=True, seed=3)
    experiment = chain(["tanh", "identity"], [0.7, -0.5], THREE, training=training)
    engine = CompiledEngine(Program.of(experiment))
    whole, parts = (parameters_of(experiment.network)[np.newaxis].copy() for _ in range(2))
    engine.run(whole, 0, np.full(10, 0.1), math.inf, Rows.empty(11))
    engine.run(parts, 0, np.full(4, 0.1), math.inf, Rows.empty(5))
    engine.run(parts, 4, np.full(6, 0.1), math.inf, Rows.empty(7))
    assert whole.tolist() == parts.tolist()


def test_samples_held_out_are_told_and_not_learnt_from() -> None:
    experiment = chain(["identity"], [1.0], [(1.0, 0.0)], held_out=[(10.0, 0.0), (20.0, 0.0)])
    rows, weight = run(experiment, 1, 0.5)
    assert rows.held_out_loss.tolist() == [125.0, 31.25]
    assert weight == 0.5
    rows, _ = run(replace(experiment, samples=experiment.samples[:1]), 1, 0.5)
    assert np.isnan(rows.held_out_loss).all()
