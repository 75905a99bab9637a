"""What does nudging say of a derivative? Finite differences, small changes, and values along an axis."""

import math
from dataclasses import dataclass

import numpy as np

from explorer.array import Array
from explorer.chain.graph import ComputationGraph, GraphEdge
from explorer.chain.system import System
from explorer.formula.evaluate import values

_RELATIVE_STEP = float(np.finfo(np.float64).eps) ** (1 / 3)
"""Where the error of a central difference by its curvature is about that by rounding."""


@dataclass(frozen=True, slots=True)
class Difference:
    """(f(x + h) − f(x − h)) / 2h with h = `step`, and how often the system was evaluated for it."""

    value: float
    step: float
    evaluations: int


@dataclass(frozen=True, slots=True)
class SmallChange:
    """What `epsilon` more of one variable makes of another: derivative times ε, and what is truly added."""

    epsilon: float
    predicted: float
    true: float


def difference(system: System, of: str, by: str) -> Difference:
    """∂ of/∂ by as a central difference: `by` is nudged, whatever its equation says.

    Raises UnknownVariable.
    """
    system.check_known(of)
    system.check_known(by)
    up, down = _nudged(system.values[by])
    above, below = values_along(system, of, by, np.array([up, down]))
    return _central(float(above), float(below), up - down)


def local_difference(graph: ComputationGraph, edge: GraphEdge) -> Difference:
    """The same for an edge: the equation of its dest alone, in which all else stands still."""
    node = graph.by_name[edge.dest]
    up, down = _nudged(graph.by_name[edge.source].value)
    at: dict[str, Array] = {
        e.source: np.array(graph.by_name[e.source].value) for e in graph.incoming[edge.dest]
    }
    above, below = values(node.expression, at | {edge.source: np.array([up, down])})
    return _central(float(above), float(below), up - down)


def small_change(system: System, of: str, by: str, derivative: float, epsilon: float) -> SmallChange:
    """What becomes of `of` where `by` grows by ε, and what its `derivative` foretells.

    Raises UnknownVariable.
    """
    system.check_known(of)
    system.check_known(by)
    (after,) = values_along(system, of, by, np.array([system.values[by] + epsilon]))
    with np.errstate(all="ignore"):
        return SmallChange(epsilon, derivative * epsilon, float(after - system.values[of]))


def values_along(system: System, of: str, by: str, x: Array) -> Array:
    """`of` where `by` is each of `x`, whatever its equation says, in that shape. Raises UnknownVariable."""
    system.check_known(of)
    system.check_known(by)
    return np.broadcast_to(system.values_where({by: x})[of], x.shape).copy()


def _nudged(x: float) -> tuple[float, float]:
    """x + h and x − h, as they are in doubles."""
    step = _RELATIVE_STEP * max(1.0, abs(x)) if math.isfinite(x) else 1.0
    return x + step, x - step


def _central(above: float, below: float, distance: float) -> Difference:
    with np.errstate(all="ignore"):
        return Difference(float(np.float64(above - below) / distance), distance / 2, 2)
