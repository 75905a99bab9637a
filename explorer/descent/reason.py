"""Why does a descent do what it does? The verdict on an orbit in one sentence, with its reason."""

import math

from explorer.descent.escape_reason import why_it_escapes
from explorer.descent.landmark import CriticalPoint
from explorer.descent.landmark_words import is_kink
from explorer.descent.orbit import orbit
from explorer.descent.reason_numbers import ALL_DIGITS as ALL_DIGITS
from explorer.descent.reason_numbers import ReasonNumbers, passed_limit
from explorer.descent.search import SLOWLY, UNATTRACTED
from explorer.descent.shown_descent import Descent
from explorer.descent.stability import creeping_limit, stability_limit
from explorer.descent.verdict import OrbitVerdict
from explorer.symbol import Symbol

_EXACTLY = 1e-9
"""A multiplier that is nearer to 0 or ±1 is that."""
_MOST_STEPS = 10_000
"""So many steps are looked through for the one that lands on a limit."""


def reason(
    descent: Descent, verdict: OrbitVerdict, points: tuple[CriticalPoint, ...], digits: int = 4
) -> str:
    """Why, in a clause without a full stop; "" where the verdict says all that is known.

    `points`: the minima and maxima around. `digits`: so many of each number, or `ALL_DIGITS`.
    """
    numbers = ReasonNumbers(digits)
    match verdict.kind:
        case "converges":
            why = _why_it_settles(descent, verdict, points, numbers)
        case "cycles":
            why = _why_it_cycles(descent, verdict, points, numbers)
        case "chaotic":
            why = _why_it_never_settles(descent, verdict, points, numbers)
        case "diverges":
            why = why_it_escapes(descent, verdict, points, numbers)
        case "undecided":
            why = ""
    if why and verdict.remark in (SLOWLY, UNATTRACTED):  # which the reason explains
        return why
    return "; ".join(filter(None, (why, verdict.remark)))


def _why_it_settles(
    descent: Descent, verdict: OrbitVerdict, points: tuple[CriticalPoint, ...], numbers: ReasonNumbers
) -> str:
    if not descent.learning_rate:
        return f"with {Symbol.ALPHA} = 0 no step is made"
    if verdict.limit is None:
        return ""
    curvature, multiplier = _curvature_at(descent, verdict.limit, points), verdict.multiplier
    if is_kink(descent.f, verdict.limit):
        return f"{_landing(descent, verdict.limit)} exactly on the kink, where f′ is taken to be 0"
    if descent.start == verdict.limit or (multiplier is not None and abs(multiplier) > 1 + _EXACTLY):
        return f"{_landing(descent, verdict.limit)} exactly where f′ = 0, so no further step is made"
    if multiplier is None or math.isnan(multiplier) or math.isnan(curvature):
        return "f′ = 0 there"
    if curvature == 0:
        return "f″ = 0 there, so the steps shrink faster than the distance: it gets ever slower"
    if descent.learning_rate < 0:
        return (
            f"with {Symbol.ALPHA} below 0 it climbs; there each step multiplies the distance by "
            f"{numbers.of(multiplier)}"
        )
    return _how_it_settles(descent, curvature, multiplier, numbers)


def _how_it_settles(descent: Descent, curvature: float, multiplier: float, numbers: ReasonNumbers) -> str:
    """On a minimum with this f″ > 0: from one side, jumping over it, or swinging."""
    rate = f"{Symbol.ALPHA} = {numbers.of(descent.learning_rate)}"
    limit, one_sided = (
        numbers.equals(f(curvature, descent.momentum)) for f in (stability_limit, creeping_limit)
    )
    if descent.momentum:
        swings = descent.learning_rate > creeping_limit(curvature, descent.momentum) * (1 + 1e-12)
        verb = "swings" if swings else "creeps"
        return f"it {verb} into the minimum, for {rate} is below 2(1 + β)/f″ {limit}"
    if abs(multiplier) < _EXACTLY:
        return f"near the minimum one step is Newton's, for {Symbol.ALPHA} = 1/f″ {one_sided}"
    if multiplier > 0:
        return f"it creeps in from one side, for {rate} is below 1/f″ {one_sided}"
    if abs(abs(multiplier) - 1) < _EXACTLY:
        return (
            f"{Symbol.ALPHA} is exactly 2/f″ {limit}: only what f has beyond its curvature draws it in, "
            "slowly"
        )
    return (
        "it jumps over the minimum at every step and settles, "
        f"for {rate} lies between 1/f″ {one_sided} and 2/f″ {limit}"
    )


def _why_it_cycles(
    descent: Descent, verdict: OrbitVerdict, points: tuple[CriticalPoint, ...], numbers: ReasonNumbers
) -> str:
    parts = [_passed_kink(descent, verdict, points, numbers) or passed_limit(descent, points, numbers)]
    multiplier = verdict.multiplier
    if multiplier is None or math.isnan(multiplier):
        pass
    elif abs(abs(multiplier) - 1) <= _EXACTLY:
        parts.append("a distance to the cycle neither grows nor shrinks")
    elif abs(multiplier) < 1:
        digits = numbers.of(multiplier, 3)
        parts.append(f"once around, a distance to the cycle is multiplied by {digits}")
    else:
        digits = numbers.of(multiplier, 3)
        parts.append(f"it lands exactly on this cycle, which multiplies distances by {digits} once around")
    return ", and ".join(filter(None, parts))


def _passed_kink(
    descent: Descent, verdict: OrbitVerdict, points: tuple[CriticalPoint, ...], numbers: ReasonNumbers
) -> str:
    """The kink amid the cycle across which it hops, in words; "" where there is none."""
    slope = descent.f.derivative()
    for point in points:
        is_amid = verdict.cycle and min(verdict.cycle) <= point.x <= max(verdict.cycle)
        if point.kind == "minimum" and is_amid and is_kink(descent.f, point.x):
            beside = 1e-9 * max(1.0, abs(point.x))
            low, high = (numbers.of(slope(x), 3) for x in (point.x - beside, point.x + beside))
            place = numbers.equals(point.x)
            return f"f′ jumps from {low} to {high} at the kink x {place}: the steps get no smaller there"
    return ""


def _why_it_never_settles(
    descent: Descent, verdict: OrbitVerdict, points: tuple[CriticalPoint, ...], numbers: ReasonNumbers
) -> str:
    if verdict.lyapunov is None:
        return ""
    growth = numbers.equals(math.exp(verdict.lyapunov))
    parting = f"two orbits side by side part by a factor of e to the Λ {growth} a step"
    return ", and ".join(filter(None, (passed_limit(descent, points, numbers), parting)))


def _curvature_at(descent: Descent, x: float, points: tuple[CriticalPoint, ...]) -> float:
    """f″ at the minimum that an orbit has come to x for, where one is known; else at x itself."""
    near = [p for p in points if p.kind == "minimum" and abs(p.x - x) <= 1e-6 * (1 + abs(x))]
    if near:
        return min(near, key=lambda point: abs(point.x - x)).curvature
    return descent.f.derivative().derivative()(x)


def _landing(descent: Descent, x: float) -> str:
    """How it has come to be exactly at x: "it begins", "step 3 lands"."""
    if descent.start == x:
        return "it begins"
    iterates = orbit(descent.f, descent.start, descent.learning_rate, _MOST_STEPS, descent.momentum).tolist()
    return f"step {iterates.index(x)} lands" if x in iterates else "it lands"
