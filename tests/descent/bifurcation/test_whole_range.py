"""Does the first range of end states show all that becomes of a descent, and little else?"""

import pytest

from explorer.descent.bifurcation.end_states import RateWindow
from explorer.descent.bifurcation.whole_range import whole_range
from explorer.descent.function import parse_function
from explorer.descent.landmark import critical_points
from explorer.descent.preset import PRESETS, Preset
from explorer.descent.settings import RateRange
from explorer.job import last_result


def whole(text: str, start: float, rate: float = 0.0, momentum: float = 0.0) -> RateRange:
    f = parse_function(text)
    return last_result(whole_range(f, start, critical_points(f, -6, 6), momentum, rate))


def test_of_the_cubic_it_is_from_zero_to_beyond_one_half_and_from_minus_two_to_two_thirds() -> None:
    found = whole("x^3 + 3x^2", -1.99)
    assert found.rate_low == 0.0
    assert 0.5 < found.rate_high <= 0.6
    assert -2.3 < found.x_low < -1.9
    assert 0.9 < found.x_high < 1.7  # words stand above the end states


def test_of_a_bowl_it_is_from_the_start_over_the_minimum_to_the_other_side() -> None:
    found = whole("x^2", 1.0)
    assert 1.0 < found.rate_high < 1.3
    assert found.x_low >= -3.0
    assert found.x_high <= 3.0


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_it_is_wide_enough_to_be_seen(preset: Preset) -> None:
    found = whole(preset.text, preset.start, preset.learning_rate)
    assert found.rate_high > preset.learning_rate
    assert 0.1 < found.x_high - found.x_low < 30


def test_the_rate_that_is_looked_at_is_inside() -> None:
    assert whole("x^3 + 3x^2", -1.99, rate=7.0).rate_high > 7.0


def test_where_every_rate_escapes_the_start_is_in_the_middle() -> None:
    found = whole("-x^2", 1.0)
    assert found.x_low < 1.0 < found.x_high


def test_momentum_widens_the_range() -> None:
    assert whole("x^2", 1.0, momentum=0.9).rate_high > 1.9


@pytest.mark.parametrize(("text", "start"), [("x^2", 1e300), ("sin(x)", 1e12), ("x^3 + 3x^2", -1e12)])
def test_far_from_zero_doubles_still_tell_its_rows_apart(text: str, start: float) -> None:
    found = whole(text, start)
    assert RateWindow(found.rate_low, found.rate_high, found.x_low, found.x_high, 1600, 900).is_resolved


def test_a_bowl_that_is_all_but_flat_has_a_range_that_can_be_drawn() -> None:
    assert whole("1e-300*x^2", 1.0).rate_high <= 1e12
