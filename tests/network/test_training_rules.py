"""Is every rule of training held, and is the place of the first that is broken the right one?"""

import math
from dataclasses import fields, replace

import pytest

from explorer.network import rules, training_rules
from explorer.network.model import InitialiserChoice, OptimiserChoice, Penalty, ScheduleChoice, Training
from explorer.network.optimiser import OPTIMISERS
from explorer.network.rules import RuleBroken
from explorer.network.schedule import SCHEDULES
from explorer.network.setting import defaults_of
from explorer.network.training_rules import check_training


def initialiser(**changes: object) -> Training:
    return Training(initialiser=replace(InitialiserChoice(), **changes))  # type: ignore[arg-type]


def optimiser(name: str, **settings: float) -> Training:
    return Training(optimiser=replace(OptimiserChoice(name), **settings))


def schedule(name: str, **settings: float) -> Training:
    return Training(schedule=replace(ScheduleChoice(name), **settings))  # type: ignore[arg-type]


BROKEN: list[tuple[Training, type[RuleBroken], str]] = [
    (Training(learning_rate=math.nan), rules.NotFinite, "learning_rate"),
    (Training(learning_rate=-0.1), training_rules.NegativeLearningRate, "learning_rate"),
    (Training(batch_size=0), training_rules.BatchTooSmall, "batch_size"),
    (Training(seed=-1), training_rules.NegativeSeed, "seed"),
    (Training(dropout=1.0), training_rules.DropoutOutOfRange, "dropout"),
    (Training(dropout=-0.1), training_rules.DropoutOutOfRange, "dropout"),
    (Training(dropout=math.nan), rules.NotFinite, "dropout"),
    (Training(largest_gradient=0.0), training_rules.LargestGradientNotPositive, "largest_gradient"),
    (Training(largest_gradient=math.inf), rules.NotFinite, "largest_gradient"),
    (Training(penalty=Penalty(l1=-1e-9)), training_rules.NegativePenalty, "penalty.l1"),
    (Training(penalty=Penalty(l2=-1.0)), training_rules.NegativePenalty, "penalty.l2"),
    (Training(penalty=Penalty(l2=math.inf)), rules.NotFinite, "penalty.l2"),
    (optimiser("sgd"), training_rules.UnknownOptimiser, "optimiser.name"),
    (optimiser("gradient-descent", momentum=0.9), training_rules.ForeignSetting, "optimiser.momentum"),
    (optimiser("adam", weight_decay=0.1), training_rules.ForeignSetting, "optimiser.weight_decay"),
    (optimiser("momentum", momentum=1.0), training_rules.MemoryNeverFades, "optimiser.momentum"),
    (optimiser("nesterov", momentum=-0.1), training_rules.MemoryNeverFades, "optimiser.momentum"),
    (optimiser("momentum", momentum=math.nan), rules.NotFinite, "optimiser.momentum"),
    (optimiser("rmsprop", decay_rate=1.5), training_rules.MemoryNeverFades, "optimiser.decay_rate"),
    (optimiser("adam", beta1=1.0), training_rules.MemoryNeverFades, "optimiser.beta1"),
    (optimiser("adamw", beta2=-1.0), training_rules.MemoryNeverFades, "optimiser.beta2"),
    (optimiser("adagrad", epsilon=0.0), training_rules.EpsilonNotPositive, "optimiser.epsilon"),
    (optimiser("adamw", weight_decay=-0.1), training_rules.NegativeWeightDecay, "optimiser.weight_decay"),
    (schedule("linear"), training_rules.UnknownSchedule, "schedule.name"),
    (schedule("constant", steps=1), training_rules.ForeignSetting, "schedule.steps"),
    (schedule("step", factor=0.0), training_rules.FactorNotPositive, "schedule.factor"),
    (schedule("exponential", factor=math.inf), rules.NotFinite, "schedule.factor"),
    (schedule("warm-up", steps=0), training_rules.ScheduleTooShort, "schedule.steps"),
    (schedule("cosine", final=-0.1), training_rules.NegativeFinal, "schedule.final"),
    (schedule("inverse-time", decay=-1.0), training_rules.NegativeDecay, "schedule.decay"),
    (initialiser(name="ones"), training_rules.UnknownInitialiser, "initialiser.name"),
    (initialiser(seed=-1), training_rules.NegativeSeed, "initialiser.seed"),
    (initialiser(low=0.0), training_rules.ForeignSetting, "initialiser.low"),
    (initialiser(name="normal", high=0.0), training_rules.ForeignSetting, "initialiser.high"),
    (initialiser(name="uniform", deviation=1.0), training_rules.ForeignSetting, "initialiser.deviation"),
    (initialiser(name="uniform", low=2.0), training_rules.EmptyInterval, "initialiser.low"),
    (initialiser(name="uniform", high=math.nan), rules.NotFinite, "initialiser.high"),
    (initialiser(name="normal", deviation=-1.0), training_rules.NegativeDeviation, "initialiser.deviation"),
]


@pytest.mark.parametrize(("training", "rule", "place"), BROKEN)
def test_a_broken_rule_is_found_in_its_place(training: Training, rule: type[RuleBroken], place: str) -> None:
    with pytest.raises(rule) as caught:
        check_training(training)
    assert type(caught.value) is rule
    assert caught.value.place == f"$.training.{place}"
    assert ": " in str(caught.value)  # what happened, and what to do


@pytest.mark.parametrize(
    "training",
    [
        Training(learning_rate=0.0),
        Training(batch_size=1),
        Training(batch_size=10**9, seed=2**70),
        Training(dropout=0.999, largest_gradient=5e-324, penalty=Penalty(1e300, 0.0)),
        optimiser("momentum", momentum=0.0),
        optimiser("adamw", beta1=0.0, beta2=0.0, epsilon=5e-324, weight_decay=0.0),
        schedule("step", factor=7.0, steps=10**399),
        schedule("cosine", steps=1, final=0.0),
        schedule("inverse-time", decay=0.0),
        initialiser(name="uniform", low=0.5, high=0.5),
        initialiser(name="normal", deviation=0.0),
    ],
)
def test_what_stands_at_the_edge_of_a_rule_passes(training: Training) -> None:
    check_training(training)


@pytest.mark.parametrize(
    ("training", "text"),
    [
        (optimiser("momentum", momentum=1.0), "the momentum is 1: make it 0 or more, and less than 1"),
        (optimiser("adagrad", epsilon=0.0), "epsilon is 0: make it more than 0"),
        (optimiser("adam", momentum=0.5), "adam has no momentum: leave it out"),
        (schedule("warm-up", steps=0), "the number of steps is 0: make it 1 or more"),
        (Training(penalty=Penalty(l1=-0.5)), "the L1 penalty is −0.5: make it 0 or more"),
        (Training(largest_gradient=-1.0), "the largest gradient is −1: make it more than 0"),
        (schedule("linear"), f"there is no schedule “linear”: choose one of {', '.join(SCHEDULES)}"),
    ],
)
def test_a_refusal_says_what_to_do(training: Training, text: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        check_training(training)
    assert str(caught.value) == text


def test_every_setting_of_a_choice_belongs_to_a_row_of_its_table() -> None:
    for choice, table in ((OptimiserChoice, OPTIMISERS), (ScheduleChoice, SCHEDULES)):
        settings = {each.name for each in fields(choice)} - {"name"}
        assert settings == {setting.name for row in table.values() for setting in row.settings}


@pytest.mark.parametrize("name", OPTIMISERS)
def test_the_defaults_of_every_optimiser_pass_when_they_are_given(name: str) -> None:
    check_training(optimiser(name, **defaults_of(OPTIMISERS[name].settings)))


@pytest.mark.parametrize("name", SCHEDULES)
def test_the_defaults_of_every_schedule_pass_when_they_are_given(name: str) -> None:
    check_training(schedule(name, **defaults_of(SCHEDULES[name].settings)))
