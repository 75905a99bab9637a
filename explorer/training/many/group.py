"""How does a group of runs end: a unit of work, for any thread, process or machine?

Values in, values out: what a group comes to depends on nothing else, and on no other group.
"""

from dataclasses import dataclass
from threading import Lock

import numpy as np

from explorer.array import Array, Indices
from explorer.network.schedule import learning_rate_at
from explorer.training.curvature.place_sharpness import RunPlace
from explorer.training.judgement import judged
from explorer.training.late_loss import LONGEST_PERIOD, ROUNDS
from explorer.training.many.lane_choice import lanes_for
from explorer.training.many.lanes import IsCancelled, Lanes, Start, first_states, never
from explorer.training.many.lyapunov import exponents
from explorer.training.program import Program
from explorer.training.verdict import RunOutcome, Verdict, needs_exponent, verdicts_of

_SPREAD, _LAST = 64, ROUNDS * LONGEST_PERIOD
"""How many steps of a run's earlier half are kept for its verdict, and how many at its end."""

_ONE_AT_A_TIME = Lock()
"""For Λ, whose many short calls need the interpreter between them: two threads would fight for it."""

VERDICT_ROWS = _SPREAD + _LAST + 2
"""The verdict on a run is made of at most so many of its rows."""


@dataclass(frozen=True, eq=False)
class Group:
    """Runs of one program, numbered from `first` on, each of which makes `steps` steps or diverges.

    `learning_rates`: (runs,), `starts` and `rate_multipliers`: (runs, parameters), theirs; without
    multipliers those of the program hold for all.
    """

    program: Program
    first: int
    learning_rates: Array
    starts: Array
    steps: int
    rate_multipliers: Array | None = None

    def __len__(self) -> int:
        return len(self.learning_rates)

    def run(self, is_cancelled: IsCancelled = never) -> "RunResults":
        """Makes all steps of all runs, and judges them. Raises Cancelled."""
        return run_group(self, is_cancelled)


@dataclass(frozen=True, eq=False)
class RunResults:
    """How the runs of a group ended, numbered as in `Group`.

    `loss`: the last, (runs,); `diverged_at`: the step at which each diverged, else −1.
    """

    first: int
    learning_rates: Array
    loss: Array
    diverged_at: Indices
    verdicts: tuple[Verdict, ...]

    def __len__(self) -> int:
        return len(self.loss)


def run_group(group: Group, is_cancelled: IsCancelled = never) -> RunResults:
    """Makes all steps of all runs, and judges them. Raises Cancelled."""
    lanes = lanes_of_group(group, is_cancelled)
    lanes.advance(group.steps)
    return results_of_lanes(group, lanes, is_cancelled)


def lanes_of_group(group: Group, is_cancelled: IsCancelled = never) -> Lanes:
    """Its runs before their first step, for one who looks at them between steps. Raises Cancelled."""
    states, kept = first_states(group.program, group.starts), kept_steps(group.steps)
    start = Start(group.learning_rates, states, kept=kept, rate_multipliers=group.rate_multipliers)
    return lanes_for(group.program, start, is_cancelled)


def results_of_lanes(group: Group, lanes: Lanes, is_cancelled: IsCancelled = never) -> RunResults:
    """How its runs have ended, once `lanes` have made all their steps. Raises Cancelled."""
    judged = iter(_judged(group, lanes, kept_steps(group.steps), is_cancelled))
    verdicts = tuple(
        next(judged) if step < 0 else Verdict(RunOutcome.DIVERGES, step=step)
        for step in lanes.diverged_at.tolist()
    )
    return RunResults(group.first, group.learning_rates, lanes.loss, lanes.diverged_at, verdicts)


def _judged(group: Group, lanes: Lanes, kept: Indices, is_cancelled: IsCancelled) -> list[Verdict]:
    """The verdicts on those that did not diverge; Λ is measured where it matters.

    What stands still since neurons are dead or saturated, or where its steps are too long for it to stay, is
    told from what converges, as in `RunSnapshot.verdict`.
    """
    alive = lanes.alive
    all_alive = len(alive) == len(group)
    losses, norms = (rows if all_alive else rows[alive] for rows in (lanes.losses, lanes.norms))
    verdicts = verdicts_of(losses, norms, kept)
    of_each = group.rate_multipliers
    asking = np.flatnonzero([needs_exponent(verdict) for verdict in verdicts])
    if len(asking):
        who = alive[asking]
        start = Start(
            group.learning_rates[who],
            lanes.states[asking],
            group.steps,
            rate_multipliers=None if of_each is None else of_each[who],
        )
        with _ONE_AT_A_TIME:
            found = exponents(group.program, start, is_cancelled)
        for run, verdict in zip(asking, verdicts_of(losses[asking], norms[asking], kept, found), strict=True):
            verdicts[run] = verdict
    ends = [
        RunPlace(state, group.steps, rate, None if of_each is None else of_each[run])
        for run, state, rate in zip(alive.tolist(), lanes.states, _last_rates(group, alive), strict=True)
    ]
    return judged(group.program, verdicts, ends)


def _last_rates(group: Group, runs: Indices) -> list[float]:
    """αₜ of the step that would come next, of each of these runs."""
    schedule = group.program.training.schedule
    return [learning_rate_at(rate, schedule, group.steps) for rate in group.learning_rates[runs].tolist()]


def kept_steps(steps: int) -> Indices:
    """The steps whose rows are kept of runs of so many: those at the end, and some of the earlier half."""
    spread = np.arange(0, steps // 2, max(1, -(-steps // (2 * _SPREAD))))
    return np.union1d(spread, np.arange(max(0, steps - _LAST), steps + 1))
