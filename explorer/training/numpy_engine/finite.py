"""Is every number finite? Asked at every step, so without being slow where all is well."""

import math
from collections.abc import Callable

import numpy as np

from explorer.array import Array

_LONGEST_DOT = 8192
"""Beyond it the linear algebra library calls up threads, and waits for them even on a busy machine."""


def watch(*vectors: Array) -> Callable[[], bool]:
    """A function that says whether every number of the vectors is finite, as they are when it is called.

    Certainly so if Σ v² is; only if it is not, a closer look decides.
    """
    starts = range(0, max(map(len, vectors), default=0), _LONGEST_DOT)
    parts = [vector[start : start + _LONGEST_DOT] for vector in vectors for start in starts]
    squares = [(part.dot, part) for part in parts if len(part)]

    def are_finite() -> bool:
        total = 0.0
        for dot, part in squares:
            total += dot(part)
        return math.isfinite(total) or all(bool(np.isfinite(part).all()) for _, part in squares)

    return are_finite
