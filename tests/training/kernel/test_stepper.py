"""`explorer.training.kernel.stepper`: one run and a pack of runs, by hand"""

import math
from dataclasses import replace

import numpy as np

from explorer.network.model import Experiment, Training
from explorer.training.kernel.compiled_engine import FEW
from explorer.training.kernel.graph import KeptRows
from explorer.training.kernel.stepper import Stepper
from explorer.training.many.compiled_lanes import WIDTH
from explorer.training.program import Program
from tests.training.small_experiment import chain

LINE = chain(["identity"], [1.0], [(1.0, 0.0)], held_out=[(2.0, 0.0)])
"""E = ½ w², and ½ (2 w)² for the sample that is held out: with α = ½ the weight goes 1, ½, ¼."""

BATCHES = replace(chain(["identity"], [1.0], [(x, 0.0) for x in (1.0, 2.0, 3.0)]), training=Training(0.1))


def stepper(experiment: Experiment, width: tuple[int, ...] = FEW, are_runs: bool = False) -> Stepper:
    return Stepper(Program.of(experiment), width, are_runs)


def test_a_run_is_a_row_for_each_state_and_an_update_between_two() -> None:
    one, state, ended = stepper(LINE), np.array([1.0]), np.full(2, -1.0)
    rows = tuple(np.empty(3) for _ in range(3))
    batches = one.batches(0, 3)
    written = one.run(
        state, 0, np.full(2, 0.5), np.ones(1), np.empty(0), np.full(2, math.inf), batches, rows, ended
    )
    assert written == 3
    assert [each.tolist() for each in rows] == [[0.5, 0.125, 0.03125], [2.0, 0.5, 0.125], [1.0, 0.5, 0.25]]
    assert state.tolist() == [0.25]
    assert ended.tolist() == [-1.0, 0.0]  # every E is below ∞


def test_a_run_ends_at_the_row_above_its_limit_with_the_state_of_that_row() -> None:
    one, state, ended = stepper(LINE), np.array([1.0]), np.full(2, -1.0)
    rows = tuple(np.empty(9) for _ in range(3))
    batches = one.batches(0, 9)
    limits, nobody = np.array([10.0, 0.25]), np.empty(0)
    written = one.run(state, 0, np.full(8, 3.0), np.ones(1), nobody, limits, batches, rows, ended)
    assert (written, ended.tolist(), state.tolist()) == (4, [3.0, -1.0], [-8.0])  # 1, −2, 4, −8: E = 32
    assert rows[0][:4].tolist() == [0.5, 2.0, 8.0, 32.0]


def test_each_run_of_a_pack_has_its_own_learning_rate_state_and_end() -> None:
    lanes = len(WIDTH)
    pack = stepper(LINE, WIDTH, are_runs=True)
    states, scales = np.zeros((1, 1, lanes)), np.zeros((1, 1, lanes))
    states[0, 0, :3], scales[0, 0, :3] = (1.0, 2.0, 1.0), (0.5, 0.25, 3.0)
    ended = np.zeros((1, 2, lanes))
    ended[0, :, :3] = -1.0
    runs = np.full((1, lanes), -1)
    runs[0, :2] = (0, 1)
    kept = KeptRows(np.array([1]), 0, runs, np.full((2, 1), np.nan), np.full((2, 1), np.nan))
    rows = tuple(np.empty((3, lanes)) for _ in range(3))
    last = np.empty((1, lanes))
    limits = np.full((1, 2, lanes), 1.0)
    limits[0, 0, 1] = math.inf
    limits[0, 1] = 0.125
    written = pack.run_packs(
        states,
        0,
        np.ones(2),
        scales,
        np.empty((1, 0, lanes)),
        limits,
        pack.batches(0, 3),
        rows,
        ended,
        kept,
        last,
    )
    assert written == 3
    assert states[0, 0, :3].tolist() == [0.25, 1.125, -2.0]
    assert ended[0, 0, :3].tolist() == [-1.0, -1.0, 1.0]
    assert ended[0, 1, :3].tolist() == [1.0, -1.0, -1.0]  # where E was ⅛ or less
    assert kept.losses.tolist() == [[0.125], [1.125]]  # after one update: w = ½, and 1½
    assert kept.norms.tolist() == [[0.5], [1.5]]
    assert last[0, :3].tolist() == [0.03125, 0.6328125, 2.0]


def test_batches_are_looked_up_where_a_step_sees_some_samples_only() -> None:
    assert stepper(BATCHES).batches(0, 4).shape == (4, 0)
    two = replace(BATCHES, training=replace(BATCHES.training, batch_size=2, shuffle=False))
    assert stepper(two).batches(0, 4).tolist() == [[0, 1], [2, -1], [0, 1], [2, -1]]
    assert stepper(two).batches(1, 2).tolist() == [[2, -1], [0, 1]]
