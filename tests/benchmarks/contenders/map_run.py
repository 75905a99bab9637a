"""How does this program make a trainability map in a race? As the window and the command line make it."""

import numpy as np

from explorer.array import Array
from explorer.job import results_of
from explorer.training.many.axis import axis_of
from explorer.training.many.training_map import TrainingMap, compute_map
from tests.benchmarks.work import xor

SLOWEST, FASTEST = 0.01, 0.5
"""Learning rates at which no run diverges, whatever the scale of its start."""


def map_of_xor(side: int, steps: int) -> TrainingMap:
    """α against the scale of the starting weights."""
    x = axis_of(xor(), "learning-rate", SLOWEST, FASTEST, side, False)
    return TrainingMap(xor(), x, axis_of(xor(), "scale", 0.5, 1.5, side, False), steps)


class MapRun:
    """A whole map of XOR."""

    def __init__(self, side: int, steps: int, workers: int) -> None:
        self._map, self._workers = map_of_xor(side, steps), workers

    @property
    def learning_rates(self) -> Array:
        """Of all pixels: (pixels,)."""
        return self._map.starts(np.arange(len(self._map))).learning_rates

    def work(self, times: int) -> None:
        """All pixels, so many times. Raises ArithmeticError where a run diverges."""
        for _ in range(times):
            for step in results_of(compute_map(self._map, self._workers)):
                if (step.results.diverged_at >= 0).any():
                    raise ArithmeticError("a run diverges, and so costs less than the others")
