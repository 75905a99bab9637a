"""From which starts does a descent end where this one ends? The basin of its end state, on a grid."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.descent.bifurcation.engine import engine_for
from explorer.descent.bifurcation.orbits import Orbits
from explorer.descent.bifurcation.settled import Settled, settle
from explorer.descent.shown_descent import Descent

STEPS = 1000
"""After so many steps a start that has neither settled nor escaped counts as wandering."""

_SAME = 1e-6
"""End states that differ by less of the width looked at are one."""


@dataclass(frozen=True, eq=False, slots=True)
class Basin:
    """Which of the `starts`, in order, end where the descent does. Both of shape (n,).

    `cycle`: what the descent settles on, in the order visited, the smallest value first; a single value where
    it converges, none where it wanders or escapes.
    """

    starts: Array
    ends_alike: NDArray[np.bool_]
    cycle: tuple[float, ...] = ()

    @property
    def intervals(self) -> list[tuple[float, float]]:
        """The basin as intervals, each from half way to the start before it to half way to the one after."""
        edges = np.flatnonzero(np.diff(self.ends_alike, prepend=False, append=False))
        middles = (self.starts[1:] + self.starts[:-1]) / 2
        bounds = np.concatenate([self.starts[:1], middles, self.starts[-1:]])
        return [(float(bounds[low]), float(bounds[high])) for low, high in edges.reshape(-1, 2).tolist()]


def basin_of(descent: Descent, low: float, high: float, count: int = 1001) -> Basin:
    """The basin among so many starts from `low` to `high`; empty where the descent itself escapes."""
    starts = np.linspace(low, high, count)
    engine = engine_for(descent.f, descent.momentum)
    orbits = Orbits.begin(np.full(count + 1, descent.learning_rate), np.append(starts, descent.start))
    engine.advance(orbits, STEPS)
    cycles = settle(engine, orbits)
    wanders = (cycles.period == 0) & ~orbits.has_escaped
    if orbits.has_escaped[-1]:
        return Basin(starts, np.zeros(count, dtype=np.bool_))
    if wanders[-1]:
        return Basin(starts, wanders[:-1])
    return Basin(starts, _same_cycle(cycles, _SAME * (high - low)), _last_cycle(cycles))


def _last_cycle(cycles: Settled) -> tuple[float, ...]:
    """The cycle of the last lane, turned so that its smallest value comes first."""
    points = cycles.points[: int(cycles.period[-1]), -1]
    return tuple(np.roll(points, -int(np.argmin(points))).tolist())


def _same_cycle(cycles: Settled, tolerance: float) -> NDArray[np.bool_]:
    """Which lanes have settled on the cycle of the last one: it has the same lowest point."""
    lowest = np.fmin.reduce(cycles.points)
    with np.errstate(invalid="ignore"):
        is_near = np.abs(lowest[:-1] - lowest[-1]) <= tolerance
    is_same: NDArray[np.bool_] = is_near & (cycles.period[:-1] == cycles.period[-1])
    return is_same
