"""Which engine made a run, and can it make that run again here, bit for bit?

Engines agree to rounding, and so does one engine on two instruction sets. Where training is chaotic that is
not enough: such runs part after some dozens of steps. So a run carries the name of what made it, and whoever
trains again from its start, or goes on from its end, does so with the same.
"""

import math
from collections.abc import Callable, Iterable
from importlib import import_module

from msgspec import Struct

from explorer.compiling import kernel_cache
from explorer.compiling.loaded import ALONE, LANES, is_loaded
from explorer.network.model import Experiment
from explorer.training.engine import Engine
from explorer.training.engine_choice import engine_for
from explorer.training.kept_network_run import KeptNetworkRun
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.processor import processor
from explorer.training.program import Program
from explorer.training.run_state import is_same_task


class EngineKind(Struct, frozen=True):
    """An engine: what one calls it, which kernels it needs, and what makes it of a program."""

    words: str
    kernels: str | None
    make: Callable[[Program], Engine]

    def is_at_hand(self, may_wait: bool) -> bool:
        """Whether it can be made, without `may_wait` at once."""
        if self.kernels is None:
            return True
        return kernel_cache.is_installed() if may_wait else is_loaded(self.kernels)


def _compiled(program: Program) -> Engine:
    engine: Engine = import_module("explorer.training.kernel.compiled_engine").CompiledEngine(program)
    return engine


def _lane(program: Program) -> Engine:
    engine: Engine = import_module("explorer.training.many.lane_engine").LaneEngine(program)
    return engine


ENGINES = {
    "numpy": EngineKind("numpy", None, NumpyEngine),
    "kernels": EngineKind("the compiled kernels", ALONE, _compiled),
    "lanes": EngineKind("the compiled kernels for many runs", LANES, _lane),
}
"""Under the names that the engines say of themselves."""


def engine_in_words(name: str) -> str:
    """What one calls the engine of this name; one that this program does not have by its name."""
    return ENGINES[name].words if name in ENGINES else f"“{name}”, an engine that is not known here"


def made_again(experiment: Experiment, runs: Iterable[KeptNetworkRun]) -> KeptNetworkRun | None:
    """The latest of the kept `runs` that starts as `experiment` does, or ended so that it goes on from there.

    None where none did: α is part of it, the positions of the neurons are not.
    """
    found = (run for run in reversed(tuple(runs)) if _is(experiment, run.start) or _is(experiment, run.end))
    return next(found, None)


def engine_again(run: KeptNetworkRun | None, program: Program, may_wait: bool = True) -> Engine:
    """The engine that made `run`, for `program`; the fastest where it is not at hand, or there is no run."""
    kind = None if run is None else ENGINES.get(run.engine)
    if kind is None or not kind.is_at_hand(may_wait):
        return engine_for(program, may_wait, math.inf)
    return kind.make(program)


def why_it_may_differ(run: KeptNetworkRun, engine: str | None = None) -> str:
    """Why `run`, made again here, may differ from what it was; empty where it is the same to the last bit.

    `engine`: the name of that which makes it again; None for the one that made it, where that can be had.
    """
    kind = ENGINES.get(run.engine)
    is_same = engine == run.engine or (engine is None and kind is not None and kind.is_at_hand(may_wait=True))
    if not is_same:
        here = "which cannot be had here" if engine is None else f"here it is {engine_in_words(engine)}"
        made = f"it was computed by {engine_in_words(run.engine)}, {here}"
    elif run.processor != processor():
        there = run.processor or "a processor that its file does not name"
        made = f"it was computed on {there}, here it is {processor()}"
    else:
        return ""
    return f"Made again, {run.name} may differ: {made}. Others round otherwise, and chaotic runs part by that"


def _is(one: Experiment, other: Experiment) -> bool:
    return one.training.learning_rate == other.training.learning_rate and is_same_task(one, other)
