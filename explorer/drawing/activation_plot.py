"""What does the tiny plot of φ inside a neuron show?"""

import math
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from explorer.array import Array
from explorer.drawing.rect import Rect
from explorer.network.activation import ACTIVATIONS, SOFTMAX
from explorer.network.model import Position

_POINTS = 41


def curve_in(rect: Rect, activation: str) -> tuple[Position, ...]:
    """The points of φ drawn into `rect`.

    Softmax, which needs all outputs, is shown by its shape for two: the logistic function.
    """
    return tuple(_mapped(rect, activation, z, a) for z, a in _values(activation))


def axes_in(rect: Rect, activation: str) -> Position:
    """The x where z = 0 and the y where a = 0 inside `rect`."""
    return _mapped(rect, activation, 0.0, 0.0)


def dot_in(rect: Rect, activation: str, z: float, a: float) -> Position | None:
    """Where the neuron stands on φ, kept inside `rect`; None where z or a is not a number.

    A softmax output stands at the height of its a, where the logistic function has it.
    """
    if math.isnan(z) or math.isnan(a):
        return None
    if activation == SOFTMAX:
        z = math.log(a / (1 - a)) if 0 < a < 1 else math.copysign(math.inf, a - 0.5)
    first, last = ACTIVATIONS[activation].plotted_z
    if not first <= z <= last:
        z = min(max(z, first), last)
        a = float(_function(activation)(np.array([z]))[0])
    return _mapped(rect, activation, z, a)


@cache
def _values(activation: str) -> Sequence[tuple[float, float]]:
    z = np.linspace(*ACTIVATIONS[activation].plotted_z, _POINTS)
    return tuple(zip(z.tolist(), _function(activation)(z).tolist(), strict=True))


def _function(activation: str) -> Callable[[Array], Array]:
    return ACTIVATIONS["logistic" if activation == SOFTMAX else activation].function


def _mapped(rect: Rect, activation: str, z: float, a: float) -> Position:
    (left, right), (bottom, top) = ACTIVATIONS[activation].plotted_z, ACTIVATIONS[activation].plotted_a
    across, up = (z - left) / (right - left), (a - bottom) / (top - bottom)
    return (rect.left + across * rect.width, rect.bottom - min(max(up, 0), 1) * rect.height)
