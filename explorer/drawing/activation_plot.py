"""What does the tiny plot of φ inside a neuron show?"""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np

from explorer.drawing.rect import Rect
from explorer.network.activation import ACTIVATIONS, SOFTMAX, softmax
from explorer.network.model import Position

_POINTS = 41

_SHARES = tuple(float(share) for share in softmax(np.array([0.0, 1.0, 2.0])))
"""0.09, 0.24 and 0.67."""

_GAP = 0.4
"""Between two bars, as a share of one."""


def curve_in(rect: Rect, activation: str) -> tuple[Position, ...]:
    """The points of φ drawn into `rect`.

    Softmax, which is no function of one z, is shown as the shares that it gives to three: bars that add up
    to 1.
    """
    if activation == SOFTMAX:
        return tuple(corner for bar in range(len(_SHARES)) for corner in _bar(rect, bar))
    return tuple(_mapped(rect, activation, z, a) for z, a in _values(activation))


def axes_in(rect: Rect, activation: str) -> Position:
    """The x where z = 0 and the y where a = 0 inside `rect`; for softmax, its left and bottom."""
    if activation == SOFTMAX:
        return (rect.left, rect.bottom)
    return _mapped(rect, activation, 0.0, 0.0)


def dot_in(rect: Rect, activation: str, z: float, a: float) -> Position | None:
    """Where the neuron stands on φ, kept inside `rect`; None where z or a is not a number.

    A softmax output stands at the height of its a, above the last bar.
    """
    if math.isnan(z) or math.isnan(a):
        return None
    if activation == SOFTMAX:
        left, right = _bar(rect, len(_SHARES) - 1)[1:3]
        return ((left[0] + right[0]) / 2, rect.bottom - min(max(a, 0), 1) * rect.height)
    first, last = ACTIVATIONS[activation].plotted_z
    if not first <= z <= last:
        z = min(max(z, first), last)
        a = float(ACTIVATIONS[activation].function(np.array([z]))[0])
    return _mapped(rect, activation, z, a)


@cache
def _values(activation: str) -> Sequence[tuple[float, float]]:
    z = np.linspace(*ACTIVATIONS[activation].plotted_z, _POINTS)
    return tuple(zip(z.tolist(), ACTIVATIONS[activation].function(z).tolist(), strict=True))


def _bar(rect: Rect, index: int) -> tuple[Position, Position, Position, Position]:
    """The corners of a share's bar, from the bottom left over the top to the bottom right."""
    width = rect.width / (len(_SHARES) + _GAP * (len(_SHARES) - 1))
    left = rect.left + index * width * (1 + _GAP)
    top = rect.bottom - _SHARES[index] * rect.height
    return ((left, rect.bottom), (left, top), (left + width, top), (left + width, rect.bottom))


def _mapped(rect: Rect, activation: str, z: float, a: float) -> Position:
    (left, right), (bottom, top) = ACTIVATIONS[activation].plotted_z, ACTIVATIONS[activation].plotted_a
    across, up = (z - left) / (right - left), (a - bottom) / (top - bottom)
    return (rect.left + across * rect.width, rect.bottom - min(max(up, 0), 1) * rect.height)
