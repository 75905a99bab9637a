"""How do the kernels come to be there without anybody having to wait for them?

`python -m explorer.kernels.warm_up` compiles them onto the disk (`kernel_cache`), in a
process of its own, which may take a minute, and says when those are there with which a window trains. `load`
takes these from the disk, in about a second, and may do it in a thread beside the window. Several such
processes share the work: each part is compiled by one of them, while the others are at other parts or wait.
"""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import numpy as np

from explorer.compiling import kernel_cache
from explorer.compiling.file_lock import locked
from explorer.compiling.loaded import ALONE, CURVATURE, LANES, ORBITS, note_loaded
from explorer.compiling.parent import end_with_parent
from explorer.descent.bifurcation.orbits import Orbits, XRows
from explorer.descent.function import parse_function
from explorer.network.builder import new_experiment
from explorer.network.model import Experiment
from explorer.training.curvature.central_flow import follower_of
from explorer.training.curvature.curvature import curvature_of
from explorer.training.engine import Engine, Rows
from explorer.training.program import Program, parameters_of

_MODESTY = 10  # lets everything else on the machine go first

AS_HELPER = "as-helper"
"""The argument with which the process ends when its standard input does."""

LONGEST_WAIT = 300.0
"""Seconds after which a part that another process is said to be compiling is compiled here all the same."""


def load() -> None:
    """Calls the kernels of a lone run once, which brings their machine code: from the disk, or compiled."""
    compiled_engine = import_module("explorer.training.kernel.compiled_engine")
    for samples in (1, 5):  # one for each of its widths
        _run(compiled_engine.CompiledEngine, _experiment(samples))
    note_loaded(ALONE)


def load_lanes() -> None:
    """The same with the kernel of many runs."""
    _run(import_module("explorer.training.many.lane_engine").LaneEngine, _experiment(1))
    note_loaded(LANES)


def load_curvature() -> None:
    """The same with the kernels that tell how curved E is."""
    experiment = _experiment(1)
    curvature = curvature_of(Program.of(experiment))
    parameters = parameters_of(experiment.network)[None]
    curvature.eigenvalues(parameters)
    curvature.hessian_products(parameters[0], parameters)
    follower_of(Program.of(experiment)).follow(parameters[0], np.ones(1))
    note_loaded(CURVATURE)


def load_orbits() -> None:
    """The same with the kernels of descents in one variable."""
    f = parse_function("x^3")
    for momentum in (0.0, 0.5):
        import_module("explorer.descent.bifurcation.compiled_walk").walk_of(f, momentum)(0.5, 0.1, 1)
        engine = import_module("explorer.descent.bifurcation.compiled_orbits").engine_of(f, momentum)
        orbits = Orbits.begin(np.array([0.1]), 0.5)
        engine.advance(orbits, 1)
        engine.trail(orbits, 1)
        engine.tangents(orbits, 1)
        engine.visit(orbits, 1, XRows(0.0, 1.0, 1))
        engine.growth(orbits, 1)
    note_loaded(ORBITS)


@dataclass(frozen=True)
class KernelPart:
    """Some of the kernels, which are loaded or compiled by one process at a time."""

    name: str
    load: Callable[[], None]
    message: str
    """What is printed when it is there."""

    is_for_window: bool = False
    """Whether a window loads it, too; the others are what the command line needs."""


PARTS = (  # in such an order that two processes end at the same time
    KernelPart(ALONE, load, "ready to train", is_for_window=True),
    KernelPart(ORBITS, load_orbits, "ready to descend", is_for_window=True),
    KernelPart(CURVATURE, load_curvature, "ready to tell how curved E is"),
    KernelPart(LANES, load_lanes, "ready to sweep"),
)


def bring(parts: Sequence[KernelPart], folder: Path) -> None:
    """Loads each of `parts` and says so, those first at which no other process is. Raises OSError."""
    missing = list(parts)
    while missing:
        part = next((part for part in missing if _has_brought(part, folder, 0.0)), None)
        if part is None:
            part = missing[0]
            if not _has_brought(part, folder, LONGEST_WAIT):
                part.load()
        missing.remove(part)
        print(part.message, flush=True)


def _has_brought(part: KernelPart, folder: Path, patience: float) -> bool:
    with locked(folder / f"{part.name}.lock", patience) as is_mine:
        if is_mine:
            part.load()
        return is_mine


def main(arguments: Sequence[str]) -> int:
    """Compiles every kernel onto the disk; the exit status, 1 where there is no place for them."""
    folder = kernel_cache.folder()
    if folder is None:
        return 1
    if AS_HELPER in arguments:
        end_with_parent()
    if hasattr(os, "nice"):
        os.nice(_MODESTY)
    bring(PARTS, folder)
    kernel_cache.note_complete()
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
    sys.exit(main(sys.argv[1:]))
