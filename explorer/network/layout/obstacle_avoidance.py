"""Where do neurons stand so that no connection runs through one of them on its way to a farther column?

Connections are taken to be drawn as cubic curves that leave and arrive horizontally, with both control points
half-way between their ends.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Never

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.job import Job, JobStep
from explorer.network.layout.crossing_reduction import LayoutNode

_MOST_ROUNDS = 8
_STEPS_PER_ROW = 4
_STRETCHES = (1.0, 1.5, 2.0, 3.0)
_FEW_NEURONS = 80  # more are stretched only once: nobody waits seconds for a tidy drawing
_AT_ONCE = 16  # candidates
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
class AvoidanceProblem:
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
    def _ends(self) -> NDArray[np.intp]:
        """Source, dest and met neuron of every passage with every neuron of its column: (3, meetings)."""
        rows = [
            (passed.source, passed.dest, neuron)
            for passed in self.passages
            for neuron in self.columns[passed.column]
        ]
        return np.array(rows, dtype=np.intp).reshape(-1, 3).T

    @cached_property
    def _shape(self) -> Array:
        """Share and steepness of every meeting: (2, meetings)."""
        shapes = [(passed.share, passed.steepness) for passed in self.passages]
        counts = [len(self.columns[passed.column]) for passed in self.passages]
        return np.repeat(np.array(shapes).reshape(-1, 2), counts, axis=0).T

    @cached_property
    def _meetings(self) -> list[NDArray[np.intp]]:
        """The meetings that each neuron has to do with, as an end or as the one that is met."""
        nodes = self._ends.ravel()
        order = np.argsort(nodes, kind="stable")
        splits = np.searchsorted(nodes[order], np.arange(1, len(self.neighbours)))
        count = max(1, self._ends.shape[1])
        return [np.unique(found % count) for found in np.split(order, splits)]

    def hits(self, heights: Array) -> int:
        """How many times a connection passes too near to a neuron, for neurons at these heights."""
        distance, rise = self._distances(heights[self._ends], self._shape[0])
        return int(self._is_near(distance, rise, self._shape[1]).sum())

    def best(
        self, node: LayoutNode, column: Sequence[LayoutNode], candidates: Array, heights: Array
    ) -> float:
        """The candidate height that costs the neuron least: hits, and length of its connections in rows.

        The first of those that cost the same. Candidates at which it would overlap another are out, unless
        all are. They are tried by length, which is quickly told, until no hit fewer could make up for it.
        """
        away = np.abs(candidates[:, np.newaxis] - heights[list(self.neighbours[node])]).sum(axis=1)
        away = away / self.row + np.where(self._is_overlapping(node, column, candidates, heights), np.inf, 0)
        order = np.argsort(away, kind="stable")
        hits = self._hits_of(node, heights)
        least, found = np.inf, 0
        for first in range(0, len(order), _AT_ONCE):
            some = order[first : first + _AT_ONCE]
            if away[some[0]] > least or np.isinf(away[some[0]]):
                break
            costs = _HIT * hits(candidates[some]) + away[some]
            for cost, index in zip(costs.tolist(), some.tolist(), strict=True):
                if cost < least or (cost == least and index < found):
                    least, found = cost, index
        return float(candidates[found])

    def _is_overlapping(
        self, node: LayoutNode, column: Sequence[LayoutNode], candidates: Array, heights: Array
    ) -> NDArray[np.bool_]:
        """Whether each candidate is less than a row from another neuron of the column."""
        others = np.sort(heights[[other for other in column if other != node]])
        padded = np.concatenate([[-np.inf], others, [np.inf]])
        below = np.searchsorted(others, candidates)
        near: NDArray[np.bool_] = (
            np.minimum(candidates - padded[below], padded[below + 1] - candidates) < self.row
        )
        return near

    def _hits_of(self, node: LayoutNode, heights: Array) -> Callable[[Array], Array]:
        """How many of the neuron's meetings are too near, for each height that it may take.

        Distance and rise of a meeting are linear in the height of each of its three neurons.
        """
        meetings = self._meetings[node]
        ends, (share, steepness) = self._ends[:, meetings], self._shape[:, meetings]
        is_it = (ends == node).astype(float)
        distance, rise = self._distances(np.where(ends == node, 0.0, heights[ends]), share)
        with_distance, with_rise = self._distances(is_it, share)

        def hits(candidates: Array) -> Array:
            height = candidates[:, np.newaxis]
            near = self._is_near(distance + with_distance * height, rise + with_rise * height, steepness)
            counts: Array = near.sum(axis=1).astype(float)
            return counts

        return hits

    def _distances(self, at: Array, share: Array) -> tuple[Array, Array]:
        """How far above the met neuron each connection passes, and how far it rises from end to end.

        at: (3, meetings), heights of source, dest and met neuron.
        """
        source, dest, neuron = at
        rise = dest - source
        return source + share * rise - neuron, rise

    def _is_near(self, distance: Array, rise: Array, steepness: Array) -> NDArray[np.bool_]:
        """Whether each connection passes too near: nearer than the clearance, across its direction."""
        near: NDArray[np.bool_] = distance**2 < self.clearance**2 * (1.0 + (steepness * rise) ** 2)
        return near


def keep_clear(problem: AvoidanceProblem, heights: Array) -> Job[Array]:
    """Heights with fewer hits, from the first stretch of the given ones that leads to none, or to the fewest.

    Unchanged where there are no hits.
    """
    best, fewest = heights, problem.hits(heights)
    few = len(heights) <= _FEW_NEURONS
    stretches = _STRETCHES if few else _STRETCHES[:1]
    for number, stretch in enumerate(stretches):
        if fewest == 0:
            break
        settled = stretch * heights
        for step in _settle(problem, settled):
            yield JobStep((number + step.progress) / len(stretches))
        count = problem.hits(settled)
        if count < fewest:
            best, fewest = settled, count
    yield JobStep(1.0, best)


def _settle(problem: AvoidanceProblem, now: Array) -> Job[Never]:
    """Neurons move in turn, in `now`, to where they cost least, until none finds a better place."""
    step = problem.row / _STEPS_PER_ROW
    for turn in range(_MOST_ROUNDS):
        before = now.copy()
        for column in problem.columns:
            for node in column:
                reach = np.ceil(np.abs(now).max() / step) + 2 * _STEPS_PER_ROW
                candidates = np.append(now[node], step * np.arange(-reach, reach + 1))
                nearest_first = np.argsort(np.abs(candidates - now[node]), kind="stable")
                now[node] = problem.best(node, column, candidates[nearest_first], now)
                yield JobStep(turn / _MOST_ROUNDS)
        if (now == before).all():
            break
