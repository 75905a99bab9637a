"""Where a formula stands on a kink: which of its functions have no slope at these numbers?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from explorer.formula.elementary import FUNCTIONS
from explorer.formula.evaluate import array_function
from explorer.formula.expression import Call, Expression, Extremum, bottom_up, operands


@dataclass(frozen=True, slots=True)
class Kink:
    """A function that is called where it has no slope, and the slope that is taken there."""

    function: str
    slope: float


def kinks_at(expression: Expression, at: Mapping[str, float]) -> tuple[Kink, ...]:
    """The kinks on which the expression stands where its variables have those values, each function once.

    Raises KeyError for a variable that has no value.
    """
    kinked = [node for node in bottom_up(expression) if _may_have_one(node)]
    if not kinked:
        return ()
    below = [operand for node in kinked for operand in operands(node)]
    numbers = iter(array_function(below)({name: np.float64(value) for name, value in at.items()}))
    found: dict[str, Kink] = {}
    for node in kinked:
        u = [float(next(numbers)) for _ in operands(node)]
        match node:
            case Call(function) if FUNCTIONS[function].is_kink(u[0]):
                found[function] = Kink(function, FUNCTIONS[function].kink_slope)
            case Extremum(function) if u[0] == u[1] and math.isfinite(u[0]):
                found[function] = Kink(function, 0.0)
            case _:
                pass
    return tuple(found.values())


def can_have_kinks(expression: Expression) -> bool:
    """Whether there are numbers at which the expression stands on a kink."""
    return any(_may_have_one(node) for node in bottom_up(expression))


def _may_have_one(node: Expression) -> bool:
    return isinstance(node, Extremum) or (isinstance(node, Call) and bool(FUNCTIONS[node.function].kinks))
