"""What is the derivative of a formula? The rules of calculus, one per kind of node."""

from collections.abc import Callable
from math import e

from explorer.formula.algebra import ONE, TWO, ZERO, negative, power, product, quotient, total
from explorer.formula.expression import (
    Call,
    Constant,
    Expression,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    bottom_up,
    has_variable,
)

# function′(u), by name. d|u|/du is sign(u), which is 0 at 0; sign′ is 0, at the jump too.
OUTER_DERIVATIVES: dict[str, Callable[[Expression], Expression]] = {
    "sin": lambda u: Call("cos", u),
    "cos": lambda u: negative(Call("sin", u)),
    "tan": lambda u: total([ONE, power(Call("tan", u), TWO)]),
    "exp": lambda u: Call("exp", u),
    "log": lambda u: quotient(ONE, u),
    "sqrt": lambda u: quotient(ONE, product(TWO, Call("sqrt", u))),
    "abs": lambda u: Call("sign", u),
    "tanh": lambda u: total([ONE, negative(power(Call("tanh", u), TWO))]),
    "sign": lambda u: ZERO,
}


def derivative(expression: Expression) -> Expression:
    """d expression / dx, by the exact rules, shortened for reading. A shared node is differentiated once."""
    known: dict[int, Expression] = {}
    for node in bottom_up(expression):
        known[id(node)] = _by_rule(node, lambda operand: known[id(operand)])
    return known[id(expression)]


def _by_rule(expression: Expression, d: Callable[[Expression], Expression]) -> Expression:
    match expression:
        case Constant():
            return ZERO
        case Variable():
            return ONE
        case Sum(terms):
            return total([d(term) for term in terms])
        case Negative(u):
            return negative(d(u))
        case Product(u, v):  # (u v)′ = u′ v + u v′
            return total([product(d(u), v), product(u, d(v))])
        case Quotient(u, v):
            return _of_quotient(u, v, d)
        case Power(u, v):
            return _of_power(u, v, d)
        case Call(function, u):  # the chain rule
            return product(d(u), OUTER_DERIVATIVES[function](u))


def _of_quotient(u: Expression, v: Expression, d: Callable[[Expression], Expression]) -> Expression:
    """(u / v)′ = (u′ v − u v′) / v²."""
    if not has_variable(v):
        return quotient(d(u), v)
    slope = d(v)
    if not has_variable(u):
        return negative(quotient(product(u, slope), power(v, TWO)))
    return quotient(total([product(d(u), v), negative(product(u, slope))]), power(v, TWO))


def _of_power(u: Expression, v: Expression, d: Callable[[Expression], Expression]) -> Expression:
    """(uᵛ)′ = v uᵛ⁻¹ u′ for a constant v, uᵛ ln(u) v′ for a constant u, and both together otherwise."""
    if not has_variable(v):
        return product(product(v, power(u, total([v, Constant(-1.0)]))), d(u))
    through_exponent = product(Power(u, v), product(_logarithm(u), d(v)))
    if not has_variable(u):
        return through_exponent
    through_base = product(product(v, Power(u, total([v, Constant(-1.0)]))), d(u))
    return total([through_base, through_exponent])


def _logarithm(u: Expression) -> Expression:
    return ONE if u == Constant(e, "e") else Call("log", u)
