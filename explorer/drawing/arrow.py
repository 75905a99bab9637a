"""Which line draws an arrow in a plot, whose two axes have scales of their own?"""

from math import hypot

import numpy as np

from explorer.array import Array

_HEAD, _HALF_WIDTH = 9.0, 4.0
"""Length and half the width of the head, in pixels; of a short arrow the head is half."""


def arrow(x: Array, y: Array, pixel: tuple[float, float]) -> tuple[Array, Array]:
    """From the first of two points to the last, with two barbs there; `pixel`: how large one is, in x and y.

    One polyline of shape (6,): NaN lifts the pen. Where both are in one pixel there is no head.
    """
    width, height = pixel
    across, up = (float(x[1]) - float(x[0])) / width, (float(y[1]) - float(y[0])) / height
    length = hypot(across, up)
    if length < 1:
        return x, y
    across, up = across / length, up / length
    head = min(_HEAD, length / 2)
    side = head * _HALF_WIDTH / _HEAD
    barbs = [
        (
            float(x[1]) - width * (head * across - turn * side * up),
            float(y[1]) - height * (head * up + turn * side * across),
        )
        for turn in (-1, 1)
    ]
    (left_x, left_y), (right_x, right_y) = barbs
    return (
        np.array([x[0], x[1], np.nan, left_x, x[1], right_x]),
        np.array([y[0], y[1], np.nan, left_y, y[1], right_y]),
    )
