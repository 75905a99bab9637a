"""`explorer.training.many.lane_engine`: a run alone, made by the kernel of many

That it ends to the last bit as among the others is held in `test_lanes.py`.
"""

import math

import numpy as np

from explorer.training.engine import Outcome, Rows
from explorer.training.many.lane_engine import LaneEngine
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program, parameters_of
from tests.training.small_experiment import chain, xor

LINE = chain(["identity"], [1.0], [(1.0, 0.0)], held_out=[(2.0, 0.0)])
"""E = ½ w², and ½ (2 w)² for the sample that is held out."""


def test_it_fills_in_every_row_and_changes_the_state_in_place() -> None:
    engine, state, rows = LaneEngine(Program.of(LINE)), np.ones((1, 1)), Rows.empty(3)
    assert engine.run(state, 0, np.full(2, 0.5), math.inf, rows) == Outcome(2, False)
    assert rows.loss.tolist() == [0.5, 0.125, 0.03125]
    assert rows.held_out_loss.tolist() == [2.0, 0.5, 0.125]
    assert rows.gradient_norm.tolist() == [1.0, 0.5, 0.25]
    assert state.tolist() == [[0.25]]
    assert engine.lets_others_run


def test_it_stops_at_the_row_above_the_limit() -> None:
    state, rows = np.ones((1, 1)), Rows.empty(9)
    outcome = LaneEngine(Program.of(LINE)).run(state, 0, np.full(8, 3.0), 10.0, rows)
    assert outcome == Outcome(3, True)
    assert rows.loss[:4].tolist() == [0.5, 2.0, 8.0, 32.0]
    assert state.tolist() == [[-8.0]]


def test_where_it_stands_is_examined_as_numpy_does() -> None:
    program, parameters = Program.of(xor()), parameters_of(xor().network)
    found, expected = (kind(program).examine(parameters, 0) for kind in (LaneEngine, NumpyEngine))
    assert found.z.tolist() == expected.z.tolist()
    assert found.delta.tolist() == expected.delta.tolist()
