"""Do different starts end in different minima? One network, trained from many random starts at once.

All make their steps together, and what they have come to is handed out time and again, coarse at once. To
descend is to go downhill from where one is: which minimum a run comes to hangs on its start alone.
"""

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Indices
from explorer.job import Job, JobStep
from explorer.network.initialiser import drawing
from explorer.network.model import Experiment
from explorer.training.compared_runs import with_start
from explorer.training.many.group import Group, lanes_of_group, results_of_lanes
from explorer.training.many.lane_choice import preparing_lanes
from explorer.training.many.lanes import Lanes
from explorer.training.many.solution import solution_numbers
from explorer.training.program import Program, check_trainable, have_one_program
from explorer.training.verdict import RunOutcome, Verdict

_PIECE = 0.03
"""Seconds of steps between two looks, about."""


@dataclass(frozen=True, eq=False)
class StartsQuestion:
    """Which runs are asked for: `steps` updates of `experiment` from the starts of `count` seeds.

    The first seed is that of the initialiser.
    """

    experiment: Experiment
    steps: int
    count: int

    @property
    def seeds(self) -> range:
        """The seeds themselves."""
        first = self.experiment.training.initialiser.seed
        return range(first, first + self.count)

    def is_same(self, other: "StartsQuestion") -> bool:
        """Whether both ask for the same runs, which present weights tell nothing of unless they are fixed."""
        networks = self.experiment.network, other.experiment.network
        mine, others = (np.array(network.parameter_values)[list(network.are_fixed)] for network in networks)
        return (
            (self.steps, self.seeds) == (other.steps, other.seeds)
            and have_one_program(self.experiment, other.experiment)
            and bool(np.array_equal(mine, others))
        )


@dataclass(frozen=True, eq=False)
class ManyEnds:
    """What the runs of a question have come to after `step` updates, each under its number: (runs,).

    `starts` and `parameters`: (runs, parameters), where each began and where it is, NaN once it has diverged.
    `first_loss` and `loss`: E there. `diverged_at`: the step at which each diverged, else −1.
    `verdicts`: empty before the last step.
    """

    question: StartsQuestion
    program: Program
    starts: Array
    step: int
    parameters: Array
    first_loss: Array
    loss: Array
    diverged_at: Indices
    verdicts: tuple[Verdict, ...] = ()

    def __len__(self) -> int:
        return len(self.loss)

    @property
    def is_complete(self) -> bool:
        """Whether all steps are made, and judged."""
        return bool(self.verdicts)

    @property
    def has_diverged(self) -> NDArray[np.bool_]:
        """Which of them: (runs,)."""
        diverged: NDArray[np.bool_] = self.diverged_at >= 0
        return diverged

    def seed(self, run: int) -> int:
        """The one that its start is drawn from."""
        return self.question.seeds[run]

    def steps_of(self, run: int) -> int:
        """How many updates it has made: all, unless it diverged."""
        return int(self.diverged_at[run]) if self.has_diverged[run] else self.step

    def outcome(self, run: int) -> RunOutcome | None:
        """What became of it; None where that is not known yet."""
        if self.has_diverged[run]:
            return RunOutcome.DIVERGES
        return self.verdicts[run].kind if self.verdicts else None

    def by_loss(self) -> Indices:
        """The numbers of the runs by ascending E, those that diverged last, each as their seeds come."""
        heights = np.where(self.has_diverged | np.isnan(self.loss), np.inf, self.loss)
        order: Indices = np.argsort(heights, kind="stable")
        return order

    def solutions(self) -> Indices:
        """The number of the solution that each has found (`solution_number`), −1 where it diverged."""
        numbers = np.full(len(self), -1, dtype=np.intp)
        found = np.isfinite(self.parameters).all(axis=1)
        numbers[found] = solution_numbers(self.program, self.parameters[found])
        return numbers

    def experiment(self, run: int) -> Experiment:
        """What the run of that number trains, from its start.

        `explorer.training.many.lane_choice.lone_engine_for` trains it exactly as it was trained here.
        """
        experiment = self.question.experiment
        return with_start(experiment, self.starts[run], experiment.training.learning_rate)


def train_starts(question: StartsQuestion) -> Job[ManyEnds]:
    """What the runs have come to, time and again. Raises NoOutput or NoTrainingSample."""
    experiment, steps = question.experiment, question.steps
    check_trainable(experiment)
    program = Program.of(experiment)
    yield from preparing_lanes(program)
    draw = drawing(experiment.network, experiment.training.initialiser)
    starts = np.array([draw(seed) for seed in question.seeds]).reshape(question.count, program.parameters)
    rates = np.full(question.count, experiment.training.learning_rate)
    group = Group(program, 0, rates, starts, steps)
    lanes = lanes_of_group(group)
    first_loss, updates = lanes.loss.copy(), 1
    ends = ManyEnds(question, program, starts, 0, starts, first_loss, first_loss, lanes.diverged_at.copy())
    yield JobStep(0.0, ends)
    while lanes.step < steps:
        began = time.perf_counter()
        lanes.advance(min(updates, steps - lanes.step))
        if time.perf_counter() - began < _PIECE:
            updates *= 2
        ends = _after(ends, lanes)
        yield JobStep(lanes.step / (steps + 1), ends)
    yield JobStep(1.0, replace(ends, verdicts=results_of_lanes(group, lanes).verdicts))


def _after(ends: ManyEnds, lanes: Lanes) -> ManyEnds:
    """What the lanes have come to by now."""
    parameters = np.full_like(ends.starts, np.nan)
    parameters[lanes.alive] = lanes.states[:, 0]
    return replace(
        ends,
        step=lanes.step,
        parameters=parameters,
        loss=lanes.loss.copy(),
        diverged_at=lanes.diverged_at.copy(),
    )
