"""Between which units do inputs and targets pass: the table's own, and those the network is given? A scaling.

To standardise a column is to subtract its mean and to divide by its standard deviation; `original` is the
way back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from explorer.array import Array
from explorer.number import MINUS, exact

_MOST_PLACES = 22
"""10²² is the largest power of ten that is a double."""

_DIGITS = 18


@dataclass(frozen=True)
class Scaling:
    """scaled = (original − `offset`) / `scale`, for one input or one output's targets.

    `labels`: the texts that the original numbers 0, 1, … stand for, where the column was one of texts; "" for
    one that has no name of its own.
    """

    offset: float = 0.0
    scale: float = 1.0
    labels: tuple[str, ...] = ()

    @property
    def is_standardising(self) -> bool:
        """Whether it is there for the sake of its offset and scale, and not to keep labels alone."""
        return not self.labels or (self.offset, self.scale) != (0.0, 1.0)

    def scaled(self, originals: Array) -> Array:
        """(original − offset) / scale, of any shape."""
        found: Array = (originals - self.offset) / self.scale
        return found

    def original(self, scaled: Array) -> Array:
        """scaled · scale + offset, of any shape: with the rounding of a product and a sum."""
        found: Array = scaled * self.scale + self.offset
        return found

    def as_typed(self, scaled: Sequence[float]) -> list[float]:
        """For each number the original with the fewest decimal places that is `scaled` to that very double.

        So 0.1 comes back as 0.1 and not as 0.09999999999997. A number of more digits than its scaled double
        tells apart (it is small beside the offset) comes back rounded to those; where no decimal of
        `_MOST_PLACES` is scaled to that double, by `original`.
        """
        numbers = np.array(scaled, dtype=np.float64)
        with np.errstate(all="ignore"):
            found = self.original(numbers)
            largest = float(np.max(np.abs(found), initial=1.0))
            first = -int(np.log10(largest)) if np.isfinite(largest) else -_MOST_PLACES
            left = np.flatnonzero(np.isfinite(found))
            for places in range(max(first, -_MOST_PLACES), _MOST_PLACES + 1):
                candidates = np.round(self.original(numbers[left]), places) + 0.0
                fits = self.scaled(candidates) == numbers[left]
                found[left[fits]] = candidates[fits]
                left = left[~fits]
                if not len(left) or places > first + _DIGITS:
                    break
        return [float(number) for number in found]

    def of_typed(self, original: float) -> float:
        """`scaled` of one number."""
        return (original - self.offset) / self.scale

    def typed(self, scaled: float) -> float:
        """`as_typed` of one number."""
        return _typed(self, scaled)

    def formula(self, name: str) -> str:
        """“(x − 12.5) / 4”, with all digits, for the column called `name`."""
        sign = "+" if self.offset < 0 else MINUS
        return f"({name} {sign} {exact(abs(self.offset))}) / {exact(self.scale)}"

    def label_of(self, original: float) -> str | None:
        """The text that the nearest of the numbers 0, 1, … stands for; None where it has none."""
        if not self.labels or not np.isfinite(original):
            return None
        return self.labels[int(np.clip(np.rint(original), 0, len(self.labels) - 1))] or None


@lru_cache(maxsize=4096)
def _typed(scaling: Scaling, scaled: float) -> float:
    return scaling.as_typed([scaled])[0]


UNSCALED = Scaling()
"""That of an input or output whose numbers are given as they are."""
