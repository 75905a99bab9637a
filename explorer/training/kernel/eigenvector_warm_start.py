"""Where will the eigenvectors be at the next parameters?

From one step of a run to the next they move little, and smoothly: where the last ones lead to is so near that
few products with H are left to do. Which way of leading on served best at the last step serves for the next:
none, a line, a parabola, a cubic through the last vectors, or what was two steps ago and a line through that
and what was four steps ago, since at the edge of stability a run goes to and fro (Cohen et al. 2021).
"""

import math
from typing import NamedTuple

import numpy as np

from explorer.array import Array, Indices
from explorer.compiling.compiled import piece
from explorer.training.kernel.graph import aligned
from explorer.training.kernel.pack import load, multiply_add, spread, store, total
from explorer.training.kernel.ritz import add_multiple, combine, copy, dot

_AGES = 4
_WAYS = np.array(
    [[1, 0, 0, 0], [2, -1, 0, 0], [3, -3, 1, 0], [4, -6, 4, -1], [0, 1, 0, 0], [0, 2, 0, -1]],
    dtype=np.float64,
)
_NEAR = 0.8  # cos² of the angle: what lies farther from the last vector does not lead on from it
_CHANCE = 0.03  # of a direction that nothing favours, in a probe


class EigenvectorWarmStart(NamedTuple):
    """What is remembered of the eigenvectors that are asked for, the first from the top, the rest from below.

    `past`: (wanted · ages, length), the last vectors of each, the newest first. `guess`: by which row of
    `ways` each is led on. `probes`: (2, length), the next vector after those from the top, and from below.
    `rows`: (2,), at how many parameters in a row they are known, and were where it was set aside. `starts`:
    (wanted + 2, length), from where to search; `kept`: room for a copy of `past` while something else is
    tried.
    """

    past: Array
    guess: Indices
    probes: Array
    rows: Indices
    starts: Array
    kept: Array
    ways: Array


def warm_start_of(wanted: int, looked_at: int, length: int) -> EigenvectorWarmStart:
    """Nothing is remembered yet: of so many eigenvectors that are wanted, of all that are looked at."""
    past, kept = (aligned((wanted * _AGES, length)) for _ in range(2))
    probes, starts = aligned((looked_at - wanted, length)), aligned((looked_at, length))
    guess, rows = np.zeros(wanted, dtype=np.intp), np.zeros(2, dtype=np.intp)
    return EigenvectorWarmStart(past, guess, probes, rows, starts, kept, _WAYS)


@piece
def lead_on(width, warm_start, is_thorough, noise):
    """Lays out the starts of a search: the wanted vectors, then what shows what else is there; how many.

    `noise`: directions that nothing favours; they serve where nothing is known, or the search `is_thorough`.
    """
    wanted = len(warm_start.guess)
    starts = wanted + len(warm_start.probes)
    for start in range(starts):
        if warm_start.rows[0] == 0 or (start >= wanted and is_thorough):
            copy(width, noise[start], warm_start.starts[start])
        elif start < wanted:
            way = warm_start.guess[start] if warm_start.rows[0] >= _AGES else 0
            past = warm_start.past[start * _AGES : (start + 1) * _AGES]
            new = warm_start.starts[start]
            combine(width, past, warm_start.ways[way], _AGES, new)
            along = dot(width, new, past[0])
            if not along * along > _NEAR * dot(width, new, new):
                copy(width, past[0], new)
        else:
            copy(width, warm_start.probes[start - wanted], warm_start.starts[start])
    return starts


@piece
def forget(warm_start):
    """Begins anew."""
    warm_start.rows[0] = 0


@piece
def set_aside(width, warm_start):
    """Keeps a copy of all that is remembered, of which only the last vectors are then known."""
    for vector in range(len(warm_start.past)):
        copy(width, warm_start.past[vector], warm_start.kept[vector])
    warm_start.rows[1] = warm_start.rows[0]
    warm_start.rows[0] = min(warm_start.rows[0], 1)


@piece
def take_up(width, warm_start):
    """Goes on with what was set aside."""
    for vector in range(len(warm_start.past)):
        copy(width, warm_start.kept[vector], warm_start.past[vector])
    warm_start.rows[0] = warm_start.rows[1]


@piece
def place_of(number, wanted, size):
    """Where among so many Ritz values a pair stands: the wanted ones come first, from the top and from below.

    Then the next from the top, and the next from below.
    """
    asked = wanted.top + wanted.below
    if number < wanted.top:
        return min(number, size - 1)
    if number < asked:
        return max(0, size - 1 - (number - wanted.top))
    return min(wanted.top, size - 1) if number == asked else max(0, size - 1 - wanted.below)


@piece
def remember(width, warm_start, basis, size, wanted, noise):
    """Remembers the Ritz vectors, and learns which way would have led to them.

    Says whether one does not lead on from the last. `basis.kept` has their residuals and those of the next
    ones.
    """
    has_jumped = False
    asked, norm = wanted.top + wanted.below, max(abs(basis.values[0]), abs(basis.values[size - 1]))
    new = basis.vectors[size]
    for number in range(asked + len(warm_start.probes) if size > asked else asked):
        combine(width, basis.vectors, basis.ritz[place_of(number, wanted, size)], size, new)
        if number < asked:
            past = warm_start.past[number * _AGES : (number + 1) * _AGES]
            warm_start.guess[number] = _nearest(width, past, warm_start.ways, new)
            along = dot(width, new, past[0])
            sign = -1.0 if along < 0.0 else 1.0
            has_jumped = has_jumped or (warm_start.rows[0] > 0 and along * along < _NEAR)
            for age in range(_AGES - 1, 0, -1):
                copy(width, past[age - 1], past[age])
            for place in range(0, len(new), len(width)):
                store(past[0], place, sign * load(new, place, width))
        else:
            add_multiple(width, new, 1.0 / norm if norm > 0.0 else 0.0, basis.kept[number])
            add_multiple(width, new, _CHANCE, noise[warm_start.rows[0] % len(noise)])
            copy(width, new, warm_start.probes[number - asked])
    warm_start.rows[0] += 1
    return has_jumped


@piece
def _nearest(width, past, ways, new):
    """Which way would have led nearest to `new`, or to its opposite."""
    nearest, least = 0, math.inf
    sign = -1.0 if dot(width, new, past[0]) < 0.0 else 1.0
    for way in range(len(ways)):
        whole = spread(0.0, width)
        for place in range(0, len(new), len(width)):
            difference = -sign * load(new, place, width)
            for age in range(_AGES):
                difference = multiply_add(ways[way, age], load(past[age], place, width), difference)
            whole = multiply_add(difference, difference, whole)
        if total(whole) < least:
            nearest, least = way, total(whole)
    return nearest
