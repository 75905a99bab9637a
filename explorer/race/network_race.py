"""Which optimiser is down first on the drawn network? A race from its present weights, as a job.

The runs of a sweep stand side by side (`explorer.training.many`), and the one that races is made once more
alone, by the engine that makes the very same steps.
"""

from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from explorer.job import Job, JobStep, part
from explorer.network.edits.training_edits import set_learning_rate, set_training
from explorer.network.model import Experiment, OptimiserChoice
from explorer.race.racer import Racer, RaceSoFar, RaceSweep, check_steps, outcome_of
from explorer.race.rates_to_goal import RatesToGoal, evaluations_of_step
from explorer.training.many.executor import run_groups
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.program import Program, check_trainable
from explorer.training.range_test import range_of_sweep, range_test
from explorer.training.surface.path import points_of
from explorer.training.trainer import Trainer

RATES = 64
"""So many α of each optimiser, by equal ratios over the range that its range test suggests."""

_PIECE = 0.02  # seconds between two looks at whether somebody cancels


def race_on_network(
    experiment: Experiment,
    optimisers: Sequence[OptimiserChoice],
    steps: int,
    tolerance: float,
    same_rate: float | None = None,
) -> Job[RaceSoFar]:
    """All from the present weights, at the same α or, where that is None, each at the best of its own sweep.

    One arrives where E of all training samples is less than `tolerance`. With the experiment's batches,
    schedule and penalty. A result follows whenever one has run. Raises RaceTooLong, NoOutput or
    NoTrainingSample.
    """
    check_steps(steps)
    check_trainable(experiment)
    race = RaceSoFar(tolerance)
    for number, choice in enumerate(optimisers):
        begin, end = number / len(optimisers), (number + 1) / len(optimisers)
        trained, sweep, middle = set_training(experiment, optimiser=choice), None, begin
        rate = same_rate
        if rate is None:
            middle = begin + 0.8 * (end - begin)
            sweep = yield from part(sweep_to(trained, steps, tolerance), begin, middle)
            rate = float(sweep.learning_rates[sweep.best])
        racer = yield from part(_racing(set_learning_rate(trained, rate), steps, tolerance), middle, end)
        race = replace(race, racers=(*race.racers, replace(racer, sweep=sweep)))
        yield JobStep(end, race)


def sweep_to(experiment: Experiment, steps: int, goal: float) -> Job[RaceSweep]:
    """The experiment at many α side by side, until the first E is less than `goal`, or for so many steps."""
    test = yield from part(range_test(experiment), 0.0, 0.05)
    rates = np.geomspace(*range_of_sweep(experiment, test, None), RATES)
    sweep = yield from part(run_groups([RatesToGoal(experiment, rates, steps, goal)], RATES, 1), 0.05, 1.0)
    yield JobStep(1.0, sweep)


def _racing(experiment: Experiment, steps: int, goal: float) -> Generator[JobStep[Racer], Any, None]:
    """The run of one optimiser at one α, to its end."""
    trainer = Trainer(experiment, lone_engine_for(Program.of(experiment)))
    while trainer.step < steps and trainer.divergence is None:
        trainer.advance_for(_PIECE, steps - trainer.step)
        yield JobStep(0.99 * trainer.step / steps)
    run = trainer.snapshot()
    losses = run.history.rows().loss[: run.last_finite_step + 1]
    low = np.flatnonzero(losses < goal)
    diverged_at = -1 if run.divergence is None else run.divergence.step
    outcome, step = outcome_of(int(low[0]) if len(low) else -1, diverged_at, steps)
    training, path = experiment.training, points_of(run)
    of_step = evaluations_of_step(experiment)
    yield JobStep(
        1.0,
        Racer(
            training.optimiser,
            training.learning_rate,
            outcome,
            step,
            losses,
            *path,
            evaluations_of_step=of_step,
            experiment=experiment,
        ),
    )
