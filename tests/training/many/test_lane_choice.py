"""`explorer.training.many.lane_choice`"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.network.builder import new_experiment
from explorer.network.model import Experiment
from explorer.training.kernel.compiled_engine import CompiledEngine
from explorer.training.many.compiled_lanes import CompiledLanes
from explorer.training.many.lane_choice import go_side_by_side, lanes_for, load_lanes, lone_engine_for
from explorer.training.many.lane_engine import LaneEngine
from explorer.training.many.lanes import Start, first_states
from explorer.training.many.serial_lanes import SerialLanes
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program, parameters_of


def program_of(sizes: tuple[int, ...], samples: int) -> Program:
    drawn = new_experiment(sizes)
    return Program.of(Experiment(drawn.network, drawn.samples * samples, drawn.loss, drawn.training))


@pytest.mark.parametrize(
    ("sizes", "samples", "lanes", "engine"),
    [
        ((2, 4, 1), 4, CompiledLanes, LaneEngine),
        ((6, 2, 1), 64, CompiledLanes, LaneEngine),
        ((64, 64, 4), 4, CompiledLanes, LaneEngine),
        ((16, 16, 1), 200, SerialLanes, CompiledEngine),
        ((64, 64, 64, 4), 200, SerialLanes, NumpyEngine),
    ],
)
def test_runs_go_side_by_side_where_there_are_few_samples_and_a_lone_run_goes_the_same_way(
    sizes: tuple[int, ...], samples: int, lanes: type, engine: type
) -> None:
    program = program_of(sizes, samples)
    start = first_states(program, parameters_of(program.network)[np.newaxis])
    assert isinstance(lanes_for(program, Start(np.full(1, 0.1), start)), lanes)
    assert isinstance(lone_engine_for(program), engine)
    assert go_side_by_side(program) == (lanes is CompiledLanes)


def test_lanes_are_loaded_for_whatever_the_optimiser_remembers() -> None:
    experiment = new_experiment((1, 1))
    for name in ("gradient-descent", "momentum", "adam"):
        optimiser = replace(experiment.training.optimiser, name=name)
        load_lanes(
            Program.of(replace(experiment, training=replace(experiment.training, optimiser=optimiser)))
        )
