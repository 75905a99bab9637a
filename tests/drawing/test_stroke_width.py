"""Does the width of a curve say the size of its weight?"""

import math

from explorer.drawing.stroke_width import (
    THINNEST,
    WIDEST,
    largest_weight,
    seen_changes,
    signed_widths,
    width_of,
)
from explorer.network.model import Connection


def test_the_width_grows_with_the_size_of_the_weight_and_is_bounded() -> None:
    widths = [width_of(weight, 2.0) for weight in (0.0, 0.5, -1.0, 2.0, -99.0, math.inf, math.nan)]
    assert widths[0] == THINNEST
    assert widths[:4] == sorted(widths[:4])
    assert widths[3:] == [WIDEST] * 4


def test_small_weights_stay_thin() -> None:
    assert largest_weight([Connection("a", "b", 0.01)]) == 1
    assert largest_weight([Connection("a", "b", -3.0), Connection("a", "c", math.inf)]) == 3


def connections(*weights: float) -> list[Connection]:
    return [Connection("a", f"b{number}", weight) for number, weight in enumerate(weights)]


def test_all_widths_together_are_those_of_each() -> None:
    found = signed_widths(connections(0.0, 0.5, -1.0, 2.0))
    assert found.tolist() == [0.0, width_of(0.5, 2.0), -width_of(1.0, 2.0), WIDEST]
    assert signed_widths(connections(0.5)).tolist() == [width_of(0.5, 1.0)]
    assert signed_widths(()).tolist() == []


def test_one_sees_another_width_another_sign_and_what_is_not_finite() -> None:
    before = signed_widths(connections(0.5, 0.5, 1e-9, -0.5, math.nan, 0.5, 1.0))
    after = signed_widths(connections(0.5, 0.501, 0.0, 0.5, math.inf, math.nan, 0.9))
    assert seen_changes(before, after).tolist() == [2, 3, 5, 6]
