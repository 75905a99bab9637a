"""Does the tiny plot show φ, and the dot where the neuron stands on it?"""

import math

import pytest

from explorer.drawing.activation_plot import axes_in, curve_in, dot_in
from explorer.drawing.rect import Rect
from explorer.network.activation import ACTIVATIONS, SOFTMAX

PLOT = Rect(0, 0, 60, 40)


@pytest.mark.parametrize("activation", [name for name in ACTIVATIONS if name != SOFTMAX])
def test_every_activation_has_a_curve_inside_the_plot(activation: str) -> None:
    curve = curve_in(PLOT, activation)
    assert len(curve) > 20
    assert all(PLOT.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).contains(point) for point in curve)
    assert curve[-1][0] - curve[0][0] == pytest.approx(60)


def test_relu_is_flat_and_then_rises() -> None:
    zero_x, zero_y = axes_in(PLOT, "relu")
    left = dot_in(PLOT, "relu", -2.0, 0.0)
    right = dot_in(PLOT, "relu", 2.0, 2.0)
    assert left is not None
    assert right is not None
    assert left[1] == pytest.approx(zero_y)
    assert left[0] < zero_x < right[0]
    assert right[1] < zero_y


@pytest.mark.parametrize("activation", [name for name in ACTIVATIONS if name != SOFTMAX])
@pytest.mark.parametrize("z", [-1e300, -4.0, 0.3, 7.0, math.inf])
def test_the_dot_never_leaves_the_plot(activation: str, z: float) -> None:
    dot = dot_in(PLOT, activation, z, 1e300)
    assert dot is not None
    assert PLOT.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).contains(dot)


def test_a_softmax_output_stands_at_the_height_of_its_a() -> None:
    dot = dot_in(PLOT, SOFTMAX, 123.0, 0.25)
    assert dot is not None
    assert dot[1] == pytest.approx(30)
    assert dot[0] == pytest.approx(60 - 60 / 3.8 / 2)
    for a, y in ((-0.5, 40), (7.0, 0)):
        assert dot_in(PLOT, SOFTMAX, 0.0, a) == pytest.approx((dot[0], y))


def test_softmax_is_drawn_as_three_shares_that_add_up_to_the_whole_height() -> None:
    bars = curve_in(PLOT, SOFTMAX)
    assert len(bars) == 12
    assert [x for x, _ in bars[::4]] == pytest.approx([0, 60 * 1.4 / 3.8, 60 * 2.8 / 3.8])
    assert bars[-1] == pytest.approx((60, 40))
    heights = [40 - y for _, y in bars[1::4]]
    assert heights == pytest.approx([40 * 0.09003057, 40 * 0.24472847, 40 * 0.66524096])
    assert sum(heights) == pytest.approx(40)
    assert axes_in(PLOT, SOFTMAX) == (0, 40)


def test_what_is_no_number_has_no_dot() -> None:
    assert dot_in(PLOT, "tanh", math.nan, math.nan) is None
