"""`explorer.training.cost`: the fitted formulas, worked out by hand for 2-2-1 and 4 samples"""

import pytest

from explorer.network.builder import new_experiment
from explorer.network.model import Experiment
from explorer.training.cost import WIDE, kernel_step, lane_step, numpy_step
from explorer.training.program import Program


def program(sizes: tuple[int, ...], samples: int) -> Program:
    drawn = new_experiment(sizes)
    return Program.of(Experiment(drawn.network, drawn.samples * samples, drawn.loss, drawn.training))


SMALL = program((2, 2, 1), 4)
"""9 parameters, 5 neurons, 3 of them computed, on 2 levels."""


def test_the_kernels_go_through_blocks_of_4_samples_or_of_16() -> None:
    of_block, of_update = 3.1 * 9 + 21 * 5, 2.3 * 9
    assert kernel_step(SMALL) == pytest.approx(of_block + of_update)
    assert kernel_step(program((2, 2, 1), 5)) == pytest.approx(of_block + of_update)
    assert kernel_step(program((2, 2, 1), 17)) == pytest.approx(2 * of_block + of_update)


def test_numpy_pays_for_its_calls_before_it_pays_for_numbers() -> None:
    assert numpy_step(SMALL) == pytest.approx(4500 + 2 * 3500 + 4 * (0.08 * 9 + 2.6 * 5) + 0.9 * 9)


def test_a_weight_costs_a_lane_more_where_there_are_many() -> None:
    few = 4 * ((0.34 + 1.1 * 9 / WIDE) * 9 + 1.7 * 3) + 0.6 * 9
    assert lane_step(SMALL) == pytest.approx(few)
    large = program((150, 100, 10), 1)
    assert large.parameters == 16110
    assert lane_step(large) == pytest.approx((0.34 + 1.1) * 16110 + 1.7 * 110 + 0.6 * 16110)


def test_kernels_are_for_small_networks_and_numpy_is_for_wide_ones() -> None:
    assert kernel_step(SMALL) < numpy_step(SMALL)
    wide = program((64, 64, 64, 4), 200)
    assert numpy_step(wide) < kernel_step(wide)
