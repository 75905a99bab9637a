"""What does a step cost either engine, as `explorer.training.engine_choice` reckons?

    python -m tests.benchmarks.engine_costs

Measures both on networks of many sizes and fits the nanoseconds of each part of a step, so that the largest
relative error counts. Prints them, and where the engine that is chosen is not the faster one.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from dataclasses import dataclass
from itertools import product
from time import perf_counter

import numpy as np

from explorer.training.arrangement import Arrangement
from explorer.training.compiled_engine import CompiledEngine
from explorer.training.engine import Engine, Rows
from explorer.training.engine_choice import suits_kernels
from explorer.training.numpy_engine import NumpyEngine
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
SECONDS, ROUNDS = 0.003, 25


@dataclass(frozen=True)
class Measured:
    program: Program
    kernel: float
    numpy: float


def seconds_of(engine: Engine) -> float:
    """Of one step, the least of some rounds."""
    state = parameters_of(engine.program.network)[None].copy()

    def run(steps: int) -> float:
        rows = Rows.empty(steps + 1)
        start = perf_counter()
        engine.run(state, 0, np.full(steps, 1e-6), np.inf, rows)
        return (perf_counter() - start) / steps

    run(1)
    steps = max(1, int(SECONDS / run(2)))
    return min(run(steps) for _ in range(ROUNDS))


def measure() -> list[Measured]:
    programs = [
        Program.of(layered(sizes, "tanh", samples, 1e-6)) for sizes, samples in product(SIZES, SAMPLES)
    ]
    return [Measured(p, seconds_of(CompiledEngine(p)), seconds_of(NumpyEngine(p))) for p in programs]


def kernel_parts(program: Program) -> list[float]:
    """How many weights and neurons of blocks, and parameters, a step has."""
    samples, parameters = len(program.inputs), len(program.source) + len(program.biased)
    blocks = -(-samples // (4 if samples <= 4 else 16))
    return [blocks * parameters, blocks * len(program.names), parameters]


def numpy_parts(program: Program) -> list[float]:
    """The step itself; how many levels, weights and neurons of samples, and places for parameters it has."""
    arrangement, samples = Arrangement.of(program), len(program.inputs)
    levels, size = len(arrangement.blocks), arrangement.size
    return [1, levels, samples * size, samples * len(program.names), size]


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
    for name, parts in (("kernel", kernel_parts), ("numpy", numpy_parts)):
        seconds = [getattr(each, name) for each in measured]
        costs = fitted([parts(each.program) for each in measured], seconds)
        print(f"{name}: {', '.join(f'{cost:.3g}' for cost in costs)} ns")
    for each in measured:
        ratio = each.numpy / each.kernel
        is_chosen = suits_kernels(each.program)
        layers = "-".join(map(str, np.bincount(each.program.levels)))
        wrong = "" if is_chosen == (ratio > 1) else "  not the faster one"
        print(
            f"{layers:14} {len(each.program.inputs):4} samples: kernel {each.kernel * 1e6:8.2f} µs, numpy "
            f"{each.numpy * 1e6:8.2f} µs, ratio {ratio:6.2f}: {'kernel' if is_chosen else 'numpy'}{wrong}"
        )


if __name__ == "__main__":
    main()
