"""How does one orbit go on fastest? In machine code where that is loaded, else step by step in Python.

The iterates are the same to the last bit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import numpy as np

from explorer.array import Array
from explorer.compiling.loaded import ORBITS, is_loaded
from explorer.descent.function import Function
from explorer.descent.orbit import is_bounded, roll, walk
from explorer.formula.evaluate import Scalar
from explorer.formula.precise import may_overflow


@dataclass(frozen=True, eq=False, slots=True)
class LoneWalk:
    """Takes an orbit on. `compiled` is None where Python goes alone.

    `may_overflow`: a part of f′ may overflow in doubles where f′ has a value, which Python then finds.
    """

    slope: Scalar
    compiled: Callable[[float, float, int], Array] | None
    may_overflow: bool
    momentum: float

    def __call__(self, x: float, learning_rate: float, steps: int) -> Array:
        """The next `steps` iterates after x, at which it is at rest; the first out of bounds is the last."""
        if self.compiled is None or (self.may_overflow and self.momentum):
            return np.array(self._in_python(x, learning_rate, steps), dtype=np.float64)
        iterates = self.compiled(x, learning_rate, steps)
        if not self.may_overflow:
            return iterates
        trusted = _trusted(iterates, x)
        if trusted == len(iterates):
            return iterates
        last = float(iterates[trusted - 1]) if trusted else x
        rest = self._in_python(last, learning_rate, steps - trusted)
        return np.concatenate([iterates[:trusted], rest])

    def orbit(self, start: float, learning_rate: float, steps: int) -> Array:
        """x₀ … x_N as `explorer.descent.orbit` has it: shape (steps + 1,), or less where it diverges."""
        if not is_bounded(start):
            return np.array([start], dtype=np.float64)
        return np.concatenate([[start], self(start, learning_rate, steps)])

    def _in_python(self, x: float, learning_rate: float, steps: int) -> list[float]:
        if self.momentum:
            return roll(self.slope, x, learning_rate, steps, self.momentum)
        return walk(self.slope, x, learning_rate, steps)


def lone_walk(f: Function, momentum: float = 0.0) -> LoneWalk:
    """The fastest way to take an orbit of f on. Who can wait loads the kernels first."""
    slope, compiled = f.derivative(), None
    if is_loaded(ORBITS):
        compiled = import_module("explorer.descent.bifurcation.compiled_walk").walk_of(f, float(momentum))
    return LoneWalk(slope.evaluate, compiled, may_overflow(slope.expression), float(momentum))


def _trusted(iterates: Array, x: float) -> int:
    """How many of them are surely right though f′ may overflow: it was neither 0 nor infinite nor NaN."""
    stands = iterates == np.concatenate([[x], iterates[:-1]])
    doubtful = np.flatnonzero(stands | ~np.isfinite(iterates))
    return int(doubtful[0]) if len(doubtful) else len(iterates)
