"""Does the learning rate change from step to step as its formula says?"""

import math

import numpy as np
import pytest

from explorer.network.model import ScheduleChoice
from explorer.network.schedule import SCHEDULES, learning_rate_at, learning_rates, settings_of
from explorer.network.setting import defaults_of


def rates(choice: ScheduleChoice, steps: list[int], learning_rate: float = 1.0) -> list[float]:
    return [learning_rate_at(learning_rate, choice, step) for step in steps]


def test_a_constant_rate_stays() -> None:
    assert rates(ScheduleChoice(), [0, 1, 10**6], learning_rate=0.3) == [0.3, 0.3, 0.3]


def test_a_whole_number_makes_rates_as_any_other_for_which_alone_the_kernels_are_compiled() -> None:
    together = learning_rates(9, ScheduleChoice(), 0, 2)
    assert together.dtype == np.float64
    assert together.tolist() == [9.0, 9.0]


def test_a_rate_falls_in_steps() -> None:
    choice = ScheduleChoice("step", factor=0.5, steps=3)
    assert rates(choice, [0, 2, 3, 5, 6], learning_rate=8.0) == [8.0, 8.0, 4.0, 4.0, 2.0]


def test_a_rate_falls_by_the_same_factor_in_every_step() -> None:
    assert rates(ScheduleChoice("exponential", factor=0.25), [0, 1, 2]) == [1.0, 0.25, 0.0625]


def test_a_cosine_falls_to_its_share_and_stays_there() -> None:
    choice = ScheduleChoice("cosine", steps=4, final=0.5)
    slope = 0.25 * math.sqrt(0.5)
    assert rates(choice, [0, 1, 2, 3, 4, 9]) == pytest.approx(
        [1.0, 0.75 + slope, 0.75, 0.75 - slope, 0.5, 0.5], rel=1e-15
    )


def test_a_warm_up_begins_with_one_nth() -> None:
    assert rates(ScheduleChoice("warm-up", steps=4), [0, 1, 3, 4, 100]) == [0.25, 0.5, 1.0, 1.0, 1.0]


def test_a_rate_falls_as_one_over_t() -> None:
    assert rates(ScheduleChoice("inverse-time", decay=1.0), [0, 1, 3]) == [1.0, 0.5, 0.25]


@pytest.mark.parametrize("choice", [ScheduleChoice("exponential", 2.0), ScheduleChoice("step", 2.0, 1)])
def test_a_rate_that_grows_too_large_is_infinite(choice: ScheduleChoice) -> None:
    assert rates(choice, [2000]) == [math.inf]
    assert rates(choice, [2000], learning_rate=0.0) == [0.0]


def test_a_rate_that_becomes_too_small_is_zero() -> None:
    assert rates(ScheduleChoice("exponential", factor=5e-324), [2, 10**9]) == [0.0, 0.0]
    assert rates(ScheduleChoice("inverse-time", decay=1.7e308), [10**9]) == [0.0]
    assert rates(ScheduleChoice("warm-up", steps=10**399), [0]) == [0.0]


@pytest.mark.parametrize("name", SCHEDULES)
@pytest.mark.parametrize("learning_rate", [0.3, 0.0])
def test_the_rates_of_many_steps_are_those_of_each(name: str, learning_rate: float) -> None:
    choice = ScheduleChoice(name)
    together = learning_rates(learning_rate, choice, 95, 12)
    assert together.tolist() == rates(choice, list(range(95, 107)), learning_rate)


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_setting_that_is_not_given_is_the_default(name: str) -> None:
    assert settings_of(ScheduleChoice(name)) == defaults_of(SCHEDULES[name].settings)
    assert SCHEDULES[name].source
