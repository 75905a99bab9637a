"""At how many heights of E do many runs end, and what keeps them there? In words, with the reason.

Runs are of one level where, by ascending E, no two neighbours lie further apart than a share of the first E.
Where E stands still its gradient has vanished: that is a minimum or a saddle, and E alone does not say which.
What stands still only since neurons are dead or saturated is said to be stuck; what still moves, to move.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.number import counted, rounded
from explorer.symbol import Symbol
from explorer.training.many.starts import ManyEnds
from explorer.training.verdict import RunOutcome

GAP = 0.01
"""Of the median first E: levels lie at least so far apart."""

_TOLD = 4
"""So many levels are told of one by one, those of most runs."""


@dataclass(frozen=True)
class LossLevel:
    """Runs that ended at about the same E, from `low` to `high`: their numbers by ascending E.

    So many of them are `standing` where the gradient has vanished, or `stuck` with dead or saturated neurons;
    the others still move. `solutions`: how many of those they found (`explorer.training.many.solution`).
    """

    runs: tuple[int, ...]
    low: float
    high: float
    standing: int
    stuck: int
    solutions: int

    @property
    def moving(self) -> int:
        """How many have not come to rest."""
        return len(self.runs) - self.standing - self.stuck


def levels_of(ends: ManyEnds) -> tuple[LossLevel, ...]:
    """Those of all runs that did not diverge, the lowest first. The runs must be complete."""
    order = [run for run in ends.by_loss().tolist() if not ends.has_diverged[run]]
    if not order:
        return ()
    heights = ends.loss[order]
    gap = GAP * float(np.median(ends.first_loss))
    groups = np.split(np.array(order), np.flatnonzero(np.diff(heights) > gap) + 1)
    solutions = ends.solutions()
    levels = []
    for runs in groups:
        kinds = [ends.outcome(run) for run in runs.tolist()]
        standing, stuck = kinds.count(RunOutcome.CONVERGES), kinds.count(RunOutcome.STUCK)
        low, high = float(ends.loss[runs[0]]), float(ends.loss[runs[-1]])
        found = len(np.unique(solutions[runs]))
        levels.append(LossLevel(tuple(runs.tolist()), low, high, standing, stuck, found))
    return tuple(levels)


def starts_answer(ends: ManyEnds) -> str:
    """“Yes, at 2 heights of E: 41 of 64 at 3.1e−5 in 2 solutions (all at rest); …. Each start can …”"""
    total, diverged = len(ends), int(ends.has_diverged.sum())
    if not ends.is_complete:
        return f"Step {ends.step:,} of {ends.question.steps:,}: {total - diverged} of {total} on their way"
    levels = levels_of(ends)
    if not levels:
        return f"All {counted(total, 'start')} diverge: at this learning rate none comes to a minimum"
    told = sorted(levels, key=lambda level: -len(level.runs))[:_TOLD]
    words = [_level_words(level) for level in levels if level in told]
    if (others := total - diverged - sum(len(level.runs) for level in told)) > 0:
        words.append(f"{others} elsewhere")
    if diverged:
        words.append(f"{diverged} diverged")
    return f"{_verdict(levels)}: of {counted(total, 'start')} {'; '.join(words)}. {_reason(levels)}"


def _verdict(levels: Sequence[LossLevel]) -> str:
    many = len(levels) > 1 or levels[0].solutions > 1
    word = f"{'So far yes' if many else 'So far no'}" if _is_early(levels) else f"{'Yes' if many else 'No'}"
    if len(levels) > 1:
        return f"{word}, at {len(levels)} heights of {Symbol.LOSS}"
    return f"{word}, at one height of {Symbol.LOSS}" + (" but as different solutions" if many else "")


def _reason(levels: Sequence[LossLevel]) -> str:
    """Why that is so, or that more steps may tell otherwise."""
    if _is_early(levels):
        return "Most of them still move: more steps tell where these end"
    if len(levels) == 1 and levels[0].solutions == 1:
        return "From each of them it is downhill to the same end"
    return "A run only goes downhill, so it ends in the hollow that it starts in"


def _is_early(levels: Sequence[LossLevel]) -> bool:
    """Whether most runs have not come to rest."""
    return 2 * sum(level.moving for level in levels) > sum(len(level.runs) for level in levels)


def _level_words(level: LossLevel) -> str:
    """“20 at 0.125 in 2 solutions (17 at rest, 2 stuck, 1 moving)”."""
    low, high = rounded(level.low, 2), rounded(level.high, 2)
    where = rounded((level.low + level.high) / 2, 3) if low == high else f"{low} to {high}"
    parts = ((level.standing, "at rest"), (level.stuck, "stuck"), (level.moving, "still moving"))
    states = [(number, word) for number, word in parts if number]
    if len(states) == 1 and len(level.runs) > 1:
        state = f"all {states[0][1]}"
    else:
        state = ", ".join(f"{number} {word}" for number, word in states)
    return f"{len(level.runs)} at {where} in {counted(level.solutions, 'solution')} ({state})"
