"""Which cycle of gradient descent is near, is it stable, and does it draw a given point towards itself?

A cycle of period p is a fixed point c of gᵖ, where g(x) = x − α f′(x) is one step. A small distance from c
is multiplied by M = Π (1 − α f″(xᵢ)) once around: |M| < 1 draws near, |M| > 1 drives away. Asking this of the
cycle, rather than looking how still the orbit stands, tells a slow approach from a slow departure, and a
chaotic orbit that passes an unstable cycle from one that stays on a stable one.
"""

import math
from dataclasses import dataclass

from explorer.descent.orbit import is_bounded
from explorer.formula.evaluate import Scalar, divided

EPSILON = 2.0**-52
NEUTRAL = 1e-9
"""What rounding leaves uncertain in a multiplier that should be ±1."""

TRIED = 16
"""How many distances are tried to see whether a cycle attracts."""


@dataclass(frozen=True, slots=True)
class DescentStep:
    """g(x) = x − α f′(x), with f″ for its derivative g′(x) = 1 − α f″(x)."""

    slope: Scalar
    curvature: Scalar
    learning_rate: float

    def __call__(self, x: float) -> float:
        return x - self.learning_rate * self.slope(x)

    def multiplier(self, x: float) -> float:
        return 1.0 - self.learning_rate * self.curvature(x)


@dataclass(frozen=True, slots=True)
class Cycle:
    """The points in the order in which they are visited, the smallest first, and M = Π (1 − α f″)."""

    points: tuple[float, ...]
    multiplier: float

    @property
    def is_unstable(self) -> bool:
        return abs(self.multiplier) > 1 + NEUTRAL

    @property
    def is_neutral(self) -> bool:
        return abs(abs(self.multiplier) - 1) <= NEUTRAL

    @property
    def lyapunov(self) -> float:
        """The mean of ln|1 − α f″| around the cycle; −∞ where a step does not depend on its start at all."""
        size = abs(self.multiplier)
        return math.log(size) / len(self.points) if size else -math.inf


def cycle_through(step: DescentStep, x: float, period: int) -> Cycle:
    """The cycle of this period that goes through x, which must lie on one."""
    points, multiplier = [], 1.0
    for _ in range(period):
        points.append(x)
        multiplier *= step.multiplier(x)
        x = step(x)
    smallest = points.index(min(points))
    return Cycle((*points[smallest:], *points[:smallest]), multiplier)


def solve_cycle(step: DescentStep, guess: float, period: int) -> float:
    """A point c near `guess` with gᵖ(c) = c; NaN where none is found.

    The secant method on h / h′ with h = gᵖ(x) − x, which unlike h has simple roots only: so it is as quick at
    a flat minimum, or at the very α where a cycle is born, as anywhere else.
    """

    def quotient(x: float) -> float:
        if period == 1:  # h / h′ = f′ / f″, without the rounding of x − α f′
            slope = step.slope(x)
            return divided(slope, step.curvature(x)) if slope else 0.0
        end, multiplier = x, 1.0
        for _ in range(period):
            multiplier *= step.multiplier(end)
            end = step(end)
        return 0.0 if end == x else divided(end - x, multiplier - 1.0)

    before, at_before = guess, quotient(guess)
    x = guess - at_before
    for _ in range(60):
        at_x = quotient(x)
        if not (is_bounded(x) and math.isfinite(at_x)):
            return math.nan
        if abs(at_x) <= 4 * EPSILON * abs(x):
            return rounded_minimum(step, x) if period == 1 else x
        change = at_x - at_before
        next_x = x - (at_x * (x - before) / change if change else at_x)
        before, at_before, x = x, at_x, next_x
    return math.nan


def is_drawn_to(
    step: DescentStep, c: float, period: int, distance: float, nearest: float, stays_aside: bool = False
) -> bool:
    """Whether starts from `nearest` · distance to `distance` come nearer to c when they go round twice.

    Twice, because a negative multiplier changes sides. The sign of `distance` is the side on which to try;
    with `stays_aside` no start may go to the other. Nearer than `nearest` · distance the multiplier decides,
    for at |M| = 1 progress there drowns in rounding.
    """
    for part in range(TRIED + 1):
        x = c + distance * (nearest + (1 - nearest) * part / TRIED)
        end = x
        for _ in range(2 * period):
            end = step(end)
        margin = 16 * EPSILON * (abs(c) + abs(x - c))
        if not abs(end - c) < abs(x - c) - margin or (stays_aside and (end - c) * distance < 0):
            return False
    return True


def rounded_minimum(step: DescentStep, x: float) -> float:
    """x with the fewest decimals that leave f′(x) no larger: 0 rather than 1e-170."""
    best = abs(step.slope(x))
    for digits in (0, 1, 2, 3, 4, 6, 8, 10, 12):
        rounded = round(x, digits) + 0.0  # + 0.0: never −0
        if abs(step.slope(rounded)) <= best and abs(rounded - x) <= 1e-4:
            return rounded
    return x
