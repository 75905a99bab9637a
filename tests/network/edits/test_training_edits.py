"""Is training set as asked, and are weights drawn anew by its initialiser?"""

import math

import pytest

from explorer.network import rules, training_rules
from explorer.network.edits import training_edits
from explorer.network.initialiser import draw
from explorer.network.model import InitialiserChoice, OptimiserChoice, ScheduleChoice, Training
from tests.network.drawn import chain


def test_some_settings_change_and_the_others_stay() -> None:
    before = chain()
    after = training_edits.set_training(before, batch_size=4, shuffle=False)
    assert after.training == Training(0.1, batch_size=4, shuffle=False)
    assert training_edits.set_learning_rate(after, 0.5).training.learning_rate == 0.5
    assert before == chain()


def test_what_is_so_already_changes_nothing() -> None:
    experiment = chain()
    assert training_edits.set_training(experiment) is experiment
    assert training_edits.set_learning_rate(experiment, 0.1) is experiment
    assert training_edits.set_initialiser(experiment, InitialiserChoice()) is experiment


def test_settings_that_break_a_rule_are_refused() -> None:
    with pytest.raises(rules.NotFinite):
        training_edits.set_learning_rate(chain(), math.nan)
    with pytest.raises(training_rules.NegativeLearningRate):
        training_edits.set_learning_rate(chain(), -1e-9)
    with pytest.raises(training_rules.BatchTooSmall):
        training_edits.set_training(chain(), batch_size=0)
    with pytest.raises(training_rules.UnknownInitialiser):
        training_edits.set_initialiser(chain(), InitialiserChoice("ones"))


def test_another_optimiser_keeps_the_settings_that_both_have() -> None:
    adam = OptimiserChoice("adam", beta1=0.8, epsilon=1e-6)
    experiment = training_edits.set_training(chain(), optimiser=adam)
    adamw = training_edits.choose_optimiser(experiment, "adamw")
    assert adamw.training.optimiser == OptimiserChoice("adamw", beta1=0.8, epsilon=1e-6)
    momentum = training_edits.choose_optimiser(adamw, "momentum")
    assert momentum.training.optimiser == OptimiserChoice("momentum")
    assert training_edits.choose_optimiser(adamw, "adamw") is adamw
    with pytest.raises(training_rules.UnknownOptimiser):
        training_edits.choose_optimiser(adamw, "newton")


def test_another_schedule_keeps_the_settings_that_both_have() -> None:
    cosine = ScheduleChoice("cosine", steps=50, final=0.1)
    experiment = training_edits.set_training(chain(), schedule=cosine)
    warm_up = training_edits.choose_schedule(experiment, "warm-up")
    assert warm_up.training.schedule == ScheduleChoice("warm-up", steps=50)
    with pytest.raises(training_rules.UnknownSchedule):
        training_edits.choose_schedule(warm_up, "never")


def test_weights_are_drawn_by_the_initialiser_and_its_seed() -> None:
    choice = InitialiserChoice("normal", seed=5)
    experiment = training_edits.set_initialiser(chain(), choice)
    drawn = training_edits.randomise(experiment)
    values = [drawn.network.parameter_value(parameter) for parameter in drawn.network.parameters]
    assert tuple(values) == draw(experiment.network, choice)
    assert drawn.network.by_name["h1"].bias is None
    assert training_edits.randomise(drawn) is drawn


def test_another_seed_is_kept_with_the_weights_that_it_gave() -> None:
    drawn = training_edits.randomise(chain(), seed=7)
    assert drawn.training.initialiser.seed == 7
    assert drawn.network != training_edits.randomise(chain()).network
    assert training_edits.randomise(drawn) is drawn


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(training_rules.NegativeSeed):
        training_edits.randomise(chain(), seed=-1)


def test_weights_too_large_for_a_double_are_refused() -> None:
    wild = InitialiserChoice("normal", deviation=1.7e308)
    with pytest.raises(rules.NotFinite):
        training_edits.randomise(training_edits.set_initialiser(chain(), wild), seed=1)
