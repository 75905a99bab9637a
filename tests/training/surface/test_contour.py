"""Do contour lines lie where E has their level, and at levels that do not depend on what is looked at?"""

import numpy as np
import pytest

from explorer.training.surface.contour import MOST_LEVELS, contour_levels, contour_segments

ACROSS, UP = np.linspace(-2, 2, 161), np.linspace(-1.5, 1.5, 121)
X, Y = np.meshgrid(ACROSS, UP)


def test_the_line_of_a_cone_is_a_closed_circle() -> None:
    segments = contour_segments(ACROSS, UP, np.exp(np.hypot(X, Y)), np.exp(1.01))
    assert np.hypot(*segments.reshape(-1, 2).T) == pytest.approx(1.01, abs=1e-3)
    lengths = np.linalg.norm(segments[:, 1] - segments[:, 0], axis=1)
    assert lengths.sum() == pytest.approx(2.02 * np.pi, rel=1e-3)
    ends = np.round(segments.reshape(-1, 2), 9)
    assert (np.unique(ends, axis=0, return_counts=True)[1] == 2).all()  # every end begins another piece


def test_in_each_cell_the_line_parts_the_corners_above_from_those_below() -> None:
    for case in range(16):
        corners = [np.e if case >> bit & 1 else 1 / np.e for bit in range(4)]
        cell = np.array([[corners[0], corners[1]], [corners[3], corners[2]]])
        segments = contour_segments(np.array([0.0, 1.0]), np.array([0.0, 1.0]), cell, 1.0)
        changes = sum(corners[side] != corners[(side + 1) % 4] for side in range(4))
        sides = [(0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)]
        met = {sides[side] for side in range(4) if corners[side] != corners[(side + 1) % 4]}
        assert {tuple(end) for end in segments.reshape(-1, 2)} == met
        assert len(segments) == changes // 2


def test_between_two_points_the_line_is_where_log_e_has_the_level() -> None:
    cell = np.array([[1.0, 1000.0], [1.0, 1000.0]])
    segments = contour_segments(np.array([0.0, 3.0]), np.array([0.0, 1.0]), cell, 10.0)
    assert sorted(map(tuple, segments.reshape(-1, 2))) == [pytest.approx((1, 0)), pytest.approx((1, 1))]


def test_a_cell_without_a_height_has_no_line() -> None:
    for height in (np.nan, np.inf, 0.0, -1.0):
        losses = np.exp(np.hypot(X, Y))
        losses[60, 120] = height  # (1, 0), which the circle passes
        segments = contour_segments(ACROSS, UP, losses, np.e)
        assert not (np.abs(segments - [1.0, 0.0]) < 0.024).all(axis=(1, 2)).any()
        assert np.hypot(*segments.reshape(-1, 2).T) == pytest.approx(1.0, abs=1e-3)


def test_levels_are_round_powers_of_ten_with_steps_where_the_surface_is_flat() -> None:
    assert contour_levels(np.array([1e-9, 1.0])) == pytest.approx(10.0 ** (np.arange(-18, 1) / 2))
    assert contour_levels(np.array([0.9, 1.2])) == pytest.approx(10.0 ** (np.arange(-2, 6) / 64))
    assert contour_levels(np.array([1e-300, 1e300])) == pytest.approx(10.0 ** (25.0 * np.arange(-12, 13)))


def test_surfaces_of_like_span_share_their_levels() -> None:
    one, other = contour_levels(np.array([0.011, 90.0])), contour_levels(np.array([0.0021, 17.0]))
    shared = [level for level in one if level < 17]
    assert shared == [level for level in other if level > 0.011]
    assert len(one) <= MOST_LEVELS


def test_without_a_height_there_is_no_level() -> None:
    assert not contour_levels(np.array([np.nan, np.inf, 0.0])).size
