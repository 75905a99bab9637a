"""With what are many runs made: with the compiled kernels, or without them?"""

from importlib import import_module

from explorer.training import kernel_cache
from explorer.training.engine import Engine
from explorer.training.lanes import IsCancelled, Lanes, Start, never
from explorer.training.numpy_engine import NumpyEngine
from explorer.training.numpy_lanes import NumpyLanes
from explorer.training.program import Program


def lanes_for(program: Program, start: Start, is_cancelled: IsCancelled = never) -> Lanes:
    """Runs of `program`, which must have an output and a training sample. Raises Cancelled."""
    if not kernel_cache.is_installed():
        return NumpyLanes(program, start, is_cancelled)
    lanes: Lanes = import_module("explorer.training.compiled_lanes").CompiledLanes(
        program, start, is_cancelled
    )
    return lanes


def lone_engine_for(program: Program) -> Engine:
    """The engine with which one of these runs, alone, ends exactly as it did among the others."""
    if not kernel_cache.is_installed():
        return NumpyEngine(program)
    engine: Engine = import_module("explorer.training.lane_engine").LaneEngine(program)
    return engine
