"""What is a derivative read the other way? ∂a/∂b = 1/(∂b/∂a), where that is not 0.

The rule for the derivative of the inverse function: y = x³ has the slope 3x², and x = ∛y the slope 1/(3x²).
Where y is flat in x, x is vertical in y, and has no derivative.
"""

import math
from dataclasses import dataclass

from explorer.chain.derivative_formula import derivative_formula
from explorer.chain.graph import ComputationGraph
from explorer.chain.path import paths
from explorer.formula.algebra import ONE, ZERO, quotient
from explorer.formula.expression import Expression
from explorer.number import rounded


@dataclass(frozen=True, slots=True)
class InverseDerivative:
    """∂ by/∂ of as a number and a formula; None where there is none, and then `reason` says why."""

    value: float | None
    formula: Expression | None
    reason: str = ""


def read_the_other_way(graph: ComputationGraph, of: str, by: str) -> InverseDerivative:
    """∂ by/∂ of, all else held still, from ∂ of/∂ by. Raises UnknownVariable."""
    return inverse_of(graph, (of, by), paths(graph, of, by).total, derivative_formula(graph, of, by))


def inverse_of(
    graph: ComputationGraph, pair: tuple[str, str], slope: float, formula: Expression | None
) -> InverseDerivative:
    """The same of a derivative ∂ of/∂ by that is known, `pair` being (of, by)."""
    of, by = pair
    other_way = None if formula is None or formula == ZERO else quotient(ONE, formula)
    if formula == ZERO:
        return InverseDerivative(
            None, None, f"{of} does not depend on {by}, so that it says nothing of {by}."
        )
    if slope == 0:
        here = f"{by} = {rounded(graph.by_name[by].value)}"
        reason = (
            f"∂{of}/∂{by} is 0 at {here}: {of} is flat there, and 1/0 is no number. "
            f"Move {by} away from there."
        )
        return InverseDerivative(None, other_way, reason)
    if not math.isfinite(slope):
        return InverseDerivative(None, other_way, f"∂{of}/∂{by} is {rounded(slope)} there.")
    return InverseDerivative(1 / slope, other_way)
