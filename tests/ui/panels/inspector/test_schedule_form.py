"""The form of the schedule of α: which settings it asks for, and what each typed number does."""

import pytest
from pytestqt.qtbot import QtBot

from explorer.network.model import ScheduleChoice
from explorer.network.schedule import SCHEDULES, SETTINGS
from explorer.ui.widgets.number_field import NumberField
from tests.ui.panels.inspector.form_desk import Desk, open_desk
from tests.worked_examples import article_e


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """Article E, with a constant α."""
    return open_desk(qtbot, article_e())


@pytest.mark.parametrize("name", SCHEDULES)
def test_each_schedule_is_asked_for_the_settings_that_it_has(desk: Desk, name: str) -> None:
    row = SCHEDULES[name]
    desk.choose("Learning rate schedule", row.label)
    assert desk.training.schedule == ScheduleChoice(name)
    asked = {setting.label for setting in SETTINGS if desk.is_asked(setting.label)}
    assert asked == {setting.label for setting in row.settings}
    assert f"{row.formula}\n{row.source}" in desk.texts


def test_settings_are_typed_emptied_and_undone(desk: Desk) -> None:
    desk.choose("Learning rate schedule", "step")
    assert desk.shown("Steps n") == "100 (default)"
    desk.type("Steps n", "1e3")
    desk.type("Factor γ", "1/4")
    assert desk.training.schedule == ScheduleChoice("step", factor=0.25, steps=1000)
    assert isinstance(desk.training.schedule.steps, int)
    desk.type("Steps n", "")
    assert desk.training.schedule == ScheduleChoice("step", factor=0.25)
    desk.undo()
    assert desk.training.schedule.steps == 1000


def test_steps_are_whole_and_at_least_one(desk: Desk) -> None:
    desk.choose("Learning rate schedule", "warm-up")
    desk.type("Steps n", "2.5")
    assert "whole number" in desk.find(NumberField, "Steps n").toolTip()
    desk.type("Steps n", "0")
    assert desk.training.schedule == ScheduleChoice("warm-up")
    assert len(desk.refusals) == 1
