"""What is a formula's value where doubles overflow on the way, or cancel? Its value in many decimals.

e^x/(1 + e^x) is ∞/∞ in doubles from 710 on, and the slope of tanh(x)² is 0 from 20 on. Both have a value.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact

from explorer.formula.elementary import GELU_CUBIC, LEAK
from explorer.formula.evaluate import operation_of
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
    operands,
)

DIGITS, FEW_DIGITS = 200, 40
"""To tell 0 from what is merely small, and to find what a double will hold."""

# Exponents of a million digits hold e^(10⁶); e^(10¹²) is then ∞ at once, where it would take minutes.
_CONTEXT = Context(prec=DIGITS, Emin=-9_999_999, Emax=9_999_999, traps=[])

_LARGE = frozenset({"exp", "sinh", "cosh"})


@dataclass(frozen=True, slots=True)
class PreciseValue:
    """A value in decimals; `is_exact` where nothing at all was rounded on the way to it."""

    number: Decimal
    is_exact: bool


def may_overflow(expression: Expression) -> bool:
    """Whether a part of it may be infinite where all of it is not, or is 0 by that."""
    return any(
        isinstance(node, Quotient)
        or (isinstance(node, Call) and node.function in _LARGE)
        or (isinstance(node, Power) and has_variable(node.exponent))
        for node in bottom_up(expression)
    )


def surviving(expression: Expression) -> Callable[[float, float], float]:
    """(x, the value there in doubles, which is 0, infinite or NaN) ↦ the value.

    By decimals where a part of the formula overflowed at x, else the one in doubles.
    """
    nodes = bottom_up(expression)
    place = {id(node): index for index, node in enumerate(nodes)}
    parts = [(node, operation_of(node), [place[id(below)] for below in operands(node)]) for node in nodes]

    def has_overflown(x: float) -> bool:
        """Whether a part is infinite though all that it is made of is finite, and is no pole."""
        results: list[float] = []
        for node, operation, places in parts:
            below = [results[index] for index in places]
            number = operation(x, *below)
            if math.isinf(number) and all(map(math.isfinite, below)) and not _is_pole(node, below):
                return node is not expression  # all of it too large is what ∞ means
            results.append(number)
        return False

    def value(x: float, in_doubles: float) -> float:
        if not math.isfinite(x) or not has_overflown(x):
            return in_doubles
        found = precise(expression, x, FEW_DIGITS)
        return in_doubles if found is None else float(found.number)

    return value


def precise(expression: Expression, x: float, digits: int = DIGITS) -> PreciseValue | None:
    """The value at x, of which all but the last digits are true; None where it has a sine or the like."""
    results: dict[int, PreciseValue] = {}
    _CONTEXT.clear_flags()
    _CONTEXT.prec = digits
    for node in bottom_up(expression):
        below = [results[id(operand)] for operand in operands(node)]
        number = _number(node, [each.number for each in below], x)
        if number is None:
            return None
        is_exact = not _CONTEXT.flags[Inexact] and all(each.is_exact for each in below)
        _CONTEXT.clear_flags()
        is_exact |= isinstance(node, Product) and any(b.is_exact and not b.number for b in below)
        is_exact |= isinstance(node, Call) and node.function in _STEPS
        results[id(node)] = PreciseValue(number, is_exact)
    return results[id(expression)]


def _is_pole(node: Expression, below: list[float]) -> bool:
    """Whether the node is infinite by itself there: 1/0, 0⁻¹, log(0)."""
    match node:
        case Quotient():
            return below[1] == 0
        case Power():
            return below[0] == 0
        case Call(function):
            return function not in _LARGE
        case _:
            return False


def _number(node: Expression, below: list[Decimal], x: float) -> Decimal | None:
    match node:
        case Variable():
            return Decimal(x)
        case Constant(value):
            return Decimal(value)
        case Addition():
            total = below[0]
            for term in below[1:]:
                total = _CONTEXT.add(total, term)
            return total
        case Negative():
            return below[0].copy_negate()
        case Product():
            return _CONTEXT.multiply(below[0], below[1])
        case Quotient():
            return _CONTEXT.divide(below[0], below[1])
        case Power():
            return _CONTEXT.power(below[0], below[1])
        case Call(function):
            return _FUNCTIONS[function](below[0]) if function in _FUNCTIONS else None
        case Extremum("max"):
            return max(below)
        case Extremum():
            return min(below)


def _exp(u: Decimal) -> Decimal:
    return _CONTEXT.exp(u)


def _tanh(u: Decimal) -> Decimal:
    small = _exp(_CONTEXT.multiply(Decimal(-2), u.copy_abs()))
    size = _CONTEXT.divide(_CONTEXT.subtract(Decimal(1), small), _CONTEXT.add(Decimal(1), small))
    return size.copy_sign(u)


def _sinh(u: Decimal) -> Decimal:
    return _CONTEXT.divide(_CONTEXT.subtract(_exp(u), _exp(u.copy_negate())), Decimal(2))


def _cosh(u: Decimal) -> Decimal:
    return _CONTEXT.divide(_CONTEXT.add(_exp(u), _exp(u.copy_negate())), Decimal(2))


def _logistic(u: Decimal) -> Decimal:
    return _CONTEXT.divide(Decimal(1), _CONTEXT.add(Decimal(1), _exp(u.copy_negate())))


def _gelu(u: Decimal) -> Decimal:
    cubic = _CONTEXT.multiply(Decimal(GELU_CUBIC), _CONTEXT.power(u, Decimal(3)))
    scale = _CONTEXT.sqrt(_CONTEXT.divide(Decimal(2), Decimal(math.pi)))
    step = _tanh(_CONTEXT.multiply(scale, _CONTEXT.add(u, cubic)))
    return _CONTEXT.divide(_CONTEXT.multiply(u, _CONTEXT.add(Decimal(1), step)), Decimal(2))


def _cbrt(u: Decimal) -> Decimal:
    third = _CONTEXT.divide(Decimal(1), Decimal(3))
    return _CONTEXT.power(u.copy_abs(), third).copy_sign(u)


def _sign(u: Decimal) -> Decimal:
    return Decimal(0) if not u else Decimal(1).copy_sign(u)


_STEPS: dict[str, Callable[[Decimal], Decimal]] = {
    "sign": _sign,
    "heaviside": lambda u: Decimal(1) if u > 0 else Decimal(0),
    "floor": lambda u: u.to_integral_value("ROUND_FLOOR"),
    "ceil": lambda u: u.to_integral_value("ROUND_CEILING"),
}
"""Functions whose value is exact though that of their argument is not, but at their steps."""

_FUNCTIONS: dict[str, Callable[[Decimal], Decimal]] = _STEPS | {
    "exp": _exp,
    "log": _CONTEXT.ln,
    "log10": _CONTEXT.log10,
    "log2": lambda u: _CONTEXT.divide(_CONTEXT.ln(u), _CONTEXT.ln(Decimal(2))),
    "sqrt": _CONTEXT.sqrt,
    "abs": Decimal.copy_abs,
    "tanh": _tanh,
    "sinh": _sinh,
    "cosh": _cosh,
    "logistic": _logistic,
    "cbrt": _cbrt,
    "relu": lambda u: u if u > 0 else Decimal(0),
    "leaky_relu": lambda u: u if u > 0 else _CONTEXT.multiply(Decimal(LEAK), u),
    "elu": lambda u: u if u > 0 else _CONTEXT.subtract(_exp(u), Decimal(1)),
    "softplus": lambda u: _CONTEXT.ln(_CONTEXT.add(Decimal(1), _exp(u))),
    "silu": lambda u: _CONTEXT.multiply(u, _logistic(u)),
    "gelu": _gelu,
}
