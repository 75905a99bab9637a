"""Which births, superstable points and doublings lie in a range of learning rates? All bifurcation points.

A cycle whose superstable rate lies beyond the range may be born in it, or double in it: so a wider range is
searched too. And the range is searched in parts, for on a fine grid fewer are missed.
"""

from itertools import pairwise

import numpy as np

from explorer.descent.bifurcation.bifurcation_points import LONGEST_PERIOD, BifurcationPoint, cycle_windows
from explorer.descent.function import Function
from explorer.job import Job, JobStep

_PARTS = 16
_SAME = 1e-11
"""Points of the same kind whose rates differ by less, relatively, are one: twins of a symmetric f, too."""


def points_in_range(
    f: Function, rates: tuple[float, float], places: tuple[float, float], longest: int = LONGEST_PERIOD
) -> Job[tuple[BifurcationPoint, ...]]:
    """The points in this range of rates, in ascending order; a job with one result.

    `places`: the range of x in which to look. `longest`: the longest period.
    """
    low, high = rates
    edges = np.linspace(low, high, _PARTS + 1).tolist()
    searched = [(low / 2, 2 * high), (low, high), *pairwise(edges)]
    found: list[BifurcationPoint] = []
    for number, part in enumerate(searched):
        windows = cycle_windows(f, part, places, longest)
        found += [point for window in windows for point in window.points if low <= point.rate <= high]
        yield JobStep((number + 1) / (len(searched) + 1))
    yield JobStep(1.0, _each_once(found))


def _each_once(points: list[BifurcationPoint]) -> tuple[BifurcationPoint, ...]:
    kept: list[BifurcationPoint] = []
    for point in sorted(points, key=lambda point: (point.kind, point.period, point.rate)):
        before = kept[-1] if kept else None
        is_known = (
            before is not None
            and (before.kind, before.period) == (point.kind, point.period)
            and point.rate - before.rate <= _SAME * point.rate
        )
        if not is_known:
            kept.append(point)
    return tuple(sorted(kept, key=lambda point: (point.rate, point.period)))
