"""Are swings, levels, damping and periods of a loss found where they are known exactly?"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.array import Array
from explorer.training.late_loss import LateLoss


def late(*losses: Array) -> LateLoss:
    return LateLoss.of(np.array(losses), np.arange(len(losses[0])))


def times(length: int) -> Array:
    return np.arange(length, dtype=np.float64)


def test_the_later_half_is_taken_and_its_middle_is_the_age() -> None:
    half = late(times(101))
    assert half.loss[0].tolist() == list(range(50, 101))
    assert (half.first.tolist(), half.last.tolist(), half.length, half.age) == ([0.0], [100.0], 50.0, 75.0)


def test_of_a_short_run_there_are_at_least_16_rows() -> None:
    assert late(times(20)).loss.shape == (1, 16)


def test_where_steps_are_missing_the_half_is_that_of_the_time_and_the_end_has_no_gap() -> None:
    steps = np.array([0, 10, 90, *range(100, 140)])
    half = LateLoss.of(np.array([steps * 1.0]), steps)
    assert half.steps[0] == 90
    assert half.end[0].tolist() == list(range(100, 140))


def test_a_part_is_that_of_some_of_the_runs() -> None:
    both = late(times(40), 2 * times(40))
    assert both.part(np.array([1])).last.tolist() == [78.0]
    assert both.part(np.array([1])).age == both.age


def test_level_and_swing_are_of_the_half() -> None:
    half = late(np.concatenate([np.full(50, 9.0), np.tile([-3.0, 1.0], 25)]))
    assert (half.level.tolist(), half.swing.tolist(), half.last_swing.tolist()) == ([3.0], [4.0], [4.0])


@pytest.mark.parametrize(
    ("loss", "stands"),
    [
        (np.full(40, 0.3), True),
        (0.3 + 1e-15 * (-1.0) ** times(40), True),
        (0.3 + 1e-12 * (-1.0) ** times(40), False),
        (1e-25 * (-1.0) ** times(40), True),
        (times(40), False),
    ],
)
def test_what_moves_by_no_more_than_rounding_stands_still(loss: Array, stands: bool) -> None:
    assert late(loss).stands_still.tolist() == [stands]


@pytest.mark.parametrize(
    ("loss", "wavy"),
    [
        (0.9 ** times(80), False),
        (times(80), False),
        ((-1.0) ** times(80), True),
        (np.sin(times(80) / 3), True),
        (np.where(times(80) % 20 == 0, 1.0, 0.0) - times(80), False),
        (np.where(times(80) % 2 == 0, 0.3, 0.0) - 0.1 * times(80), True),
    ],
)
def test_what_goes_up_and_down_is_wavy_unless_one_of_them_hardly_counts(loss: Array, wavy: bool) -> None:
    assert late(loss).is_wavy.tolist() == [wavy]


def test_thirds_are_means_of_the_begin_the_middle_and_the_end() -> None:
    half = late(np.concatenate([np.zeros(30), np.repeat([1.0, 2.0, 6.0], 10)]))
    assert [third.tolist() for third in half.thirds()] == [[1.0], [2.0], [6.0]]
    assert [third.tolist() for third in half.thirds(half.loss**2)] == [[1.0], [4.0], [36.0]]


@pytest.mark.parametrize(
    ("now", "before", "dies_out"),
    [(0.5, 1.0, True), (1.0, 1.0, False), (1.5, 1.0, False), (0.0, 1.0, False), (0.9999, 1.0, False)],
)
def test_what_falls_fast_enough_for_its_age_dies_out(now: float, before: float, dies_out: bool) -> None:
    assert late(times(100)).dies_out(np.array([now]), np.array([before])).tolist() == [dies_out]


@given(st.floats(0.97, 0.995), st.integers(12, 40))
def test_swings_that_shrink_geometrically_are_damped_as_fast_as_that(ratio: float, length: int) -> None:
    half = late(0.3 + (-ratio) ** times(16 * length + 1))  # so that the half is 8 equal stretches of time
    assert half.damping_time()[0] == pytest.approx(-1 / math.log(ratio) / half.age, rel=1e-4)


@pytest.mark.parametrize(
    ("loss", "time"),
    [((-1.0) ** times(200), math.inf), (1.01 ** times(200), math.inf), (np.ones(200), 0.0)],
)
def test_swings_that_do_not_shrink_are_never_damped_and_none_at_once(loss: Array, time: float) -> None:
    assert late(loss).damping_time().tolist() == [time]


def cycling(points: list[float], length: int) -> Array:
    return np.resize(np.array(points), length)


@pytest.mark.parametrize(
    ("loss", "period"),
    [
        (cycling([1.0, 2.0], 200), 2),
        (cycling([1.0, 2.0, 5.0], 200), 3),
        (cycling([1.0, 2.0, 1.0, 3.0], 200), 4),
        (cycling([float(n * n % 61) for n in range(61)], 1000), 61),
        (cycling(list(map(float, range(65))), 1000), None),
        (cycling([1.0, 2.0], 200) + 0.9 ** times(200), 2),
        (cycling([1.0, 2.0], 200) + 1e-3 * np.sin(times(200)), None),
        (np.ones(200), None),
        (np.sin(times(200)), None),
        (times(200), None),
        (0.9 ** times(200), None),
    ],
)
def test_a_cycle_has_its_least_period_and_nothing_else_has_one(loss: Array, period: int | None) -> None:
    assert late(loss).periods() == [period]


def test_each_run_has_a_period_of_its_own() -> None:
    assert late(cycling([1.0, 2.0], 100), times(100), cycling([0.0, 3.0, 1.0], 100)).periods() == [2, None, 3]
