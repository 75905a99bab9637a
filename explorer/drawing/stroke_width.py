"""How wide is a connection drawn? The width of its stroke says how large its weight is."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from explorer.array import Array, Indices
from explorer.network.model import Connection

THINNEST, WIDEST = 1.3, 5.2
"""The widths of a weight of 0 and of the largest, in scene units."""

_SEEN = 1 / 32
"""Widths that differ by less look the same: a quarter of a pixel at 800 %."""

_NOT_FINITE = 1000.0
"""Stands for the width of what has a colour of its own."""


def largest_weight(connections: Iterable[Connection]) -> float:
    """The size of weight that is drawn widest: the largest finite |w|, but at least 1."""
    sizes = [abs(connection.weight) for connection in connections]
    largest = max(sizes, default=0.0)
    if not math.isfinite(largest):  # asked of each only where one is not
        largest = max(filter(math.isfinite, sizes), default=0.0)
    return max(1.0, largest)


def width_of(weight: float, largest: float) -> float:
    """From `THINNEST` for 0 to `WIDEST` for a weight of size `largest`, and for what is not finite."""
    share = min(1.0, abs(weight) / largest) if math.isfinite(weight) else 1.0
    return THINNEST + (WIDEST - THINNEST) * share


def signed_widths(connections: Sequence[Connection]) -> Array:
    """Of every connection its width, negative where its weight is, and 0 where that is 0: all of its look."""
    weights = np.fromiter((connection.weight for connection in connections), float, len(connections))
    sizes, are_finite = np.abs(weights), np.isfinite(weights)
    largest = max(1.0, float(sizes.max(initial=0.0, where=are_finite)))
    shares = np.where(are_finite, sizes, 0.0) / largest
    return np.where(are_finite, np.sign(weights) * (THINNEST + (WIDEST - THINNEST) * shares), _NOT_FINITE)


def seen_changes(before: Array, after: Array) -> Indices:
    """Where one can see that `signed_widths` have become others."""
    return np.flatnonzero(np.abs(after - before) >= _SEEN)
