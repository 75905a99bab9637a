"""Do runs from neighbouring weights part, and how fast?

Each run goes on together with a neighbour, at a distance d₀. Every few steps the neighbour is drawn back to
that distance, along the line between them, and ln(d / d₀) is added up (Benettin, Galgani and Strelcyn 1976).
The distance is that of the whole state: what the optimiser remembers is part of it. Chance is the same for
both: they see the same batches, and dropout leaves out the same neurons.
"""

import math

import numpy as np

from explorer.array import Array, Indices
from explorer.network.optimiser import OPTIMISERS
from explorer.training.many.lane_choice import lanes_for
from explorer.training.many.lanes import IsCancelled, Lanes, Start, never
from explorer.training.program import Program

_DISTANCE = 1e-8
_INTERVAL = 16
"""Steps between two times that the neighbour is drawn back."""

_FEW, _MANY = 64, 256
"""How often that is done before Λ is known if it is far from 0, and at most."""

_FAR = 1e-2
"""Runs that part like a power of t seem to have a Λ of some hundredths of this."""


def exponents(program: Program, start: Start, is_cancelled: IsCancelled = never) -> Array:
    """Λ of each run as it goes on from its state, per step: (lanes,). NaN of one that soon diverges.

    The mean over the later half of what was looked at. Raises Cancelled.
    """
    lanes = lanes_for(program, _with_neighbours(program, start), is_cancelled)
    growth, found = np.full((_MANY, len(start)), np.nan), np.full(len(start), np.nan)
    for turn in range(1, _MANY + 1):
        lanes.advance(_INTERVAL)
        _leave(lanes, _halved(lanes))
        growth[turn - 1, lanes.alive[::2] // 2] = _draw_back(program, lanes)
        if turn in (_FEW, _MANY):
            later = growth[turn // 2 : turn]
            known = _total(later, 0) / (_INTERVAL * len(later))
            is_known = ~np.isnan(known) & ((np.abs(known) > _FAR) | (turn == _MANY))
            found[is_known] = known[is_known]
            _leave(lanes, np.flatnonzero(is_known))
        if not len(lanes.alive):
            break
    return found


def _with_neighbours(program: Program, start: Start) -> Start:
    """Each run twice, the second time from parameters a little away, but for those that are fixed."""
    states = np.repeat(start.states, 2, axis=0)
    away = np.random.default_rng(0).standard_normal((states.shape[2],))
    away[program.fixed] = 0.0
    length = max(float(np.linalg.norm(away)), _DISTANCE)  # 0 where everything is fixed
    states[1::2, 0] += _DISTANCE / length * away
    multipliers = start.rate_multipliers
    return Start(
        np.repeat(start.learning_rates, 2),
        states,
        start.step,
        math.inf,
        rate_multipliers=None if multipliers is None else np.repeat(multipliers, 2, axis=0),
    )


def _halved(lanes: Lanes) -> Indices:
    """Runs and neighbours that have lost the other."""
    runs, count = np.unique(lanes.alive // 2, return_counts=True)
    halved: Indices = runs[count == 1]
    return halved


def _leave(lanes: Lanes, runs: Indices) -> None:
    """Goes on without these runs and their neighbours."""
    lanes.leave(np.concatenate([2 * runs, 2 * runs + 1]))


def _draw_back(program: Program, lanes: Lanes) -> Array:
    """Puts the neighbours back to where they were, but on the line; ln(d / d₀) of each run that is there."""
    states = lanes.states
    runs, neighbours = states[::2], states[1::2]
    apart = neighbours - runs
    squares = (apart * apart).reshape(len(runs), math.prod(runs.shape[1:]))
    distance = np.sqrt(_total(squares, 1))
    factor = np.where(distance > 0, _DISTANCE / np.maximum(distance, np.finfo(np.float64).tiny), 0.0)
    neighbours[:] = runs + factor[:, np.newaxis, np.newaxis] * apart
    for row, symbol in enumerate(OPTIMISERS[program.training.optimiser.name].memory, start=1):
        if symbol == "s":  # of which a root is taken: far along the line it could be negative
            neighbours[:, row] = np.maximum(neighbours[:, row], 0.5 * runs[:, row])
    lanes.put(states)
    with np.errstate(divide="ignore"):
        growth: Array = np.log(distance / _DISTANCE)
    return growth


def _total(values: Array, axis: int) -> Array:
    """The sum, term by term: `np.sum` takes another order, and rounds otherwise, where there is one run."""
    sums: Array = np.cumsum(values, axis=axis)
    return sums[:, -1] if axis else sums[-1]
