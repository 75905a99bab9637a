"""What is drawn of a curve that is sampled, so that poles and jumps stay gaps?"""

import numpy as np

from explorer.array import Array

_REACH = 3.0
_JUMP = 4.0
"""Heights of the view: farther away a sample is pulled in, and neighbours that lie farther apart are cut."""


def without_poles(y: Array, low: float, high: float) -> Array:
    """The heights, cut far above and below the view from `low` to `high`, with NaN at jumps between."""
    height = high - low
    y = np.clip(y, low - _REACH * height, high + _REACH * height)
    with np.errstate(invalid="ignore"):
        jumps = np.abs(np.diff(y)) > _JUMP * height
    y[1:][jumps] = np.nan
    return y
