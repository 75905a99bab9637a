"""At which α is one optimiser first to bring E below a goal? Many α side by side, as a group of runs."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from explorer.array import Array, Indices
from explorer.network.model import Experiment
from explorer.race.racer import RaceSweep
from explorer.training.many.lane_choice import lanes_for
from explorer.training.many.lanes import IsCancelled, Lanes, Start, first_states, never
from explorer.training.program import Program, parameters_of

_PIECE = 0.02  # seconds of steps between two looks at who has arrived


@dataclass(frozen=True, eq=False)
class RatesToGoal:
    """The experiment from its weights at each of `learning_rates`, until an E is less than `goal`.

    Or, where none comes to that, for so many `steps`.
    """

    experiment: Experiment
    learning_rates: Array
    steps: int
    goal: float

    def __len__(self) -> int:
        return len(self.learning_rates)

    def run(self, is_cancelled: IsCancelled = never) -> RaceSweep:
        """Makes the steps. Raises Cancelled."""
        program, kept = Program.of(self.experiment), np.arange(self.steps + 1)
        starts = np.tile(parameters_of(self.experiment.network), (len(self), 1))
        start = Start(self.learning_rates, first_states(program, starts), kept=kept)
        lanes = lanes_for(program, start, is_cancelled)
        reached_at = np.full(len(self), -1, dtype=np.intp)
        piece, looked = 1, 0
        while True:
            low = lanes.losses[:, looked : lanes.step + 1] < self.goal
            first = np.where(low.any(axis=1), looked + low.argmax(axis=1), -1)
            has_arrived = (first >= 0) & ((lanes.diverged_at < 0) | (first < lanes.diverged_at))
            reached_at[has_arrived] = first[has_arrived]
            looked = lanes.step + 1
            if has_arrived.any() or lanes.step >= self.steps or not len(lanes.alive):
                return self._up_to_arrival(lanes, reached_at)
            began = perf_counter()
            lanes.advance(min(piece, self.steps - lanes.step))
            piece = max(1, piece // 2) if perf_counter() - began > _PIECE else 2 * piece

    def _up_to_arrival(self, lanes: Lanes, reached_at: Indices) -> RaceSweep:
        """The sweep as far as the first that arrived, whatever was computed beyond it in one piece."""
        arrived = reached_at[reached_at >= 0]
        steps = int(arrived.min()) if len(arrived) else lanes.step
        return RaceSweep(
            self.learning_rates,
            np.where(reached_at <= steps, reached_at, -1),
            np.where(lanes.diverged_at <= steps, lanes.diverged_at, -1),
            _last_finite(lanes.losses[:, : steps + 1]),
            steps,
            evaluations_of_step(self.experiment),
        )


def evaluations_of_step(experiment: Experiment) -> float:
    """How many gradients of all samples a step takes: the share of them that a mini-batch has."""
    samples, size = len(experiment.training_samples), experiment.training.batch_size
    return 1.0 if size is None else min(1.0, size / samples)


def _last_finite(losses: Array) -> Array:
    """The last E of each row that is finite: (rows,). NaN where none is."""
    is_finite = np.isfinite(losses)
    last = losses.shape[1] - 1 - is_finite[:, ::-1].argmax(axis=1)
    found: Array = losses[np.arange(len(losses)), last]
    return found
