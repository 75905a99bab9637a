"""How does this program make many runs at once in a race?

`LanesRun`: the lanes alone, on one thread. `SweepRun`: a whole sweep, as the window and the command line make
it, by as many threads as one likes.
"""

import numpy as np

from explorer.array import Array
from explorer.job import results_of
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Experiment
from explorer.training.many.executor import run_groups
from explorer.training.many.lane_choice import lanes_for
from explorer.training.many.lanes import Lanes, Start
from explorer.training.many.sweep import Sweep
from explorer.training.program import Program, parameters_of


class LanesRun:
    """Trains an experiment from its own weights, once with each learning rate."""

    def __init__(self, experiment: Experiment, learning_rates: Array) -> None:
        state = LearningRule.of(experiment).first_state(parameters_of(experiment.network))
        self._program = Program.of(experiment)
        self._start = Start(learning_rates, np.tile(state, (len(learning_rates), 1, 1)))

    def work(self, steps: int) -> None:
        """So many steps of every lane."""
        self._lanes_after(steps)

    def parameters_after(self, steps: int) -> Array:
        """(lanes, parameters). Where a lane diverges it is missing."""
        return self._lanes_after(steps).states[:, 0]

    def _lanes_after(self, steps: int) -> Lanes:
        lanes = lanes_for(self._program, self._start)
        lanes.advance(steps)
        return lanes


class SweepRun:
    """A sweep over the learning rates from the weights as they are drawn."""

    def __init__(self, experiment: Experiment, learning_rates: Array, steps: int, workers: int) -> None:
        self._sweep, self._workers = Sweep(experiment, learning_rates, None, steps), workers

    def work(self, times: int) -> None:
        """The whole sweep, so many times. Raises ArithmeticError where a run diverges."""
        for _ in range(times):
            for ends in results_of(
                run_groups(self._sweep.groups(self._workers), len(self._sweep), self._workers)
            ):
                if (ends.diverged_at >= 0).any():
                    raise ArithmeticError("a run diverges, and so costs less than the others")
