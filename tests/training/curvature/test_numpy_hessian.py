"""`explorer.training.curvature.numpy_hessian`, by hand and by what every Hessian is"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.network.model import Experiment, Penalty, Training
from explorer.training.curvature.numpy_hessian import NumpyHessian
from explorer.training.numpy_engine.memory_layout import MemoryLayout
from explorer.training.program import Program, parameters_of
from tests.random_experiment import CASES, random_experiment
from tests.training.small_experiment import chain


def hessian(experiment: Experiment) -> NumpyHessian:
    program = Program.of(experiment)
    return NumpyHessian(program, MemoryLayout.of(program), parameters_of(experiment.network))


def test_of_two_linear_neurons_in_a_row_by_hand() -> None:
    """E = ½ (u w x − t)² with x = 2, t = 1, u = 3, w = 0.5: ∂²E/∂u² = (w x)², ∂²E/∂u∂w = 2 u w x² − x t."""
    of = hessian(chain(["identity", "identity"], [3.0, 0.5], [(2.0, 1.0)]))
    matrix = np.array([of.times(v) for v in np.eye(2)])
    assert matrix.tolist() == [[1.0, 10.0], [10.0, 36.0]]
    assert of.is_finite


def test_the_l2_penalty_adds_its_factor_for_weights_alone() -> None:
    line = chain(["identity"], [0.3], [(1.0, 0.5)], biases={"n0": 0.2})
    punished = replace(line, training=Training(penalty=Penalty(l1=0.5, l2=0.25)))
    v = np.array([1.0, 1.0])
    assert (hessian(punished).times(v) - hessian(line).times(v)).tolist() == [0.25, 0.0]


@pytest.mark.parametrize("seed", range(0, len(CASES), 5))
def test_it_is_linear_and_symmetric(seed: int) -> None:
    experiment = random_experiment(seed)
    of, parameters = hessian(experiment), len(experiment.network.parameters)
    u, v = np.random.default_rng(seed).normal(size=(2, parameters))
    assert u @ of.times(v) == pytest.approx(v @ of.times(u), rel=1e-9, abs=1e-12)
    np.testing.assert_allclose(of.times(2 * u - v), 2 * of.times(u) - of.times(v), rtol=1e-9, atol=1e-11)


def test_it_knows_when_nothing_can_be_known() -> None:
    assert not hessian(chain(["identity"], [1e200], [(1e200, 0.0)])).is_finite
