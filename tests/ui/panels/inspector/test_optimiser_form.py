"""The form of the optimiser: which settings it asks for, what it shows and what each typed number does."""

import pytest
from pytestqt.qtbot import QtBot

from explorer.network.model import OptimiserChoice
from explorer.network.optimiser import OPTIMISERS, SETTINGS
from explorer.ui.widgets.number_field import NumberField
from tests.ui.panels.inspector.form_desk import Desk, open_desk
from tests.worked_examples import article_e


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """Article E, by plain gradient descent."""
    return open_desk(qtbot, article_e())


@pytest.mark.parametrize("name", OPTIMISERS)
def test_each_optimiser_is_asked_for_the_settings_that_it_has(desk: Desk, name: str) -> None:
    row = OPTIMISERS[name]
    desk.choose("Optimiser", row.label)
    assert desk.training.optimiser == OptimiserChoice(name)
    asked = {setting.label for setting in SETTINGS if desk.is_asked(setting.label)}
    assert asked == {setting.label for setting in row.settings}
    assert "\n".join([*row.formula, row.source]) in desk.texts


def test_an_empty_setting_says_its_default_and_a_typed_one_is_undone_by_itself(desk: Desk) -> None:
    desk.choose("Optimiser", "Adam")
    assert desk.shown("Decay of m β₁") == "0.9 (default)"
    assert desk.shown("Guard ε") == "1e−8 (default)"
    desk.type("Decay of m β₁", "0.8")
    desk.type("Decay of s β₂", "0.99")
    assert desk.training.optimiser == OptimiserChoice("adam", beta1=0.8, beta2=0.99)
    desk.undo()
    assert desk.training.optimiser == OptimiserChoice("adam", beta1=0.8)
    assert desk.shown("Decay of s β₂") == "0.999 (default)"


def test_an_emptied_setting_is_the_default_again(desk: Desk) -> None:
    desk.choose("Optimiser", "momentum")
    desk.type("Momentum β", "0.5")
    desk.type("Momentum β", "")
    assert desk.training.optimiser == OptimiserChoice("momentum")
    assert desk.shown("Momentum β") == "0.9 (default)"


def test_what_breaks_a_rule_is_refused_and_the_field_shows_what_is(desk: Desk) -> None:
    desk.choose("Optimiser", "momentum")
    desk.type("Momentum β", "1")
    assert desk.training.optimiser == OptimiserChoice("momentum")
    assert desk.shown("Momentum β") == "0.9 (default)"
    assert len(desk.refusals) == 1
    assert "momentum" in desk.refusals[0]


def test_a_setting_that_two_optimisers_have_stays_when_one_takes_the_others_place(desk: Desk) -> None:
    desk.choose("Optimiser", "momentum")
    desk.type("Momentum β", "0.5")
    desk.choose("Optimiser", "Nesterov momentum")
    assert desk.training.optimiser == OptimiserChoice("nesterov", momentum=0.5)


def test_the_largest_gradient_is_none_until_one_is_typed_and_again_when_it_is_emptied(desk: Desk) -> None:
    assert desk.shown("Largest ‖g‖") == "none"
    desk.type("Largest ‖g‖", "2")
    assert desk.training.largest_gradient == 2.0
    desk.type("Largest ‖g‖", "")
    assert desk.training.largest_gradient is None


def test_hovering_says_what_a_setting_does_and_whose_idea_it_was(desk: Desk) -> None:
    tip = desk.find(NumberField, "Largest ‖g‖").toolTip()
    assert tip.startswith("Largest ‖g‖: none\n")
    assert tip.endswith("Pascanu, Mikolov, Bengio 2013")
