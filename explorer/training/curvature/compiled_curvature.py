"""How is the curvature of E computed with the compiled kernels?

The lanes of a pack are samples (`explorer.training.kernel`).
"""

import numpy as np

from explorer.array import Array
from explorer.training.kernel.curvature import hessian_of
from explorer.training.kernel.eigenvalue import follow, products
from explorer.training.kernel.eigenvector_warm_start import warm_start_of
from explorer.training.kernel.graph import aligned
from explorer.training.kernel.ritz import basis_of
from explorer.training.lanczos import Wanted
from explorer.training.program import Program

_WIDTH = (0,) * 16
"""How many samples go through the network at once, few as they may be: one kernel to compile is enough."""

_MOST_VECTORS = 20
"""That Lanczos keeps, beside two for each eigenvalue that is wanted."""

_CHANCES = 6
"""Directions at random, beside one for each eigenvalue that is wanted."""


class CompiledCurvature:
    """The `Curvature` that is fast."""

    def __init__(self, program: Program, wanted: Wanted) -> None:
        lanes, asked = len(_WIDTH), wanted.top + wanted.below
        self._hessian, self._wanted = hessian_of(program, lanes), wanted
        parameters, self._fixed = program.parameters, program.fixed
        length = -(-parameters // lanes) * lanes
        looked_at = asked + (2 if wanted.below else 1)
        self._basis = basis_of(min(program.free_parameters, _MOST_VECTORS + 2 * asked), length, looked_at)
        self._warm_start = warm_start_of(asked, looked_at, length)
        self._noise = aligned((asked + _CHANCES, length))
        shape = (len(self._noise), parameters)
        at_random = np.random.default_rng(0).standard_normal(shape)
        at_random[:, self._fixed] = 0.0
        self._noise[:, :parameters] = at_random / np.linalg.norm(at_random, axis=1, keepdims=True)

    def hessian_products(self, parameters: Array, vectors: Array) -> Array:
        """See `Curvature.hessian_products`."""
        results, free = np.empty_like(vectors), vectors.copy()
        free[:, self._fixed] = 0.0
        if products(_WIDTH, self._hessian, parameters, free, results) != 0.0:
            results[:] = np.nan
        return results

    def eigenvalues(self, rows: Array) -> Array:
        """See `Curvature.eigenvalues`."""
        values = np.full((len(rows), self._wanted.top + self._wanted.below), np.nan)
        if len(rows):
            follow(
                _WIDTH, self._hessian, rows, self._wanted, self._basis, self._warm_start, self._noise, values
            )
        return values
