"""Is the verdict on an orbit true of the function, or only of its doubles? A review of what was found.

An orbit stands still where f′ rounds to 0, leaves the domain of f unseen where f′ has a value outside of it,
and jumps over a pole in one step.
"""

import math
from dataclasses import replace
from decimal import Decimal

import numpy as np

from explorer.array import Array
from explorer.descent.bifurcation.lone_walk import lone_walk
from explorer.descent.function import VARIABLE, Function
from explorer.descent.orbit import is_bounded
from explorer.descent.pole import denominators, is_pole, root_between
from explorer.descent.verdict import OrbitVerdict, written
from explorer.formula.evaluate import values
from explorer.formula.precise import precise

MOST_REVIEWED = 10_000
"""Steps in which poles and the edge of the domain are looked for."""

_ROUNDING = 2.0**-50


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
    for denominator in denominators(f.expression):
        below = values(denominator, {VARIABLE: iterates})
        with np.errstate(invalid="ignore"):
            changes = np.flatnonzero(np.sign(below[1:]) * np.sign(below[:-1]) < 0).tolist()
        for step in changes:
            if first is not None and step >= first[0]:
                break
            before, after = float(iterates[step]), float(iterates[step + 1])
            pole = root_between(denominator, before, after)
            if is_pole(f, pole, 1 + abs(f(before)) + abs(f(after))):
                first = step, pole
                break
    return (
        "" if first is None else f"at step {first[0] + 1} it jumps over the pole at x = {written(first[1])}"
    )


def _decimal_rounding(x: float) -> Decimal:
    """What x is off by, where it is the double nearest to a root."""
    return Decimal(_ROUNDING) * abs(Decimal(x))


def _brief(number: Decimal) -> str:
    return f"{number:.1e}".replace("-", "−").replace("e+", "e")
