"""The form of the schedule of α: which settings it asks for, and what each typed number does."""

import pytest
from pytestqt.qtbot import QtBot

from explorer.backprop.notation import load_notation
from explorer.network.model import ScheduleChoice
from explorer.network.schedule import SCHEDULES, SETTINGS
from explorer.ui.widgets.number_field import NumberField
from tests.ui.panels.inspector.form_bench import Bench, open_bench
from tests.worked_examples import article_e


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    """Article E, with a constant α."""
    return open_bench(qtbot, article_e())


@pytest.mark.parametrize("name", SCHEDULES)
def test_each_schedule_is_asked_for_the_settings_that_it_has(bench: Bench, name: str) -> None:
    row = SCHEDULES[name]
    bench.choose("Learning rate schedule", row.label)
    assert bench.training.schedule == ScheduleChoice(name)
    asked = {setting.label for setting in SETTINGS if bench.is_asked(setting.label)}
    assert asked == {setting.label for setting in row.settings}
    assert load_notation().write(f"{row.formula}\n{row.source}") in bench.texts


def test_settings_are_typed_emptied_and_undone(bench: Bench) -> None:
    bench.choose("Learning rate schedule", "step")
    assert bench.shown("Steps n") == "100 (default)"
    bench.type("Steps n", "1e3")
    bench.type("Factor γ", "1/4")
    assert bench.training.schedule == ScheduleChoice("step", factor=0.25, steps=1000)
    assert isinstance(bench.training.schedule.steps, int)
    bench.type("Steps n", "")
    assert bench.training.schedule == ScheduleChoice("step", factor=0.25)
    bench.undo()
    assert bench.training.schedule.steps == 1000


def test_steps_are_whole_and_at_least_one(bench: Bench) -> None:
    bench.choose("Learning rate schedule", "warm-up")
    bench.type("Steps n", "2.5")
    assert "whole number" in bench.find(NumberField, "Steps n").toolTip()
    bench.type("Steps n", "0")
    assert bench.training.schedule == ScheduleChoice("warm-up")
    assert len(bench.refusals) == 1
