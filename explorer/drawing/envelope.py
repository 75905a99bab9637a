"""Which few of very many points draw the same picture?

The lowest and the highest of every 4, 16, 64 … points, found once when the points arrive. A stretch of
a curve is then drawn from a few thousand of its own points, however many it has, and no peak is lost.
"""

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Indices

FACTOR = 4
"""How many buckets of one level make a bucket of the next."""

CurveSteps = NDArray[np.float64] | NDArray[np.int64]


class Envelope:
    """Where the extremes of a growing row of numbers are; numbers that are not finite are never extremes."""

    def __init__(self) -> None:
        self._levels: list[Indices] = []

    def extend(self, values: Array) -> None:
        """Look at all `values`; those that were there at the last call are taken to be unchanged."""
        bucket, level = FACTOR, 0
        while len(values) >= bucket:
            if level == len(self._levels):
                self._levels.append(np.empty((0, 2), dtype=np.intp))
            known = len(self._levels[level])
            if len(values) // bucket > known:
                found = self._extremes(values, level, known, len(values) // bucket)
                self._levels[level] = np.concatenate([self._levels[level], found])
            bucket, level = bucket * FACTOR, level + 1

    def between(self, first: int, last: int, at_most: int) -> Indices:
        """Ascending indices of at most about `at_most` points that draw those from `first` up to `last`."""
        level, count = 0, last - first
        while count > at_most and level < len(self._levels):
            level += 1
            count = 2 * (last - first) // FACTOR**level
        return self._pick(first, last, level)

    def _pick(self, first: int, last: int, level: int) -> Indices:
        if level == 0 or last <= first:
            return np.arange(first, max(first, last))
        bucket = FACTOR**level
        begin, end = -(-first // bucket), min(last // bucket, len(self._levels[level - 1]))
        if begin >= end:
            return self._pick(first, last, level - 1)
        before = self._pick(first, begin * bucket, level - 1)
        after = self._pick(end * bucket, last, level - 1)
        return np.concatenate([before, self._levels[level - 1][begin:end].ravel(), after])

    def _extremes(self, values: Array, level: int, begin: int, end: int) -> Indices:
        """(buckets, 2): the indices of lowest and highest number of each bucket, the earlier first."""
        count = end - begin
        if level == 0:
            candidates = np.arange(begin * FACTOR, end * FACTOR).reshape(count, FACTOR)
        else:
            below = self._levels[level - 1][begin * FACTOR : end * FACTOR]
            candidates = below.reshape(count, 2 * FACTOR)
        numbers = values[candidates]
        is_finite = np.isfinite(numbers)
        lowest = np.where(is_finite, numbers, np.inf).argmin(axis=1)
        highest = np.where(is_finite, numbers, -np.inf).argmax(axis=1)
        rows = np.arange(count)
        pairs = np.stack([candidates[rows, lowest], candidates[rows, highest]], axis=1)
        return np.sort(pairs, axis=1)
