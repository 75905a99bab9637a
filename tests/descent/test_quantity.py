"""Is each quantity of a descent what its name says?"""

import numpy as np

from explorer.descent.function import parse_function
from explorer.descent.quantity import NAMES, values_at
from explorer.descent.settings import Quantity


def test_x_f_and_the_slope_of_the_cubic_are_worked_by_hand() -> None:
    f, x = parse_function("x^3 + 3x^2"), np.array([-2.0, 0.0, 1.0])
    expected: dict[Quantity, list[float]] = {"x": [-2, 0, 1], "f": [4, 0, 4], "slope": [0, 0, 9]}
    assert {name: values_at(f, x, name).tolist() for name in NAMES} == expected
