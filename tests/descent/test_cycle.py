"""Are cycles solved for, and is their stability judged rightly?"""

import math

import pytest

from explorer.descent.cycle import Cycle, DescentStep, cycle_through, is_drawn_to, solve_cycle
from explorer.descent.function import parse_function


def step_of(text: str, learning_rate: float) -> DescentStep:
    f = parse_function(text)
    return DescentStep(f.derivative().evaluate, f.derivative().derivative().evaluate, learning_rate)


def two_cycle_of_the_cubic(alpha: float) -> list[float]:
    """The logistic map's points of period 2: ((r + 1) ± √((r − 3)(r + 1))) / 2r, as x."""
    r = 1 + 6 * alpha
    root = math.sqrt((r - 3) * (r + 1))
    return [-2 + r / (3 * alpha) * (r + 1 + sign * root) / (2 * r) for sign in (-1, 1)]


def test_a_step_and_its_multiplier() -> None:
    step = step_of("x^3 + 3x^2", 0.1)
    assert step(1.0) == pytest.approx(0.1, rel=1e-14)
    assert step.multiplier(1.0) == pytest.approx(-0.2, rel=1e-14)


@pytest.mark.parametrize("alpha", [0.35, 0.4, 0.45])
def test_a_two_cycle_is_solved_for_whether_stable_or_not(alpha: float) -> None:
    low, high = two_cycle_of_the_cubic(alpha)
    step = step_of("x^3 + 3x^2", alpha)
    assert solve_cycle(step, low + 0.01, 2) == pytest.approx(low, rel=1e-13)
    cycle = cycle_through(step, high, 2)
    assert cycle.points == pytest.approx((low, high), rel=1e-12)
    r = 1 + 6 * alpha
    assert cycle.multiplier == pytest.approx(4 + 2 * r - r * r, rel=1e-9)
    assert cycle.is_unstable == (alpha > math.sqrt(6) / 6)


@pytest.mark.parametrize(
    ("text", "guess", "minimum"),
    [
        ("x^2", 0.3, 0.0),
        ("x^4", 0.01, 0.0),
        ("x^3 + 3x^2", 0.1, 0.0),
        ("(x-1)^4", 1.01, 1.0),
        ("x^4 - 4x^3 + 6x^2 - 4x + 1", 1.01, 1.0),
        ("cos(x)", 3.0, math.pi),
    ],
)
def test_a_minimum_is_found_to_the_last_digit_flat_or_not(text: str, guess: float, minimum: float) -> None:
    assert solve_cycle(step_of(text, 0.1), guess, 1) == pytest.approx(minimum, rel=4e-16, abs=0)


def test_where_there_is_no_cycle_none_is_found() -> None:
    assert math.isnan(solve_cycle(step_of("exp(-x)", 0.1), 3.0, 1))


def test_a_limit_attracts_only_from_within_its_basin() -> None:
    step = step_of("x^3 + 3x^2", 0.1)
    assert is_drawn_to(step, 0.0, 1, -1.9, 0.5)
    assert is_drawn_to(step, 0.0, 1, 1.9, 0.5)
    assert not is_drawn_to(step, 0.0, 1, -2.1, 0.5)


def test_an_inflection_attracts_from_one_side() -> None:
    step = step_of("x^3", 0.1)
    assert is_drawn_to(step, 0.0, 1, 0.01, 0.5, stays_aside=True)
    assert not is_drawn_to(step, 0.0, 1, -0.01, 0.5, stays_aside=True)


def test_a_step_that_only_changes_sides_attracts_nothing() -> None:
    assert not is_drawn_to(step_of("x^2", 1.0), 0.0, 1, 1.0, 0.5)


@pytest.mark.parametrize(
    ("multiplier", "is_unstable", "is_neutral"),
    [(0.5, False, False), (-1.0, False, True), (1.0, False, True), (-1.001, True, False), (3.7, True, False)],
)
def test_stability_is_read_off_the_multiplier(multiplier: float, is_unstable: bool, is_neutral: bool) -> None:
    cycle = Cycle((0.0,), multiplier)
    assert (cycle.is_unstable, cycle.is_neutral) == (is_unstable, is_neutral)


def test_the_exponent_of_a_cycle_is_a_mean_over_its_points() -> None:
    assert Cycle((0.0, 1.0), 0.25).lyapunov == pytest.approx(math.log(0.5))
    assert Cycle((0.0,), 0.0).lyapunov == -math.inf
