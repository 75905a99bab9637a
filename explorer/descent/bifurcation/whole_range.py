"""Which learning rates and which x show all that becomes of a descent? The first range of end states."""

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.descent.bifurcation.end_states import EndStates, EndStatesQuestion, RateWindow, end_states
from explorer.descent.function import Function
from explorer.descent.landmark import CriticalPoint
from explorer.descent.settings import RateRange
from explorer.descent.stability import stability_limit
from explorer.job import Job, JobStep, part

_BEYOND = 1.8
"""The rates end at so many times the limit of the minimum that is nearest to the start …"""
_ESCAPES = 1.2
"""… or at so many times the last one with which it stays within bounds, if that comes first."""
_FAR = 10.0
"""An orbit that is so many times farther out than all there is to see is about to escape."""
_MARGIN, _ROOM = 0.08, 0.3
"""Of the height of all end states: below them, and above them, where words stand."""
_ONE_POINT = 1e-3
_LEAST_SHARE = 1e-9
"""Of the largest x, for the height of what is seen."""
_HIGHEST = 1e12
"""A higher rate is shown only where it was asked for: no axis is drawn to 10³⁰⁰."""
_COLUMNS = 240
_STEPS = 600


def whole_range(
    f: Function,
    start: float,
    points: tuple[CriticalPoint, ...],
    momentum: float = 0.0,
    learning_rate: float = 0.0,
) -> Job[RateRange]:
    """From α = 0 to a little beyond where it escapes, and all x at which it ends with any of them.

    `points`: the minima and maxima around. The `learning_rate` that is looked at is always inside.
    """
    high = _highest_rate(start, points, momentum, learning_rate)
    states = yield from part(_sampled(f, start, (0.0, high), momentum), 0.0, 0.99)
    stays = _stays(states, points)
    if stays.any():
        high = max(min(high, _ESCAPES * float(states.rates[stays].max())), 1.05 * learning_rate)
    yield JobStep(1.0, RateRange(0.0, high, *_places(states.low[stays], states.high[stays], start)))


def range_of_rates(
    f: Function,
    start: float,
    points: tuple[CriticalPoint, ...],
    rates: tuple[float, float],
    momentum: float = 0.0,
) -> Job[RateRange]:
    """These rates, and all x at which it ends with any of them."""
    states = yield from part(_sampled(f, start, rates, momentum), 0.0, 0.99)
    stays = _stays(states, points)
    yield JobStep(1.0, RateRange(*rates, *_places(states.low[stays], states.high[stays], start)))


def _sampled(f: Function, start: float, rates: tuple[float, float], momentum: float) -> Job[EndStates]:
    window = RateWindow(*rates, -1.0, 1.0, _COLUMNS, 1)
    return end_states(EndStatesQuestion(f, start, window, momentum, _STEPS, _STEPS))


def _stays(states: EndStates, points: tuple[CriticalPoint, ...]) -> NDArray[np.bool_]:
    """At which rates the orbit neither escapes nor is about to."""
    start = states.question.start
    reach = _FAR * (1.0 + abs(start) + max((abs(point.x) for point in points), default=0.0))
    with np.errstate(invalid="ignore"):
        stays: NDArray[np.bool_] = (states.escaped_at < 0) & (np.maximum(-states.low, states.high) <= reach)
    return stays


def _places(low: Array, high: Array, start: float) -> tuple[float, float]:
    """What is to be seen, and so much around it, far from 0, that doubles tell its rows apart."""
    lowest, highest = _ends(low, high, start)
    missing = _LEAST_SHARE * max(abs(lowest), abs(highest)) - (highest - lowest)
    room = max(0.0, missing / 2)
    return lowest - room, highest + room


def _ends(low: Array, high: Array, start: float) -> tuple[float, float]:
    """All of the end states with a margin; where all end in one point, as far as the start is from it.

    Where there are none, what is around the start.
    """
    if not len(low):
        return start - 1.0, start + 1.0
    lowest, highest = float(low.min()), float(high.max())
    way = max(abs(start - lowest), abs(start - highest))
    if highest - lowest < _ONE_POINT * way:
        return lowest - way, highest + way
    height = highest - lowest or 1.0
    return lowest - _MARGIN * height, highest + _ROOM * height


def _highest_rate(
    start: float, points: tuple[CriticalPoint, ...], momentum: float, learning_rate: float
) -> float:
    minima = [point for point in points if point.kind == "minimum" and point.curvature > 0]
    nearest = min(minima, key=lambda point: abs(point.x - start), default=None)
    if nearest is None:
        return max(1.0, 2 * learning_rate)
    highest = min(_BEYOND * stability_limit(nearest.curvature, momentum), _HIGHEST)
    return max(highest, 1.05 * learning_rate)
