"""The pace of training: how many steps are due, and how long they may take."""

import pytest
from pytestqt.qtbot import QtBot

from explorer.frame_budget import SLICE
from explorer.ui.session.step_budget import AS_FAST_AS_CAN_BE, LEAST_SLICE, StepBudget


@pytest.fixture
def pace(qapp: object) -> StepBudget:
    """Just begun."""
    return StepBudget()


def test_the_first_step_is_due_at_once_and_the_next_one_later(pace: StepBudget, qtbot: QtBot) -> None:
    pace.steps_per_second = 20.0
    pace.restart()
    assert pace.due() == 1
    pace.count(1)
    assert pace.due() == 0
    qtbot.waitUntil(lambda: pace.due() == 1)


def test_without_a_limit_as_many_are_due_as_can_be(pace: StepBudget) -> None:
    pace.steps_per_second = None
    pace.count(1000)
    assert pace.due() == AS_FAST_AS_CAN_BE


def test_a_frame_in_time_trains_for_a_slice_and_a_late_one_gives_way(pace: StepBudget, qtbot: QtBot) -> None:
    pace.steps_per_second = 20.0
    pace.restart()
    pace.room()
    assert pace.room() == SLICE
    qtbot.waitUntil(lambda: pace.due() == 2)  # the second is due after 50 ms
    assert pace.room() == LEAST_SLICE
