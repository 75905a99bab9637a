"""Along which directions is E curved most? The leading eigenvectors of its Hessian, at one point.

Whoever wants eigenvalues alone, along a run, asks `explorer.training.curvature.curvature`.
"""

import numpy as np

from explorer.array import Array
from explorer.training.curvature.curvature import wanted_of
from explorer.training.curvature.numpy_hessian import NumpyHessian
from explorer.training.lanczos import outermost
from explorer.training.numpy_engine.memory_layout import MemoryLayout
from explorer.training.program import Program


def leading_eigenvectors(program: Program, parameters: Array, count: int) -> tuple[Array, Array]:
    """The largest eigenvalues of the Hessian, descending, and their unit vectors.

    (count,) and (count, parameters), 0 where a parameter is fixed; no more than there are free parameters.
    NaN where not every number of the network is finite. The same call gives the same vectors.
    """
    hessian = NumpyHessian(program, MemoryLayout.of(program), parameters)
    values, vectors = np.full(count, np.nan), np.zeros((count, program.parameters))
    free = np.setdiff1d(np.arange(program.parameters), program.fixed)
    if not hessian.is_finite:
        return values, np.full_like(vectors, np.nan)

    def times(v: Array) -> Array:
        whole = np.zeros(program.parameters)
        whole[free] = v
        product: Array = hessian.times(whole)[free]
        return product

    chance = np.random.default_rng(0)
    starts = chance.standard_normal((count + 1, len(free)))
    with np.errstate(all="ignore"):
        values, vectors[:, free] = outermost(times, starts, wanted_of(count), chance)
    return values, vectors
