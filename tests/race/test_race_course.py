"""What is asked of a race: from the settings, and when it is another question."""

from dataclasses import replace

import pytest

from explorer.formula.lexer import FormulaError
from explorer.job import last_result
from explorer.network.edits.training_edits import set_learning_rate, set_training
from explorer.network.model import OptimiserChoice
from explorer.race.race_course import course_of
from explorer.race.racer import choices_of
from explorer.training.laboratory_settings import LaboratorySettings
from tests.ui.training_experiment import DIVERGING, SHRINKING, WANING


def test_usually_it_is_the_network_each_at_its_best_rate_to_a_hundredth() -> None:
    course = course_of(LaboratorySettings(), SHRINKING, 0.3)
    assert (course.landscape, course.same_rate, course.goal, course.steps) == (None, None, 0.01, 1000)


def test_on_a_function_it_is_a_millionth_above_its_least_value_from_the_chosen_start() -> None:
    course = course_of(LaboratorySettings(race_on="booth", race_start=(2.0, -3.0)), SHRINKING, 0.3)
    assert course.landscape is not None
    assert (course.landscape.label, course.landscape.start, course.goal) == ("Booth", (2.0, -3.0), 1e-6)


def test_all_run_at_the_line_if_that_is_chosen() -> None:
    settings = LaboratorySettings(race_at_line=True, race_on="1/2 (x^2 + y^2)", race_steps=5)
    race = last_result(course_of(settings, SHRINKING, 1.0).race(choices_of(["gradient-descent"])))
    assert [(racer.learning_rate, racer.step) for racer in race.racers] == [(1.0, 1)]


def test_what_is_no_formula_is_refused() -> None:
    with pytest.raises(FormulaError):
        course_of(LaboratorySettings(race_on="x +"), SHRINKING, 0.3)


def test_the_rate_of_training_makes_no_other_race_on_the_network_but_the_line_does() -> None:
    settings = LaboratorySettings()
    course = course_of(settings, SHRINKING, 0.3)
    assert course.is_same(course_of(settings, set_learning_rate(SHRINKING, 0.7), 0.9))
    assert WANING.training.learning_rate != DIVERGING.training.learning_rate
    at_line = replace(settings, race_at_line=True)
    assert not course_of(at_line, SHRINKING, 0.3).is_same(course_of(at_line, SHRINKING, 0.4))


def test_another_network_makes_no_other_race_on_a_function_but_another_start_does() -> None:
    settings = LaboratorySettings(race_on="bowl")
    other = replace(SHRINKING, samples=())
    assert course_of(settings, SHRINKING, 0.3).is_same(course_of(settings, other, 0.3))
    moved = replace(settings, race_start=(0.5, 0.5))
    assert not course_of(settings, SHRINKING, 0.3).is_same(course_of(moved, SHRINKING, 0.3))
    assert not course_of(settings, SHRINKING, 0.3).is_same(course_of(LaboratorySettings(), SHRINKING, 0.3))


def test_another_optimiser_of_training_makes_another_race_only_by_its_settings() -> None:
    course = course_of(LaboratorySettings(), SHRINKING, 0.3)
    momentum = set_training(SHRINKING, optimiser=OptimiserChoice("momentum"))
    assert course.is_same(course_of(LaboratorySettings(), momentum, 0.3))
    heavy = set_training(SHRINKING, optimiser=OptimiserChoice("momentum", momentum=0.5))
    assert not course.is_same(course_of(LaboratorySettings(), heavy, 0.3))
    assert not course.is_same(course_of(LaboratorySettings(), set_training(SHRINKING, batch_size=1), 0.3))
