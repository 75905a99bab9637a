"""How does the loss go in the later half of a run: does it stand, fall, swing or come back?

"Dying out" is measured against the run's age: what falls dies out where it does so at least as fast as a
power of t or its logarithm. So the same is said of such a run after a hundred steps and after a million, and
it makes no difference how much of the half is known, as long as it is the end.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.network.activation import Array

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
    """The losses of the later half of a run, at least 16, and the step of each; `first` is the run's first.

    `age`: how many steps the run had made in the middle of that half, or of what is known of it.
    """

    loss: Array
    steps: NDArray[np.int64]
    first: float
    age: float

    @classmethod
    def of(cls, losses: Array, steps: NDArray[np.int64]) -> "LateLoss":
        """Of the rows of a run from its first to its last."""
        half = int(np.searchsorted(steps, 0.5 * float(steps[0] + steps[-1])))
        begin = min(half, len(losses) - FEWEST)
        age = 0.5 * float(steps[begin] + steps[-1]) - float(steps[0])
        return cls(losses[begin:], steps[begin:], float(losses[0]), age)

    @property
    def last(self) -> float:
        """E at the end."""
        return float(self.loss[-1])

    @property
    def length(self) -> float:
        """How many steps it takes."""
        return float(self.steps[-1] - self.steps[0])

    @property
    def level(self) -> float:
        """max |E|."""
        return float(np.abs(self.loss).max())

    @property
    def swing(self) -> float:
        """max E − min E."""
        return float(np.ptp(self.loss))

    @property
    def last_swing(self) -> float:
        """The same over the last third."""
        return float(np.ptp(self.loss[-(len(self.loss) // 3) :]))

    @property
    def stands_still(self) -> bool:
        """Whether E moves by no more than what rounding may move."""
        return self.swing <= max(ROUNDING * self.level, VANISHED)

    @property
    def is_wavy(self) -> bool:
        """Whether E goes up and down in the last half of this half."""
        changes = np.diff(self.loss[len(self.loss) // 2 :])
        changes = changes[np.abs(changes) > ROUNDING * self.level]
        rises = float(np.maximum(changes, 0.0).sum())
        falls = rises - float(changes.sum())
        return min(rises, falls) > WAVY * max(rises, falls)

    def thirds(self, values: Array | None = None) -> tuple[float, float, float]:
        """The means over three thirds of the time: of the losses, or of other `values` of these steps."""
        row = self.loss if values is None else values
        third = len(row) // 3
        middle = (len(row) - third) // 2
        parts = row[:third], row[middle : middle + third], row[-third:]
        first, second, last = (float(part.mean()) for part in parts)
        return first, second, last

    def dies_out(self, now: float, before: float) -> bool:
        """Whether what was `before` and is `now`, a third of the time later, becomes 0 soon enough."""
        return 0 < now < before and self.length / 3.0 / math.log(before / now) <= LASTING * self.age

    def damping_time(self) -> float:
        """In how many times the run's age its swings become e times smaller; ∞ where that is not certain.

        By the way up and down that E makes in equal stretches of time: its logarithm, along a line.
        """
        ways = np.abs(np.diff(self.loss))
        blocks = min(_MOST_BLOCKS, max(3, len(ways) // _SMALLEST_BLOCK))
        size = len(ways) // blocks
        of_block = ways[-blocks * size :].reshape(blocks, size).sum(axis=1)
        if not of_block.all():
            return math.inf if of_block[-1] else 0.0
        y, x = np.log(of_block), np.arange(blocks) - 0.5 * (blocks - 1)
        slope = float(x @ y) / float(x @ x)
        rest = y - y.mean() - slope * x
        error = math.sqrt(float(rest @ rest) / (blocks - 2) / float(x @ x))
        return self.length / blocks / -slope / self.age if slope < -CERTAIN * error else math.inf

    @property
    def end(self) -> Array:
        """The last losses from which no step is missing."""
        gaps = np.flatnonzero(np.diff(self.steps) != 1)
        return self.loss[int(gaps[-1]) + 1 if len(gaps) else 0 :]

    def period(self) -> int | None:
        """The least number of steps, at least 2, after which E is back; None where it does not come back."""
        loss = self.end
        longest = min(LONGEST_PERIOD, len(loss) // 4)
        swing = float(np.ptp(loss[-ROUNDS * LONGEST_PERIOD :]))
        differences = np.abs(loss[-1 - longest : -1] - loss[-1])[::-1]
        candidates = np.flatnonzero(differences <= BACK * swing) + 1
        periods = (int(p) for p in candidates if p > 1 and self._comes_back(loss, int(p), swing))
        return next(periods, None)

    def _comes_back(self, loss: Array, period: int, swing: float) -> bool:
        """Whether each point of the cycle stays where it is, and all of them together make up the swing."""
        rounds = min(ROUNDS, len(loss) // period) // 2 * 2
        points = loss[-rounds * period :].reshape(rounds, period)
        halves = points[: rounds // 2], points[rounds // 2 - 1 :]
        before, now = (float(np.ptp(half, axis=0).max()) for half in halves)
        if now > 10 * ROUNDING * self.level:
            if now >= before:
                return False
            now += now * now / (before - now)  # what is left of a geometric series
        own = float(np.ptp(points[-1]))
        return own > 0.5 * swing and now <= BACK * own
