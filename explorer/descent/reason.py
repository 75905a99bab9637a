"""Why does a descent do what it does? The verdict on an orbit in one sentence, with its reason."""

import math

from explorer.descent.landmark import CriticalPoint
from explorer.descent.landmark_words import equals, runs_away
from explorer.descent.shown_descent import Descent
from explorer.descent.verdict import OrbitVerdict, signed
from explorer.number import rounded

_EXACTLY = 1e-9
"""A multiplier that is nearer to 0 or ±1 is that."""


def reason(descent: Descent, verdict: OrbitVerdict, points: tuple[CriticalPoint, ...]) -> str:
    """Why, in a clause without a full stop; "" where the verdict says all that is known.

    `points`: the minima and maxima around.
    """
    match verdict.kind:
        case "converges":
            return _why_it_settles(descent, verdict, points)
        case "cycles":
            return _why_it_cycles(descent, verdict, points)
        case "chaotic":
            return _why_it_never_settles(verdict)
        case "diverges":
            return _why_it_escapes(descent, points)
        case "undecided":
            return ""


def stability_limit(curvature: float, momentum: float = 0.0) -> float:
    """The learning rate up to which a minimum with this f″ > 0 draws in: 2 (1 + β) / f″."""
    return 2 * (1 + momentum) / curvature


def _why_it_settles(descent: Descent, verdict: OrbitVerdict, points: tuple[CriticalPoint, ...]) -> str:
    minimum = _minimum_at(verdict.limit, points)
    multiplier = verdict.multiplier
    if minimum is None or multiplier is None or math.isnan(multiplier):
        return ""
    if minimum.curvature == 0:
        return "f″ = 0 there, so the steps shrink faster than the distance: it gets ever slower"
    rate, curvature = descent.learning_rate, minimum.curvature
    limit = stability_limit(curvature, descent.momentum)
    if descent.momentum:
        limits = f"α = {rounded(rate)} is below 2(1 + β)/f″ {equals(limit)}"
        spirals = multiplier * multiplier <= descent.momentum * (1 + 1e-12)
        return f"it {'swings' if spirals else 'creeps'} into the minimum, for {limits}"
    if abs(multiplier) < _EXACTLY:
        return f"near the minimum one step is Newton's, for α = 1/f″ {equals(1 / curvature)}"
    if multiplier > 0:
        return f"it creeps in from one side, for α = {rounded(rate)} is below 1/f″ {equals(1 / curvature)}"
    if abs(abs(multiplier) - 1) < _EXACTLY:
        return f"α is exactly 2/f″ {equals(limit)}: only what f has beyond its curvature draws it in, slowly"
    between = f"1/f″ {equals(1 / curvature)} and 2/f″ {equals(limit)}"
    return (
        f"it jumps over the minimum at every step and settles, for α = {rounded(rate)} lies between {between}"
    )


def _why_it_cycles(descent: Descent, verdict: OrbitVerdict, points: tuple[CriticalPoint, ...]) -> str:
    multiplier = verdict.multiplier
    if multiplier is None or math.isnan(multiplier) or abs(multiplier) > 1 + _EXACTLY:
        return ""
    parts = []
    if limit := _passed_limit(descent, points):
        parts.append(limit)
    if abs(abs(multiplier) - 1) > _EXACTLY:
        parts.append(f"once around, a distance to the cycle is multiplied by {rounded(multiplier, 3)}")
    else:
        parts.append("a distance to the cycle neither grows nor shrinks")
    return ", and ".join(parts)


def _passed_limit(descent: Descent, points: tuple[CriticalPoint, ...]) -> str:
    """Which limit of the minimum amid the orbit α is beyond, in words."""
    low, high = float(min(descent.iterates)), float(max(descent.iterates))
    for point in points:
        if point.kind == "minimum" and point.curvature > 0 and low <= point.x <= high:
            limit = stability_limit(point.curvature, descent.momentum)
            name = "2(1 + β)/f″" if descent.momentum else "2/f″"
            if descent.learning_rate > limit:
                return f"α = {rounded(descent.learning_rate)} is beyond {name} {equals(limit)}"
    return ""


def _why_it_never_settles(verdict: OrbitVerdict) -> str:
    if verdict.lyapunov is None:
        return ""
    growth = rounded(math.exp(verdict.lyapunov), 3)
    return (
        f"two orbits side by side part by a factor of {growth} a step, e to the Λ {signed(verdict.lyapunov)}"
    )


def _why_it_escapes(descent: Descent, points: tuple[CriticalPoint, ...]) -> str:
    """From which step on nothing pulls it back: it is beyond a maximum from which f only falls away."""
    maxima = [point.x for point in points if point.kind == "maximum"]
    outer = [
        (x, side)
        for x, side in ((min(maxima, default=math.nan), -1), (max(maxima, default=math.nan), 1))
        if maxima and runs_away(descent.f, x, side)
    ]
    for step, x in enumerate(descent.iterates.tolist()):
        for edge, side in outer:
            if (x - edge) * side > 0:
                where = "below" if side < 0 else "above"
                return f"at step {step} it is {where} x {equals(edge)}, from where f only falls away"
    if descent.learning_rate < 0:
        return "with α below 0 each step goes uphill"
    if passed := _passed_limit(descent, points):
        return f"each step lands farther out than the one before, for {passed}"
    return ""


def _minimum_at(x: float | None, points: tuple[CriticalPoint, ...]) -> CriticalPoint | None:
    if x is None:
        return None
    near = [p for p in points if p.kind == "minimum" and abs(p.x - x) <= 1e-6 * (1 + abs(x))]
    return min(near, key=lambda point: abs(point.x - x), default=None)
