"""How do the kernels come to be there without anybody having to wait for them?

`python -m explorer.training.warm_up` compiles them onto the disk (`kernel_cache`), in a
process of its own, which may take a minute, and says when those are there with which a window trains. `load`
takes these from the disk, in about a second, and may do it in a thread beside the window.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from explorer.network.builder import new_experiment
from explorer.network.model import Experiment
from explorer.training.curvature.curvature import curvature_of
from explorer.training.engine import Engine, Rows
from explorer.training.kernel import kernel_cache
from explorer.training.program import Program, parameters_of

_MODESTY = 10  # lets everything else on the machine go first

READY = "ready to train"
"""What the process prints when `load` has nothing more to compile."""

PARTS = 3
"""So many lines it prints, one whenever a part of the kernels is there; `READY` is the first."""

_is_loaded = False


def is_loaded() -> bool:
    """Whether `load` has been through in this process."""
    return _is_loaded


def load() -> None:
    """Calls the kernels of a lone run once, which brings their machine code: from the disk, or compiled."""
    global _is_loaded
    compiled_engine = import_module("explorer.training.kernel.compiled_engine")
    for samples in (1, 5):  # one for each of its widths
        _run(compiled_engine.CompiledEngine, _experiment(samples))
    _is_loaded = True


def load_lanes() -> None:
    """The same with the kernel of many runs."""
    _run(import_module("explorer.training.many.lane_engine").LaneEngine, _experiment(1))


def load_curvature() -> None:
    """The same with the kernels that tell how curved E is."""
    experiment = _experiment(1)
    curvature = curvature_of(Program.of(experiment))
    parameters = parameters_of(experiment.network)[None]
    curvature.eigenvalues(parameters)
    curvature.hessian_products(parameters[0], parameters)


def main() -> int:
    """Compiles every kernel onto the disk; the exit status, 1 where there is no place for them."""
    if kernel_cache.folder() is None:
        return 1
    if hasattr(os, "nice"):
        os.nice(_MODESTY)
    load()
    print(READY, flush=True)
    load_lanes()
    print("ready to sweep", flush=True)
    load_curvature()
    kernel_cache.note_complete()
    print("ready to tell how curved E is", flush=True)
    return 0


def _experiment(samples: int) -> Experiment:
    """The smallest network, with so many samples."""
    drawn = new_experiment((1, 1))
    return replace(drawn, samples=drawn.samples * samples)


def _run(engine_of: Callable[[Program], Engine], experiment: Experiment) -> None:
    engine = engine_of(Program.of(experiment))
    state = parameters_of(experiment.network)[None].copy()
    engine.run(state, 0, state[0], 1.0, Rows.empty(2))


if __name__ == "__main__":
    sys.exit(main())
