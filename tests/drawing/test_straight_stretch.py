"""Which points of a densely sampled curve can be seen?"""

import numpy as np

from explorer.drawing.straight_stretch import bends


def test_of_a_straight_line_every_eighth_point_and_the_last_are_needed() -> None:
    x = np.arange(17.0)
    assert np.flatnonzero(bends(x, 3 * x, (1.0, 1.0))).tolist() == [0, 8, 16]


def test_a_kink_is_kept_with_all_that_is_around_it() -> None:
    x = np.arange(25.0)
    needed = bends(x, np.abs(x - 12), (1.0, 1.0))
    assert np.flatnonzero(needed).tolist() == [0, *range(8, 17), 24]


def test_what_is_bent_by_less_than_a_pixel_shows_depends_on_its_size() -> None:
    x = np.arange(17.0)
    y = np.where(x == 4, 0.1, 0.0)
    assert bends(x, y, (1.0, 1.0))[4]
    assert not bends(x, y, (1.0, 10.0))[4]


def test_the_line_passes_every_point_within_a_twentieth_of_a_pixel() -> None:
    x = np.linspace(-3.0, 3.0, 1201)
    y = x**3 + 3 * x**2
    pixel = 6 / 400, 54 / 200
    needed = bends(x, y, pixel)
    assert needed.sum() < 700
    slope = np.gradient(y / pixel[1], x / pixel[0])
    above = np.abs(np.interp(x, x[needed], y[needed]) - y) / pixel[1]
    assert (above / np.hypot(1.0, slope)).max() < 0.06


def test_a_stretch_with_a_gap_or_out_of_all_bounds_is_kept_whole() -> None:
    x, y = np.arange(17.0), np.zeros(17)
    y[3], y[12] = np.nan, np.inf
    assert bends(x, y, (1.0, 1.0)).all()


def test_few_points_are_all_needed() -> None:
    assert bends(np.array([]), np.array([]), (1.0, 1.0)).tolist() == []
    assert bends(np.arange(3.0), np.zeros(3), (1.0, 1.0)).all()
