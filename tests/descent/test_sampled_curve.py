"""Do poles of a sampled curve stay gaps?"""

import numpy as np

from explorer.descent.sampled_curve import without_poles


def test_a_pole_is_a_gap_and_not_a_line_from_the_bottom_to_the_top() -> None:
    x = np.array([-0.2, -0.1, -0.001, 0.001, 0.1, 0.2])
    y = without_poles(1 / x, -10.0, 10.0)
    assert np.isnan(y).tolist() == [False, False, False, True, False, False]
    assert y[2] == -70.0  # three heights below


def test_a_steep_curve_without_a_pole_stays_whole() -> None:
    x = np.linspace(-1, 1, 101)
    assert not np.isnan(without_poles(100 * x, -1.0, 1.0)).any()
