"""How do many orbits of one f go on side by side, each lane with its own learning rate and start?

x ← x − α f′(x) + β (x − the iterate before): descent, or with a momentum β > 0 the heavy ball (Polyak 1964).
What it takes to follow them is said here once; `numpy_orbits` and `compiled_orbits` do it, and differ in the
last bits at most, which chaos enlarges.
"""

from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Steps
from explorer.descent.orbit import BOUND

Counts = NDArray[np.uint32]
"""How often the iterates of each lane were in each row."""


@dataclass(eq=False, slots=True)
class Orbits:
    """One orbit a lane, all of them after so many `steps`. Every array has shape (lanes,).

    `escaped_at` is the step with which a lane left ±BOUND, after which it counts as escaped whatever its
    numbers do; −1 where it never did. `low` and `high` are its least and greatest iterate so far.
    """

    rates: Array
    x: Array
    before: Array
    low: Array
    high: Array
    steps: int
    escaped_at: Steps

    @classmethod
    def begin(cls, rates: Array, starts: Array | float) -> Self:
        """At their starts, at rest: the iterate before is the start too."""
        x = np.array(np.broadcast_to(starts, rates.shape), dtype=np.float64)
        escaped_at = np.where(np.abs(x) <= BOUND, -1, 0).astype(np.int64)
        return cls(np.array(rates, dtype=np.float64), x, x.copy(), x.copy(), x.copy(), 0, escaped_at)

    @property
    def has_escaped(self) -> NDArray[np.bool_]:
        """Which lanes have left ±BOUND, or are no longer numbers."""
        return self.escaped_at >= 0

    def chosen(self, lanes: NDArray[np.bool_] | NDArray[np.intp]) -> "Orbits":
        """A copy of these lanes alone."""
        return Orbits(
            self.rates[lanes],
            self.x[lanes],
            self.before[lanes],
            self.low[lanes],
            self.high[lanes],
            self.steps,
            self.escaped_at[lanes],
        )

    def forget_range(self) -> None:
        """Let `low` and `high` begin anew with the present iterate."""
        self.low, self.high = self.x.copy(), self.x.copy()

    def put(self, lanes: NDArray[np.intp], others: "Orbits") -> None:
        """Let these lanes stand where the `others` do, which may have made more steps."""
        for name in ("x", "before", "low", "high", "escaped_at"):
            getattr(self, name)[lanes] = getattr(others, name)

    def copy(self) -> "Orbits":
        """The same lanes, to go on by themselves."""
        return self.chosen(np.arange(len(self.x)))


@dataclass(frozen=True, slots=True)
class XRows:
    """The range of x that is cut into rows, the lowest first: `low` to `low` + `count` / `per_unit`."""

    low: float
    per_unit: float
    count: int


@dataclass(frozen=True, eq=False, slots=True)
class Tangents:
    """Where lanes are some steps on, and how they got there depends on where they began, at first order.

    `jacobian` has shape (2, 2, lanes): the derivative of (x, before) by (x, before) some steps earlier.
    """

    x: Array
    before: Array
    jacobian: Array


class OrbitEngine(Protocol):
    """Follows orbits of one f. What it is given is its own to change where that is said, and nothing else."""

    @property
    def block(self) -> int:
        """So many lanes at a time are followed in some milliseconds, and not much faster one by one."""

    def advance(self, orbits: Orbits, steps: int) -> None:
        """Let `orbits` go on by so many steps."""

    def trail(self, orbits: Orbits, steps: int) -> Array:
        """Let them go on, and return the iterates on the way, shape (steps, lanes)."""

    def tangents(self, orbits: Orbits, steps: int) -> Tangents:
        """Where they would be after so many steps; `orbits` stay."""

    def visit(self, orbits: Orbits, steps: int, rows: XRows) -> Counts:
        """Let them go on; how often they were below, in each row, and above: shape (lanes, rows + 2)."""

    def growth(self, orbits: Orbits, steps: int) -> Array:
        """Let them go on; Σ ln of the factors by which a small distance between two orbits grows.

        Its mean is the Lyapunov exponent. A momentum's distance counts its two coordinates, one as β.
        """
