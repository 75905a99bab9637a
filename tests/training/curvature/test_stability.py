"""`explorer.training.curvature.stability`: is it what happens near a minimum?"""

import math
from dataclasses import replace

import numpy as np
import pytest

from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.model import Experiment, OptimiserChoice, Penalty, Training
from explorer.training.curvature.curvature import curvature_of
from explorer.training.curvature.stability import FORMULAS, largest_stable
from explorer.training.program import Program
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain

CURVE = chain(["tanh", "identity"], [0.7, -0.5], [(-1.0, 1.0), (0.5, 0.3), (2.0, -2.0)], biases={"n1": 0.1})
"""With a penalty on large weights it has a minimum, at which E is not 0."""

PENALTY = Penalty(l2=0.05)


@pytest.mark.parametrize(
    ("optimiser", "limit"),
    [
        (OptimiserChoice("gradient-descent"), 20.0),
        (OptimiserChoice("momentum"), 38.0),
        (OptimiserChoice("momentum", momentum=0.5), 30.0),
        (OptimiserChoice("nesterov"), 38.0 / 2.8),
        (OptimiserChoice("adam"), None),
    ],
)
def test_the_largest_stable_sharpness_at_a_learning_rate_of_a_tenth(
    optimiser: OptimiserChoice, limit: float | None
) -> None:
    found = largest_stable(Training(optimiser=optimiser), 0.1)
    assert found == (None if limit is None else pytest.approx(limit, rel=1e-15))


def test_where_nothing_moves_everything_is_stable() -> None:
    assert largest_stable(Training(), 0.0) == math.inf


def at_minimum() -> Experiment:
    trainer = Trainer(replace(CURVE, training=Training(0.1, penalty=PENALTY)))
    trainer.advance(20_000)
    assert trainer.history.rows().gradient_norm[-1] < 1e-14
    return trainer.experiment()


@pytest.mark.parametrize("optimiser", FORMULAS)
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
