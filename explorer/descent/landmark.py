"""What is marked on the curve of f? Where it is flat, which α is safe there, and how much of it is shown."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.array import Array
from explorer.descent.function import Function
from explorer.descent.orbit import is_bounded

GRID_POINTS = 4001


@dataclass(frozen=True, slots=True)
class CriticalPoint:
    """Where f′(x) = 0, or a kink at which f′ changes sign. `curvature` is f″(x), 0 or NaN at a kink."""

    x: float
    value: float
    kind: Literal["minimum", "maximum", "inflection"]
    curvature: float

    @property
    def overshoot_rate(self) -> float | None:
        """1/f″: with a larger α a step near this minimum goes past it. None where there is no such α."""
        return 1 / self.curvature if self.kind == "minimum" and self.curvature > 0 else None

    @property
    def stability_limit(self) -> float | None:
        """2/f″: with a larger α a step lands farther from this minimum than it began. None as above."""
        return 2 / self.curvature if self.kind == "minimum" and self.curvature > 0 else None


@dataclass(frozen=True, slots=True)
class PlotRange:
    """The part of the plane to show: low and high x, low and high f(x)."""

    x_low: float
    x_high: float
    y_low: float
    y_high: float


def critical_points(f: Function, low: float, high: float) -> tuple[CriticalPoint, ...]:
    """Where f′ is 0 between low and high, from left to right.

    Searched on a grid: two that lie closer than 1/4000 of the range may be missed. Stretches on which f is
    flat throughout are not reported.
    """
    slope = f.derivative()
    x = np.linspace(low, high, GRID_POINTS)
    found = [_bisected(slope, a, b) for a, b in _brackets(slope.values(x), x)]
    found += [_bisected(slope.derivative(), a, b) for a, b in _brackets(slope.derivative().values(x), x)]
    spacing = (high - low) / (GRID_POINTS - 1)
    points: list[CriticalPoint] = []
    # A flat root is bisected until f′ underflows, not until x is 0: 1e-109 would pass for a curved one.
    for place in sorted(0.0 if abs(place) < 1e-12 * spacing else place for place in found):
        is_new = not points or place - points[-1].x > spacing / 100
        if is_new and _is_critical(slope, place, spacing):
            points.append(_classified(f, place, spacing))
    return tuple(points)


def inflections(f: Function, low: float, high: float) -> tuple[float, ...]:
    """Where f″ changes its sign without a jump and f′ is not 0, from left to right.

    Searched on a grid, as `critical_points` are, which has those where f′ is 0 too.
    """
    slope, curvature = f.derivative(), f.derivative().derivative()
    x = np.linspace(low, high, GRID_POINTS)
    spacing = (high - low) / (GRID_POINTS - 1)
    found: list[float] = []
    for a, b in _brackets(curvature.values(x), x):
        place = _bisected(curvature, a, b)
        place = 0.0 if abs(place) < 1e-12 * spacing else place
        left, right = curvature(place - spacing), curvature(place + spacing)
        is_smooth = abs(curvature(place)) <= 1e-6 * max(abs(left), abs(right))
        if left * right < 0 and is_smooth and not _is_critical(slope, place, spacing):
            found.append(place)
    return tuple(sorted(found))


def plot_range(f: Function, start: float, iterates: Array) -> PlotRange:
    """A range that shows the start, the orbit as far as it stays near, and the critical points close by."""
    centre = start if is_bounded(start) else 0.0
    home = max(3.0, 1.5 * abs(centre))
    with np.errstate(invalid="ignore"):
        near = iterates[np.abs(iterates - centre) <= 2 * home]
    critical = [point.x for point in critical_points(f, centre - home, centre + home)]
    nearest = np.array(sorted(critical, key=lambda x: abs(x - centre))[:5])
    shown = np.concatenate([[centre], near, nearest])
    if np.ptp(shown) < 1e-9 * max(1.0, abs(centre)):
        shown = centre + max(1.0, abs(centre)) * np.array([-1.0, 0.0, 1.0])
    width = float(np.ptp(shown))
    # A critical point is seen for what it is only with a piece of the curve on either side.
    ends = np.concatenate([shown, nearest - width / 2, nearest + width / 2])
    x_low, x_high = float(ends.min()) - width / 5, float(ends.max()) + width / 5
    return PlotRange(x_low, x_high, *_value_range(f, x_low, x_high, shown))


def _value_range(f: Function, x_low: float, x_high: float, shown: Array) -> tuple[float, float]:
    """From the lowest to the highest f(x) at the points shown, and what of the curve between is no pole."""
    curve = f.values(np.linspace(x_low, x_high, 401))
    curve = curve[np.isfinite(curve)]
    marked = f.values(shown)
    marked = marked[np.isfinite(marked)]
    if not curve.size:
        return -1.0, 1.0
    values = np.concatenate([np.quantile(curve, [0.05, 0.95]), marked])
    low, high = float(values.min()), float(values.max())
    margin = 0.08 * (high - low) or max(1.0, abs(low))
    return low - margin, high + margin


def _brackets(values: Array, x: Array) -> list[tuple[float, float]]:
    """Pairs of neighbouring places between which, or at which, the values pass through zero."""
    signs = np.sign(values)
    crossing = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    is_zero = signs == 0
    is_lone = is_zero & ~np.roll(is_zero, 1) & ~np.roll(is_zero, -1)
    is_lone[[0, -1]] = is_zero[[0, -1]] & ~is_zero[[1, -2]]
    pairs = [(float(x[i]), float(x[i + 1])) for i in crossing]
    return pairs + [(float(x[i]), float(x[i])) for i in np.flatnonzero(is_lone)]


def _bisected(function: Function, low: float, high: float) -> float:
    """Where between low and high the function changes its sign, to the last bit."""
    is_rising = function(low) < 0
    while True:
        middle = (low + high) / 2
        value = function(middle)
        if value == 0 or not low < middle < high:
            return middle
        if (value < 0) == is_rising:
            low = middle
        else:
            high = middle


def _is_critical(slope: Function, x: float, spacing: float) -> bool:
    """Whether f′ is 0 at x for all practical purposes, or jumps past 0 without growing as a pole does."""
    left, right = slope(x - spacing), slope(x + spacing)
    around = max(abs(left), abs(right))
    if abs(slope(x)) <= 1e-9 * around:
        return True
    very_near = max(abs(slope(x - spacing / 1000)), abs(slope(x + spacing / 1000)))
    return left * right < 0 and very_near <= 2 * around


def _classified(f: Function, x: float, spacing: float) -> CriticalPoint:
    slope = f.derivative()
    left, right = slope(x - spacing / 100), slope(x + spacing / 100)
    kind: Literal["minimum", "maximum", "inflection"] = "inflection"
    if left < 0 < right:
        kind = "minimum"
    elif left > 0 > right:
        kind = "maximum"
    return CriticalPoint(x, f(x), kind, slope.derivative()(x))
