"""What becomes of the runs of some pixels of a trainability map? Each converges, diverges, or does neither.

A run has fallen where E is at most a tenth of its start, and diverges by the rule for all runs.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Indices, Integers
from explorer.training.many.axis import ManyStarts
from explorer.training.many.lane_choice import lanes_for
from explorer.training.many.lanes import IsCancelled, Start, first_states, never
from explorer.training.program import Program

LOW_SHARE = 0.1
"""E has fallen where it is at most this share of its start."""


class PixelClass(IntEnum):
    """What became of a pixel's run."""

    NEITHER = 0
    CONVERGING = 1
    DIVERGING = 2

    @property
    def word(self) -> str:
        """In tables of files: “converging” where E fell to a tenth of its start, “diverging” or “neither”."""
        return self.name.lower()

    @property
    def fate(self) -> str:
        """To a person: “fell to a tenth”, “diverged” or “did neither”."""
        return ("did neither", "fell to a tenth", "diverged")[self]


@dataclass(frozen=True, eq=False)
class PixelGroup:
    """The runs of some pixels, which have one program; see `Group`. `pixels`: their numbers, (runs,)."""

    program: Program
    pixels: Indices
    runs: ManyStarts
    steps: int

    def __len__(self) -> int:
        return len(self.pixels)

    def run(self, is_cancelled: IsCancelled = never) -> "PixelResults":
        """Makes all steps of all runs. Raises Cancelled."""
        return run_pixels(self, is_cancelled)


@dataclass(frozen=True, eq=False)
class PixelResults:
    """How the runs of some pixels ended: (runs,) each.

    `loss`: the last E; `low_at`: the first step at which E was a tenth of its start, `diverged_at`: that at
    which the run diverged, each −1 where it did not; `ends`: (runs, parameters), the last weights and biases.
    """

    pixels: Indices
    loss: Array
    low_at: Indices
    diverged_at: Indices
    ends: Array

    def __len__(self) -> int:
        return len(self.pixels)


def run_pixels(group: PixelGroup, is_cancelled: IsCancelled = never) -> PixelResults:
    """Makes all steps of all runs. Raises Cancelled."""
    runs, program = group.runs, group.program
    own = None if (runs.rate_multipliers == 1.0).all() else runs.rate_multipliers
    start = Start(
        runs.learning_rates, first_states(program, runs.starts), low_share=LOW_SHARE, rate_multipliers=own
    )
    lanes = lanes_for(program, start, is_cancelled)
    lanes.advance(group.steps)
    ends = np.full(runs.starts.shape, np.nan)
    ends[lanes.alive] = lanes.states[:, 0]
    return PixelResults(group.pixels, lanes.loss, lanes.low_at, lanes.diverged_at, ends)


def classes_of(low_at: Integers, diverged_at: Integers) -> NDArray[np.int8]:
    """The `PixelClass` of each run, of any shape. One that fell to a tenth and diverged later diverges."""
    classes = np.full(low_at.shape, PixelClass.NEITHER, dtype=np.int8)
    classes[low_at >= 0] = PixelClass.CONVERGING
    classes[diverged_at >= 0] = PixelClass.DIVERGING
    return classes
