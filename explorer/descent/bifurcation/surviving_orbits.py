"""How do many orbits go on where f′ has a value, but a part of it overflows? Checked orbit engine.

e^x/(1 + e^x) is ∞/∞ from x = 710 on, which kernels and numpy take for an orbit that has escaped. So where one
escapes it is followed once more, with the values that `formula.precise` finds; where it then stays, so it is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.descent.bifurcation.numpy_orbits import ArrayFunction, NumpyOrbits, array_function_of
from explorer.descent.bifurcation.orbits import Counts, OrbitEngine, Orbits, Tangents, XRows
from explorer.descent.function import Function
from explorer.formula.precise import may_overflow

Lanes = NDArray[np.intp]


def checked(engine: OrbitEngine, f: Function, momentum: float) -> OrbitEngine:
    """`engine` for f, checked where f′ or f″ may overflow."""
    slope = f.derivative()
    curvature = slope.derivative()
    if not (may_overflow(slope.expression) or may_overflow(curvature.expression)):
        return engine
    return SurvivingOrbits(engine, NumpyOrbits(_surviving(slope), _surviving(curvature), momentum))


@dataclass(frozen=True, slots=True)
class SurvivingOrbits:
    """What is `fast`, and `sure` for those lanes alone in which that was wrong."""

    fast: OrbitEngine
    sure: OrbitEngine

    @property
    def block(self) -> int:
        return self.fast.block

    def advance(self, orbits: Orbits, steps: int) -> None:
        before = orbits.copy()
        self.fast.advance(orbits, steps)
        if len(lanes := self._survivors(before, orbits)):
            again = before.chosen(lanes)
            self.sure.advance(again, steps)
            orbits.put(lanes, again)

    def trail(self, orbits: Orbits, steps: int) -> Array:
        before = orbits.copy()
        iterates = self.fast.trail(orbits, steps)
        if len(lanes := self._survivors(before, orbits)):
            again = before.chosen(lanes)
            iterates[:, lanes] = self.sure.trail(again, steps)
            orbits.put(lanes, again)
        return iterates

    def tangents(self, orbits: Orbits, steps: int) -> Tangents:
        ahead = self.fast.tangents(orbits, steps)
        is_number = np.isfinite(ahead.x) & np.isfinite(ahead.jacobian).all(axis=(0, 1))
        lanes = np.flatnonzero(~is_number & np.isfinite(orbits.x))
        if len(lanes):
            again = self.sure.tangents(orbits.chosen(lanes), steps)
            ahead.x[lanes], ahead.before[lanes] = again.x, again.before
            ahead.jacobian[:, :, lanes] = again.jacobian
        return ahead

    def visit(self, orbits: Orbits, steps: int, rows: XRows) -> Counts:
        before = orbits.copy()
        counts = self.fast.visit(orbits, steps, rows)
        if len(lanes := self._survivors(before, orbits)):
            again = before.chosen(lanes)
            counts[lanes] = self.sure.visit(again, steps, rows)
            orbits.put(lanes, again)
        return counts

    def growth(self, orbits: Orbits, steps: int) -> Array:
        before = orbits.copy()
        growth = self.fast.growth(orbits, steps)
        unknown = np.flatnonzero(np.isnan(growth) & ~orbits.has_escaped)
        if len(lanes := np.union1d(self._survivors(before, orbits), unknown)):
            again = before.chosen(lanes)
            growth[lanes] = self.sure.growth(again, steps)
            orbits.put(lanes, again)
        return growth

    def _survivors(self, before: Orbits, after: Orbits) -> Lanes:
        """The lanes that have escaped meanwhile, but not when all their values are found.

        They are followed to where the last of them escapes, which mostly is soon.
        """
        lanes = np.flatnonzero(after.has_escaped & ~before.has_escaped)
        if not len(lanes):
            return lanes
        again = before.chosen(lanes)
        self.sure.advance(again, int(after.escaped_at[lanes].max()) - before.steps)
        escaped_at = after.escaped_at[lanes]
        survives = ~again.has_escaped | (again.escaped_at > escaped_at)
        return lanes[survives]


def _surviving(f: Function) -> ArrayFunction:
    """f at many places, that of `f.evaluate` where doubles give 0 or no number."""
    in_doubles = array_function_of(f)

    def values(x: Array) -> Array:
        y = in_doubles(x)
        doubtful = np.flatnonzero(np.isfinite(x) & ~(np.isfinite(y) & (y != 0)))
        if len(doubtful):
            y = y.copy()
            y[doubtful] = [f.evaluate(each) for each in x[doubtful].tolist()]
        return y

    return values
