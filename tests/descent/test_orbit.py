"""Does gradient descent take the steps it should, and stop where it has diverged?"""

import math

import numpy as np
import pytest

from explorer.descent.function import parse_function
from explorer.descent.orbit import orbit, orbit_without_bounds

CUBIC = parse_function("x^3 + 3x^2")


def test_the_square_goes_from_1_to_0_4_to_0_16_to_0_064() -> None:
    iterates = orbit(parse_function("x^2"), 1.0, 0.3, 3)
    assert iterates == pytest.approx([1.0, 0.4, 0.16, 0.064], rel=1e-15)
    assert iterates.dtype == np.float64


def test_an_orbit_is_the_logistic_map_in_disguise() -> None:
    alpha, y = 0.45, 0.003
    r, width = 1 + 6 * alpha, (1 + 6 * alpha) / (3 * alpha)
    expected = []
    for _ in range(21):
        expected.append(-2 + width * y)
        y = r * y * (1 - y)
    assert orbit(CUBIC, expected[0], alpha, 20) == pytest.approx(expected, rel=1e-9)


def test_no_steps_leave_the_start() -> None:
    assert orbit(CUBIC, -1.99, 0.04, 0).tolist() == [-1.99]


def test_a_rate_of_zero_stays_where_it_is() -> None:
    assert orbit(CUBIC, -1.99, 0.0, 3).tolist() == [-1.99] * 4


def test_the_orbit_from_just_right_of_the_maximum_creeps_to_the_minimum() -> None:
    iterates = orbit(CUBIC, -1.99, 0.04, 200)
    assert (np.diff(iterates)[:100] > 0).all()
    assert iterates[10] == pytest.approx(-1.9169, abs=1e-3)
    assert abs(iterates[-1]) < 1e-12


def test_a_diverged_orbit_ends_with_the_first_iterate_out_of_bounds() -> None:
    iterates = orbit(CUBIC, 1.0, 0.45, 50)
    assert len(iterates) < 51
    assert (np.abs(iterates[:-1]) <= 1e12).all()
    assert abs(iterates[-1]) > 1e12


def test_an_orbit_that_leaves_the_domain_ends_with_nan() -> None:
    iterates = orbit(parse_function("sqrt(x)"), 0.01, 1.0, 10)
    assert iterates[:2].tolist() == [0.01, -4.99]
    assert math.isnan(iterates[2])
    assert len(iterates) == 3


@pytest.mark.parametrize("start", [math.nan, math.inf, -2e12])
def test_a_start_out_of_bounds_is_where_the_orbit_ends(start: float) -> None:
    assert orbit(CUBIC, start, 0.1, 5) == pytest.approx([start], nan_ok=True)


def test_numbers_of_numpy_overflow_without_a_warning() -> None:
    assert len(orbit(parse_function("x^4"), np.float64(1e11), np.float64(1e300), 5)) == 2


def test_without_bounds_an_orbit_goes_on_through_infinity() -> None:
    assert orbit_without_bounds(parse_function("-x^2"), 1.0, 0.5e200, 3) == [1.0, 1e200, math.inf, math.inf]
    iterates = orbit_without_bounds(parse_function("x^2"), 1.0, 1.0, 4)
    assert iterates == orbit(parse_function("x^2"), 1.0, 1.0, 4).tolist() == [1, -1, 1, -1, 1]
