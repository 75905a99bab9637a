"""Where is f infinite? Its poles, found where what it divides by passes through 0."""

import math
from collections.abc import Iterator

from explorer.descent.function import VARIABLE, Function
from explorer.formula.evaluate import scalar_function
from explorer.formula.expression import (
    Call,
    Constant,
    Expression,
    Negative,
    Power,
    Product,
    Quotient,
    bottom_up,
    has_variable,
)

_HUGE = 1e9


def denominators(expression: Expression) -> Iterator[Expression]:
    """What is divided by, factor by factor, where it depends on x."""
    for node in bottom_up(expression):
        match node:
            case Quotient(_, denominator):
                yield from _factors(denominator)
            case Power(base, Negative() | Constant() as exponent) if isinstance(exponent, Negative) or (
                exponent.value < 0
            ):
                yield from _factors(base)
            case Call("tan", argument):
                yield Call("cos", argument)


def _factors(expression: Expression) -> Iterator[Expression]:
    match expression:
        case Product(left, right):
            yield from _factors(left)
            yield from _factors(right)
        case Power(base, Constant()):
            yield from _factors(base)
        case Negative(operand):
            yield from _factors(operand)
        case _ if has_variable(expression):
            yield expression


def root_between(expression: Expression, low: float, high: float) -> float:
    """Where the expression changes its sign between the two, by halving, to the last bit."""
    evaluate = scalar_function(expression, VARIABLE)
    is_positive = evaluate(low) > 0
    for _ in range(2000):
        middle = low / 2 + high / 2
        if middle in (low, high):
            break
        at_middle = evaluate(middle)
        if at_middle == 0:
            return middle
        if (at_middle > 0) == is_positive:
            low = middle
        else:
            high = middle
    return high


def is_pole(f: Function, x: float, height: float) -> bool:
    """Whether f is very large right beside x: x/x has no pole at 0."""
    beside = (f(math.nextafter(x, math.inf)), f(math.nextafter(x, -math.inf)))
    return any(abs(y) > _HUGE * height for y in beside)
