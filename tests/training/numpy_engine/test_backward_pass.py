"""`explorer.training.numpy_engine.backward_pass`: δ by hand, the gradient against the complex step"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.network.model import Experiment, Training
from explorer.training.numpy_engine.backward_pass import BackwardPass
from explorer.training.numpy_engine.batch_pass import BatchPass
from explorer.training.numpy_engine.forward_pass import ForwardPass
from explorer.training.numpy_engine.memory_layout import MemoryLayout
from explorer.training.program import Program, parameters_of
from tests import oracle
from tests.random_experiment import CASES, random_experiment
from tests.training.small_experiment import article_e


def computed(experiment: Experiment) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """δ of each neuron and sample, the gradient, and what stands where there is no connection."""
    program = Program.of(experiment)
    layout = MemoryLayout.of(program)
    dense, gradient = np.zeros(layout.size), np.full(layout.size, np.nan)
    dense[layout.parameters] = parameters_of(experiment.network)
    size = len(program.inputs)
    forward = ForwardPass(program, layout, dense, size)
    forward.show(program.inputs)
    forward.compute()
    targets = np.ascontiguousarray(program.targets.T[layout.output_order])
    batch = BatchPass(program, layout, dense, forward, targets, size)
    batch.compute(0, np.arange(size))
    backward = BackwardPass(program, layout, dense, gradient, batch)
    backward.compute()
    backward.compute()  # into the same arrays: what was there is not added to
    return backward.delta[layout.rows], gradient[layout.parameters], gradient[layout.absent]


def test_the_worked_iteration_comes_out_digit_for_digit() -> None:
    delta, gradient, _ = computed(article_e())
    network = article_e().network
    of_neuron = {neuron.name: delta[number, 0] for number, neuron in enumerate(network.order)}
    assert (of_neuron["a0"], of_neuron["c0"], of_neuron["c1"]) == (-0.5, 0.0, -0.5)
    found = dict(zip([parameter.shown for parameter in network.parameters], gradient.tolist(), strict=True))
    assert list(found.values()) == [-0.5, -0.25, -0.5, 0.0, -0.25, -0.5, 0.0, -0.5]


@pytest.mark.parametrize("seed", range(len(CASES)))
def test_the_gradient_of_any_graph_is_that_of_the_complex_step(seed: int) -> None:
    experiment = replace(random_experiment(seed), training=Training())
    _, gradient, absent = computed(experiment)
    expected = oracle.batch_gradient(experiment)[1]
    wanted = [expected[parameter] for parameter in experiment.network.parameters]
    np.testing.assert_allclose(gradient, wanted, rtol=1e-9, atol=1e-12)
    assert not absent.any()
