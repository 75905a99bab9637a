"""Is the basin of an end state that which is known exactly?"""

import math

import pytest

from explorer.descent.bifurcation.basin import basin_of
from explorer.descent.function import parse_function
from explorer.descent.shown_descent import Descent


def basin(text: str, start: float, rate: float, low: float, high: float) -> list[tuple[float, float]]:
    return basin_of(Descent(parse_function(text), start, rate, 10), low, high, 2001).intervals


def test_the_cubic_draws_in_what_lies_between_its_maximum_and_what_jumps_onto_it() -> None:
    """The step from 2/(3α)·… lands on −2: g(x) = −2 has the roots −2 and (1/(3α)) by Vieta's formulas."""
    alpha = 0.2
    ((low, high),) = basin("x^3 + 3x^2", -1.0, alpha, -3.0, 3.0)
    # g(x) + 2 = −3α (x + 2)(x − 1/(3α)) at 1/(3α) = 1.6667
    assert low == pytest.approx(-2.0, abs=4e-3)
    assert high == pytest.approx(1 / (3 * alpha), abs=4e-3)


def test_x_to_the_fourth_converges_while_the_start_is_below_one_over_root_two_alpha() -> None:
    ((low, high),) = basin("x^4", 0.5, 0.32, -2.0, 2.0)
    assert (low, high) == pytest.approx((-1 / math.sqrt(0.64), 1 / math.sqrt(0.64)), abs=3e-3)


def test_each_well_has_its_own_basin() -> None:
    right, left = (basin("x^4 - 2x^2", start, 0.1, -1.4, 1.4) for start in (0.1, -0.1))
    assert right == [pytest.approx((0.0, 1.4), abs=2e-3)]
    assert left == [pytest.approx((-1.4, 0.0), abs=2e-3)]


def test_a_chaotic_descent_shares_its_basin_with_all_that_wanders() -> None:
    intervals = basin("x^3 + 3x^2", -1.99, 0.45, -3.0, 2.0)
    assert intervals[0][0] == pytest.approx(-2.0, abs=4e-3)
    assert intervals[-1][1] == pytest.approx(1 / (3 * 0.45), abs=4e-3)


def test_a_descent_that_escapes_has_no_basin() -> None:
    assert basin("x^3 + 3x^2", -2.5, 0.1, -3.0, 1.0) == []


def test_the_cycle_that_the_descent_settles_on_is_found_with_its_basin() -> None:
    f = parse_function("x^3 + 3x^2")
    # By hand: x± = (1 − 3α ± √(9α² − 1)) / (3α).
    cycle = [(1 - 1.05 + sign * (9 * 0.35**2 - 1) ** 0.5) / 1.05 for sign in (-1, 1)]
    assert basin_of(Descent(f, -1.99, 0.35, 50), -3.0, 1.0).cycle == pytest.approx(cycle, abs=1e-12)
    assert basin_of(Descent(f, -1.99, 0.2, 50), -3.0, 1.0).cycle == pytest.approx([0.0], abs=1e-12)
    assert basin_of(Descent(f, -1.99, 0.45, 50), -3.0, 1.0).cycle == ()
    assert basin_of(Descent(f, -1.99, 0.55, 50), -3.0, 1.0).cycle == ()
