"""How is the curvature of E computed with the compiled kernels?

The lanes of a pack are samples (`explorer.training.kernel`).
"""

from typing import NamedTuple

import numpy as np

from explorer.array import Array
from explorer.training.kernel.curvature import hessian_of
from explorer.training.kernel.eigenvalue import follow, products
from explorer.training.kernel.eigenvector_warm_start import EigenvectorWarmStart, warm_start_of
from explorer.training.kernel.graph import aligned
from explorer.training.kernel.ritz import Basis, basis_of
from explorer.training.lanczos import Wanted
from explorer.training.program import Program

WIDTH = (0,) * 16
"""How many samples go through the network at once, few as they may be: one kernel to compile is enough."""

_MOST_VECTORS = 20
"""That Lanczos keeps, beside two for each eigenvalue that is wanted."""

_CHANCES = 6
"""Directions at random, beside one for each eigenvalue that is wanted."""


class SearchRoom(NamedTuple):
    """What a search for eigenvalues works with, and remembers: see `explorer.training.kernel.eigenvalue`."""

    basis: Basis
    warm_start: EigenvectorWarmStart
    noise: Array


def padded(parameters: int) -> int:
    """The length of a vector of so many parameters, filled up to whole packs."""
    return -(-parameters // len(WIDTH)) * len(WIDTH)


def search_room_of(program: Program, wanted: Wanted) -> SearchRoom:
    """Room for the wanted eigenvalues; nothing is remembered yet."""
    length, asked = padded(program.parameters), wanted.top + wanted.below
    looked_at = asked + (2 if wanted.below else 1)
    noise = aligned((asked + _CHANCES, length))
    shape = (len(noise), program.parameters)
    at_random = np.random.default_rng(0).standard_normal(shape)
    at_random[:, program.fixed] = 0.0
    noise[:, : program.parameters] = at_random / np.linalg.norm(at_random, axis=1, keepdims=True)
    return SearchRoom(
        basis_of(min(program.free_parameters, _MOST_VECTORS + 2 * asked), length, looked_at),
        warm_start_of(asked, looked_at, length),
        noise,
    )


class CompiledCurvature:
    """The `Curvature` that is fast."""

    def __init__(self, program: Program, wanted: Wanted) -> None:
        self._hessian, self._wanted = hessian_of(program, len(WIDTH)), wanted
        self._fixed = program.fixed
        self._room = search_room_of(program, wanted)

    def hessian_products(self, parameters: Array, vectors: Array) -> Array:
        """See `Curvature.hessian_products`."""
        results, free = np.empty_like(vectors), vectors.copy()
        free[:, self._fixed] = 0.0
        if products(WIDTH, self._hessian, parameters, free, results) != 0.0:
            results[:] = np.nan
        return results

    def eigenvalues(self, rows: Array, scales: Array | None = None) -> Array:
        """See `Curvature.eigenvalues`."""
        values = np.full((len(rows), self._wanted.top + self._wanted.below), np.nan)
        if len(rows):
            scales = np.ones(rows.shape) if scales is None else scales
            follow(WIDTH, self._hessian, rows, scales, self._wanted, *self._room, values)
        return values
