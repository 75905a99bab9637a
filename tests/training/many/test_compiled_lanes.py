"""`explorer.training.many.compiled_lanes`: runs side by side in packs, by hand"""

import numpy as np

from explorer.training.many.compiled_lanes import WIDTH, CompiledLanes
from explorer.training.many.lanes import Start
from explorer.training.program import Program
from tests.training.small_experiment import chain

LINE = Program.of(chain(["identity"], [1.0], [(1.0, 0.0)]))
"""E = ½ w², so that each step is w ← (1 − α) w."""


def lanes(rates: list[float]) -> CompiledLanes:
    return CompiledLanes(LINE, Start(np.array(rates), np.ones((len(rates), 1, 1)), kept=np.array([0, 2])))


def test_more_lanes_than_a_pack_holds_are_told_apart() -> None:
    rates = [n / 32 for n in range(len(WIDTH) + 3)]
    made = lanes(rates)
    made.advance(2)
    assert made.alive.tolist() == list(range(19))
    assert made.states.reshape(-1).tolist() == [(1 - rate) ** 2 for rate in rates]
    assert made.losses[:, 0].tolist() == [0.5] * 19
    assert made.losses[:, 1].tolist() == [(1 - rate) ** 4 / 2 for rate in rates]
    assert made.norms[:, 1].tolist() == [(1 - rate) ** 2 for rate in rates]


def test_those_that_are_left_move_together_and_keep_their_numbers_and_their_alpha() -> None:
    """All but the last two diverge at step 11: two packs become one."""
    made = lanes([3.0] * 17 + [0.5, 0.0])
    made.advance(12)
    assert made.diverged_at.tolist() == [11] * 17 + [-1, -1]
    assert made.alive.tolist() == [17, 18]
    assert made.loss[:17].tolist() == [2097152.0] * 17
    made.advance(3)
    assert made.step == 15
    assert made.states.reshape(-1).tolist() == [2.0**-15, 1.0]


def test_one_that_is_left_out_stays_where_it_was() -> None:
    made = lanes([0.5, 0.25])
    made.advance(1)
    made.leave(np.array([0]))
    made.advance(1)
    assert made.alive.tolist() == [1]
    assert made.states.reshape(-1).tolist() == [0.5625]
    assert made.loss.tolist() == [0.125, 0.158203125]
