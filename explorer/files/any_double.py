"""How does any double stand in a file, also one that is not finite? As a number, or as a string.

JSON has no word for what is not a number: "nan", "inf" and "-inf" stand for it, in runs only.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

import msgspec
import numpy as np

from explorer.array import Array
from explorer.network.rules import check_finite

Count = Annotated[int, msgspec.Meta(ge=0)]
"""A whole number, 0 or more."""

NotFinite = Literal["nan", "inf", "-inf"]
AnyDouble = float | NotFinite


def written(value: float) -> float | str:
    """The number, or the string that stands for it."""
    return value if math.isfinite(value) else str(value)


def all_written(values: Iterable[float]) -> list[float | str]:
    """The same of many."""
    return [written(value) for value in values]


def read(entry: AnyDouble, place: str) -> float:
    """What stands at `place`. Raises NotFinite for a number that should be a string."""
    if isinstance(entry, float):
        check_finite(entry, "this", place)
    return float(entry)


def all_read(entries: Sequence[AnyDouble], place: str) -> Array:
    """The same of many that stand at `place`."""
    numbers = [read(entry, f"{place}[{index}]") for index, entry in enumerate(entries)]
    return np.array(numbers, dtype=np.float64)
