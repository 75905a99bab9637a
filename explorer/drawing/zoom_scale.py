"""At which scale does a drawing fit into a view? The limits of the zoom."""

from explorer.drawing.rect import Rect

SMALLEST, LARGEST = 0.04, 8.0
"""The least and the greatest scale, in pixels a scene unit."""

LARGEST_FIT = 1.35
"""A few neurons are not blown up beyond this."""


def fit_scale(bounds: Rect, width: float, height: float) -> float:
    """The scale at which `bounds`, which is not empty, fits into so many pixels, within the limits."""
    scale = min(width / bounds.width, height / bounds.height, LARGEST_FIT)
    return min(max(scale, SMALLEST), LARGEST)
