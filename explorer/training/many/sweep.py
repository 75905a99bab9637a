"""Which runs does a sweep consist of: one for every learning rate and every start?

Only a part of them exists at a time, whatever their number: starts are drawn when it is their turn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.array import Array
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.initialiser import drawing
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Experiment
from explorer.training.many.executor import available_workers
from explorer.training.many.group import VERDICT_ROWS, Group, RunResults
from explorer.training.program import Program, check_trainable, parameters_of
from explorer.training.verdict import Verdict

_MOST_RUNS, _FEWEST_RUNS = 1024, 16
_MOST_NUMBERS = 2**21
"""Of all states and rows of a group, and of all starts that are kept."""

_GROUPS_PER_WORKER = 2
"""At least, where there are as many runs, so that all workers end about together; for each group, some
hundred times, a worker needs the interpreter, for which the others wait."""


@dataclass(frozen=True, slots=True)
class SweptRun:
    """How the run of that number ended: after so many `steps`, with this `loss`.

    `seed`: None where it started from the weights as they are drawn.
    """

    number: int
    learning_rate: float
    seed: int | None
    steps: int
    loss: float
    verdict: Verdict


class Sweep:
    """One run for each learning rate and seed, in this order, the seeds of a learning rate side by side.

    Without seeds there is one start, the weights as they are drawn. Raises NoOutput or NoTrainingSample.
    """

    def __init__(
        self, experiment: Experiment, learning_rates: Array, seeds: Sequence[int] | None, steps: int
    ) -> None:
        check_trainable(experiment)
        self._experiment, self.program = experiment, Program.of(experiment)
        self.learning_rates, self.seeds, self.steps = learning_rates, seeds, steps
        self._drawn = parameters_of(experiment.network)
        self._draw = drawing(experiment.network, experiment.training.initialiser)
        self._starts: dict[int, Array] = {}

    def __len__(self) -> int:
        return len(self.learning_rates) * self._starts_of_each

    @property
    def optimiser(self) -> str:
        """The name of the one with which all runs are made."""
        return self._experiment.training.optimiser.name

    def seed(self, run: int) -> int | None:
        """The seed of the run of that number; None where it starts from the weights as they are drawn."""
        return None if self.seeds is None else self.seeds[run % self._starts_of_each]

    def start(self, run: int) -> Array:
        """The parameters with which the run of that number begins."""
        if self.seeds is None:
            return self._drawn
        seed = self.seeds[run % self._starts_of_each]
        if (start := self._starts.get(seed)) is not None:
            return start
        start = self._draw(seed)
        if len(self.learning_rates) > 1 and len(self._starts) * len(start) < _MOST_NUMBERS:
            self._starts[seed] = start
        return start

    def experiment(self, run: int) -> Experiment:
        """What the run of that number trains: its start, at its learning rate.

        `explorer.training.many.lane_choice.lone_engine_for` trains it exactly as it was trained here.
        """
        network = with_parameters(self._experiment.network, self.start(run).tolist())
        rate = float(self.learning_rates[run // self._starts_of_each])
        return set_learning_rate(replace(self._experiment, network=network), rate)

    def groups(self, workers: int | None = None) -> Iterator[Group]:
        """All runs, in groups that keep so many workers busy, by default as many as there are cores."""
        size = self._runs_of_group(workers or available_workers())
        for first in range(0, len(self), size):
            runs = range(first, min(first + size, len(self)))
            rates = self.learning_rates[np.array(runs) // self._starts_of_each]
            yield Group(self.program, first, rates, np.array([self.start(run) for run in runs]), self.steps)

    def runs(self, ends: RunResults) -> Iterator[SweptRun]:
        """The runs of a group that has ended."""
        numbers = zip(ends.learning_rates.tolist(), ends.loss.tolist(), ends.verdicts, strict=True)
        for run, (rate, loss, verdict) in enumerate(numbers, start=ends.first):
            steps = self.steps if verdict.step is None else verdict.step
            yield SweptRun(run, rate, self.seed(run), steps, loss, verdict)

    @property
    def _starts_of_each(self) -> int:
        return 1 if self.seeds is None else len(self.seeds)

    def _runs_of_group(self, workers: int) -> int:
        """A multiple of 16, so that packs are full."""
        numbers = (
            2 * (1 + len(LearningRule.of(self._experiment).optimiser.memory)) * len(self._drawn)
            + 2 * VERDICT_ROWS
        )
        groups = 1 if workers == 1 else _GROUPS_PER_WORKER * workers
        most = min(_MOST_RUNS, _MOST_NUMBERS // numbers, len(self) // groups)
        return max(_FEWEST_RUNS, most // _FEWEST_RUNS * _FEWEST_RUNS)
