"""What is said of numbers for which an axis has no place."""

import math

import numpy as np
import pytest

from explorer.drawing.blank_axis import has_place, why_blank

SWITCH = ", for which a logarithmic axis has no place: switch log off"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([0.0, -0.0], "Every value is 0" + SWITCH),
        ([0.0, -1.0], "Every value is 0 or less" + SWITCH),
        ([0.0, math.inf, math.nan], "Every value that is finite is 0" + SWITCH),
        ([math.inf, -math.inf], "Every value is infinite"),
        ([math.nan], "No value is a number"),
        ([math.nan, math.inf], "Every value is infinite or not a number"),
    ],
)
def test_it_is_said_what_all_the_numbers_have_in_common(values: list[float], words: str) -> None:
    assert why_blank(np.array(values)) == words


def test_a_logarithmic_axis_has_a_place_for_what_is_finite_and_above_0() -> None:
    values = np.array([1.0, 0.0, -1.0, math.inf, math.nan, 5e-324])
    assert has_place(values, True).tolist() == [True, False, False, False, False, True]
    assert has_place(values, False).tolist() == [True, True, True, False, False, True]
