"""How are many runs made: side by side in compiled code, or one after the other?

Where there are few samples, side by side: the kernels compute as many runs at once as a pack has lanes. Where
there are many, an engine of single runs has its packs full of samples, and reads each weight only once. Which
it is follows from the program alone, so that a run alone ends as it did among the others.
"""

from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy as np

from explorer.compiling import kernel_cache
from explorer.job import Job, JobStep
from explorer.training.cost import kernel_step, lane_step, numpy_step
from explorer.training.engine import Engine
from explorer.training.engine_choice import engine_for
from explorer.training.many.lanes import IsCancelled, Lanes, Start, first_states, never, updates_at_once
from explorer.training.many.serial_lanes import SerialLanes
from explorer.training.program import Program

PREPARING = "Preparing the engine …"
"""What a job does while the machine code of its runs comes from the disk, or is compiled."""


def lanes_for(program: Program, start: Start, is_cancelled: IsCancelled = never) -> Lanes:
    """Runs of `program`, which must have an output and a training sample. Raises Cancelled."""
    if go_side_by_side(program):
        compiled_lanes = import_module("explorer.training.many.compiled_lanes")
        lanes: Lanes = compiled_lanes.CompiledLanes(program, start, is_cancelled)
        return lanes
    return SerialLanes(program, engine_for, start, updates_at_once(_step(program)), is_cancelled)


def load_lanes(program: Program) -> None:
    """Brings the machine code that `lanes_for` needs, from the disk or compiled."""
    start = first_states(program, np.zeros((1, program.parameters)))
    lanes_for(program, Start(np.zeros(1), start))


def preparing_lanes(program: Program) -> Job[Any]:
    """The same as the first part of a job, which says so meanwhile: on the first visit it takes a while."""
    yield JobStep(0.0, doing=PREPARING)
    load_lanes(program)
    yield JobStep(0.0)


def lone_engine_for(program: Program) -> Engine:
    """The engine with which one of these runs, alone, ends exactly as it did among the others."""
    if go_side_by_side(program):
        engine: Engine = import_module("explorer.training.many.lane_engine").LaneEngine(program)
        return engine
    return engine_for(program)


@lru_cache(maxsize=4)
def go_side_by_side(program: Program) -> bool:
    """Whether that is expected to take less time for each of them."""
    return kernel_cache.is_installed() and lane_step(program) < _step(program)


def _step(program: Program) -> float:
    """Nanoseconds of one step, one after the other."""
    numpy = numpy_step(program)
    return min(kernel_step(program), numpy) if kernel_cache.is_installed() else numpy
