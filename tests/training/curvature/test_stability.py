"""`explorer.training.curvature.stability`: is it what happens near a minimum?"""

import math
from dataclasses import replace

import numpy as np
import pytest

from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.model import Experiment, OptimiserChoice, Penalty, Training
from explorer.network.optimiser import OPTIMISERS
from explorer.training.curvature.curvature import curvature_of
from explorer.training.curvature.stability import (
    FORMULAS,
    RATE_FORMULAS,
    is_preconditioned,
    largest_stable,
    largest_stable_rate,
)
from explorer.training.program import Program
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain

CURVE = chain(["tanh", "identity"], [0.7, -0.5], [(-1.0, 1.0), (0.5, 0.3), (2.0, -2.0)], biases={"n1": 0.1})
"""With a penalty on large weights it has a minimum, at which E is not 0."""

PENALTY = Penalty(l2=0.05)


OF_E = [name for name in FORMULAS if not is_preconditioned(Training(optimiser=OptimiserChoice(name)))]
"""Those whose limit is about the sharpness of E itself."""


@pytest.mark.parametrize(
    ("optimiser", "limit"),
    [
        (OptimiserChoice("gradient-descent"), 20.0),
        (OptimiserChoice("momentum"), 38.0),
        (OptimiserChoice("momentum", momentum=0.5), 30.0),
        (OptimiserChoice("nesterov"), 38.0 / 2.8),
        (OptimiserChoice("adam"), 380.0),
        (OptimiserChoice("adam", beta1=0.5), 60.0),
        (OptimiserChoice("adamw"), None),
        (OptimiserChoice("adagrad"), None),
        (OptimiserChoice("rmsprop"), None),
    ],
)
def test_the_largest_stable_sharpness_at_a_learning_rate_of_a_tenth(
    optimiser: OptimiserChoice, limit: float | None
) -> None:
    found = largest_stable(Training(optimiser=optimiser), 0.1)
    assert found == (None if limit is None else pytest.approx(limit, rel=1e-15))


def test_every_limit_has_a_formula_and_one_of_the_learning_rate() -> None:
    limited = [name for name in OPTIMISERS if largest_stable(Training(optimiser=OptimiserChoice(name)), 1.0)]
    assert limited == list(FORMULAS) == list(RATE_FORMULAS)
    assert OF_E == ["gradient-descent", "momentum", "nesterov"]


def test_the_largest_stable_learning_rate_is_told_from_the_sharpness_that_the_limit_is_about() -> None:
    assert largest_stable_rate(Training(), 4.0) == 0.5
    assert largest_stable_rate(Training(optimiser=OptimiserChoice("adam")), 4.0) == pytest.approx(9.5)
    assert largest_stable_rate(Training(optimiser=OptimiserChoice("rmsprop")), 4.0) is None


def test_where_nothing_moves_everything_is_stable() -> None:
    assert largest_stable(Training(), 0.0) == math.inf


def at_minimum() -> Experiment:
    trainer = Trainer(replace(CURVE, training=Training(0.1, penalty=PENALTY)))
    trainer.advance(20_000)
    assert trainer.history.rows().gradient_norm[-1] < 1e-14
    return trainer.experiment()


@pytest.mark.parametrize("optimiser", OF_E)
def test_near_a_minimum_a_run_is_stable_just_below_the_limit_and_not_just_above(optimiser: str) -> None:
    minimum = at_minimum()
    parameters = np.array(minimum.network.parameter_values)
    sharpness = curvature_of(Program.of(minimum)).eigenvalues(parameters[np.newaxis])[0, 0]
    training = Training(optimiser=OptimiserChoice(optimiser), penalty=PENALTY)
    limit = (largest_stable(training, 1.0) or 0.0) / sharpness  # α λ is the same at any α
    beside = with_parameters(minimum.network, (parameters + 1e-6).tolist())
    for factor, is_stable in ((0.98, True), (1.02, False)):
        trained = replace(training, learning_rate=factor * limit)
        trainer = Trainer(replace(minimum, network=beside, training=trained))
        trainer.advance(2000)
        distance = np.abs(trainer.parameters - parameters).max()
        assert (distance < 1e-9) if is_stable else not distance < 1e-4, factor


def test_a_learning_rate_next_to_nothing_leaves_every_curvature_stable() -> None:
    assert largest_stable(Training(), np.float64(1e-320)) == math.inf
