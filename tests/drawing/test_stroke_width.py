"""Does the width of a curve say the size of its weight?"""

import math

from explorer.drawing.stroke_width import THINNEST, WIDEST, largest_weight, width_of
from explorer.network.model import Connection


def test_the_width_grows_with_the_size_of_the_weight_and_is_bounded() -> None:
    widths = [width_of(weight, 2.0) for weight in (0.0, 0.5, -1.0, 2.0, -99.0, math.inf, math.nan)]
    assert widths[0] == THINNEST
    assert widths[:4] == sorted(widths[:4])
    assert widths[3:] == [WIDEST] * 4


def test_small_weights_stay_thin() -> None:
    assert largest_weight([Connection("a", "b", 0.01)]) == 1
    assert largest_weight([Connection("a", "b", -3.0), Connection("a", "c", math.inf)]) == 3
