"""`explorer.training.curvature.numpy_central_flow`: does it do what the kernels do?

Those are held to whole Hessians in `tests/training/kernel/test_central_flow.py`.
"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.files.project import read_experiment
from explorer.network.edits.parameter_edits import set_fixed
from explorer.network.model import Experiment, Penalty
from explorer.resources import resource
from explorer.training.curvature.compiled_central_flow import CompiledCentralFlow
from explorer.training.curvature.flow_part import FlowEnd
from explorer.training.curvature.numpy_central_flow import NumpyCentralFlow
from explorer.training.program import Program, parameters_of
from explorer.training.trainer import Trainer
from tests.training.small_experiment import xor

EDGE = read_experiment(resource("examples/edge-of-stability.json"))


def near_the_edge() -> Experiment:
    trainer = Trainer(EDGE)
    trainer.advance(264)
    return trainer.experiment()


@pytest.mark.parametrize("with_more", [False, True])
def test_the_kernels_agree_with_numpy_up_to_the_edge_and_along_it(with_more: bool) -> None:
    experiment = near_the_edge()
    if with_more:
        experiment = set_fixed(experiment, experiment.network.parameters[::20], True)
        experiment = replace(experiment, training=replace(experiment.training, penalty=Penalty(l2=1e-3)))
    program, start = Program.of(experiment), parameters_of(experiment.network)
    rates = np.full(8, 0.2)
    found, expected = (of(program).follow(start, rates) for of in (NumpyCentralFlow, CompiledCentralFlow))
    assert found.end is expected.end is None
    np.testing.assert_allclose(found.states, expected.states, rtol=0, atol=1e-5)
    np.testing.assert_allclose(found.losses, expected.losses, rtol=1e-5)
    np.testing.assert_allclose(found.values, expected.values, rtol=1e-5)
    np.testing.assert_allclose(found.variances, expected.variances, rtol=1e-3, atol=1e-6)
    assert found.variances[0] == 0 < found.variances[-1]


@pytest.mark.parametrize("of", [NumpyCentralFlow, CompiledCentralFlow])
def test_where_it_ends_the_last_state_is_the_one_that_is_told_of(
    of: type[NumpyCentralFlow | CompiledCentralFlow],
) -> None:
    experiment = near_the_edge()
    start = parameters_of(experiment.network)
    found = of(Program.of(experiment)).follow(start, np.full(3, 0.4))
    assert found.end is FlowEnd.PAST_THE_EDGE
    np.testing.assert_array_equal(found.states, [start])
    assert len(found.losses) == len(found.values) == 1
    assert found.variances.tolist() == [0.0]


@pytest.mark.parametrize("of", [NumpyCentralFlow, CompiledCentralFlow])
def test_where_the_learning_rate_is_0_nothing_moves(of: type[NumpyCentralFlow | CompiledCentralFlow]) -> None:
    start = parameters_of(xor().network)
    found = of(Program.of(xor())).follow(start, np.zeros(2))
    np.testing.assert_array_equal(found.states, [start] * 3)
    assert found.end is None
