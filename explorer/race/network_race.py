"""Which optimiser is down first on the drawn network? A race from its present weights, as a job.

The runs of a sweep stand side by side (`explorer.training.many`), and the one that races is made once more
alone, by the engine that makes the very same steps.
"""

from collections.abc import Generator, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any

import numpy as np

from explorer.array import Array, Indices
from explorer.job import Job, JobStep, part
from explorer.network.edits.training_edits import set_learning_rate, set_training
from explorer.network.model import Experiment, OptimiserChoice
from explorer.race.racer import Racer, RaceSoFar, RaceSweep, check_steps, outcome_of
from explorer.training.many.lane_choice import lanes_for, lone_engine_for
from explorer.training.many.lanes import Lanes, Start, first_states
from explorer.training.program import Program, check_trainable, parameters_of
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
    program = Program.of(experiment)
    states = first_states(program, np.tile(parameters_of(experiment.network), (RATES, 1)))
    lanes = lanes_for(program, Start(rates, states, kept=np.arange(steps + 1)))
    reached_at = np.full(RATES, -1, dtype=np.intp)
    piece, looked = 1, 0
    while True:
        low = lanes.losses[:, looked : lanes.step + 1] < goal
        first = np.where(low.any(axis=1), looked + low.argmax(axis=1), -1)
        has_arrived = (first >= 0) & ((lanes.diverged_at < 0) | (first < lanes.diverged_at))
        reached_at[has_arrived] = first[has_arrived]
        looked = lanes.step + 1
        if has_arrived.any() or lanes.step >= steps or not len(lanes.alive):
            break
        began = perf_counter()
        lanes.advance(min(piece, steps - lanes.step))
        piece = max(1, piece // 2) if perf_counter() - began > _PIECE else 2 * piece
        yield JobStep(0.05 + 0.95 * lanes.step / steps)
    yield JobStep(1.0, _up_to_arrival(experiment, rates, lanes, reached_at))


def _up_to_arrival(experiment: Experiment, rates: Array, lanes: Lanes, reached_at: Indices) -> RaceSweep:
    """The sweep as far as the first that arrived, whatever was computed beyond it in one piece."""
    arrived = reached_at[reached_at >= 0]
    steps = int(arrived.min()) if len(arrived) else lanes.step
    return RaceSweep(
        rates,
        np.where(reached_at <= steps, reached_at, -1),
        np.where(lanes.diverged_at <= steps, lanes.diverged_at, -1),
        _last_finite(lanes.losses[:, : steps + 1]),
        steps,
        evaluations_of_step(experiment),
    )


def evaluations_of_step(experiment: Experiment) -> float:
    """How many gradients of all samples a step takes: the share of them that a mini-batch has."""
    samples, size = len(experiment.training_samples), experiment.training.batch_size
    return 1.0 if size is None else min(1.0, size / samples)


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


def _last_finite(losses: Array) -> Array:
    """The last E of each row that is finite: (rows,). NaN where none is."""
    is_finite = np.isfinite(losses)
    last = losses.shape[1] - 1 - is_finite[:, ::-1].argmax(axis=1)
    found: Array = losses[np.arange(len(losses)), last]
    return found
