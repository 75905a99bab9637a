"""Which places on the x-axis can no smooth descent pass? The poles of f, and the edges of its domain."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.descent.function import Function
from explorer.descent.landmark import GRID_POINTS
from explorer.descent.landmark_words import equals
from explorer.descent.pole import poles

_HALVINGS = 200


@dataclass(frozen=True, slots=True)
class Barrier:
    """At a pole f is infinite, to one side of an edge it has no value."""

    x: float
    kind: Literal["pole", "edge"]

    @property
    def label(self) -> str:
        """ "pole x = 0", "edge of the domain x = 5"."""
        return f"{'pole' if self.kind == 'pole' else 'edge of the domain'} x {equals(self.x)}"


def barriers(f: Function, low: float, high: float) -> tuple[Barrier, ...]:
    """Those between low and high, from left to right.

    Searched on a grid: what lies closer together than 1/4000 of the range may be missed.
    """
    x = np.linspace(low, high, GRID_POINTS)
    spacing = (high - low) / (GRID_POINTS - 1)
    found = _edges(f, x)
    for place in poles(f, x):
        if all(abs(place - other.x) > spacing for other in found):
            found.append(Barrier(place, "pole"))
    return tuple(sorted(found, key=lambda barrier: barrier.x))


def crossed(places: Sequence[Barrier], before: float, after: float) -> Barrier | None:
    """The first of these that a step goes over; None where it goes over none."""
    between = [place for place in places if (place.x - before) * (place.x - after) < 0]
    return min(between, key=lambda place: abs(place.x - before), default=None)


def crossings(places: Sequence[Barrier], x: Array) -> NDArray[np.bool_]:
    """Which of the steps from each x to the next go over one of these, shape (len(x) − 1,)."""
    jumps = np.zeros(max(len(x) - 1, 0), dtype=np.bool_)
    for place in places:
        with np.errstate(invalid="ignore", over="ignore"):
            jumps |= np.sign(x[1:] - place.x) * np.sign(x[:-1] - place.x) < 0
    return jumps


def _edges(f: Function, x: Array) -> list[Barrier]:
    """Where f begins or ceases to have a value."""
    has_value = ~np.isnan(f.values(x))
    has_value[1:-1] |= has_value[:-2] & has_value[2:]  # a hole, as of x/x at 0, is no edge
    edges = []
    for i in np.flatnonzero(has_value[1:] != has_value[:-1]).tolist():
        left, right = float(x[i]), float(x[i + 1])
        inside, outside = (right, left) if has_value[i + 1] else (left, right)
        tiny = 1e-12 * abs(inside - outside)
        for _ in range(_HALVINGS):
            middle = (inside + outside) / 2
            inside, outside = (inside, middle) if np.isnan(f(middle)) else (middle, outside)
        edges.append(Barrier(0.0 if abs(inside) < tiny else inside, "edge"))
    return edges
