"""`explorer.training.goal`"""

import math

from explorer.symbol import Symbol
from explorer.training.goal import Goal


def test_a_number_of_steps_is_reached_at_the_last_of_them() -> None:
    assert not Goal(last_step=5).is_reached(4, 0.0)
    assert Goal(last_step=5).is_reached(5, 1.0)


def test_a_loss_is_reached_only_below_it() -> None:
    goal = Goal(loss_below=0.5)
    assert not goal.is_reached(10**9, 0.5)
    assert not goal.is_reached(3, math.nan)
    assert goal.is_reached(3, 0.4999)


def test_of_two_the_first_to_come_ends_it() -> None:
    goal = Goal(5, 0.5)
    assert goal.is_reached(5, 1.0)
    assert goal.is_reached(2, 0.1)
    assert not goal.is_reached(2, 1.0)


def test_it_is_told_in_a_sentence() -> None:
    assert Goal(5).sentence(5, 2, 0.25) == f"Trained 2 steps: {Symbol.LOSS} is 0.25"
    assert Goal(5, 0.1).sentence(5, 5, 0.25) == f"Trained 5 steps: {Symbol.LOSS} is 0.25, not below 0.1"
    assert Goal(5, 0.1).sentence(3, 3, 0.0625) == f"At step 3 {Symbol.LOSS} is below 0.1: 0.0625"
    assert Goal(5, 0.1).sentence(3, 3, 0.25) is None
