"""`explorer.compiling.compiled`: what the machine code of a kernel does as numpy does it"""

import math

import numpy as np

from explorer.compiling.compiled import kernel, piece
from explorer.training.kernel.steps import run, run_packs


@piece
def _quotient(x, y):
    return x / y


@kernel
def quotients(x, y, results):
    """x / y, place by place, and (x + 1) − x, which may not be simplified."""
    for place in range(len(x)):
        results[0, place] = _quotient(x[place], y[place])
        results[1, place] = (x[place] + 1.0) - x[place]


def test_a_division_by_zero_is_infinite_and_nothing_is_reordered() -> None:
    results = np.empty((2, 4))
    quotients(np.array([1.0, -1.0, 0.0, 2.0**60]), np.zeros(4), results)
    assert results[0, :2].tolist() == [math.inf, -math.inf]
    assert math.isnan(results[0, 2])
    assert results[1].tolist() == [1.0, 1.0, 1.0, 0.0]  # 2⁶⁰ + 1 rounds to 2⁶⁰


def test_who_calls_a_kernel_lets_other_threads_run() -> None:
    assert [each.targetoptions["nogil"] for each in (run, run_packs, quotients)] == [True] * 3
