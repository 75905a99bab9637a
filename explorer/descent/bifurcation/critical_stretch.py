"""Where does the step map have slope 0 for a learning rate within a range? Stretches of the critical curve.

g(x) = x − α f′(x) has slope 0 where α = 1/f″(x). So x itself tells the rate at which it is critical.
"""

from collections.abc import Iterator

import numpy as np

from explorer.descent.function import Function

_GRID = 8001
_WIDER = 1.0
"""Critical points are looked for so many widths beyond the range of x that is seen, too."""


def critical_stretches(
    f: Function, rates: tuple[float, float], places: tuple[float, float]
) -> Iterator[tuple[float, float]]:
    """The stretches of x on which 1/f″(x) is in the range of rates."""
    curvature = f.derivative().derivative()
    margin = _WIDER * (places[1] - places[0])
    x = np.linspace(places[0] - margin, places[1] + margin, _GRID)
    with np.errstate(all="ignore"):
        rate = 1.0 / curvature.values(x)
        position = np.where(rate < rates[0], -1, np.where(rate > rates[1], 1, 0))
        position = np.where(np.isfinite(rate) & (rate > 0), position, 2)
    inside = np.flatnonzero((position[1:] != 2) & (position[:-1] != 2) & (position[1:] * position[:-1] <= 0))
    for run in np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1):
        if len(run):
            low, high = float(x[run[0]]), float(x[run[-1] + 1])
            yield (
                _edge(curvature, low, float(x[run[0] + 1]), rates),
                _edge(curvature, high, float(x[run[-1]]), rates),
            )


def _edge(curvature: Function, outside: float, inside: float, rates: tuple[float, float]) -> float:
    """Where the curve enters the range of rates between the two, by halving."""
    if rates[0] <= 1.0 / (curvature(outside) or np.inf) <= rates[1]:
        return outside
    bound = rates[0] if 1.0 / curvature(outside) < rates[0] else rates[1]
    is_above = 1.0 / curvature(outside) > bound
    for _ in range(200):
        middle = outside / 2 + inside / 2
        if middle in (outside, inside):
            break
        if (1.0 / curvature(middle) > bound) == is_above:
            outside = middle
        else:
            inside = middle
    return inside
