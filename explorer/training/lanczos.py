"""Which eigenvalues of a symmetric matrix are outermost, when all that can be done with it is to multiply?

Lanczos' method (1950): the span of a start and of what H makes of it again and again soon holds the
eigenvectors of the outermost eigenvalues; there, Rayleigh and Ritz find them, as those of a small matrix.
Every vector is kept and made orthogonal to all others. The search ends when the residual of each wanted
pair (θ, x) says that θ is near enough: for ‖H x − θ x‖ = ρ an eigenvalue is no farther than ρ, nor than ρ²
/ the distance to the others (Parlett 1980, sections 4.5 and 11.7).

A start that is near an eigenvector leads to it quickly, even when another has become larger. So one of the
starts is to be at random, and the pairs after the wanted ones are looked for too, as far as it takes to see
that they are no better. `explorer.training.kernel.eigenvalue` does the same faster.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from explorer.array import Array

ENOUGH = 1e-12
"""Of ‖H‖: a residual that small is little more than rounding."""

SIGHT = 0.03
"""Of the outermost θ: with a residual that small, what follows the wanted pairs is seen well enough."""

MOST_PRODUCTS = 400
"""After so many the search ends, near enough or not."""

_NULL = 1e-10  # what is left of a unit vector when all but rounding lies within the others


class Wanted(NamedTuple):
    """How many eigenvalues from the top and from below, and how near, relative to each."""

    top: int
    below: int
    tolerance: float


class _Pairs(NamedTuple):
    """Ritz pairs: θ descending, x and H x − θ x, row by row."""

    values: Array
    vectors: Array
    residuals: Array


def outermost(
    multiply: Callable[[Array], Array], starts: Array, wanted: Wanted, chance: np.random.Generator
) -> tuple[Array, Array]:
    """The wanted eigenvalues, and their vectors.

    The largest first, then the smallest, beginning with the very smallest.     `starts`: (any, n); `chance`
    gives more where H makes nothing new of them. n must be no less than the wanted. NaN where a product is
    not finite.
    """
    vectors = images = np.empty((0, starts.shape[1]))
    waiting = list(starts)
    while True:
        if waiting:
            vector = waiting.pop(0)
        else:
            pairs = _ritz(vectors, images)
            open_pair = _first_open(pairs, wanted)
            is_whole = len(vectors) == len(vector)
            if open_pair is None or is_whole or len(vectors) >= MOST_PRODUCTS:
                break
            vector = pairs.residuals[open_pair]
        unit = _orthonormal(vector, vectors)
        if unit is None and not waiting:
            unit = _orthonormal(chance.standard_normal(len(vector)), vectors)
        if unit is not None:
            image = multiply(unit)
            if not np.isfinite(image).all():
                nothing = np.full((wanted.top + wanted.below, len(unit)), np.nan)
                return nothing[:, 0], nothing
            vectors, images = np.vstack([vectors, unit]), np.vstack([images, image])
    places = list(_places(wanted, len(vectors)))[: wanted.top + wanted.below]
    return pairs.values[places], pairs.vectors[places]


def _ritz(vectors: Array, images: Array) -> _Pairs:
    values, mixtures = np.linalg.eigh(images @ vectors.T)
    values, mixtures = values[::-1], mixtures.T[::-1]
    ritz = mixtures @ vectors
    return _Pairs(values, ritz, mixtures @ images - values[:, np.newaxis] * ritz)


def _places(wanted: Wanted, size: int) -> Iterator[int]:
    """Where among so many pairs the wanted ones stand, then those that follow them."""
    yield from range(wanted.top)
    yield from range(size - 1, size - 1 - wanted.below, -1)
    yield wanted.top
    if wanted.below:
        yield size - 1 - wanted.below


def _first_open(pairs: _Pairs, wanted: Wanted) -> int | None:
    """The place of the first pair that is not near enough, the wanted ones before those that follow them."""
    asked, size = wanted.top + wanted.below, len(pairs.values)
    if size <= asked:
        return 0
    places = list(_places(wanted, size))
    values, lengths = pairs.values[places], np.linalg.norm(pairs.residuals[places], axis=1)
    enough = ENOUGH * np.abs(pairs.values).max()
    for number, place in enumerate(places[:asked]):
        distance = np.delete(np.abs(values - values[number]) - lengths, number).min()
        length = lengths[number]
        error = length**2 / distance if length < distance else length
        if error > max(wanted.tolerance * abs(values[number]), enough):
            return place
    for number, place in enumerate(places[asked:]):
        if lengths[asked + number] > max(SIGHT * abs(pairs.values[-number]), enough):
            return place
    return None


def _orthonormal(vector: Array, others: Array) -> Array | None:
    """The unit vector that is left of `vector` beside the others; None where it lies within them."""
    if not (before := np.linalg.norm(vector)) > 0:
        return None
    unit = vector / before
    for _ in range(2):  # once leaves rounding errors, twice is enough (Parlett 1980, section 6.9)
        unit = unit - (others @ unit) @ others
    after = np.linalg.norm(unit)
    return unit / after if after > _NULL else None
