"""Which engine trains a program fastest?

The compiled one on small networks, where numpy spends its time on calls; numpy on wide ones, whose products
of matrices the linear algebra library computes near the processor's limit. Which it is follows from the
program alone, once the kernels are there. Until then numpy serves who must not wait for numba, and who makes
so few steps that compiling would take longer than all of them.
"""

import math
from importlib import import_module

from explorer.compiling import kernel_cache
from explorer.compiling.loaded import ALONE, is_loaded
from explorer.training.cost import COMPILING, kernel_step, numpy_step
from explorer.training.engine import Engine
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program

NUMBA_IS_MISSING = (
    "numba is not installed, so training uses numpy, which is slower on small networks: pip install numba"
)


def engine_for(program: Program, may_wait: bool = True, steps: float = math.inf) -> Engine:
    """The engine for `steps` steps of `program`, which must have an output and a training sample.

    With `may_wait`, numba is imported here, and kernels that are not on the disk yet are compiled when they
    are first called. Without, only kernels that `warm_up` has loaded are used.
    """
    is_there = kernel_cache.is_installed() if may_wait else is_loaded(ALONE)
    if not is_there or not suits_kernels(program) or not is_worth_compiling(program, steps):
        return NumpyEngine(program)
    engine: Engine = import_module("explorer.training.kernel.compiled_engine").CompiledEngine(program)
    return engine


def suits_kernels(program: Program) -> bool:
    """Whether a step of `program` is expected to take the kernels less time than numpy."""
    return kernel_step(program) < numpy_step(program)


def is_worth_compiling(program: Program, steps: float) -> bool:
    """Whether `steps` steps take numpy longer than the kernels and what is to be compiled of them."""
    if is_loaded(ALONE) or kernel_cache.is_complete():
        return True
    return steps * (numpy_step(program) - kernel_step(program)) > COMPILING
