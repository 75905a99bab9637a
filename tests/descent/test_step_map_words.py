"""Is the slope of the step map at its fixed point said in words?"""

import pytest

from explorer.descent.step_map import FixedPoint
from explorer.descent.step_map_words import meaning_exactly, meaning_of


@pytest.mark.parametrize(
    ("slope", "sentence"),
    [
        (-0.7, "Slope −0.7 at x = 0: less than 1 in size, so it draws in"),
        (0.4, "Slope 0.4 at x = 0: less than 1 in size, so it draws in"),
        (-1.7, "Slope −1.7 at x = 0: more than 1 in size, so it drives away"),
        (-1.0, "Slope −1 at x = 0: 1 in size, so that the slope does not decide"),
        (0.0, "Slope 0 at x = 0: flat, so that it lands there at once"),
    ],
)
def test_a_slope_below_1_in_size_draws_in(slope: float, sentence: str) -> None:
    assert meaning_of(FixedPoint(0.0, slope)) == sentence


def test_several_steps_at_once_are_said_and_what_they_touch() -> None:
    assert meaning_of(FixedPoint(0.5, -0.97), 8).startswith("8 steps at once: slope −0.97 at x = 0.5: less")
    assert meaning_of(FixedPoint(0.5, 1.0, touches=True), 3) == (
        "Touches the diagonal at x = 0.5: here a window of period 3 opens"
    )


def test_it_is_said_that_the_momentum_is_left_out() -> None:
    assert meaning_of(FixedPoint(0.0, 0.5), momentum=0.9).endswith(
        "(without the momentum β = 0.9; with it the stair leaves the curve)"
    )


def test_without_a_fixed_point_that_is_said() -> None:
    assert meaning_of(None) == "No point in view at which the map crosses the diagonal smoothly"
    assert meaning_exactly(None) == ""
    assert meaning_exactly(FixedPoint(0.1, -0.25)) == "x = 0.1, slope −0.25"
