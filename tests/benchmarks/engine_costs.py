"""What does a step cost by each way to make it, as `explorer.training.cost` reckons?

    python -m tests.benchmarks.engine_costs

Measures both engines, and a run among many, on networks of many sizes, and fits the nanoseconds of each part
of a step, so that the relative error counts. Prints them, and where what is chosen is not the fastest.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from time import perf_counter

import numpy as np

from explorer.training.cost import WIDE
from explorer.training.engine import Engine, Rows
from explorer.training.engine_choice import suits_kernels
from explorer.training.kernel.compiled_engine import CompiledEngine
from explorer.training.many.compiled_lanes import WIDTH, CompiledLanes
from explorer.training.many.lane_choice import go_side_by_side
from explorer.training.many.lanes import Start
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.numpy_engine.memory_layout import MemoryLayout
from explorer.training.program import Program, parameters_of
from tests.benchmarks.work import layered

SIZES = (
    (2, 4, 1),
    (2, 8, 8, 1),
    (16, 16, 1),
    (16, 16, 16, 16),
    (32, 32, 1),
    (24, 24, 24, 4),
    (48, 48, 4),
    (64, 64, 4),
)
SAMPLES = (1, 4, 16, 64, 200)
SECONDS, ROUNDS, MOST_STEPS = 0.003, 25, 2000


@dataclass(frozen=True)
class Measured:
    program: Program
    kernel: float
    numpy: float
    lane: float


def seconds_of(engine: Engine) -> float:
    """Of one step."""
    state = parameters_of(engine.program.network)[None].copy()
    rows = Rows.empty(MOST_STEPS + 1)
    return least(lambda steps: engine.run(state, 0, np.full(steps, 1e-6), np.inf, rows.first(steps + 1)))


def lane_seconds_of(program: Program) -> float:
    """Of one step of one run, of as many as stand side by side."""
    runs = len(WIDTH)
    states = np.tile(parameters_of(program.network), (runs, 1, 1))
    return least(CompiledLanes(program, Start(np.full(runs, 1e-6), states)).advance) / runs


def least(run: Callable[[int], object]) -> float:
    """Seconds of a step, in the best of some rounds."""

    def seconds(steps: int) -> float:
        start = perf_counter()
        run(steps)
        return (perf_counter() - start) / steps

    seconds(1)
    steps = min(MOST_STEPS, max(1, int(SECONDS / seconds(2))))
    return min(seconds(steps) for _ in range(ROUNDS))


def measure() -> list[Measured]:
    programs = [
        Program.of(layered(sizes, "tanh", samples, 1e-6)) for sizes, samples in product(SIZES, SAMPLES)
    ]
    return [
        Measured(p, seconds_of(CompiledEngine(p)), seconds_of(NumpyEngine(p)), lane_seconds_of(p))
        for p in programs
    ]


def kernel_parts(program: Program) -> list[float]:
    """How many weights and neurons of blocks, and parameters, a step has."""
    samples, parameters = len(program.inputs), len(program.source) + len(program.biased)
    blocks = -(-samples // (4 if samples <= 4 else 16))
    return [blocks * parameters, blocks * len(program.names), parameters]


def numpy_parts(program: Program) -> list[float]:
    """The step itself; how many levels, weights and neurons of samples, and places for parameters it has."""
    layout, samples = MemoryLayout.of(program), len(program.inputs)
    levels, size = len(layout.blocks), layout.size
    return [1, levels, samples * size, samples * len(program.names), size]


def lane_parts(program: Program) -> list[float]:
    """How many weights, wide ones and neurons of samples, and parameters, a step has."""
    samples, parameters = len(program.inputs), len(program.source) + len(program.biased)
    computed = sum(kind.is_computed for kind in program.kinds)
    wide = parameters * min(1.0, parameters / WIDE)
    return [samples * parameters, samples * wide, samples * computed, parameters]


def fitted(parts: list[list[float]], seconds: list[float]) -> np.ndarray:
    """Nanoseconds of each part, none below 0, by least squares of the relative error."""
    weighed = np.array(parts) / np.array(seconds)[:, None] / 1e9
    kept = list(range(weighed.shape[1]))
    while True:
        found, *_ = np.linalg.lstsq(weighed[:, kept], np.ones(len(seconds)), rcond=None)
        if found.min() >= 0:
            break
        del kept[int(found.argmin())]
    result = np.zeros(weighed.shape[1])
    result[kept] = found
    return result


def main() -> None:
    measured = measure()
    for name, parts in (("kernel", kernel_parts), ("numpy", numpy_parts), ("lane", lane_parts)):
        seconds = [getattr(each, name) for each in measured]
        costs = fitted([parts(each.program) for each in measured], seconds)
        print(f"{name}: {', '.join(f'{cost:.3g}' for cost in costs)} ns")
    for each in measured:
        seconds = {"kernel": each.kernel, "numpy": each.numpy, "lane": each.lane}
        alone = "kernel" if suits_kernels(each.program) else "numpy"
        chosen = "lane" if go_side_by_side(each.program) else alone
        best_alone = min(("kernel", "numpy"), key=lambda name: seconds[name])
        best = min(seconds, key=lambda name: seconds[name])
        wrong = "" if (alone, chosen) == (best_alone, best) else f"  best: {best_alone}, of many {best}"
        layers = "-".join(map(str, np.bincount(each.program.levels)))
        told = ", ".join(f"{name} {1e6 * of_step:9.3f} µs" for name, of_step in seconds.items())
        print(f"{layers:14} {len(each.program.inputs):4} samples: {told}: {alone}, of many {chosen}{wrong}")


if __name__ == "__main__":
    main()
