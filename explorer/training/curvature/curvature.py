"""How curved is E?

Its Hessian H, the matrix of ∂²E/∂wᵢ∂wⱼ, is never made: what it does to a vector is known without
(`explorer.training.curvature.numpy_hessian`), and that is all it takes to find its outermost eigenvalues
(`explorer.training.lanczos`). The largest is the *sharpness* λ: gradient descent near a minimum is stable
while α < 2/λ. E is here that of all training samples, with its penalty and without dropout, whatever the
batches are; and a function of the parameters that learn, not of those that are fixed.
"""

from importlib import import_module
from typing import Protocol

from explorer.array import Array
from explorer.compiling import kernel_cache
from explorer.compiling.loaded import CURVATURE, is_loaded
from explorer.network.rules import RuleBroken
from explorer.number import counted
from explorer.training.curvature.numpy_curvature import NumpyCurvature
from explorer.training.lanczos import Wanted
from explorer.training.program import Program

TOLERANCE = 1e-7
"""How near the eigenvalues come, relative to each."""


class TooManyEigenvalues(RuleBroken):
    """The Hessian has an eigenvalue for every parameter that is not fixed, and no more."""


class Curvature(Protocol):
    """The curvature of one program's E. It works in arrays of its own: for one thread at a time."""

    def hessian_products(self, parameters: Array, vectors: Array) -> Array:
        """H v at the parameters, (parameters,), for each of the vectors, (vectors, parameters).

        H is that of the free parameters: v is taken as 0 for those that are fixed, and H v is 0 there. NaN
        where not all of the network's numbers are finite.
        """

    def eigenvalues(self, rows: Array, scales: Array | None = None) -> Array:
        """The wanted eigenvalues at each of the parameter vectors, (rows, parameters): (rows, wanted).

        Of H or, with `scales`, of D H D, where those of a row are the diagonal of D: (rows, parameters).
        The largest first, then the smallest, beginning with the very smallest; NaN where not all of the
        network's numbers are finite. Quick where the vectors are those of a run, in order: each search begins
        with what the last one has found, in the last call too.
        """


def wanted_of(largest: int, smallest: int = 0) -> Wanted:
    """So many eigenvalues from either end, as near as `TOLERANCE` promises.

    What the residuals tell of the error is an estimate, so the search is held to half of that.
    """
    return Wanted(largest, smallest, 0.5 * TOLERANCE)


def has_kernels(may_wait: bool = True) -> bool:
    """Whether numba's kernels serve for the curvature, which are compiled when they are first called.

    Not `may_wait`: only those that need no compiling any more.
    """
    is_there = may_wait or is_loaded(CURVATURE) or kernel_cache.is_complete()
    return kernel_cache.is_installed() and is_there


def curvature_of(program: Program, largest: int = 1, smallest: int = 0, may_wait: bool = True) -> Curvature:
    """The curvature of `program`, which must have an output and a training sample; so many eigenvalues of it.

    Computed by kernels where it `has_kernels`. Raises TooManyEigenvalues.
    """
    parameters = program.free_parameters
    if max(largest, smallest) > parameters:
        word = "free parameter" if len(program.fixed) else "parameter"
        asked, there = counted(max(largest, smallest), "eigenvalue"), counted(parameters, word)
        raise TooManyEigenvalues(f"{asked} of a network with {there}: ask for no more than that")
    wanted = wanted_of(largest, smallest)
    if not has_kernels(may_wait):
        return NumpyCurvature(program, wanted)
    module = import_module("explorer.training.curvature.compiled_curvature")
    curvature: Curvature = module.CompiledCurvature(program, wanted)
    return curvature
