"""How do many orbits go on side by side without a compiler? Lane engine on numpy arrays."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np

from explorer.array import Array
from explorer.descent.bifurcation.orbits import Counts, Orbits, Tangents, XRows
from explorer.descent.function import Function
from explorer.descent.orbit import BOUND
from explorer.formula.instructions import array_function, instructions_of

ArrayFunction = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class NumpyOrbits:
    """f′ and f″ for all lanes at once, step by step."""

    slope: ArrayFunction
    curvature: ArrayFunction
    momentum: float = 0.0

    @classmethod
    def of(cls, f: Function, momentum: float = 0.0) -> Self:
        """The engine for f."""
        slope = f.derivative()
        return cls(array_function_of(slope), array_function_of(slope.derivative()), momentum)

    @property
    def block(self) -> int:
        return 512  # calls into numpy cost more than what they do

    def advance(self, orbits: Orbits, steps: int) -> None:
        for _ in range(steps):
            self._step(orbits)

    def trail(self, orbits: Orbits, steps: int) -> Array:
        iterates = np.empty((steps, len(orbits.x)))
        for iterate in iterates:
            self._step(orbits)
            iterate[:] = orbits.x
        return iterates

    def tangents(self, orbits: Orbits, steps: int) -> Tangents:
        ahead = orbits.copy()
        jacobian = np.zeros((2, 2, len(ahead.x)))
        jacobian[0, 0] = jacobian[1, 1] = 1.0
        for _ in range(steps):
            self._turn(ahead, jacobian)
            self._step(ahead)
        return Tangents(ahead.x, ahead.before, jacobian)

    def visit(self, orbits: Orbits, steps: int, rows: XRows) -> Counts:
        lanes = np.arange(len(orbits.x))
        counts: Counts = np.zeros((len(lanes), rows.count + 2), dtype=np.uint32)
        for _ in range(steps):
            self._step(orbits)
            with np.errstate(all="ignore"):
                place = np.fmin(np.fmax((orbits.x - rows.low) * rows.per_unit, -1.0), rows.count)
            counts[lanes, (place + 1.0).astype(np.intp)] += 1
        return counts

    def growth(self, orbits: Orbits, steps: int) -> Array:
        growth, tangent = np.zeros(len(orbits.x)), np.zeros((2, 1, len(orbits.x)))
        tangent[0] = 1.0
        for _ in range(steps):
            self._turn(orbits, tangent)
            self._step(orbits)
            with np.errstate(all="ignore"):
                size = np.abs(tangent[0, 0]) + self.momentum * np.abs(tangent[1, 0])
                growth += np.log(size)
                tangent /= np.where(size > 0, size, 1.0)
        return growth

    def _step(self, orbits: Orbits) -> None:
        with np.errstate(all="ignore"):
            x = orbits.x - orbits.rates * self.slope(orbits.x)
            if self.momentum:
                x = x + self.momentum * (orbits.x - orbits.before)
            leaves = ~(np.abs(x) <= BOUND) & ~orbits.has_escaped
        orbits.before, orbits.x = orbits.x, x
        orbits.low, orbits.high = np.fmin(orbits.low, x), np.fmax(orbits.high, x)
        orbits.steps += 1
        orbits.escaped_at[leaves] = orbits.steps

    def _turn(self, orbits: Orbits, tangents: Array) -> None:
        """Multiply from the left with the derivative of one step: rows (1 − α f″ + β, −β) and (1, 0)."""
        with np.errstate(all="ignore"):
            own = 1.0 - orbits.rates * self.curvature(orbits.x)
            if self.momentum:
                own = own + self.momentum
            upper = own * tangents[0] - self.momentum * tangents[1]
        tangents[1] = tangents[0]
        tangents[0] = upper


def array_function_of(f: Function) -> ArrayFunction:
    """f at many places, prepared once for many calls where it can be."""
    instructions = instructions_of(f.expression)
    return f.values if instructions is None else array_function(instructions)
