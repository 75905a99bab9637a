"""Why does a descent escape? From which step on does nothing pull it back?"""

import math
from bisect import bisect_left

from explorer.descent.landmark import CriticalPoint
from explorer.descent.landmark_words import runs_away
from explorer.descent.orbit import orbit
from explorer.descent.reason_numbers import ReasonNumbers, passed_limit
from explorer.descent.shown_descent import Descent
from explorer.descent.verdict import OrbitVerdict
from explorer.symbol import Symbol

_MOST_STEPS = 10_000
"""So many steps are looked through."""


def why_it_escapes(
    descent: Descent, verdict: OrbitVerdict, points: tuple[CriticalPoint, ...], numbers: ReasonNumbers
) -> str:
    """Why and from which step on it is out of all bounds; "" where that is not known."""
    if not verdict.diverged_at:
        return "the start is out of all bounds"
    steps = min(verdict.diverged_at, _MOST_STEPS)
    iterates: list[float] = orbit(
        descent.f, descent.start, descent.learning_rate, steps, descent.momentum
    ).tolist()
    if math.isnan(iterates[-1]) or math.isnan(descent.f(iterates[-1])):
        return ""  # f ends there, as the verdict says
    if descent.learning_rate < 0:
        return f"with {Symbol.ALPHA} below 0 each step goes uphill"
    return _falls_away(descent, iterates, points, numbers) or _overshoots(descent, iterates, points, numbers)


def _falls_away(
    descent: Descent, iterates: list[float], points: tuple[CriticalPoint, ...], numbers: ReasonNumbers
) -> str:
    """At which step it is where f only falls outward; "" where it never is."""
    side = 1 if iterates[-1] > 0 else -1

    def is_lost(x: float) -> bool:
        return runs_away(descent.f, x, side)

    bounded = iterates[:-1]
    if not is_lost(bounded[-1]):
        return ""
    step = bisect_left(bounded, True, key=is_lost)  # once it is, without momentum it always is
    edges = [p.x for p in points if p.kind == "maximum" and (bounded[step] - p.x) * side > 0 and is_lost(p.x)]
    if edges:
        edge = numbers.equals(min(edges, key=lambda x: abs(bounded[step] - x)))
        return (
            f"at step {step} it is {'below' if side < 0 else 'above'} x {edge}, from where f only falls away"
        )
    where = "left" if side < 0 else "right"
    return f"from x {numbers.equals(bounded[step])} at step {step} f only falls away to the {where}"


def _overshoots(
    descent: Descent, iterates: list[float], points: tuple[CriticalPoint, ...], numbers: ReasonNumbers
) -> str:
    """From which step on each lands farther out than the one before; "" where none does."""
    first = _growing_from(iterates, 0.0)
    passed = passed_limit(descent, points, numbers)
    if first == 0 and passed:
        return f"each step lands farther out than the one before, for {passed}"
    if not descent.momentum:
        for point in points:
            if point.kind == "minimum" and _growing_from(iterates, point.x, crosses=True) == first:
                since = f"from step {first} on " if first else ""
                return (
                    f"{since}{Symbol.ALPHA}·f′ is more than twice the distance from the minimum x "
                    f"{numbers.equals(point.x)}: each step lands farther out, on the other side"
                )
    if first == len(iterates) - 1:
        return passed
    since = f"from step {first} on " if first else ""
    return f"{since}each step lands farther out than the one before"


def _growing_from(iterates: list[float], middle: float, crosses: bool = False) -> int:
    """The step from which on each lands farther from the middle; if it `crosses`, on the other side too."""
    first = len(iterates) - 1
    while first:
        before, after = iterates[first - 1] - middle, iterates[first] - middle
        if not abs(after) > abs(before) or (crosses and before * after > 0):
            break
        first -= 1
    return first
