"""The form of the optimiser: which settings it asks for, what it shows and what each typed number does."""

import pytest
from pytestqt.qtbot import QtBot

from explorer.backprop.notation import load_notation
from explorer.network.model import OptimiserChoice
from explorer.network.optimiser import OPTIMISERS, SETTINGS
from explorer.ui.widgets.number_field import NumberField
from tests.ui.panels.inspector.form_bench import Bench, open_bench
from tests.worked_examples import article_e


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    """Article E, by plain gradient descent."""
    return open_bench(qtbot, article_e())


@pytest.mark.parametrize("name", OPTIMISERS)
def test_each_optimiser_is_asked_for_the_settings_that_it_has(bench: Bench, name: str) -> None:
    row = OPTIMISERS[name]
    bench.choose("Optimiser", row.label)
    assert bench.training.optimiser == OptimiserChoice(name)
    asked = {setting.label for setting in SETTINGS if bench.is_asked(setting.label)}
    assert asked == {setting.label for setting in row.settings}
    assert load_notation().write("\n".join([*row.formula, row.source])) in bench.texts


def test_an_empty_setting_says_its_default_and_a_typed_one_is_undone_by_itself(bench: Bench) -> None:
    bench.choose("Optimiser", "Adam")
    assert bench.shown("Decay of m β₁") == "0.9 (default)"
    assert bench.shown("Guard ε") == "1e−8 (default)"
    bench.type("Decay of m β₁", "0.8")
    bench.type("Decay of s β₂", "0.99")
    assert bench.training.optimiser == OptimiserChoice("adam", beta1=0.8, beta2=0.99)
    bench.undo()
    assert bench.training.optimiser == OptimiserChoice("adam", beta1=0.8)
    assert bench.shown("Decay of s β₂") == "0.999 (default)"


def test_an_emptied_setting_is_the_default_again(bench: Bench) -> None:
    bench.choose("Optimiser", "momentum")
    bench.type("Momentum β", "0.5")
    bench.type("Momentum β", "")
    assert bench.training.optimiser == OptimiserChoice("momentum")
    assert bench.shown("Momentum β") == "0.9 (default)"


def test_what_breaks_a_rule_is_refused_and_the_field_shows_what_is(bench: Bench) -> None:
    bench.choose("Optimiser", "momentum")
    bench.type("Momentum β", "1")
    assert bench.training.optimiser == OptimiserChoice("momentum")
    assert bench.shown("Momentum β") == "0.9 (default)"
    assert len(bench.refusals) == 1
    assert "momentum" in bench.refusals[0]


def test_a_setting_that_two_optimisers_have_stays_when_one_takes_the_others_place(bench: Bench) -> None:
    bench.choose("Optimiser", "momentum")
    bench.type("Momentum β", "0.5")
    bench.choose("Optimiser", "Nesterov momentum")
    assert bench.training.optimiser == OptimiserChoice("nesterov", momentum=0.5)


def test_the_largest_gradient_is_none_until_one_is_typed_and_again_when_it_is_emptied(bench: Bench) -> None:
    assert bench.shown("Largest ‖g‖") == "none"
    bench.type("Largest ‖g‖", "2")
    assert bench.training.largest_gradient == 2.0
    bench.type("Largest ‖g‖", "")
    assert bench.training.largest_gradient is None


def test_hovering_says_what_a_setting_does_and_whose_idea_it_was(bench: Bench) -> None:
    tip = bench.find(NumberField, "Largest ‖g‖").toolTip()
    assert tip.startswith("Largest ‖g‖: none\n")
    assert tip.endswith("Pascanu, Mikolov, Bengio 2013")
