"""Where does the step map fold the line of all x? Critical curves: the images of its critical points.

At x with α = 1/f″(x) the step map g has slope 0. Its images g(x), g²(x), … bound the bands of chaos, and are
the dark lines within them; where two of them meet, bands merge.
"""

from dataclasses import dataclass

import numpy as np

from explorer.array import Array
from explorer.descent.bifurcation.critical_stretch import critical_stretches
from explorer.descent.function import Function

IMAGES = 8
_POINTS = 1001
"""Of each stretch of critical points."""


@dataclass(frozen=True, eq=False, slots=True)
class CriticalCurve:
    """gᵏ of the critical points, `image` being k: x against the learning rate. NaN parts its branches."""

    image: int
    rates: Array
    x: Array


def critical_curves(
    f: Function, rates: tuple[float, float], places: tuple[float, float], images: int = IMAGES
) -> tuple[CriticalCurve, ...]:
    """The first so many images where the rate is in the range; none where g has no critical point there."""
    slope, curvature = f.derivative(), f.derivative().derivative()
    stretches = [np.linspace(low, high, _POINTS) for low, high in critical_stretches(f, rates, places)]
    if not stretches:
        return ()
    x = np.concatenate([np.append(stretch, np.nan) for stretch in stretches])
    curves = []
    with np.errstate(all="ignore"):
        rate = 1.0 / curvature.values(x)
        for image in range(1, images + 1):
            x = x - rate * slope.values(x)
            x = np.where(np.isfinite(x), x, np.nan)
            curves.append(CriticalCurve(image, rate, x))
    return tuple(curves)
