"""Which points of a densely sampled curve can be seen? Polyline simplification with a bound on its error."""

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array

TOLERANCE = 0.05
"""Pixels by which what is left out may lie beside the line that is drawn."""

_STRETCH = 8
"""Points that are kept or left out together."""


def bends(x: Array, y: Array, pixel: tuple[float, float]) -> NDArray[np.bool_]:
    """Which points the line needs: of a stretch that is straight to within TOLERANCE only the first.

    x rises, `pixel` is the width and height of one in the same units. Shape (points,). A stretch with a point
    that is not finite is kept whole.
    """
    needed = np.ones(len(x), dtype=np.bool_)
    end = (len(x) - 1) // _STRETCH * _STRETCH
    if end <= 0:
        return needed
    across, up = x / pixel[0], y / pixel[1]
    with np.errstate(all="ignore"):
        right, rise = (each[:end].reshape(-1, _STRETCH) - each[:end:_STRETCH, None] for each in (across, up))
        run, climb = (each[_STRETCH : end + 1 : _STRETCH] - each[:end:_STRETCH] for each in (across, up))
        beside = np.abs(right * climb[:, None] - rise * run[:, None]).max(axis=1)
        is_straight = beside <= TOLERANCE * np.hypot(run, climb)
    needed[:end].reshape(-1, _STRETCH)[is_straight, 1:] = False
    return needed
