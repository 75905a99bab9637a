"""Does an arrow end where it should, with a head that looks the same on axes of any scale?"""

import numpy as np
import pytest

from explorer.drawing.arrow import arrow


def test_an_arrow_to_the_right_has_its_barbs_above_and_below_behind_its_end() -> None:
    x, y = arrow(np.array([0.0, 100.0]), np.array([5.0, 5.0]), (1.0, 0.1))
    assert x.tolist() == pytest.approx([0, 100, np.nan, 91, 100, 91], nan_ok=True)
    assert y.tolist() == pytest.approx([5, 5, np.nan, 5.4, 5, 4.6], nan_ok=True)  # 4 pixels of 0.1


def test_a_short_arrow_has_a_head_of_half_its_length_and_a_point_none() -> None:
    x, _ = arrow(np.array([0.0, 4.0]), np.array([0.0, 0.0]), (1.0, 1.0))
    assert x.tolist() == pytest.approx([0, 4, np.nan, 2, 4, 2], nan_ok=True)
    x, y = arrow(np.array([1.0, 1.0]), np.array([2.0, 2.0]), (1.0, 1.0))
    assert (x.tolist(), y.tolist()) == ([1, 1], [2, 2])
