"""Is the verdict on an orbit true of the function, or only of its doubles? A review of what was found.

An orbit stands still where f′ rounds to 0, leaves the domain of f unseen where f′ has a value outside of it,
and jumps over a pole in one step.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np

from explorer.array import Array
from explorer.descent.bifurcation.lone_walk import lone_walk
from explorer.descent.function import VARIABLE, Function
from explorer.descent.orbit import is_bounded
from explorer.descent.verdict import OrbitVerdict, written
from explorer.formula.evaluate import scalar_function, values
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
from explorer.formula.precise import precise

MOST_REVIEWED = 10_000
"""Steps in which poles and the edge of the domain are looked for."""

_ROUNDING = 2.0**-50
_HUGE = 1e9


def outside_domain(f: Function, start: float) -> OrbitVerdict | None:
    """The verdict on a start at which f has no value; None where it has one."""
    if not math.isnan(f(start)):
        return None
    return OrbitVerdict(
        "undecided", remark=f"the start lies outside the domain: f has no value at {written(start)}"
    )


def reviewed(
    found: OrbitVerdict, f: Function, start: float, learning_rate: float, steps: int, momentum: float = 0.0
) -> OrbitVerdict:
    """The verdict `found` after so many steps, corrected, or with what else there is to say."""
    iterates = lone_walk(f, momentum).orbit(start, learning_rate, min(steps, MOST_REVIEWED))
    left = _leaves_domain(f, iterates)
    if left is not None and not (found.kind == "diverges" and found.remark):
        where = written(float(iterates[left]))
        remark = f"there it leaves the domain: f has no value at {where}"
        return OrbitVerdict("diverges", diverged_at=left, remark=remark)
    if found.limit is not None and learning_rate and (remark := _only_rounds(f.derivative(), found.limit)):
        found = OrbitVerdict("undecided", remark=remark, visited=found.range)
    jump = _jump_over_pole(f, iterates)
    if not jump:
        return found
    return replace(found, remark=f"{found.remark}; {jump}" if found.remark else jump)


def _leaves_domain(f: Function, iterates: Array) -> int | None:
    """The first step at which f has no value though the iterate is a number within bounds."""
    for step in np.flatnonzero(np.isnan(f.values(iterates))).tolist():
        x = float(iterates[step])
        if is_bounded(x) and math.isnan(f(x)):
            return int(step)
    return None


def _only_rounds(slope: Function, x: float) -> str:
    """Why it stands still at x though f′ is not 0 there; "" where f′ is 0, or is at a double beside x."""
    if slope(x) != 0:
        return ""
    exact = precise(slope.expression, x)
    if exact is None or (not exact.number and exact.is_exact):
        return ""
    if not exact.number:
        return (
            f"it stands still at {written(x)}, where f′ is 0 to the last of 200 digits, or merely too small"
        )
    curvature = precise(slope.derivative().expression, x)
    if curvature is not None and abs(exact.number) <= abs(curvature.number * _decimal_rounding(x)):
        return ""
    return f"it stands still at {written(x)} only because f′ there, ≈ {_brief(exact.number)}, rounds to 0"


def _jump_over_pole(f: Function, iterates: Array) -> str:
    """The first step that goes over a pole of f, in words; "" where none does."""
    first: tuple[int, float] | None = None
    for denominator in _denominators(f.expression):
        below = values(denominator, {VARIABLE: iterates})
        with np.errstate(invalid="ignore"):
            changes = np.flatnonzero(np.sign(below[1:]) * np.sign(below[:-1]) < 0).tolist()
        for step in changes:
            if first is not None and step >= first[0]:
                break
            before, after = float(iterates[step]), float(iterates[step + 1])
            pole = _root(denominator, before, after)
            if _is_pole(f, pole, 1 + abs(f(before)) + abs(f(after))):
                first = step, pole
                break
    return (
        "" if first is None else f"at step {first[0] + 1} it jumps over the pole at x = {written(first[1])}"
    )


def _denominators(expression: Expression) -> Iterator[Expression]:
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


def _root(expression: Expression, low: float, high: float) -> float:
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


def _is_pole(f: Function, x: float, height: float) -> bool:
    """Whether f is very large right beside x: x/x has no pole at 0."""
    beside = (f(math.nextafter(x, math.inf)), f(math.nextafter(x, -math.inf)))
    return any(abs(y) > _HUGE * height for y in beside)


def _decimal_rounding(x: float) -> Decimal:
    """What x is off by, where it is the double nearest to a root."""
    return Decimal(_ROUNDING) * abs(Decimal(x))


def _brief(number: Decimal) -> str:
    return f"{number:.1e}".replace("-", "−").replace("e+", "e")
