"""Which optimiser is down first on a function of two variables? A race, as a job.

Runs at many α stand side by side as one vector, all x and then all y, each with a multiplier of α of its own:
the steps are those of `explorer.network.learning_rule`, as in training.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.array import Array, Indices
from explorer.job import Job, JobStep, part
from explorer.network.learning_rule import LearningRule
from explorer.network.model import OptimiserChoice, Training
from explorer.race.landscape import Landscape
from explorer.race.racer import Racer, RaceSoFar, RaceSweep, check_steps, outcome_of

BOUND = 1e6
"""A run diverges where f is not finite, or farther from 0 than so many times f at the start, and 1."""

SWEPT_RATES = np.geomspace(1e-5, 10.0, 121)
"""The α of which each optimiser may take its best: twenty for each power of ten."""

_PIECE = 8  # steps between two looks at whether somebody cancels


@dataclass(frozen=True, eq=False)
class FunctionRuns:
    """Descents from one start at several α, (rates,): see `RaceSweep`.

    `values`: (rows, rates), f at every step, and `points`: (rows, 2, rates), as far as any was within bounds.
    """

    reached_at: Indices
    diverged_at: Indices
    losses: Array
    values: Array
    points: Array


def race_on_function(
    landscape: Landscape,
    optimisers: Sequence[OptimiserChoice],
    steps: int,
    tolerance: float,
    same_rate: float | None = None,
) -> Job[RaceSoFar]:
    """All from the start of the landscape, at the same α or, where that is None, each at its own best.

    One arrives where f is less than `tolerance` above its least value. A result follows whenever one has run.
    Raises RaceTooLong.
    """
    check_steps(steps)
    race = RaceSoFar(landscape.goal(tolerance), quantity="f")
    for number, choice in enumerate(optimisers):
        begin, end = number / len(optimisers), (number + 1) / len(optimisers)
        middle, sweep, rate = begin, None, same_rate
        if rate is None:
            middle = begin + 0.8 * (end - begin)
            job = run_on(landscape, choice, SWEPT_RATES, steps, race.goal, until_first=True)
            runs = yield from part(job, begin, middle)
            made = len(runs.values) - 1
            sweep = RaceSweep(SWEPT_RATES, runs.reached_at, runs.diverged_at, runs.losses, made)
            rate = float(SWEPT_RATES[sweep.best])
        runs = yield from part(
            run_on(landscape, choice, np.array([rate]), steps, race.goal), middle, 0.999 * end
        )
        race = replace(race, racers=(*race.racers, _racer(choice, rate, runs, steps, sweep)))
        yield JobStep(end, race)


def run_on(
    landscape: Landscape,
    choice: OptimiserChoice,
    learning_rates: Array,
    steps: int,
    goal: float,
    until_first: bool = False,
) -> Job[FunctionRuns]:
    """So many steps at each α, or until all diverged; with `until_first` until one has arrived."""
    count, function = len(learning_rates), landscape.function
    rule = LearningRule(
        Training(1.0, optimiser=choice),
        np.ones(2 * count, dtype=np.bool_),
        np.empty(0, dtype=np.intp),
        np.tile(learning_rates, 2),
    )
    state = rule.first_state(np.repeat(landscape.start, count))
    reached_at, diverged_at = (np.full(count, -1, dtype=np.intp) for _ in range(2))
    losses, values, points = np.full(count, np.nan), list[Array](), list[Array]()
    bound = BOUND * np.maximum(1.0, np.abs(function.values(*state[0].reshape(2, count))))
    with np.errstate(all="ignore"):
        for step in range(steps + 1):
            x, y = place = state[0].reshape(2, count).copy()
            value, slope = function.with_gradient(x, y)
            is_fine = (np.abs(value) <= bound) & np.isfinite([*place, *slope]).all(axis=0)
            diverged_at[~is_fine & (diverged_at < 0)] = step
            is_alive = diverged_at < 0
            reached_at[is_alive & (value < goal) & (reached_at < 0)] = step
            losses[is_alive] = value[is_alive]
            if is_alive.any():
                values.append(value)
                points.append(place)
            if not is_alive.any() or (until_first and (reached_at >= 0).any()):
                break
            state[0] += rule.change(state, slope.reshape(-1), 1.0, step)
            if step % _PIECE == 0:
                yield JobStep(step / (steps + 1))
    shape = (len(values), count)
    yield JobStep(
        1.0,
        FunctionRuns(
            reached_at,
            diverged_at,
            losses,
            np.array(values).reshape(shape),
            np.array(points).reshape(len(points), 2, count),
        ),
    )


def _racer(
    choice: OptimiserChoice, rate: float, runs: FunctionRuns, steps: int, sweep: RaceSweep | None
) -> Racer:
    outcome, step = outcome_of(int(runs.reached_at[0]), int(runs.diverged_at[0]), steps)
    rows = np.arange(len(runs.values))
    return Racer(choice, rate, outcome, step, runs.values[:, 0], rows, runs.points[:, :, 0], sweep)
