"""Where is f infinite? Its poles, found where what it divides by passes through 0, or touches it."""

import math
from collections.abc import Iterator

import numpy as np

from explorer.array import Array
from explorer.descent.function import VARIABLE, Function
from explorer.formula.derivative import derivative
from explorer.formula.evaluate import scalar_function, values
from explorer.formula.expression import (
    Addition,
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
_ROUNDING = 8 * 2.0**-52
"""Of the sizes of the terms of a sum: what is less may be 0."""
_GROWS = 5.0
"""Ten times nearer to a pole of the first order, 1/x, f is ten times as large."""
_AS_ITS_ARGUMENT = frozenset({"abs", "sqrt", "cbrt"})
"""What is 0 where its argument is 0."""


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
        case Call(function, argument) if function in _AS_ITS_ARGUMENT:
            yield from _factors(argument)
        case _ if has_variable(expression):
            yield expression


def poles(f: Function, x: Array) -> list[float]:
    """Where what f divides by is 0 and f is huge beside it, between neighbours of the grid x."""
    spacing = float(x[1] - x[0])
    found = []
    for denominator in denominators(f.expression):
        touched = _touched(denominator, x)
        found += [place for place in touched if _grows(f, place, spacing)]
        for place in _zeros(denominator, x):
            # Beside a place that is touched it is rounding that changes the sign.
            if all(abs(place - other) > spacing for other in touched):
                around = abs(f(place - spacing)) + abs(f(place + spacing))
                if is_pole(f, place, 1 + around):
                    found.append(place)
    return found


def _touched(denominator: Expression, x: Array) -> list[float]:
    """Where a sum is 0 without passing it; what is no sum is 0 only where its factors pass it."""
    if not isinstance(denominator, Addition):
        return []
    flat = _zeros(derivative(denominator, VARIABLE), x)
    return [place for place in flat if _is_zero(denominator, place)]


def _zeros(expression: Expression, x: Array) -> list[float]:
    """Where it is 0 on the grid x, and where it changes its sign between neighbours."""
    sign = np.sign(values(expression, {VARIABLE: x}))
    passing = np.flatnonzero(sign[:-1] * sign[1:] < 0).tolist()
    places: list[float] = x[np.flatnonzero(sign == 0)].tolist()
    return places + [root_between(expression, float(x[i]), float(x[i + 1])) for i in passing]


def _is_zero(total: Addition, x: float) -> bool:
    """Whether the sum is 0 at x, but for what rounding leaves of its terms."""
    sizes = [abs(scalar_function(term, VARIABLE)(x)) for term in total.terms]
    return abs(scalar_function(total, VARIABLE)(x)) <= _ROUNDING * sum(sizes)


def _grows(f: Function, x: float, reach: float) -> bool:
    """Whether f grows towards x from either side, as it does towards a pole."""
    return any(abs(f(x + side / 10)) > _GROWS * abs(f(x + side)) for side in (-reach, reach))


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
