"""What is the derivative of a formula by one of its variables? The rules of calculus, one a kind of node."""

from collections.abc import Callable
from math import e

from explorer.formula.algebra import ONE, TWO, ZERO, negative, power, product, quotient, total
from explorer.formula.elementary import FUNCTIONS
from explorer.formula.expression import (
    Addition,
    Call,
    Constant,
    Expression,
    Extremum,
    Negative,
    Power,
    Product,
    Quotient,
    Variable,
    bottom_up,
    has_variable,
)


def derivative(expression: Expression, by: str) -> Expression:
    """∂ expression / ∂ (the variable named `by`), by the exact rules, shortened for reading.

    Other variables stand still. A shared node is differentiated once.
    """
    known: dict[int, Expression] = {}
    for node in bottom_up(expression):
        known[id(node)] = _by_rule(node, lambda operand: known[id(operand)], by)
    return known[id(expression)]


def _by_rule(expression: Expression, d: Callable[[Expression], Expression], by: str) -> Expression:
    match expression:
        case Constant():
            return ZERO
        case Variable(name):
            return ONE if name == by else ZERO
        case Addition(terms):
            return total([d(term) for term in terms])
        case Negative(u):
            return negative(d(u))
        case Product(u, v):  # (u v)′ = u′ v + u v′
            return total([product(d(u), v), product(u, d(v))])
        case Quotient(u, v):
            return _of_quotient(u, v, d, by)
        case Power(u, v):
            return _of_power(u, v, d, by)
        case Call(function, u):  # the chain rule
            return product(d(u), FUNCTIONS[function].derivative(u))
        case Extremum(function, u, v):  # the slope of whichever counts; 0 where both are equal
            if function == "min":
                u, v = v, u
            above, below = (d(u), d(v)) if function == "max" else (d(v), d(u))
            return total(
                [
                    product(above, Call("heaviside", total([u, negative(v)]))),
                    product(below, Call("heaviside", total([v, negative(u)]))),
                ]
            )


def _of_quotient(u: Expression, v: Expression, d: Callable[[Expression], Expression], by: str) -> Expression:
    """(u / v)′ = (u′ v − u v′) / v²."""
    if not has_variable(v, by):
        return quotient(d(u), v)
    slope = d(v)
    if not has_variable(u, by):
        return negative(quotient(product(u, slope), power(v, TWO)))
    return quotient(total([product(d(u), v), negative(product(u, slope))]), power(v, TWO))


def _of_power(u: Expression, v: Expression, d: Callable[[Expression], Expression], by: str) -> Expression:
    """(uᵛ)′ = v uᵛ⁻¹ u′ for a constant v, uᵛ ln(u) v′ for a constant u, and both together otherwise."""
    if not has_variable(v, by):
        return product(product(v, power(u, total([v, Constant(-1.0)]))), d(u))
    through_exponent = product(Power(u, v), product(_logarithm(u), d(v)))
    if not has_variable(u, by):
        return through_exponent
    through_base = product(product(v, Power(u, total([v, Constant(-1.0)]))), d(u))
    return total([through_base, through_exponent])


def _logarithm(u: Expression) -> Expression:
    return ONE if u == Constant(e, "e") else Call("log", u)
