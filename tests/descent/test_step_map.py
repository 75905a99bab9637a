"""Does the step map lead where the steps lead, and are its fixed points those of the cycles?"""

from math import sqrt

import numpy as np
import pytest

from explorer.descent.function import parse_function
from explorer.descent.shown_descent import Descent
from explorer.descent.step_map import FixedPoint, fixed_points, place_after, stair, step_map, telling_point

CUBIC = parse_function("x^3 + 3x^2")


def points_of(
    text: str, rate: float, iterate: int = 1, low: float = -2.5, high: float = 1.0
) -> list[FixedPoint]:
    sampled = step_map(parse_function(text), rate, np.linspace(low, high, 1201), iterate)
    return list(fixed_points(sampled))


def test_one_step_of_the_cubic_is_worked_by_hand() -> None:
    sampled = step_map(CUBIC, 0.1, np.array([-2.0, -1.0, 0.0, 1.0]))
    assert sampled.y.tolist() == pytest.approx([-2.0, -0.7, 0.0, 0.1])  # x − 0.1 (3x² + 6x)
    assert sampled.slope.tolist() == pytest.approx([1.6, 1.0, 0.4, -0.2])  # 1 − 0.1 (6x + 6)


def test_three_steps_at_once_are_three_steps() -> None:
    sampled = step_map(CUBIC, 0.45, np.array([-1.3, 0.2]), 3)
    for x, y in zip(sampled.x.tolist(), sampled.y.tolist(), strict=True):
        for _ in range(3):
            x -= 0.45 * (3 * x * x + 6 * x)
        assert y == pytest.approx(x, rel=1e-13)


def test_where_a_step_has_no_value_the_map_has_a_gap() -> None:
    sampled = step_map(parse_function("ln(x)"), 0.5, np.array([-1.0, 0.0, 0.25, 1.0]), 2)
    assert np.isnan(sampled.y).tolist()[1] is True
    assert sampled.y[3] == pytest.approx(0.5 - 0.5 / 0.5)


def test_the_fixed_points_of_the_cubic_and_their_slopes() -> None:
    left, right = points_of("x^3 + 3x^2", 0.45)
    assert (left.x, left.slope) == pytest.approx((-2.0, 1 + 6 * 0.45))
    assert (right.x, right.slope) == (pytest.approx(0.0, abs=1e-15), pytest.approx(1 - 6 * 0.45))


def test_two_steps_at_once_have_the_two_cycle_for_fixed_points() -> None:
    points = points_of("x^3 + 3x^2", 0.35, iterate=2)
    # By hand: x± = (1 − 3α ± √(9α² − 1)) / (3α), with multiplier 5 − 36α².
    ends = [(1 - 1.05 + sign * sqrt(9 * 0.35**2 - 1)) / 1.05 for sign in (-1, 1)]
    assert [point.x for point in points] == pytest.approx([-2.0, ends[0], 0.0, ends[1]], abs=1e-13)
    assert points[1].slope == pytest.approx(5 - 36 * 0.35**2)


def test_three_steps_at_once_touch_the_diagonal_where_the_window_of_period_3_opens() -> None:
    touched = [point for point in points_of("x^3 + 3x^2", sqrt(2) / 3, 3) if point.touches]
    assert len(touched) == 3
    x = touched[0].x
    for expected in touched[1:] + touched[:1]:
        x -= sqrt(2) / 3 * (3 * x * x + 6 * x)
        assert min(abs(x - point.x) for point in touched) < 1e-6
        assert expected.slope == 1.0


@pytest.mark.parametrize("rate", [0.470, 0.473])
def test_before_and_after_that_it_does_not(rate: float) -> None:
    assert not [point for point in points_of("x^3 + 3x^2", rate, 3) if point.touches]


def test_where_a_period_doubles_the_map_crosses_with_slope_1_and_does_not_touch() -> None:
    assert not [point for point in points_of("x^3 + 3x^2", 1 / 3, 2) if point.touches]


def test_a_kink_has_no_fixed_point_for_the_map_jumps_there() -> None:
    assert points_of("|x|", 0.1) == []


def test_the_point_that_draws_in_tells_most_and_else_the_one_that_drives_away_least() -> None:
    left, middle, right = FixedPoint(-1.0, 0.5), FixedPoint(0.0, 1.4), FixedPoint(1.0, 0.5)
    assert telling_point((left, middle, right), 0.9) is right
    assert telling_point((middle, FixedPoint(2.0, -1.2)), 0.0) == FixedPoint(2.0, -1.2)
    assert telling_point((), 0.0) is None


def test_the_stair_goes_from_the_diagonal_to_the_map_and_over() -> None:
    x, y = stair(np.array([1.0, 3.0, 2.0]))
    assert list(zip(x.tolist(), y.tolist(), strict=True)) == [(1, 1), (1, 3), (3, 3), (3, 2), (2, 2)]


def test_the_stair_of_several_steps_at_once_ends_at_the_last_iterate() -> None:
    x, y = stair(np.array([0.0, 1.0, 2.0, 3.0]), 2)
    assert list(zip(x.tolist(), y.tolist(), strict=True)) == [(1, 1), (1, 3), (3, 3)]
    x, y = stair(np.array([5.0]), 2)
    assert (x.tolist(), y.tolist()) == ([5.0], [5.0])


def test_the_place_after_the_last_step_is_known_too() -> None:
    descent = Descent(parse_function("x^2"), 1.0, 0.25, 2)
    assert [place_after(descent, step) for step in (0, 1, 2)] == [0.5, 0.25, 0.125]
    ball = Descent(parse_function("x^2"), 1.0, 0.25, 1, 0.5)
    assert place_after(ball, 1) == 0.5 - 0.25 + 0.5 * (0.5 - 1.0)
    assert place_after(Descent(parse_function("x^2"), 1.0, 1e300, 2), 0) is None


def test_many_steps_at_once_may_be_steeper_than_a_product_of_doubles_holds() -> None:
    sampled = step_map(parse_function("x^2"), 1000.0, np.linspace(-1e-200, 1e-200, 11), 64)
    assert sampled.slope == pytest.approx(np.full(11, 1999.0**64))
    (point,) = fixed_points(sampled)
    assert (point.x, point.slope) == (0.0, pytest.approx(1999.0**64))
