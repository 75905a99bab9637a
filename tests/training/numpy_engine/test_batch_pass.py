"""`explorer.training.numpy_engine.batch_pass`: the numbers of the samples that a step sees"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.network.model import Experiment, Training
from explorer.training.dropout_mask import DropoutMask
from explorer.training.numpy_engine.batch_pass import BatchPass
from explorer.training.numpy_engine.forward_pass import ForwardPass
from explorer.training.numpy_engine.memory_layout import MemoryLayout
from explorer.training.program import Program, parameters_of
from tests.training.small_experiment import chain

LINE = chain(["identity", "identity"], [2.0, 3.0], [(1.0, 10.0), (2.0, 20.0), (3.0, 30.0), (4.0, 40.0)])
"""x, 2 x, 6 x."""


def passes(experiment: Experiment, size: int) -> tuple[ForwardPass, BatchPass, np.ndarray]:
    """A pass of all samples, one of so many of them, and the rows of the neurons."""
    program = Program.of(experiment)
    layout = MemoryLayout.of(program)
    dense = np.zeros(layout.size)
    dense[layout.parameters] = parameters_of(experiment.network)
    forward = ForwardPass(program, layout, dense, len(program.inputs))
    forward.show(program.inputs)
    forward.compute()
    batch = BatchPass(program, layout, dense, forward, program.targets.T, size)
    return forward, batch, layout.rows


def test_where_every_step_sees_all_samples_nothing_is_copied() -> None:
    forward, batch, _ = passes(LINE, 4)
    assert batch.is_full
    assert batch.z is forward.z
    assert batch.a is forward.a
    assert batch.samples.tolist() == [0, 1, 2, 3]


def test_a_batch_has_the_columns_of_its_samples_in_their_order() -> None:
    forward, batch, rows = passes(LINE, 2)
    batch.compute(0, np.array([3, 1]))
    assert batch.a[rows].tolist() == [[4.0, 2.0], [8.0, 4.0], [24.0, 12.0]]
    assert batch.targets.tolist() == [[40.0, 20.0]]
    batch.compute(1, np.array([0, 2]))
    assert batch.z[rows][1:].tolist() == [[2.0, 6.0], [6.0, 18.0]]
    assert forward.a[rows[2]].tolist() == [6.0, 12.0, 18.0, 24.0]


@pytest.mark.parametrize("step", range(4))
def test_with_dropout_the_hidden_neurons_that_are_left_out_send_nothing_on(step: int) -> None:
    experiment = replace(LINE, training=Training(dropout=0.5, seed=7))
    forward, batch, rows = passes(experiment, 4)
    batch.compute(step, np.arange(4))
    factors = DropoutMask(7, 0.5, np.array([1])).factors(step, np.arange(4))[0]
    assert set(factors.tolist()) <= {0.0, 2.0}
    assert batch.a[rows[1]].tolist() == (factors * [2.0, 4.0, 6.0, 8.0]).tolist()
    assert batch.a[rows[2]].tolist() == (factors * [6.0, 12.0, 18.0, 24.0]).tolist()
    assert forward.a[rows[2]].tolist() == [6.0, 12.0, 18.0, 24.0]
