"""How long does a step of training take, by each way to make it? In nanoseconds, as far as one can foretell.

The costs of the engines' parts are fitted to what `python -m tests.benchmarks.engine_costs` measures. They
only choose between ways that come to the same.
"""

from explorer.training.numpy_engine.memory_layout import MemoryLayout
from explorer.training.program import Program

_KERNEL_WEIGHT, _KERNEL_NEURON, _KERNEL_PARAMETER = 3.1, 21.0, 2.3  # each of the first two for a block
_NUMPY_STEP, _NUMPY_LEVEL = 4_500.0, 3_500.0
_NUMPY_WEIGHT, _NUMPY_NEURON, _NUMPY_PARAMETER = 0.08, 2.6, 0.9  # each of the first two for a sample
_LANE_WEIGHT, _LANE_NEURON, _LANE_PARAMETER = 0.34, 1.7, 0.6  # each of the first two for a sample
_LANE_WIDE = 1.1  # what a weight costs more where there are as many as `WIDE`

COMPILING = 10e9
"""What is compiled before the first step where nothing is on the disk takes about that, on a fast machine."""

WIDE = 14_000
"""So many parameters of a pack of runs do not stay in the processor's nearer cache."""


def kernel_step(program: Program) -> float:
    """By `explorer.training.kernel.compiled_engine`."""
    samples, parameters = len(program.inputs), program.parameters
    blocks = -(-samples // (4 if samples <= 4 else 16))
    of_block = _KERNEL_WEIGHT * parameters + _KERNEL_NEURON * len(program.names)
    return blocks * of_block + _KERNEL_PARAMETER * parameters


def numpy_step(program: Program) -> float:
    """By `explorer.training.numpy_engine.engine`."""
    layout = MemoryLayout.of(program)
    of_sample = _NUMPY_WEIGHT * layout.size + _NUMPY_NEURON * len(program.names)
    of_levels = _NUMPY_LEVEL * len(layout.blocks)
    return _NUMPY_STEP + of_levels + len(program.inputs) * of_sample + _NUMPY_PARAMETER * layout.size


def lane_step(program: Program) -> float:
    """Of one run among many, by `explorer.training.many.compiled_lanes`."""
    parameters = program.parameters
    of_weight = _LANE_WEIGHT + _LANE_WIDE * min(1.0, parameters / WIDE)
    computed = sum(kind.is_computed for kind in program.kinds)
    of_sample = of_weight * parameters + _LANE_NEURON * computed
    return len(program.inputs) * of_sample + _LANE_PARAMETER * parameters
