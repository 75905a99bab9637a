"""`explorer.training.many.serial_lanes`: runs one after the other, by hand"""

import numpy as np

from explorer.training.many.lanes import Start
from explorer.training.many.serial_lanes import SerialLanes
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program
from tests.training.small_experiment import chain

LINE = Program.of(chain(["identity"], [1.0], [(1.0, 0.0)]))
"""E = ½ w², so that each step is w ← (1 − α) w."""


def lanes(rates: list[float], updates_at_once: int, kept: tuple[int, ...] = ()) -> SerialLanes:
    start = Start(np.array(rates), np.ones((len(rates), 1, 1)), kept=np.array(kept, dtype=np.intp))
    return SerialLanes(LINE, NumpyEngine, start, updates_at_once)


def test_each_lane_goes_its_own_way_however_many_updates_are_made_at_once() -> None:
    for updates_at_once in (1, 2, 50):
        made = lanes([0.5, 0.75, 0.0], updates_at_once)
        made.advance(3)
        assert made.step == 3
        assert made.states.reshape(-1).tolist() == [0.125, 0.015625, 1.0]
        assert made.loss.tolist() == [0.0078125, 0.0001220703125, 0.5]


def test_what_is_kept_is_that_of_the_steps_that_were_asked_for() -> None:
    made = lanes([0.5, 3.0], 2, kept=(0, 1, 3))
    made.advance(3)
    assert made.losses.tolist() == [[0.5, 0.125, 0.0078125], [0.5, 2.0, 32.0]]
    assert made.norms.tolist() == [[1.0, 0.5, 0.125], [1.0, 2.0, 8.0]]


def test_a_lane_that_diverges_is_left_behind_at_its_step_also_in_the_middle_of_a_call() -> None:
    made = lanes([3.0, 0.5], 50)  # E = ½ 4ᵗ exceeds 10⁶ first at step 11
    made.advance(20)
    assert made.diverged_at.tolist() == [11, -1]
    assert made.alive.tolist() == [1]
    assert made.loss[0] == 2097152.0
    assert made.step == 20
