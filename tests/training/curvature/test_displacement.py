"""`explorer.training.curvature.displacement`: what swings is found, and what goes evenly is not"""

import numpy as np
import pytest

from explorer.training.curvature.displacement import displacement

AXIS = np.array([0.6, 0.0, -0.8])


def swinging(steps: np.ndarray, widths: np.ndarray, axis: np.ndarray = AXIS) -> np.ndarray:
    """Going evenly along the valley, and to and fro across it: (steps, 3)."""
    drift = np.array([1.0, 2.0, 3.0]) + np.outer(steps, [0.0, 0.25, 0.01])
    return drift + np.outer(widths * (-1.0) ** steps, axis)


def test_a_swing_is_told_from_what_goes_evenly() -> None:
    found = displacement(swinging(np.arange(9, 61), np.full(52, 0.5)), first_step=9)
    assert found.step.tolist() == list(range(10, 60))
    assert found.along == pytest.approx(0.5 * (-1.0) ** found.step, abs=1e-13)
    assert found.axis == pytest.approx(AXIS, abs=1e-13)
    assert found.share == pytest.approx(1.0, abs=1e-13)
    assert found.is_swing
    assert found.mean_square == pytest.approx(0.25, abs=1e-13)
    assert found.largest_square == pytest.approx(0.25, abs=1e-13)


def test_even_steps_are_on_one_side_and_odd_ones_on_the_other_in_every_window() -> None:
    states = swinging(np.arange(103), np.linspace(0.1, 0.2, 103))
    first = displacement(states[:52], 0)
    second = displacement(states[50:], 50, first.axis)
    for found in (first, second):
        assert (found.along[found.step % 2 == 0] > 0).all()
        assert (found.along[found.step % 2 == 1] < 0).all()
    turned = displacement(states[50:], 50, -first.axis)
    np.testing.assert_array_equal(turned.along, -second.along)
    np.testing.assert_array_equal(turned.axis, -second.axis)


def test_the_axis_is_that_of_most_of_the_swing_and_the_share_says_how_much() -> None:
    steps = np.arange(52)
    across = swinging(steps, np.where(steps % 4 < 2, 0.1, -0.1), np.array([0.8, 0.0, 0.6]))
    found = displacement(swinging(steps, np.full(52, 0.5)) + across, 0)
    # of a swing that turns round every second step, x is w(t) / 2 alone
    assert found.axis == pytest.approx(AXIS, abs=1e-2)
    assert found.share == pytest.approx(0.25 / (0.25 + 0.0025), rel=1e-3)


def test_a_bent_path_is_no_swing() -> None:
    steps = np.arange(52)
    found = displacement(np.outer(np.exp(-steps / 10), AXIS), 0)
    assert found.mean_square > 0
    assert not found.is_swing


def test_what_does_not_move_has_no_direction() -> None:
    found = displacement(np.ones((12, 3)), 0)
    assert found.along.tolist() == [0.0] * 10
    assert np.isnan(found.share)
    assert found.mean_square == 0.0


def test_where_a_parameter_is_not_finite_or_there_is_no_step_nothing_is_known() -> None:
    states = np.ones((12, 3))
    states[11, 2] = np.inf
    found = displacement(states, 0)
    assert np.isnan(found.along).all()
    assert np.isnan(found.mean_square)
    assert np.isnan(displacement(np.ones((2, 3)), 0).mean_square)
    assert np.isnan(displacement(np.ones((2, 3)), 0).largest_square)
