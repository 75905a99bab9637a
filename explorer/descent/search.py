"""What is an orbit's fate? The search for its verdict, a job in pieces."""

import math
from dataclasses import replace

import numpy as np

from explorer.array import Array
from explorer.descent.bifurcation.lone_walk import lone_walk
from explorer.descent.checkpoint import CHECKPOINTS, LEAST_CHAOS, MEASURED_STEPS
from explorer.descent.cycle import Cycle, DescentStep, cycle_through, is_drawn_to, solve_cycle
from explorer.descent.function import Function
from explorer.descent.heavy_ball_search import HeavyBallSearch
from explorer.descent.orbit import is_bounded
from explorer.descent.review import outside_domain, reviewed
from explorer.descent.verdict import OrbitVerdict, written
from explorer.formula.evaluate import Scalar
from explorer.job import Job, JobStep, last_result
from explorer.symbol import Symbol

_PIECE = 512
LONGEST_CYCLE = 1024

ARRIVED = 1e-6
"""An orbit is judged early only if it has come this much nearer to its limit than its whole way was long."""

SIMILAR = 1e-2
"""How well the orbit must repeat itself, relative to its way, for a cycle to be looked for."""

FORGOTTEN = 30.0
"""ln of the growth by which a rounding of the start, 10⁻¹⁶, has become a visible part of the orbit."""

SLOWLY = "slowly, for a small distance from it does not shrink to first order"
UNATTRACTED = "it stays there without being drawn to it"


def verdict(f: Function, start: float, learning_rate: float, momentum: float = 0.0) -> OrbitVerdict:
    """The fate of x ← x − α f′(x) from `start`, after at most 2·10⁵ steps; with a momentum, of the ball."""
    return last_result(judge(f, start, learning_rate, momentum))


def judge(f: Function, start: float, learning_rate: float, momentum: float = 0.0) -> Job[OrbitVerdict]:
    """The same as a job, which has one result."""
    search: VerdictSearch | HeavyBallSearch
    if momentum:
        search = HeavyBallSearch(f, start, learning_rate, momentum)
    else:
        search = VerdictSearch(f, start, learning_rate)
    while search.found is None:
        yield JobStep(search.steps / (CHECKPOINTS[-1] + MEASURED_STEPS))
        search.advance(_PIECE)
    yield JobStep(1.0, search.found)


class VerdictSearch:
    """Follows an orbit until its fate is clear. What is found does not depend on the slices.

    Up to 10⁵ steps a stable cycle is looked for, the period 1 of a limit included. An orbit that has found
    none is followed for another 10⁵ steps to measure its Lyapunov exponent.
    """

    def __init__(self, f: Function, start: float, learning_rate: float) -> None:
        has_diverged = not is_bounded(start)
        self.found = OrbitVerdict("diverges", diverged_at=0) if has_diverged else outside_domain(f, start)
        self.steps = 0
        self._f, self._start = f, float(start)  # numpy's floats are slow, and warn where ours must not
        self._curvature = f.derivative().derivative()
        self._step = DescentStep(f.derivative().evaluate, self._curvature.evaluate, float(learning_rate))
        self._walk = lone_walk(f)
        self._recent = [self._start]
        self._low = self._high = self._start
        self._goal = CHECKPOINTS[0]
        self._is_measuring = False
        self._collapsed_at: int | None = None

    def advance(self, steps: int) -> OrbitVerdict | None:
        """Follow the orbit for that many steps more; the verdict once there is one, None before."""
        while steps > 0 and self.found is None:
            count = min(steps, self._goal - self.steps)
            steps -= count
            found = self._follow(count)
            if found is not None:
                rate = self._step.learning_rate
                self.found = reviewed(found, self._f, self._start, rate, self.steps)
        return self.found

    def _follow(self, count: int) -> OrbitVerdict | None:
        before = self._recent[-1]
        iterates = self._walk(before, self._step.learning_rate, count)
        self.steps += len(iterates)
        if not is_bounded(float(iterates[-1])):
            return _diverged(self._step.slope, self.steps, [before, *iterates.tolist()][-2])
        self._low, self._high = min(self._low, float(iterates.min())), max(self._high, float(iterates.max()))
        self._recent += iterates.tolist()
        if not self._is_measuring:  # which alone needs every iterate
            self._recent = self._recent[-2 * LONGEST_CYCLE :]
        return self._examined() if self.steps == self._goal else None

    def _examined(self) -> OrbitVerdict | None:
        """At a goal: a stable cycle, an exact repetition, or the exponent; None if the orbit must go on."""
        recent = np.array(self._recent[-2 * LONGEST_CYCLE :])
        period = _exact_period(recent)
        is_last_chance = period is not None or self.steps >= CHECKPOINTS[-1]
        cycle = self._stable_cycle(recent, is_last_chance)
        if cycle is not None:
            return _settled(cycle, SLOWLY if cycle.is_neutral else "")
        if period is not None:
            return self._repeated(cycle_through(self._step, self._recent[-1], period))
        if self._is_measuring:
            return self._measured()
        if is_last_chance:
            self._measure_from(self._recent[-1])
        else:
            self._goal = next(checkpoint for checkpoint in CHECKPOINTS if checkpoint > self.steps)
        return None

    def _measure_from(self, x: float) -> None:
        self._is_measuring = True
        self._recent = [x]
        self._goal = self.steps + MEASURED_STEPS

    @property
    def _way(self) -> float:
        """The width of all that the orbit has visited."""
        return self._high - self._low

    def _stable_cycle(self, recent: Array, is_last_chance: bool) -> Cycle | None:
        """The stable cycle that draws the orbit in; before the last chance it must be all but there."""
        tried: set[int] = set()
        for repetition in _similar_periods(recent, SIMILAR * self._way):
            for period in (p for p in range(1, repetition + 1) if repetition % p == 0 and p not in tried):
                tried.add(period)
                same_phase = recent[-1 : -repetition - 1 : -period]
                c = solve_cycle(self._step, float(same_phase.mean()), period)
                has_arrived = np.abs(same_phase - c).max() <= ARRIVED * self._way
                if math.isfinite(c) and (has_arrived or is_last_chance):
                    cycle = cycle_through(self._step, c, period)
                    if self._draws_in(c, cycle, same_phase - c):
                        return cycle
        return None

    def _draws_in(self, c: float, cycle: Cycle, distances: Array) -> bool:
        """Whether the cycle through c is stable, as long as it says, and attracts from these distances."""
        if cycle.is_unstable or _is_shorter(cycle, 1e-7 * self._way):
            return False
        farthest = float(np.abs(distances).max())
        reach = max(farthest, 1e-5 * abs(c), 1e-5 * self._way)
        # What lies between is known where the orbit has been, and must be tried where it has not.
        nearest = 0.5 if farthest <= self._way else 1 / 64
        period, side = len(cycle.points), math.copysign(reach, distances[0])
        # With M > 0 the orbit stays on its side of c; the other may repel, as beside the inflection of x³.
        if cycle.multiplier > 0 and is_drawn_to(self._step, c, period, side, nearest, stays_aside=True):
            return True
        return all(is_drawn_to(self._step, c, period, side, nearest) for side in (-reach, reach))

    def _repeated(self, cycle: Cycle) -> OrbitVerdict | None:
        """The orbit repeats itself digit for digit, but no cycle draws it in."""
        x, alpha = self._recent[-1], self._step.learning_rate
        if len(cycle.points) == 1 and alpha and self._step.slope(x):
            remark = (
                f"it stands still at {written(x)} only because {Symbol.ALPHA}·f′ there is too small for a "
                "double"
            )
            return OrbitVerdict("undecided", remark=remark, visited=(x, x))
        if not cycle.is_unstable or not self._is_collapse(cycle):
            return _settled(cycle, UNATTRACTED if cycle.is_neutral else "")
        if self._collapsed_at is not None:
            return OrbitVerdict("undecided", remark=self._remark(), visited=(x, x))
        self._collapsed_at = self._arrival(cycle)
        # Go on from beside the unstable cycle, a little towards the middle, and measure there.
        self._measure_from(x + 1e-12 * ((self._low + self._high) / 2 - x))
        return None

    def _is_collapse(self, cycle: Cycle) -> bool:
        """Whether rounding alone put the orbit on this unstable cycle.

        If a difference of one rounding at the start has grown to the size of the whole orbit by then, the
        exact orbit does not arrive there. A start that leads to the cycle within a few steps truly does.
        """
        if self._collapsed_at is not None:
            return True
        return self._largest_growth(self._arrival(cycle)) > FORGOTTEN

    def _arrival(self, cycle: Cycle) -> int:
        """The step at which the orbit first was on the cycle."""
        iterates = self._walk.orbit(self._start, self._step.learning_rate, self.steps)
        return int(np.argmax(np.isin(iterates, cycle.points)))

    def _largest_growth(self, step: int) -> float:
        """The largest ln|Π (1 − α f″(xₜ))| on the way to that step."""
        iterates = self._walk.orbit(self._start, self._step.learning_rate, step)[:step]
        return float(np.cumsum(self._logarithms(iterates)).max(initial=0.0))

    def _logarithms(self, iterates: Array) -> Array:
        """ln|1 − α f″(xₜ)|, −∞ and NaN included."""
        with np.errstate(all="ignore"):
            slopes = 1.0 - self._step.learning_rate * self._curvature.values(iterates)
            logarithms: Array = np.log(np.abs(slopes))
        return logarithms

    def _measured(self) -> OrbitVerdict:
        """Chaotic if Λ is clearly positive; a hundred stretches of the orbit tell how sure its mean is."""
        iterates = np.array(self._recent[1:])
        visited = float(iterates.min()), float(iterates.max())
        logarithms = self._logarithms(iterates)
        with np.errstate(invalid="ignore"):
            exponent = float(logarithms.mean())
            error = float(logarithms.reshape(100, -1).mean(axis=1).std()) / 10
        if exponent > max(LEAST_CHAOS, 5 * error):
            remark = "" if self._collapsed_at is None else self._remark()
            return OrbitVerdict("chaotic", lyapunov=exponent, remark=remark, visited=visited)
        return OrbitVerdict("undecided", lyapunov=_defined(exponent), remark=self._remark(), visited=visited)

    def _remark(self) -> str:
        if self._collapsed_at is not None:
            return (
                f"from step {self._collapsed_at} on rounding holds the computed orbit on an unstable point "
                "that the exact one leaves"
            )
        changes = np.diff(self._recent[-2 * LONGEST_CYCLE :])
        if (changes > 0).all() or (changes < 0).all():
            direction = "rising" if changes[-1] > 0 else "falling"
            return f"x is still {direction} after {self.steps:,} steps, at {written(self._recent[-1])}"
        return f"neither settled nor clearly chaotic after {self.steps:,} steps"


def _diverged(slope: Scalar, step: int, last_bounded: float) -> OrbitVerdict:
    """The verdict on an orbit that is out of bounds at this step: f′ took it there, or has no value."""
    is_undefined = math.isnan(slope(last_bounded))
    remark = f"f′ has no value at {written(last_bounded)}" if is_undefined else ""
    return OrbitVerdict("diverges", diverged_at=step, remark=remark)


def _settled(cycle: Cycle, remark: str) -> OrbitVerdict:
    found = OrbitVerdict(
        "converges", lyapunov=_defined(cycle.lyapunov), multiplier=cycle.multiplier, remark=remark
    )
    if len(cycle.points) == 1:
        return replace(found, limit=cycle.points[0])
    return replace(found, kind="cycles", period=len(cycle.points), cycle=cycle.points)


def _defined(value: float) -> float | None:
    return None if math.isnan(value) else value


def _exact_period(recent: Array) -> int | None:
    """How many iterates ago the last one was met before, to the last bit; None if it was not."""
    places = np.flatnonzero(recent[:-1] == recent[-1])
    return len(recent) - 1 - int(places[-1]) if len(places) else None


def _similar_periods(recent: Array, tolerance: float) -> list[int]:
    """The shortest periods, four at most, after which the last iterates come back to within `tolerance`."""
    periods: list[int] = []
    longest = len(recent) // 2
    back = np.abs(recent[-2 : -longest - 2 : -1] - recent[-1])
    for period in (np.flatnonzero(back <= tolerance) + 1).tolist():
        if len(periods) < 4 and np.abs(recent[-period:] - recent[-2 * period : -period]).max() <= tolerance:
            periods.append(period)
    return periods


def _is_shorter(cycle: Cycle, tolerance: float) -> bool:
    """Whether the points come round sooner than the period says."""
    period = len(cycle.points)
    return any(
        period % part == 0 and abs(cycle.points[part] - cycle.points[0]) <= tolerance
        for part in range(1, period)
    )
