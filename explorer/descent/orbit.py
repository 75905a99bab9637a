"""Where does gradient descent on f go, step by step?"""

import numpy as np

from explorer.array import Array
from explorer.descent.function import Function
from explorer.formula.evaluate import Scalar

BOUND = 1e12
"""An orbit that leaves these bounds has diverged, as one has that is no longer a number."""


def orbit(f: Function, start: float, learning_rate: float, steps: int, momentum: float = 0.0) -> Array:
    """x ← x − α f′(x) + β (x − the iterate before): the iterates x₀ … x_N, shape (steps + 1,).

    β is the `momentum` of the heavy ball (Polyak 1964), which starts at rest. An orbit that diverges ends
    early, with the first iterate that is not finite or beyond ±BOUND.
    """
    if not is_bounded(start):
        return np.array([start], dtype=np.float64)
    # As Python's floats: numpy's are slow, and warn where they overflow.
    slope, x, rate = f.derivative().evaluate, float(start), float(learning_rate)
    iterates = roll(slope, x, rate, steps, float(momentum)) if momentum else walk(slope, x, rate, steps)
    return np.array([start, *iterates], dtype=np.float64)


def orbit_without_bounds(
    f: Function, start: float, learning_rate: float, steps: int, momentum: float = 0.0
) -> list[float]:
    """The same: all iterates x₀ … x_N, however far out; ±∞ and NaN are iterates like any other."""
    slope = f.derivative().evaluate
    iterates = [float(start)]
    before = x = float(start)
    for _ in range(steps):
        after = x - learning_rate * slope(x)
        if momentum:
            after = after + momentum * (x - before)
        before, x = x, after
        iterates.append(x)
    return iterates


def walk(slope: Scalar, x: float, learning_rate: float, steps: int) -> list[float]:
    """The next `steps` iterates after x; fewer where one of them has diverged, which is then the last."""
    iterates: list[float] = []
    append = iterates.append
    for _ in range(steps):
        x = x - learning_rate * slope(x)
        append(x)
        if not -BOUND <= x <= BOUND:  # NaN is not within bounds either
            break
    return iterates


def roll(slope: Scalar, x: float, learning_rate: float, steps: int, momentum: float) -> list[float]:
    """The same of a ball that is at rest at x, and keeps the share `momentum` of each step for the next."""
    iterates: list[float] = []
    before = x
    for _ in range(steps):
        x, before = (x - learning_rate * slope(x)) + momentum * (x - before), x
        iterates.append(x)
        if not -BOUND <= x <= BOUND:
            break
    return iterates


def is_bounded(x: float) -> bool:
    """Whether x is a number within ±BOUND."""
    return -BOUND <= x <= BOUND
