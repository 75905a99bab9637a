"""How is the curvature of E computed with numpy?"""

import numpy as np

from explorer.array import Array
from explorer.training.curvature.numpy_hessian import NumpyHessian
from explorer.training.lanczos import Wanted, outermost
from explorer.training.numpy_engine.memory_layout import MemoryLayout
from explorer.training.program import Program


class NumpyCurvature:
    """The `Curvature` that runs everywhere. Every search looks again at directions that nothing favours."""

    def __init__(self, program: Program, wanted: Wanted) -> None:
        self._program, self._wanted = program, wanted
        self._layout = MemoryLayout.of(program)
        self._chance = np.random.default_rng(0)
        self._free = np.setdiff1d(np.arange(program.parameters), program.fixed)
        self._vectors = np.empty((0, len(self._free)))

    def hessian_products(self, parameters: Array, vectors: Array) -> Array:
        """See `Curvature.hessian_products`."""
        hessian = NumpyHessian(self._program, self._layout, parameters)
        if not hessian.is_finite:
            return np.full_like(vectors, np.nan)
        products = np.zeros_like(vectors)
        for vector, product in zip(vectors, products, strict=True):
            product[self._free] = self._times(hessian, vector[self._free])
        return products

    def eigenvalues(self, rows: Array, scales: Array | None = None) -> Array:
        """See `Curvature.eigenvalues`."""
        scales = np.ones_like(rows) if scales is None else scales
        values = np.full((len(rows), self._wanted.top + self._wanted.below), np.nan)
        for row, parameters in enumerate(rows):
            hessian = NumpyHessian(self._program, self._layout, parameters)
            if hessian.is_finite and len(self._free):
                values[row] = self._search(hessian, scales[row, self._free])
        return values

    def _times(self, hessian: NumpyHessian, v: Array) -> Array:
        """H v of the free parameters alone: (free,)."""
        whole = np.zeros(self._program.parameters)
        whole[self._free] = v
        product: Array = hessian.times(whole)[self._free]
        return product

    def _search(self, hessian: NumpyHessian, scale: Array) -> Array:
        """The eigenvalues of D H D; their vectors are remembered for the next search."""

        def times(v: Array) -> Array:
            return scale * self._times(hessian, scale * v)

        count = self._wanted.top + self._wanted.below + 1
        at_random = self._chance.standard_normal((count, self._vectors.shape[1]))
        starts = np.vstack([self._vectors, at_random[len(self._vectors) :]])
        with np.errstate(all="ignore"):
            values, vectors = outermost(times, starts, self._wanted, self._chance)
        self._vectors = vectors[np.isfinite(vectors).all(axis=1)]
        return values
