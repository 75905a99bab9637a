"""The turns on the thread that draws, by a clock of the test."""

import pytest

from explorer.frame_budget import SLICE, FrameBudget


class Clock:
    """Stands still unless it is moved on."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_at_first_nobody_waits() -> None:
    assert FrameBudget(Clock()).wait == 0.0


def test_after_a_turn_everybody_rests_for_as_long_as_it_took() -> None:
    clock = Clock()
    budget = FrameBudget(clock)
    with budget.turn() as until:
        assert until == 100.0 + SLICE
        clock.now += 0.25
    assert budget.wait == 0.25
    clock.now += 0.125
    assert budget.wait == 0.125
    clock.now += 0.25
    assert budget.wait == 0.0


def test_a_turn_within_a_turn_is_part_of_it() -> None:
    clock = Clock()
    budget = FrameBudget(clock)
    with budget.turn():
        with budget.turn():
            clock.now += 0.25
        clock.now += 0.25
    assert budget.wait == 0.5


def test_a_turn_is_spent_when_its_time_is_used_up_and_so_is_one_within_it() -> None:
    clock = Clock()
    budget = FrameBudget(clock)
    assert not budget.is_spent
    with budget.turn(0.25):
        assert not budget.is_spent
        clock.now += 0.25
        assert budget.is_spent
        with budget.turn(0.5):
            assert budget.is_spent
    assert not budget.is_spent


def test_a_turn_that_goes_wrong_has_taken_its_time_too() -> None:
    clock = Clock()
    budget = FrameBudget(clock)

    def go_wrong() -> None:
        with budget.turn():
            clock.now += 0.25
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        go_wrong()
    assert budget.wait == 0.25


def test_two_windows_do_not_wait_for_each_other() -> None:
    clock = Clock()
    one, other = FrameBudget(clock), FrameBudget(clock)
    with one.turn():
        clock.now += 0.25
    assert other.wait == 0.0
