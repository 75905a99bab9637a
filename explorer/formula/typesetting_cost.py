"""How long would it take to typeset a formula's LaTeX, known before it is begun?

The library, ziamath, lays out what stands in a fence, a fraction or a root twice, so that nesting doubles the
time: ten parentheses within each other take as long as a thousand side by side. Terms and powers add up.
"""

from explorer.formula.expression import (
    Addition,
    Call,
    Expression,
    Extremum,
    Negative,
    Power,
    Product,
    Quotient,
    bottom_up,
    operands,
)

LARGEST_TYPESET = 60
"""A cost of 1 was 2 to 4 ms, so that this is about a fifth of a second."""


def typesetting_cost(expression: Expression) -> int:
    """Numbers and names cost 1; each fence, fraction and root doubles what is in it."""
    costs: dict[int, int] = {}
    for node in bottom_up(expression):
        inside = sum(costs[id(operand)] * (1 + _is_fenced(node, operand)) for operand in operands(node))
        costs[id(node)] = 2 * inside if isinstance(node, Quotient | Call | Extremum) else max(1, inside)
    return costs[id(expression)]


def _is_fenced(node: Expression, operand: Expression) -> bool:
    """Whether the operand may stand in parentheses there."""
    match node:
        case Product(left, _):
            return isinstance(operand, Addition) or (
                operand is not left and isinstance(operand, Negative | Product)
            )
        case Power(base, _):
            return operand is base and isinstance(operand, Addition | Negative | Product | Quotient | Power)
        case Negative() | Addition():
            return isinstance(operand, Addition)
        case _:
            return False
