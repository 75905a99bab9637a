"""How does a group of runs end: a unit of work, for any thread, process or machine?

Values in, values out: what a group comes to depends on nothing else, and on no other group.
"""

from dataclasses import dataclass

import numpy as np

from explorer.network.activation import Array
from explorer.network.learning_rule import LearningRule
from explorer.training.lane_choice import lanes_for
from explorer.training.lanes import IsCancelled, Start, never
from explorer.training.late_loss import LONGEST_PERIOD, ROUNDS
from explorer.training.lyapunov import exponents
from explorer.training.program import Indices, Program
from explorer.training.verdict import Fate, Verdict, needs_exponent, verdict_of

_SPREAD, _LAST = 64, ROUNDS * LONGEST_PERIOD
"""How many steps of a run's earlier half are kept for its verdict, and how many at its end."""

MOST_ROWS = _SPREAD + _LAST + 2


@dataclass(frozen=True, eq=False)
class Group:
    """Runs of one program, numbered from `first` on, each of which makes `steps` steps or diverges.

    `learning_rates`: (runs,), `starts`: (runs, parameters), theirs.
    """

    program: Program
    first: int
    learning_rates: Array
    starts: Array
    steps: int

    def __len__(self) -> int:
        return len(self.learning_rates)


@dataclass(frozen=True, eq=False)
class Ends:
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


def run_group(group: Group, is_cancelled: IsCancelled = never) -> Ends:
    """Makes all steps of all runs, and judges them. Raises Cancelled."""
    program = group.program
    rule = LearningRule(program.training, np.arange(group.starts.shape[1]) < len(program.source))
    states = np.array([rule.first_state(start) for start in group.starts])
    kept = kept_steps(group.steps)
    lanes = lanes_for(program, Start(group.learning_rates, states, kept=kept), is_cancelled)
    lanes.advance(group.steps)
    verdicts = [Verdict(Fate.DIVERGES, step=step) for step in lanes.diverged_at.tolist()]
    for lane in lanes.alive.tolist():
        verdicts[lane] = verdict_of(lanes.losses[lane], lanes.norms[lane], kept)
    asking = [place for place, lane in enumerate(lanes.alive.tolist()) if needs_exponent(verdicts[lane])]
    if asking:
        runs = lanes.alive[asking]
        going_on = Start(group.learning_rates[runs], lanes.states[asking], group.steps)
        for lane, exponent in zip(runs.tolist(), exponents(program, going_on, is_cancelled), strict=True):
            verdicts[lane] = verdict_of(lanes.losses[lane], lanes.norms[lane], kept, exponent)
    return Ends(group.first, group.learning_rates, lanes.loss, lanes.diverged_at, tuple(verdicts))


def kept_steps(steps: int) -> Indices:
    """The steps whose rows are kept of runs of so many: those at the end, and some of the earlier half."""
    spread = np.arange(0, steps // 2, max(1, -(-steps // (2 * _SPREAD))))
    return np.union1d(spread, np.arange(max(0, steps - _LAST), steps + 1))
