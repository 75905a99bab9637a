"""What is the fate of a heavy ball, a descent with momentum? The search for its verdict.

Its state is two numbers, x and the iterate before, so a cycle has two multipliers: it is stable where both
are below 1 in size. What it settles on, and how distances grow on the way, is found as for the picture of all
learning rates, of which this is one lane.
"""

import math

import numpy as np

from explorer.array import Array
from explorer.descent.bifurcation.engine import engine_for
from explorer.descent.bifurcation.orbits import Orbits
from explorer.descent.bifurcation.settled import settle
from explorer.descent.checkpoint import CHECKPOINTS, LEAST_CHAOS, MEASURED_STEPS
from explorer.descent.cycle import DescentStep, rounded_minimum
from explorer.descent.function import Function
from explorer.descent.orbit import is_bounded
from explorer.descent.review import outside_domain, reviewed
from explorer.descent.verdict import OrbitVerdict

_STRETCHES = 100
_STRETCH = MEASURED_STEPS // _STRETCHES
"""The exponent is the mean of so many means, whose scatter tells how sure it is."""


class HeavyBallSearch:
    """Follows one ball until its fate is clear. What is found does not depend on the slices."""

    def __init__(self, f: Function, start: float, learning_rate: float, momentum: float) -> None:
        has_diverged = not is_bounded(start)
        self.found = OrbitVerdict("diverges", diverged_at=0) if has_diverged else outside_domain(f, start)
        self.steps = 0
        self._f, self._start, self._rate, self._momentum = f, float(start), float(learning_rate), momentum
        self._engine = engine_for(f, momentum)
        self._orbits = Orbits.begin(np.array([learning_rate]), start)
        self._growth: list[float] = []

    def advance(self, steps: int) -> OrbitVerdict | None:
        """Follow the ball for about that many steps more; the verdict once there is one, None before."""
        if self.found is None:
            found = self._measured(steps) if self.steps >= CHECKPOINTS[-1] else self._followed(steps)
            if found is not None:
                self.found = reviewed(found, self._f, self._start, self._rate, self.steps, self._momentum)
        return self.found

    def _followed(self, steps: int) -> OrbitVerdict | None:
        goal = next(checkpoint for checkpoint in CHECKPOINTS if checkpoint > self.steps)
        count = min(steps, goal - self.steps)
        self._engine.advance(self._orbits, count)
        self.steps += count
        if self._orbits.has_escaped[0]:
            return OrbitVerdict("diverges", diverged_at=int(self._orbits.escaped_at[0]))
        return self._settled() if self.steps == goal else None

    def _settled(self) -> OrbitVerdict | None:
        cycles = settle(self._engine, self._orbits)
        period = int(cycles.period[0])
        if not period:
            return None
        exponent, multiplier = float(cycles.lyapunov[0]), float(cycles.multiplier[0])
        lyapunov = None if math.isnan(exponent) else exponent
        points = cycles.points[:period, 0].tolist()
        if period == 1:
            slope = self._f.derivative()
            step = DescentStep(slope.evaluate, slope.derivative().evaluate, self._rate)
            limit = rounded_minimum(step, points[0])
            return OrbitVerdict("converges", limit=limit, lyapunov=lyapunov, multiplier=multiplier)
        smallest = points.index(min(points))
        cycle = (*points[smallest:], *points[:smallest])
        return OrbitVerdict("cycles", period=period, cycle=cycle, lyapunov=lyapunov, multiplier=multiplier)

    def _measured(self, steps: int) -> OrbitVerdict | None:
        """Chaotic if the exponent is clearly positive."""
        if not self._growth:
            self._orbits.forget_range()
        for _ in range(max(1, steps // _STRETCH)):
            self._growth.append(float(self._engine.growth(self._orbits, _STRETCH)[0]) / _STRETCH)
            self.steps += _STRETCH
            if self._orbits.has_escaped[0]:
                return OrbitVerdict("diverges", diverged_at=int(self._orbits.escaped_at[0]))
            if len(self._growth) == _STRETCHES:
                return self._chaotic(np.array(self._growth))
        return None

    def _chaotic(self, growth: Array) -> OrbitVerdict:
        exponent, error = float(growth.mean()), float(growth.std()) / math.sqrt(len(growth))
        visited = float(self._orbits.low[0]), float(self._orbits.high[0])
        coasting = -math.log1p(-self._momentum) / _STRETCH  # on slopes alone a distance grows to 1/(1 − β)
        if exponent > max(LEAST_CHAOS, 5 * error) + coasting:
            return OrbitVerdict("chaotic", lyapunov=exponent, visited=visited)
        remark = f"neither settled nor clearly chaotic after {self.steps:,} steps"
        lyapunov = None if math.isnan(exponent) else exponent
        return OrbitVerdict("undecided", lyapunov=lyapunov, remark=remark, visited=visited)
