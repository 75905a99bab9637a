"""`explorer.training.kernel.dropout_mask`, against the numpy engine's"""

import numpy as np
import pytest

from explorer.compiling.compiled import kernel
from explorer.network.model import Kind
from explorer.training.dropout_mask import DropoutMask
from explorer.training.kernel.dropout_mask import DropoutStep, lay_out_mask
from explorer.training.kernel.graph import graph_of, pack_samples, workspace_of
from explorer.training.program import Program
from tests.random_experiment import random_experiment

LANES = 4


@kernel
def lay_out(graph, samples, block, dropout, workspace):
    lay_out_mask(graph, samples, block, dropout, workspace)


@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_mask_of_the_numpy_engine(seed: int) -> None:
    program = Program.of(random_experiment(3 + seed))
    hidden = np.flatnonzero([kind is Kind.HIDDEN for kind in program.kinds])
    numbers = np.array([0, 1, 5, 2, 9, 7])
    expected = DropoutMask(seed, 0.4, hidden).factors(11, numbers)
    graph, workspace = graph_of(program), workspace_of(program, LANES, are_runs=False)
    outputs = len(program.output_neurons)
    samples = pack_samples(np.zeros((6, len(program.input_neurons))), np.zeros((6, outputs)), 1.0, LANES)
    for block, shown in enumerate(([0, 1, 2, 3], [4, 5, 5, 5])):  # the last block is filled up
        lay_out(graph, samples, block, DropoutStep(0.4, seed, 11, numbers), workspace)
        assert workspace.dropout_mask[hidden].tolist() == expected[:, shown].tolist()
