"""Do critical curves bound the chaos of the cubic, and meet where its bands merge?"""

import math

import numpy as np
import pytest

from explorer.descent.bifurcation.critical_curves import critical_curves
from explorer.descent.bifurcation.end_states import EndStatesQuestion, RateWindow, end_states
from explorer.descent.function import parse_function
from explorer.job import last_result

CUBIC = parse_function("x^3 + 3x^2")
RANGE = (0.43, 0.5)
PLACES = (-2.5, 1.0)


def test_the_first_two_images_bound_what_the_iterates_visit() -> None:
    top, bottom, *_ = critical_curves(CUBIC, RANGE, PLACES)
    states = last_result(end_states(EndStatesQuestion(CUBIC, -1.99, RateWindow(*RANGE, *PLACES, 40, 50))))
    for rate, low, high, escaped in zip(
        states.rates, states.low, states.high, states.escaped_at, strict=True
    ):
        nearest = int(np.nanargmin(np.abs(top.rates - rate)))
        if escaped < 0:
            assert high <= top.x[nearest] + 5e-3
            assert low >= bottom.x[nearest] - 5e-3


def test_the_third_and_the_fourth_meet_where_two_bands_merge() -> None:
    _, _, third, fourth = critical_curves(CUBIC, RANGE, PLACES, images=4)
    apart = np.where(third.rates < 0.48, np.abs(third.x - fourth.x), np.nan)
    assert third.rates[int(np.nanargmin(apart))] == pytest.approx(0.4464289184047204, abs=1e-4)


def test_the_critical_point_of_the_cubic_is_one_over_six_alpha_less_one() -> None:
    first = critical_curves(CUBIC, RANGE, PLACES, images=1)[0]
    alpha = first.rates
    x = 1 / (6 * alpha) - 1
    assert first.x == pytest.approx(x - alpha * (3 * x * x + 6 * x), abs=1e-12, nan_ok=True)
    assert np.isfinite(first.x).sum() > 10


@pytest.mark.parametrize("text", ["|x|", "x", "x^2"])
def test_a_map_without_folds_has_no_curves(text: str) -> None:
    assert critical_curves(parse_function(text), (0.1, 0.4), (-1.0, 1.0)) == ()


def test_curves_end_where_f_has_no_value() -> None:
    curves = critical_curves(parse_function("x - log(x)"), (0.1, 2.0), (0.1, 3.0))
    assert all(math.isfinite(x) or math.isnan(x) for curve in curves for x in curve.x)
