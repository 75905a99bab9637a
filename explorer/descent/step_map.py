"""Where does each step lead? The step map x ↦ x − αf′(x), its iterates, their fixed points, the cobweb.

g(x) = x − αf′(x) is one step, gᵖ are p steps at once. A fixed point of gᵖ is a point of a cycle whose period
divides p; the slope of gᵖ there is what a small distance is multiplied by in p steps.
"""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from explorer.array import Array
from explorer.descent.cycle import DescentStep, cycle_through, solve_cycle
from explorer.descent.function import Function
from explorer.descent.orbit import BOUND, is_bounded, orbit
from explorer.descent.shown_descent import Descent

_MOST_SOLVED = 12
"""So many fixed points are solved for, those at which the map is least steep."""
_TOUCHES = 1e-6
"""Of the width looked at: a map that comes so near to the diagonal and turns away touches it."""
_BISECTIONS = 60


@dataclass(frozen=True, slots=True)
class FixedPoint:
    """gᵖ(x) = x, with the slope of gᵖ there. `touches`: the map only touches the diagonal."""

    x: float
    slope: float
    touches: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class StepMap:
    """gᵖ of `f` sampled at `x`: its values `y` and its `slope`, all of shape (n,).

    NaN from where on a step has no value or leaves ±BOUND.
    """

    f: Function
    learning_rate: float
    iterate: int
    x: Array
    y: Array
    slope: Array

    @property
    def one_step(self) -> DescentStep:
        """g, for one float."""
        f = self.f.derivative()
        return DescentStep(f.evaluate, f.derivative().evaluate, self.learning_rate)


def step_map(f: Function, learning_rate: float, x: Array, iterate: int = 1) -> StepMap:
    """gᵖ at every x, p being `iterate`."""
    slope_of, curvature_of = f.derivative(), f.derivative().derivative()
    y, slope = x.astype(np.float64), np.ones(len(x))
    with np.errstate(all="ignore"):
        for _ in range(iterate):
            slope = slope * (1.0 - learning_rate * curvature_of.values(y))
            y = y - learning_rate * slope_of.values(y)
            y[~(np.abs(y) <= BOUND)] = np.nan
    return StepMap(f, learning_rate, iterate, x, y, slope)


def fixed_points(sampled: StepMap) -> tuple[FixedPoint, ...]:
    """Where the map meets the diagonal, from left to right; of many, those at which it is least steep.

    Searched between the samples, and solved for to the last digits. Where it jumps past the diagonal, as
    at a kink of f, there is none.
    """
    x, step = sampled.x, sampled.one_step
    height = sampled.y - x
    side = np.sign(height)  # for a product of heights may overflow
    found = [FixedPoint(place, 1.0, touches=True) for place in _touching(sampled)]
    with np.errstate(invalid="ignore"):
        between = np.flatnonzero((side[:-1] == 0) | (side[:-1] * side[1:] < 0))
        steepness = np.abs(sampled.slope[between])
    for i in between[np.argsort(steepness, kind="stable")][:_MOST_SOLVED].tolist():
        spacing, change = float(x[i + 1] - x[i]), float(height[i + 1] - height[i])
        guess = float(x[i]) - (float(height[i]) * spacing / change if change else 0.0)
        place = solve_cycle(step, guess, sampled.iterate)
        is_here = isfinite(place) and abs(place - guess) <= spacing
        if is_here and all(abs(place - point.x) > spacing for point in found):
            found.append(FixedPoint(place, cycle_through(step, place, sampled.iterate).multiplier))
    return tuple(sorted(found, key=lambda point: point.x))


def telling_point(points: tuple[FixedPoint, ...], end: float) -> FixedPoint | None:
    """The fixed point that tells most: one that is touched, else one that draws in, the nearest to `end`.

    Where none does, the one that drives away least.
    """
    touched = [point for point in points if point.touches]
    drawing = [point for point in points if abs(point.slope) < 1]
    if touched or drawing:
        return min(touched or drawing, key=lambda point: abs(point.x - end))
    return min(points, key=lambda point: abs(point.slope), default=None)


def stair(iterates: Array, iterate: int = 1) -> tuple[Array, Array]:
    """The cobweb that ends at the last of the iterates: from the diagonal to the map, over to the diagonal …

    Every p-th iterate back from the last has two corners, (x, x) on the diagonal and (x, gᵖ(x)) on the map.
    """
    phases = iterates[(len(iterates) - 1) % iterate :: iterate]
    return np.repeat(phases, 2)[:-1], np.repeat(phases, 2)[1:] if len(phases) > 1 else phases


def place_after(descent: Descent, step: int, iterate: int = 1) -> float | None:
    """Where the descent is so many steps after `step`, beyond its last one too; None where it diverges."""
    goal = step + iterate
    iterates = descent.iterates
    if goal > descent.last and not descent.has_diverged:
        iterates = orbit(descent.f, descent.start, descent.learning_rate, goal, descent.momentum)
    return float(iterates[goal]) if goal < len(iterates) and is_bounded(float(iterates[goal])) else None


def _touching(sampled: StepMap) -> list[float]:
    """Where gᵖ, p > 1, comes down to the diagonal and turns away again, as where a window opens."""
    if sampled.iterate == 1:
        return []
    x, height = sampled.x, sampled.y - sampled.x
    width, steep = float(x[-1] - x[0]), np.sign(sampled.slope - 1.0)
    with np.errstate(invalid="ignore"):
        turning = np.flatnonzero((steep[:-1] * steep[1:] < 0) & (np.abs(height[:-1]) < 0.05 * width))
    places = [_level(sampled.one_step, float(x[i]), float(x[i + 1]), sampled.iterate) for i in turning]
    return [place for place in places if _is_touched(sampled, place, width)]


def _is_touched(sampled: StepMap, place: float, width: float) -> bool:
    """Whether the map is at the diagonal there, and on one side of it just to the left and to the right."""
    near = 1e-2 * float(sampled.x[1] - sampled.x[0])
    around = step_map(sampled.f, sampled.learning_rate, place + np.array([-near, 0.0, near]), sampled.iterate)
    left, here, right = (around.y - around.x).tolist()
    # Beside a point that it touches it is farther away than there, to the same side.
    return bool(abs(here) <= _TOUCHES * width and (left - here) * (right - here) > 0)


def _level(step: DescentStep, low: float, high: float, iterate: int) -> float:
    """Where between low and high the slope of gᵖ passes 1."""

    def excess(x: float) -> float:
        return cycle_through(step, x, iterate).multiplier - 1.0

    is_rising = excess(low) < 0
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if (excess(middle) < 0) == is_rising else (low, middle)
    return (low + high) / 2
