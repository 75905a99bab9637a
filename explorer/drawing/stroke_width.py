"""How wide is a connection drawn? The width of its stroke says how large its weight is."""

import math
from collections.abc import Iterable

from explorer.network.model import Connection

THINNEST, WIDEST = 1.3, 5.2
"""The widths of a weight of 0 and of the largest, in scene units."""


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
