"""What is known of a trainability map so far? A picture of all its pixels, filled as results come.

A pixel takes 18 bytes: E, the two steps that tell its class, whether it is known and whether it is filled.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.array import Indices
from explorer.training.many.pixel_run import PixelResults, classes_of

StepNumbers = NDArray[np.int32]
"""Of steps at which something happened, or −1."""

MOST_STEPS = 2**31 - 1
"""The highest of them."""


@dataclass(frozen=True)
class MapStep:
    """Some pixels of a map. `spacing`: of the picture to which they belong."""

    spacing: int
    results: PixelResults


class MapPicture:
    """What is known of a map so far: (height, width) arrays, filled as results come.

    Of a pixel that was not computed yet the arrays have what the nearest coarser one has.
    """

    def __init__(self, width: int, height: int) -> None:
        shape = height, width
        self.loss = np.full(shape, np.nan)
        self.low_at: StepNumbers = np.full(shape, -1, dtype=np.int32)
        self.diverged_at: StepNumbers = np.full(shape, -1, dtype=np.int32)
        self.is_known: NDArray[np.bool_] = np.zeros(shape, dtype=np.bool_)
        self.is_filled = self.is_known.copy()
        """Known, or with what the nearest coarser pixel has: all of them once the coarsest ones are known."""

    def add(self, step: MapStep) -> None:
        """Writes results into their pixels, and into those of their block that are not known."""
        results = step.results
        for picture, values in (
            (self.loss, results.loss),
            (self.low_at, results.low_at),
            (self.diverged_at, results.diverged_at),
            (self.is_filled, np.ones(len(results), dtype=np.bool_)),
        ):
            fill_blocks(picture, values, results.pixels, step.spacing)
        self.is_known.flat[results.pixels] = True

    @property
    def classes(self) -> NDArray[np.int8]:
        """The `PixelClass` of each pixel."""
        return classes_of(self.low_at, self.diverged_at)


def differs(one: MapPicture, other: MapPicture) -> NDArray[np.bool_]:
    """Where a map and its nudged twin tell other steps: what hangs on the last bit, (height, width)."""
    changed: NDArray[np.bool_] = (one.low_at != other.low_at) | (one.diverged_at != other.diverged_at)
    return changed


def fill_blocks(picture: NDArray[Any], values: NDArray[Any], pixels: Indices, spacing: int) -> None:
    """Writes the values of some pixels of this spacing into all pixels of their blocks.

    `picture`: (height, width), changed in place. What a finer spacing knows comes later and is written over
    it.
    """
    height, width = picture.shape
    y, x = np.divmod(pixels, width)
    for dy in range(min(spacing, height)):
        for dx in range(min(spacing, width)):
            row, column = y + dy, x + dx
            there = (row < height) & (column < width)
            picture[row[there], column[there]] = values[there]
