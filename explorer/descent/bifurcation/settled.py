"""Which stable cycle has each of many orbits settled on, or is it still approaching?

Looking how still an orbit stands would draw the slow approach beside a doubling as fog. So the cycle itself
is solved for, and asked whether it is stable: p steps lead back to it, and the eigenvalues of their
derivative, the multipliers, are at most 1 in size.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.descent.bifurcation.orbits import OrbitEngine, Orbits, Tangents
from explorer.descent.cycle import NEUTRAL

LONGEST_PERIOD = 64
"""Longer cycles are drawn as what they visit."""

SIMILAR = 1e-2
"""How well an orbit must repeat itself, relative to its width, for a cycle to be looked for."""

NEAR = 5e-2
"""How near the orbit must be to a cycle that draws it in, relative to its width."""

_MOST_ITERATIONS = 40
_SOLVED = 1e-12
_BESIDE = 1e-3
"""So far beside a point one looks whether f′ is larger there, relative to it or to what the orbit visits."""

_LONG = 2.0**100
"""A learning rate at which nothing is left of x beside the step."""

_PARTS = 16
"""At so many places between an orbit and a cycle it is tried whether the cycle draws in."""


@dataclass(frozen=True, eq=False, slots=True)
class Settled:
    """The stable cycle of each lane; period 0 where none was found. Shapes (lanes,); points (longest, lanes).

    `multiplier`: of two, with a momentum, the larger in size; where they are a pair of complex numbers, that
    size.
    """

    period: NDArray[np.int64]
    multiplier: Array
    points: Array

    def put(self, lanes: NDArray[np.intp], others: "Settled") -> None:
        """Let these lanes have what the `others` have."""
        self.period[lanes], self.multiplier[lanes] = others.period, others.multiplier
        self.points[:, lanes] = others.points

    @property
    def lyapunov(self) -> Array:
        """ln|multiplier| / period, the mean growth of a distance around the cycle; −∞ where it is 0."""
        with np.errstate(divide="ignore", invalid="ignore"):
            exponent: Array = np.log(np.abs(self.multiplier)) / self.period
        return exponent


def settle(engine: OrbitEngine, orbits: Orbits, longest: int = LONGEST_PERIOD) -> Settled:
    """What each lane of `orbits` has settled on. The orbits stay where they are."""
    lanes = len(orbits.x)
    found = Settled(
        np.zeros(lanes, dtype=np.int64), np.full(lanes, np.nan), np.full((longest, lanes), np.nan)
    )
    trail = engine.trail(orbits.copy(), 2 * longest)
    repetition = _repetition(trail, orbits)
    for period in range(1, longest + 1):
        may_be = (repetition > 0) & (repetition % period == 0) & (found.period == 0)
        if may_be.any():
            _solve(engine, orbits, trail, np.flatnonzero(may_be), period, found)
    return found


def _repetition(trail: Array, orbits: Orbits) -> NDArray[np.int64]:
    """After how many steps each lane first nearly repeats itself, 0 if it does not."""
    longest = len(trail) // 2
    repetition = np.zeros(trail.shape[1], dtype=np.int64)
    with np.errstate(invalid="ignore", over="ignore"):
        tolerance = SIMILAR * np.maximum(np.ptp(trail, axis=0), 1e-6 * np.abs(trail[-1]))
        back = np.abs(trail[-2 : -longest - 2 : -1] - trail[-1]) <= np.maximum(tolerance, 1e-300)
        for period in range(1, longest + 1):
            lanes = np.flatnonzero(back[period - 1] & (repetition == 0) & ~orbits.has_escaped)
            recent = trail[:, lanes]
            change = np.abs(recent[-period:] - recent[-2 * period : -period]).max(axis=0, initial=0.0)
            repetition[lanes[change <= np.maximum(tolerance[lanes], 1e-300)]] = period
    return repetition


def _solve(
    engine: OrbitEngine, orbits: Orbits, trail: Array, lanes: NDArray[np.intp], period: int, found: Settled
) -> None:
    """Look for a stable cycle of this period in these lanes, and note those that are found."""
    recent = trail[:, lanes]
    phases = recent[-1::-period]
    guess = orbits.chosen(lanes)
    guess.x, guess.before = phases.mean(axis=0), recent[-2::-period].mean(axis=0)
    with np.errstate(all="ignore"):
        for _ in range(_MOST_ITERATIONS):
            ahead = engine.tangents(guess, period)
            change_x, change_before = _newton_step(guess, ahead)
            guess.x, guess.before = guess.x + change_x, guess.before + change_before
            if (np.abs(change_x) <= _SOLVED * np.abs(guess.x)).all():
                break
        ahead = engine.tangents(guess, period)
        multiplier = _leading_multiplier(ahead.jacobian)
        miss = np.abs(ahead.x - guess.x)
        distance = np.abs(phases - guess.x)
        scale = np.maximum(np.ptp(recent, axis=0), 1e-6 * np.abs(guess.x))
        is_cycle = (
            (miss <= np.maximum(1e-9 * scale, 1e-13 * np.abs(guess.x)))
            & (np.abs(multiplier) <= 1 + NEUTRAL)
            & (distance[0] <= distance[-1] + 1e-13 * np.abs(guess.x))
        )
        is_near = distance.max(axis=0) <= NEAR * (orbits.high[lanes] - orbits.low[lanes]) + 1e-300
        unsure = np.flatnonzero(is_cycle & ~is_near)
        is_cycle[unsure] = _draws_in(engine, guess.chosen(unsure), phases[0, unsure], period)
        if period == 1:
            visited = orbits.high[lanes] - orbits.low[lanes]
            is_cycle &= _is_critical(engine, guess.x, np.maximum(distance[0], _BESIDE * visited))
    chosen = np.flatnonzero(is_cycle)
    if not len(chosen):
        return
    found.period[lanes[chosen]] = period
    found.multiplier[lanes[chosen]] = multiplier[chosen]
    found.points[:period, lanes[chosen]] = engine.trail(guess.chosen(chosen), period)


def _draws_in(engine: OrbitEngine, cycle: Orbits, x: Array, period: int) -> NDArray[np.bool_]:
    """Whether all that lies between the cycle and x comes nearer when it goes round twice.

    So it is known of an orbit that creeps towards a flat minimum long before it is near.
    """
    draws_in = np.full(len(x), fill_value=True)
    for part in range(1, _PARTS + 1):
        between = cycle.copy()
        between.x = between.before = cycle.x + (x - cycle.x) * (part / _PARTS)
        before = np.abs(between.x - cycle.x)
        engine.advance(between, 2 * period)
        draws_in &= np.abs(between.x - cycle.x) < before
    return draws_in


def _is_critical(engine: OrbitEngine, x: Array, reach: Array) -> NDArray[np.bool_]:
    """Whether f′ is 0 at x, and not only so small that a step no longer changes x.

    On its way to infinity, as on 1/x or e^−x, an orbit comes to stand still in doubles where f′ is below a
    rounding of x, and so does Newton's method; but f′ is smaller still beyond. Beside a point where f′ is 0
    it is larger on both sides: at a distance of `reach`, which is at least as far as the orbit has to go.
    """
    away = np.maximum(reach, _BESIDE * np.abs(x))
    here, left, right = (np.abs(_slopes(engine, place)) for place in (x, x - away, x + away))
    goes_on = (left < 2.0 * here) | (right < 2.0 * here)  # where there is no number nothing is said
    is_critical: NDArray[np.bool_] = ~goes_on | (here == 0.0)
    return is_critical


def _slopes(engine: OrbitEngine, x: Array) -> Array:
    """f′ at x: from a step that is so long that x itself does not count."""
    ahead = engine.tangents(Orbits.begin(np.full(len(x), _LONG), x), 1)
    slopes: Array = (x - ahead.x) / _LONG
    return slopes


def _newton_step(guess: Orbits, ahead: Tangents) -> tuple[Array, Array]:
    """Solves (J − 1) change = −(where p steps lead − where they began)."""
    (a, b), (c, d) = ahead.jacobian
    a, d = a - 1.0, d - 1.0
    miss_x, miss_before = guess.x - ahead.x, guess.before - ahead.before
    determinant = a * d - b * c
    change_x = (d * miss_x - b * miss_before) / determinant
    change_before = (a * miss_before - c * miss_x) / determinant
    is_solvable = np.isfinite(change_x) & np.isfinite(change_before)
    return np.where(is_solvable, change_x, 0.0), np.where(is_solvable, change_before, 0.0)


def _leading_multiplier(jacobian: Array) -> Array:
    """The eigenvalue of each (2, 2) matrix that is larger in size; that size where it is not real."""
    (a, b), (c, d) = jacobian
    half, determinant = (a + d) / 2, a * d - b * c
    root = half * half - determinant
    real = half + np.copysign(np.sqrt(np.maximum(root, 0.0)), half)
    leading: Array = np.where(root >= 0, real, np.sqrt(np.maximum(determinant, 0.0)))
    return leading
