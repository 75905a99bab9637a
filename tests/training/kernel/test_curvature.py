"""`explorer.training.kernel.curvature`: the point that it lays out, against numpy

Its products with the Hessian are held to the oracle in `tests/training/curvature/test_curvature.py`.
"""

import numpy as np

from explorer.network.activation import ACTIVATIONS, SOFTMAX
from explorer.network.model import Experiment
from explorer.training.kernel.curvature import hessian_of
from explorer.training.kernel.eigenvalue import products
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program, parameters_of
from tests.random_experiment import CASES, random_experiment
from tests.training.training_families import FAMILIES

WIDTH = (0,) * 16


def all_samples(experiment: Experiment) -> Experiment:
    """The same, where every step sees every sample."""
    return Experiment(experiment.network, experiment.samples, experiment.loss, FAMILIES["gradient descent"])


def test_a_point_has_a_the_derivative_and_delta_of_every_neuron_and_sample() -> None:
    for seed in range(len(CASES)):
        experiment = all_samples(random_experiment(seed))
        program, parameters = Program.of(experiment), parameters_of(experiment.network)
        hessian, nothing = hessian_of(program, len(WIDTH)), np.zeros((0, len(parameters)))
        assert products(WIDTH, hessian, parameters, nothing, nothing) == 0.0
        expected, neurons = NumpyEngine(program).examine(parameters, 0), len(program.names)
        samples = len(program.inputs)
        assert samples <= len(WIDTH)
        np.testing.assert_allclose(hessian.point.a[:neurons, :samples], expected.a, rtol=1e-11, atol=1e-13)
        np.testing.assert_allclose(
            hessian.point.delta[:neurons, :samples], expected.delta, rtol=1e-9, atol=1e-12, err_msg=str(seed)
        )
        for number, name in enumerate(program.activations):
            if name is not None and name != SOFTMAX:
                slope = ACTIVATIONS[name].derivative(expected.z[number], expected.a[number])
                found = hessian.point.slope[number, :samples]
                np.testing.assert_allclose(found, slope, rtol=1e-10, atol=1e-13)


def test_lanes_that_fill_up_the_last_block_have_no_delta() -> None:
    experiment = all_samples(random_experiment(3))
    program, parameters = Program.of(experiment), parameters_of(experiment.network)
    hessian, nothing = hessian_of(program, len(WIDTH)), np.zeros((0, len(parameters)))
    products(WIDTH, hessian, parameters, nothing, nothing)
    assert not hessian.point.delta[:, len(program.inputs) :].any()


def test_the_biases_and_the_constants_are_laid_out_for_every_block() -> None:
    experiment = random_experiment(9)
    program = Program.of(experiment)
    hessian = hessian_of(program, 2)
    blocks = hessian.point.a.reshape(-1, len(program.names) + 1, 2)
    assert len(blocks) == -(-len(program.inputs) // 2)
    assert (blocks[:, -1] == 1.0).all()
    assert (blocks[:, :-1] == program.values[:, np.newaxis]).all()
