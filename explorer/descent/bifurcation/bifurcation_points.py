"""At which learning rates are cycles born, superstable and doubled? Bifurcation points, solved for.

A cycle of period p is a fixed point of gᵖ, g(x) = x − α f′(x), with multiplier M = Π (1 − α f″(xᵢ)). It is
born at M = 1, superstable at M = 0, and doubles at M = −1. A superstable cycle goes through a point where g′
is 0, that is α = 1/f″(x): so all of them lie on the curve (x, 1/f″(x)), and there gᵖ(x) − x changes its sign
along it. From each of them M is followed to 1 and to −1, by Newton's method in x and α.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Literal

import numpy as np

from explorer.descent.bifurcation.critical_stretch import critical_stretches
from explorer.descent.function import Function
from explorer.descent.landmark import critical_points
from explorer.descent.orbit import BOUND
from explorer.job import Job, JobStep, last_result

Kind = Literal["birth", "superstable", "doubling"]

LONGEST_PERIOD = 8
_GRID = 8001
_STEPS = 8
"""In so many steps M is followed from 0 to ±1."""
_MOST_ITERATIONS = 30
_APART = 0.05
"""A cycle whose points have come so near to each other is the one of half its period."""


@dataclass(frozen=True, slots=True)
class BifurcationPoint:
    """At this learning rate a cycle of this period, through x, has M = 1, 0 or −1, as `kind` says."""

    rate: float
    kind: Kind
    period: int
    x: float


@dataclass(frozen=True, slots=True)
class CycleWindow:
    """A cycle's life: born (None where it comes out of another, or at no rate), superstable, doubles."""

    period: int
    birth: BifurcationPoint | None
    superstable: BifurcationPoint
    doubling: BifurcationPoint | None

    @property
    def points(self) -> tuple[BifurcationPoint, ...]:
        """What there is of the three, in this order."""
        return tuple(point for point in (self.birth, self.superstable, self.doubling) if point is not None)

    @property
    def width(self) -> float:
        """How wide the range of rates is in which the cycle is stable, as far as it is known."""
        rates = [point.rate for point in self.points]
        return max(rates) - min(rates)


def cycle_windows(
    f: Function,
    rates: tuple[float, float],
    places: tuple[float, float],
    longest: int = LONGEST_PERIOD,
    most: float = inf,
) -> tuple[CycleWindow, ...]:
    """The one result of `search_cycles`."""
    return last_result(search_cycles(f, rates, places, longest, most))


def search_cycles(
    f: Function,
    rates: tuple[float, float],
    places: tuple[float, float],
    longest: int = LONGEST_PERIOD,
    most: float = inf,
) -> Job[tuple[CycleWindow, ...]]:
    """Every cycle up to the `longest` period that is superstable in this range of rates, the widest first.

    `places`: the range of x in which to look. Searched on a grid: of two that lie closer together than its
    points both may be missed. In chaos there are the more cycles the longer they are, and the narrower: the
    search of a stretch of the critical curve ends before the first period beyond `LONGEST_PERIOD` with which
    it would find more than `most`. A job with one result, and a step for each cycle.
    """
    solver = _CycleSolver(f)
    windows = [*_fixed_points(f, rates, places)]
    for low, high in critical_stretches(f, rates, places):
        for window in _superstable_cycles(solver, low, high, longest, most):
            windows.append(window)
            yield JobStep(0.0)
    yield JobStep(1.0, tuple(sorted(windows, key=lambda window: -window.width)))


def _fixed_points(
    f: Function, rates: tuple[float, float], places: tuple[float, float]
) -> Iterator[CycleWindow]:
    """Minima are cycles of period 1: superstable at 1/f″, doubling at 2/f″."""
    for point in critical_points(f, *places):
        if point.overshoot_rate is None or point.stability_limit is None:
            continue
        if rates[0] <= point.stability_limit and point.overshoot_rate <= rates[1]:
            superstable = BifurcationPoint(point.overshoot_rate, "superstable", 1, point.x)
            doubling = BifurcationPoint(point.stability_limit, "doubling", 1, point.x)
            yield CycleWindow(1, None, superstable, doubling)


def _superstable_cycles(
    solver: "_CycleSolver", low: float, high: float, longest: int, most: float
) -> Iterator[CycleWindow]:
    """The superstable cycles on one stretch of the curve, each with its birth and its doubling."""
    x = np.linspace(low, high, _GRID)
    count = 0
    with np.errstate(all="ignore"):
        rate = 1.0 / solver.curvature.values(x)
        ahead = x
        for period in range(1, longest + 1):
            ahead = ahead - rate * solver.slope.values(ahead)
            ahead = np.where(np.abs(ahead) <= BOUND, ahead, np.nan)
            if period == 1:
                continue
            miss = ahead - x
            changes = np.flatnonzero(np.sign(miss[1:]) * np.sign(miss[:-1]) < 0)
            count += len(changes)
            if period > LONGEST_PERIOD and count > most:
                return
            for place in changes.tolist():
                found = solver.superstable(float(x[place]), float(x[place + 1]), period)
                if found is not None:
                    yield solver.window_of(found)


class _CycleSolver:
    """Solves for cycles of one f with a given multiplier."""

    def __init__(self, f: Function) -> None:
        self.slope = f.derivative()
        self.curvature = self.slope.derivative()
        self._third = self.curvature.derivative()

    def superstable(self, low: float, high: float, period: int) -> BifurcationPoint | None:
        """The superstable cycle of this period, and none shorter, through a point between the two."""
        is_positive = self._miss(low, period) > 0
        for _ in range(200):
            middle = low / 2 + high / 2
            if middle in (low, high):
                break
            if (self._miss(middle, period) > 0) == is_positive:
                low = middle
            else:
                high = middle
        curvature = self.curvature(high)
        if not curvature > 0:
            return None
        rate = 1 / curvature
        if self._is_shorter(high, rate, period) or not self._returns(high, rate, period):
            return None
        return BifurcationPoint(rate, "superstable", period, high)

    def window_of(self, superstable: BifurcationPoint) -> CycleWindow:
        """From birth to doubling. A cycle that another one becomes by doubling has no birth of its own."""
        birth = self._followed(superstable, 1.0, "birth")
        if birth is not None and self._apartness(birth) < _APART * self._apartness(superstable):
            birth = None
        doubling = self._followed(superstable, -1.0, "doubling")
        return CycleWindow(superstable.period, birth, superstable, doubling)

    def _followed(self, begin: BifurcationPoint, end: float, kind: Kind) -> BifurcationPoint | None:
        """The same cycle at the rate at which its multiplier is `end`; None where it is not found."""
        x, rate = begin.x, begin.rate
        for step in range(1, _STEPS + 1):
            solved = self._solved(x, rate, begin.period, end * step / _STEPS)
            if solved is None:
                return None
            x, rate = solved
        return BifurcationPoint(rate, kind, begin.period, x)

    def _solved(self, x: float, rate: float, period: int, multiplier: float) -> tuple[float, float] | None:
        """(x, α) near these with gᵖ(x) = x and this multiplier, by Newton's method."""
        last = np.inf
        for _ in range(_MOST_ITERATIONS):
            end, by_x, by_rate, m_by_x, m_by_rate = self._derivatives(x, rate, period)
            miss, wrong = end - x, by_x - multiplier
            determinant = (by_x - 1.0) * m_by_rate - by_rate * m_by_x
            if not np.isfinite(determinant) or determinant == 0:
                return None
            change_x = (by_rate * wrong - m_by_rate * miss) / determinant
            change_rate = (m_by_x * miss - (by_x - 1.0) * wrong) / determinant
            x, rate = x + change_x, rate + change_rate
            size = abs(change_rate)
            if not np.isfinite(size):
                return None
            if size <= 4e-16 * abs(rate) or (size <= 1e-12 * abs(rate) and size >= last):
                return x, rate
            last = size
        return None

    def _derivatives(self, x: float, rate: float, period: int) -> tuple[float, float, float, float, float]:
        """gᵖ(x), its derivatives by x (the multiplier) and by α, and the multiplier's by x and by α."""
        by_x, by_rate, m_by_x, m_by_rate = 1.0, 0.0, 0.0, 0.0
        for _ in range(period):
            slope, curvature, third = self.slope(x), self.curvature(x), self._third(x)
            factor = 1.0 - rate * curvature
            m_by_x = m_by_x * factor - by_x * rate * third * by_x
            m_by_rate = m_by_rate * factor - by_x * (curvature + rate * third * by_rate)
            by_x, by_rate = by_x * factor, by_rate * factor - slope
            x -= rate * slope
        return x, by_x, by_rate, m_by_x, m_by_rate

    def _miss(self, x: float, period: int) -> float:
        """gᵖ(x) − x at α = 1/f″(x)."""
        curvature = self.curvature(x)
        return self._ahead(x, 1 / curvature if curvature else np.inf, period) - x

    def _ahead(self, x: float, rate: float, period: int) -> float:
        for _ in range(period):
            x -= rate * self.slope(x)
        return x

    def _returns(self, x: float, rate: float, period: int) -> bool:
        """Whether the sign changed at a root, not at a pole."""
        return abs(self._ahead(x, rate, period) - x) <= 1e-6 * (1.0 + abs(x))

    def _is_shorter(self, x: float, rate: float, period: int) -> bool:
        """Whether the orbit is back sooner."""
        point = BifurcationPoint(rate, "superstable", period, x)
        return self._apartness(point) <= 1e-9 * (1.0 + abs(x))

    def _apartness(self, cycle: BifurcationPoint) -> float:
        """How far the orbit is from where it began after the part of its period that brings it nearest."""
        parts = (part for part in range(1, cycle.period) if cycle.period % part == 0)
        return min((abs(self._ahead(cycle.x, cycle.rate, part) - cycle.x) for part in parts), default=np.inf)
