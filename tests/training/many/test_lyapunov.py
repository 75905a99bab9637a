"""`explorer.training.many.lyapunov`: against exponents that are known."""

import math
from dataclasses import replace

import numpy as np
import pytest

from explorer.array import Array
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Experiment, OptimiserChoice, Training
from explorer.training.many.lanes import Start
from explorer.training.many.lyapunov import exponents
from explorer.training.program import Program, parameters_of
from tests.training.small_experiment import chain, xor

LINE = chain(["identity"], [0.3], [(1.0, 0.5), (2.0, -1.0)])
"""E = ½ · ((w − ½)² + (2 w + 1)²) / 2, so that w − w* is multiplied by 1 − 2.5 α at every step."""


def measured(experiment: Experiment, rates: list[float]) -> Array:
    state = LearningRule.of(experiment).first_state(parameters_of(experiment.network))
    return exponents(Program.of(experiment), Start(np.array(rates), np.tile(state, (len(rates), 1, 1))))


def test_on_a_parabola_neighbours_come_together_by_the_factor_of_every_step() -> None:
    rates = [0.04, 0.1, 0.7]
    expected = [math.log(abs(1 - 2.5 * rate)) for rate in rates]
    np.testing.assert_allclose(measured(LINE, rates), expected, rtol=1e-5)


def test_neighbours_of_a_run_that_is_at_its_limit_after_one_step_are_one_with_it() -> None:
    assert measured(LINE, [0.4])[0] < -1


def test_a_run_that_soon_diverges_has_no_exponent() -> None:
    assert np.isnan(measured(LINE, [100.0])).all()
    assert measured(LINE, []).tolist() == []


def test_momentum_comes_to_its_limit_by_the_root_of_its_damping() -> None:
    """w ← w − α v with v ← β v + g on a parabola: |eigenvalue|² = β where they are complex."""
    momentum = replace(LINE, training=Training(optimiser=OptimiserChoice("momentum", momentum=0.5)))
    assert measured(momentum, [0.2])[0] == pytest.approx(0.5 * math.log(0.5), rel=0.02)


def test_momentum_that_never_dies_keeps_neighbours_at_their_distance() -> None:
    endless = replace(LINE, training=Training(optimiser=OptimiserChoice("momentum", momentum=1.0)))
    np.testing.assert_allclose(measured(endless, [0.01, 0.2, 1.0]), 0.0, atol=1e-3)


def test_a_neuron_that_is_a_sine_makes_a_circle_map_of_gradient_descent() -> None:
    """w ← w − ½ α sin 2w, whose Λ is the mean of ln |1 − α cos 2w|."""
    rate, w, total = 4.0, 0.7, 0.0
    for step in range(60_000):
        total += math.log(abs(1 - rate * math.cos(2 * w))) if step >= 20_000 else 0.0
        w -= 0.5 * rate * math.sin(2 * w)
    assert total / 40_000 > 0.05
    assert measured(chain(["sine"], [0.7], [(1.0, 0.0)]), [rate])[0] == pytest.approx(
        total / 40_000, rel=0.25
    )


@pytest.mark.parametrize("name", ["momentum", "adagrad", "rmsprop", "adam"])
def test_what_is_remembered_may_stand_beside_a_neighbour(name: str) -> None:
    """A memory of squares stays one, however far along the line the neighbour is put."""
    training = Training(optimiser=OptimiserChoice(name), batch_size=2, seed=2)
    found = measured(xor(training=training), [0.001, 0.1])
    assert np.isfinite(found).all()


def test_an_exponent_is_the_same_to_the_last_bit_whatever_stands_beside_the_run() -> None:
    experiment = xor(training=Training(optimiser=OptimiserChoice("momentum")))
    rates = np.geomspace(0.5, 30, 19).tolist()
    together = measured(experiment, rates)
    for place in (0, 7, 18):
        assert measured(experiment, [rates[place]]).tobytes() == together[place : place + 1].tobytes()
