"""Which part of the plane is shown of a descent: of bounded ones all, of diverging ones what stays near."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.descent.frame import drawable, exit_of, framed, framed_together, is_inside
from explorer.descent.function import parse_function
from explorer.descent.landmark import PlotRange
from explorer.descent.shown_descent import Descent

UNIT = PlotRange(0.0, 1.0, 0.0, 1.0)


def descent(text: str, start: float, learning_rate: float) -> Descent:
    return Descent(parse_function(text), start, learning_rate, 50)


@pytest.mark.parametrize("learning_rate", [0.04, 0.3, 0.35, 0.45])
def test_all_of_a_bounded_orbit_is_in_the_frame(learning_rate: float) -> None:
    run = descent("x^3 + 3x^2", -1.99, learning_rate)
    assert is_inside(run.iterates, run.heights, framed(run)).all()


def test_the_frame_of_a_diverging_orbit_still_shows_the_curve() -> None:
    frame = framed(descent("x^3 + 3x^2", -1.99, 0.55))
    assert -4 < frame.x_low < -2
    assert 0 < frame.x_high < 2
    assert frame.y_low > -4
    assert frame.y_high < 9


def test_the_first_steps_of_a_slow_divergence_are_followed() -> None:
    run = descent("x^2", 1.0, 1.1)
    assert is_inside(run.iterates, run.heights, framed(run)).sum() >= 2


def test_the_frame_of_several_shows_each_whole_and_is_no_larger_than_theirs() -> None:
    runs = [descent("x^4 - 2x^2", start, 0.05) for start in (0.5, -2.5, 1.2)]
    frame = framed_together(runs)
    assert all(is_inside(run.iterates, run.heights, frame).all() for run in runs)
    assert frame.x_low == framed(runs[1]).x_low
    assert framed_together(runs[:1]) == framed(runs[0])


def test_an_orbit_leaves_where_its_line_crosses_the_border() -> None:
    x, y = np.array([0.5, 0.75, 1.25]), np.array([0.5, 0.5, 0.75])
    leaving = exit_of(x, y, UNIT)
    assert leaving is not None
    assert (leaving.step, leaving.x, leaving.y) == (2, 1.0, 0.625)


def test_an_orbit_that_comes_back_has_not_left() -> None:
    assert exit_of(np.array([0.5, 2.0, 0.5]), np.array([0.5, 0.5, 0.5]), UNIT) is None


def test_an_orbit_that_ends_as_no_number_leaves_where_it_last_was() -> None:
    leaving = exit_of(np.array([0.5, np.nan]), np.array([0.25, np.nan]), UNIT)
    assert leaving is not None
    assert (leaving.step, leaving.x, leaving.y) == (1, 0.5, 0.25)


def test_a_point_far_out_is_pulled_in_along_its_line_and_ends_the_path() -> None:
    x, y = drawable(np.array([0.5, 1e9, 5.0]), np.array([0.5, 2e9, 5.0]), UNIT)
    assert len(x) == 2
    assert (y[1] - 0.5) / (x[1] - 0.5) == pytest.approx(2.0)
    assert max(abs(x[1]), abs(y[1])) < 100


def test_a_path_that_begins_far_outside_has_nothing_to_draw() -> None:
    x, y = drawable(np.array([1e9, 0.5]), np.array([0.5, 0.5]), UNIT)
    assert (len(x), len(y)) == (0, 0)


def test_a_path_that_stays_near_is_drawn_as_it_is() -> None:
    x, y = np.array([0.5, 1.5]), np.array([0.5, np.nan])
    assert drawable(x, y, UNIT) == (x, y)


@given(
    text=st.sampled_from(["x^2", "x^3 + 3x^2", "|x|", "1/x", "log(x)", "tan(x)", "exp(exp(x))", "1e300x^4"]),
    start=st.floats(-1e13, 1e13) | st.sampled_from([0.0, -2.0, 1e-300]),
    learning_rate=st.floats(-1e3, 1e3) | st.sampled_from([0.0, 1e300]),
)
def test_a_frame_is_always_a_finite_piece_of_the_plane(text: str, start: float, learning_rate: float) -> None:
    frame = framed(descent(text, start, learning_rate))
    ends = [frame.x_low, frame.x_high, frame.y_low, frame.y_high]
    assert np.isfinite(ends).all()
    assert frame.x_low < frame.x_high
    assert frame.y_low < frame.y_high
