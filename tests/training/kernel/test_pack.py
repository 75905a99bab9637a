"""`explorer.training.kernel.pack`"""

import math

import numpy as np

from explorer.compiling.compiled import kernel
from explorer.training.kernel.pack import (
    choose,
    lanes_together,
    magnitude,
    multiply_add,
    read,
    root,
    spread,
    total,
    two_to,
    where_alive,
    write,
    zero,
)

WIDTH = (0,) * 4
LANES = np.array([[1.0, -2.0, 0.0, math.nan]])


@kernel
def compute(width, numbers, results):
    x = read(numbers, 0, width)
    write(results, 0, x + 1.0)
    write(results, 1, 1.0 - x)
    write(results, 2, x * x)
    write(results, 3, 4.0 / x)
    write(results, 4, multiply_add(x, 3.0, 1.0))
    write(results, 5, choose(x, 10.0, x))
    write(results, 6, magnitude(x))
    write(results, 7, root(spread(2.25, width)))
    write(results, 8, spread(x, width) + zero(numbers, width))
    write(results, 9, two_to(choose(x, 3.0, -4.0) + 1.5 * 2.0**52))
    write(results, 10, where_alive(choose(x, 1.0, 0.0), 7.0 + 0.0 * x, spread(8.0, width)))
    return total(choose(x, x, 5.0))


@kernel
def compute_alone(width, numbers):
    x = read(numbers, 0, width)
    numbers[1] = multiply_add(x, 3.0, zero(numbers, width)) + root(x)
    numbers[2] = choose(0.0 - x, 1.0, 2.0)
    numbers[3] = where_alive(0.0, 5.0, 6.0)
    numbers[4] = lanes_together(spread(x, width), numbers)
    write(numbers, 5, total(x))


def test_an_operation_on_packs_is_done_in_every_lane() -> None:
    results = np.empty((11, 4))
    assert compute(WIDTH, LANES, results) == 1 + 5 + 5 + 5
    nan = math.nan
    expected = [
        [2, -1, 1, nan],
        [0, 3, 1, nan],
        [1, 4, 0, nan],
        [4, -2, math.inf, nan],
        [4, -5, 1, nan],
        [10, -2, 0, nan],
        [1, 2, 0, nan],
        [1.5] * 4,
        [1, -2, 0, nan],
        [8, 1 / 16, 1 / 16, 1 / 16],
        [7, 8, 8, 8],
    ]
    np.testing.assert_array_equal(results, expected)


def test_the_same_code_computes_with_floats_where_all_lanes_share_the_numbers() -> None:
    numbers = np.array([4.0, 0, 0, 0, 0, 0])
    compute_alone(WIDTH, numbers)
    assert numbers.tolist() == [4, 14, 2, 5, 16, 4]
