"""How are the kernels compiled?

`piece` marks a function that is compiled into those which call it, `kernel` one that Python calls: it lets go
of the interpreter lock, and its machine code is kept where `explorer.compiling.kernel_cache` says.

No arithmetic is reordered and nothing is assumed to be finite, so that what diverges is found; a division by
zero is infinite, as numpy has it. Pieces become part of their callers, and as no kernel makes an array, none
counts who refers to one: done for every array of every piece, the counting took longer than the arithmetic.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from numba import config, njit

from explorer.compiling import kernel_cache

P = ParamSpec("P")
R = TypeVar("R")

_FOLDER = kernel_cache.folder()
if _FOLDER is not None:
    config.CACHE_DIR = str(_FOLDER)


def piece(function: Callable[P, R]) -> Callable[P, R]:
    """Compiles `function` into its callers."""
    compiled: Callable[P, R] = njit(
        function,
        error_model="numpy",
        forceinline=True,
        no_cpython_wrapper=True,  # nobody else calls it
        no_cfunc_wrapper=True,
        _nrt=False,
    )
    return compiled


def routine(function: Callable[P, R]) -> Callable[P, R]:
    """Compiles `function` once, for those who call it often but do not gain by having it inside."""
    compiled: Callable[P, R] = njit(
        function, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False
    )
    return compiled


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compiles `function` when it is first called, or takes it from the disk."""
    compiled: Callable[P, R] = njit(
        function, error_model="numpy", nogil=True, cache=_FOLDER is not None, _nrt=False
    )
    return compiled
