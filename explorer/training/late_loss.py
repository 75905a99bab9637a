"""How does the loss go in the later half of a run: does it stand, fall, swing or come back?

"Dying out" is measured against the run's age: what falls dies out where it does so at least as fast as a
power of t or its logarithm. So the same is said of such a run after a hundred steps and after a million, and
it makes no difference how much of the half is known, as long as it is the end.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Indices

Mask = NDArray[np.bool_]

ROUNDING = 1e-13
"""Where E moves by less than this share of itself, it stands still."""

VANISHED = 1e-24
"""Where E moves by less than this, it stands still: outputs of about 1 are rounded to that."""

LASTING = 1.5
"""What takes more than so many times the run's age to become e times smaller does not die out."""

WAVY = 0.05
"""E goes up and down where of its rises and falls the lesser is more than this share of the greater."""

CERTAIN = 5.0
"""That swings become smaller is certain where their trend is so many times its own standard error."""

LONGEST_PERIOD = 64
ROUNDS = 8
"""A cycle must have come round so often, or at least four times where the run is short."""

BACK = 1e-4
"""E is back where it is off, and will ever be, by less than this share of the swing of a cycle."""

FEWEST = 16
"""Rows of a half, and of its end without a gap."""

_MOST_BLOCKS, _SMALLEST_BLOCK = 8, 4


@dataclass(frozen=True, eq=False)
class LateLoss:
    """The losses of the later half of runs, (runs, rows) with at least 16 rows, and the step of each row.

    `first`: (runs,), the first of each. `age`: how many steps they had made in the middle of that half, or of
    what is known of it.
    """

    loss: Array
    steps: NDArray[np.int64]
    first: Array
    age: float

    @classmethod
    def of(cls, losses: Array, steps: NDArray[np.int64]) -> "LateLoss":
        """Of the rows of runs from their first to their last: (runs, rows)."""
        half = int(np.searchsorted(steps, 0.5 * float(steps[0] + steps[-1])))
        begin = min(half, losses.shape[1] - FEWEST)
        age = 0.5 * float(steps[begin] + steps[-1]) - float(steps[0])
        return cls(losses[:, begin:], steps[begin:], losses[:, 0], age)

    def part(self, runs: Indices) -> "LateLoss":
        """Of these runs alone."""
        return LateLoss(self.loss[runs], self.steps, self.first[runs], self.age)

    @property
    def last(self) -> Array:
        """E at the end."""
        last: Array = self.loss[:, -1]
        return last

    @property
    def length(self) -> float:
        """How many steps it takes."""
        return float(self.steps[-1] - self.steps[0])

    @cached_property
    def level(self) -> Array:
        """max |E|."""
        level: Array = np.abs(self.loss).max(axis=1)
        return level

    @cached_property
    def swing(self) -> Array:
        """max E − min E."""
        return _swing(self.loss)

    @property
    def last_swing(self) -> Array:
        """The same over the last third."""
        return _swing(self.loss[:, -(self.loss.shape[1] // 3) :])

    @property
    def stands_still(self) -> Mask:
        """Whether E moves by no more than what rounding may move."""
        return self.swing <= np.maximum(ROUNDING * self.level, VANISHED)

    @property
    def is_wavy(self) -> Mask:
        """Whether E goes up and down in the last half of this half."""
        changes = np.diff(self.loss[:, self.loss.shape[1] // 2 :], axis=1)
        changes[np.abs(changes) <= ROUNDING * self.level[:, np.newaxis]] = 0.0
        rises = np.maximum(changes, 0.0).sum(axis=1)
        falls = rises - changes.sum(axis=1)
        is_wavy: Mask = np.minimum(rises, falls) > WAVY * np.maximum(rises, falls)
        return is_wavy

    def thirds(self, values: Array | None = None) -> tuple[Array, Array, Array]:
        """The means over three thirds of the time: of the losses, or of other `values` of these steps."""
        rows = self.loss if values is None else values
        third = rows.shape[1] // 3
        middle = (rows.shape[1] - third) // 2
        parts = rows[:, :third], rows[:, middle : middle + third], rows[:, -third:]
        first, second, last = (part.mean(axis=1) for part in parts)
        return first, second, last

    def dies_out(self, now: Array, before: Array) -> Mask:
        """Whether what was `before` and is `now`, a third of the time later, becomes 0 soon enough."""
        with np.errstate(all="ignore"):
            time = self.length / 3.0 / np.log(before / now)
        dies_out: Mask = (now > 0) & (now < before) & (time <= LASTING * self.age)
        return dies_out

    def damping_time(self) -> Array:
        """In how many times the run's age its swings become e times smaller; ∞ where that is not certain.

        By the way up and down that E makes in equal stretches of time: its logarithm, along a line.
        """
        ways = np.abs(np.diff(self.loss, axis=1))
        blocks = min(_MOST_BLOCKS, max(3, ways.shape[1] // _SMALLEST_BLOCK))
        size = ways.shape[1] // blocks
        of_block = ways[:, -blocks * size :].reshape(-1, blocks, size).sum(axis=2)
        x = np.arange(blocks) - 0.5 * (blocks - 1)
        with np.errstate(all="ignore"):  # where E does not move for a while, the logarithm is not needed
            y = np.log(of_block)
            slope = (y * x).sum(axis=1) / (x @ x)
            rest = y - y.mean(axis=1)[:, np.newaxis] - slope[:, np.newaxis] * x
            error = np.sqrt((rest * rest).sum(axis=1) / (blocks - 2) / (x @ x))
            time = self.length / blocks / -slope / self.age
            certain = np.where(slope < -CERTAIN * error, time, np.inf)
        return np.where(of_block.all(axis=1), certain, np.where(of_block[:, -1] > 0, np.inf, 0.0))

    @property
    def end(self) -> Array:
        """The last losses from which no step is missing."""
        gaps = np.flatnonzero(np.diff(self.steps) != 1)
        return self.loss[:, int(gaps[-1]) + 1 if len(gaps) else 0 :]

    def periods(self) -> list[int | None]:
        """The least number of steps, at least 2, after which E is back; None where it does not come back."""
        losses, level = self.end, self.level
        longest = min(LONGEST_PERIOD, losses.shape[1] // 4)
        swing = _swing(losses[:, -ROUNDS * LONGEST_PERIOD :])
        differences = np.abs(losses[:, -1 - longest : -1] - losses[:, -1:])[:, ::-1]
        is_candidate = differences <= BACK * swing[:, np.newaxis]
        return [
            _period(loss, 1 + np.flatnonzero(candidates), *scales)
            for loss, candidates, *scales in zip(losses, is_candidate, swing, level, strict=True)
        ]


def _swing(losses: Array) -> Array:
    swing: Array = np.ptp(losses, axis=1)
    return swing


def _period(loss: Array, candidates: Indices, swing: float, level: float) -> int | None:
    periods = (int(p) for p in candidates if p > 1 and _comes_back(loss, int(p), swing, level))
    return next(periods, None)


def _comes_back(loss: Array, period: int, swing: float, level: float) -> bool:
    """Whether each point of the cycle stays where it is, and all of them together make up the swing."""
    rounds = min(ROUNDS, len(loss) // period) // 2 * 2
    points = loss[-rounds * period :].reshape(rounds, period)
    halves = points[: rounds // 2], points[rounds // 2 - 1 :]
    before, now = (float(np.ptp(half, axis=0).max()) for half in halves)
    if now > 10 * ROUNDING * level:
        if now >= before:
            return False
        now += now * now / (before - now)  # what is left of a geometric series
    own = float(np.ptp(points[-1]))
    return own > 0.5 * swing and now <= BACK * own
