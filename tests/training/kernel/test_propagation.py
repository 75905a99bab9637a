"""`explorer.training.kernel.propagation`: E and the gradient, against the complex step"""

import math
from dataclasses import replace

import numpy as np
import pytest

from explorer.network.model import Experiment, Training
from explorer.training.engine import Rows
from explorer.training.kernel.compiled_engine import CompiledEngine
from explorer.training.program import Program, parameters_of
from tests import oracle
from tests.random_experiment import CASES, random_experiment
from tests.training.small_experiment import chain

PLAIN = Training(1.0)


def descended(experiment: Experiment) -> tuple[float, np.ndarray]:
    """E, and by how much one step of plain gradient descent with α = 1 makes the parameters smaller."""
    state, rows = parameters_of(experiment.network)[np.newaxis], Rows.empty(2)
    before = state.copy()
    CompiledEngine(Program.of(experiment)).run(state, 0, np.ones(1), math.inf, rows)
    return rows.loss[0].item(), (before - state)[0]


@pytest.mark.parametrize("seed", range(len(CASES)))
def test_e_and_the_gradient_of_any_graph_are_those_of_the_complex_step(seed: int) -> None:
    experiment = replace(random_experiment(seed), training=PLAIN)
    loss, gradient = descended(experiment)
    expected_loss, expected = oracle.batch_gradient(experiment)
    assert loss == pytest.approx(expected_loss, rel=1e-10, abs=1e-12)
    wanted = [expected[parameter] for parameter in experiment.network.parameters]
    np.testing.assert_allclose(gradient, wanted, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("samples", [1, 3, 4, 5, 16, 17])
def test_blocks_of_samples_add_up_however_full_the_last_is(samples: int) -> None:
    # E = ½ mean (w x)², dE/dw = w mean x², with w = 2 and x = 1 … samples
    experiment = chain(["identity"], [2.0], [(float(x + 1), 0.0) for x in range(samples)], training=PLAIN)
    loss, gradient = descended(experiment)
    mean_square = sum((x + 1) ** 2 for x in range(samples)) / samples
    assert loss == pytest.approx(2 * mean_square, rel=1e-13)
    assert gradient.tolist() == pytest.approx([2 * mean_square], rel=1e-12)
