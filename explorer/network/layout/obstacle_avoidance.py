"""Where do neurons stand so that no connection runs through one of them on its way to a farther column?

Connections are taken to be drawn as cubic curves that leave and arrive horizontally, with both control points
half-way between their ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.network.layout.crossing_reduction import LayoutNode

_MOST_ROUNDS = 8
_STEPS_PER_ROW = 4
_STRETCHES = (1.0, 1.5, 2.0, 3.0)
_FEW_NEURONS = 80  # more are stretched only once: nobody waits seconds for a tidy drawing
_HIT = 100.0  # rows by which connections may grow longer so that there is one hit fewer


@dataclass(frozen=True)
class Passage:
    """Where a connection passes a column: after `share` of the way between its ends' heights.

    `steepness`: dy/dx there, for ends that are 1 apart in height.
    """

    source: LayoutNode
    dest: LayoutNode
    column: int
    share: float
    steepness: float


def passage(source: LayoutNode, dest: LayoutNode, column: int, covered: float, width: float) -> Passage:
    """The passage after `covered` (0 to 1) of the width between the two ends.

    The curve between (0, 0) and (1, 1) is x = 3/2 t − 3/2 t² + t³, y = 3 t² − 2 t³.
    """
    low, high = 0.0, 1.0
    for _ in range(50):
        t = (low + high) / 2
        if 1.5 * t - 1.5 * t**2 + t**3 < covered:
            low = t
        else:
            high = t
    slope = (6 * low - 6 * low**2) / (1.5 - 3 * low + 3 * low**2)
    return Passage(source, dest, column, 3 * low**2 - 2 * low**3, slope / width)


@dataclass(frozen=True)
class Clearing:
    """The problem: neurons by column, their neighbours, and the passages that they must keep clear of.

    `row`: least distance of neurons in a column.
    `clearance`: least distance of a passing curve from a neuron.
    """

    columns: Sequence[Sequence[LayoutNode]]
    neighbours: Sequence[Sequence[LayoutNode]]
    passages: Sequence[Passage]
    row: float
    clearance: float

    @cached_property
    def _met(self) -> list[tuple[Passage, LayoutNode]]:
        """Every passage with every neuron of its column."""
        return [(passed, neuron) for passed in self.passages for neuron in self.columns[passed.column]]

    @cached_property
    def _ends(self) -> NDArray[np.intp]:
        """Source, dest and met neuron of every meeting: (3, meetings)."""
        rows = [(passed.source, passed.dest, neuron) for passed, neuron in self._met]
        return np.array(rows, dtype=np.intp).reshape(-1, 3).T

    @cached_property
    def _shape(self) -> Array:
        """Share and steepness of every meeting: (2, meetings)."""
        return np.array([(passed.share, passed.steepness) for passed, _ in self._met]).reshape(-1, 2).T

    @cached_property
    def _meetings(self) -> list[NDArray[np.intp]]:
        """The meetings that each neuron has to do with, as an end or as the one that is met."""
        return [np.flatnonzero((self._ends == thing).any(axis=0)) for thing in range(len(self.neighbours))]

    def hits(self, heights: Array) -> int:
        """How many times a connection passes too near to a neuron, for neurons at these heights."""
        return int(self._hits(heights[self._ends], self._shape))

    def cost(
        self, thing: LayoutNode, column: Sequence[LayoutNode], candidates: Array, heights: Array
    ) -> Array:
        """What each candidate for the neuron's height costs: hits, and length of its connections in rows."""
        meetings = self._meetings[thing]
        ends = self._ends[:, meetings]
        at = np.where(ends == thing, candidates[:, np.newaxis, np.newaxis], heights[ends])
        others = heights[[other for other in column if other != thing]]
        overlaps = (np.abs(candidates[:, np.newaxis] - others) < self.row).any(axis=1)
        away = np.abs(candidates[:, np.newaxis] - heights[list(self.neighbours[thing])]).sum(axis=1)
        hits = self._hits(at, self._shape[:, meetings])
        return np.where(overlaps, np.inf, _HIT * hits + away / self.row)

    def _hits(self, at: Array, shape: Array) -> Array:
        """How many meetings are too near. at: (…, 3, meetings), heights of source, dest and met neuron."""
        source, dest, neuron = at[..., 0, :], at[..., 1, :], at[..., 2, :]
        share, steepness = shape
        rise = dest - source
        near = np.abs(source + share * rise - neuron) < self.clearance * np.hypot(1.0, steepness * rise)
        hits: Array = near.sum(axis=-1)
        return hits


def cleared(problem: Clearing, heights: Array) -> Array:
    """Heights with fewer hits, from the first stretch of the given ones that leads to none, or to the fewest.

    Unchanged where there are no hits.
    """
    best, fewest = heights, problem.hits(heights)
    few = len(heights) <= _FEW_NEURONS
    for stretch in _STRETCHES if few else _STRETCHES[:1]:
        if fewest == 0:
            break
        found = _settled(problem, stretch * heights)
        count = problem.hits(found)
        if count < fewest:
            best, fewest = found, count
    return best


def _settled(problem: Clearing, heights: Array) -> Array:
    """Neurons move in turn to where they cost least, until none finds a better place."""
    now = heights.copy()
    step = problem.row / _STEPS_PER_ROW
    for _ in range(_MOST_ROUNDS):
        before = now.copy()
        for column in problem.columns:
            for thing in column:
                reach = np.ceil(np.abs(now).max() / step) + 2 * _STEPS_PER_ROW
                candidates = np.append(now[thing], step * np.arange(-reach, reach + 1))
                nearest_first = np.argsort(np.abs(candidates - now[thing]), kind="stable")
                candidates = candidates[nearest_first]
                now[thing] = candidates[np.argmin(problem.cost(thing, column, candidates, now))]
        if (now == before).all():
            break
    return now
