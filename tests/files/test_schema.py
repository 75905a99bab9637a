"""Does a file say how to train: what was chosen, and nothing of what was not?"""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.files.project import from_bytes, to_bytes
from explorer.files.refused import FileRefused
from explorer.network.model import Experiment, OptimiserChoice, Penalty, ScheduleChoice, Training
from explorer.project import Project
from tests.network.drawn import chain
from tests.random_training import random_training


def training_text(training: Training) -> list[str]:
    """The lines of a file that say how to train, those of batches and initial weights left out."""
    text = to_bytes(Project(replace(chain(), training=training))).decode()
    lines = text.partition('"training": {\n')[2].partition('    "batch_size"')[0].splitlines()
    return [line.strip().removesuffix(",") for line in lines]


def with_training(**keys: object) -> bytes:
    tree = json.loads(to_bytes(Project(chain())))
    tree["training"] = keys
    return json.dumps(tree).encode()


def test_what_is_the_default_is_not_written() -> None:
    assert training_text(Training()) == ['"learning_rate": 0.1', '"optimiser": {"name": "gradient-descent"}']


def test_what_was_chosen_is_written_in_order() -> None:
    training = Training(
        learning_rate=0.5,
        schedule=ScheduleChoice("cosine", steps=20, final=0.25),
        optimiser=OptimiserChoice("adam", beta1=0.5, epsilon=1e-7),
        penalty=Penalty(l2=0.01),
        dropout=0.2,
        largest_gradient=1.0,
    )
    assert training_text(training) == [
        '"learning_rate": 0.5',
        '"schedule": {"name": "cosine", "steps": 20, "final": 0.25}',
        '"optimiser": {"name": "adam", "beta1": 0.5, "epsilon": 1e-07}',
        '"penalty": {"l2": 0.01}',
        '"dropout": 0.2',
        '"largest_gradient": 1',
    ]


def test_a_zero_with_a_sign_is_written() -> None:
    assert training_text(Training(penalty=Penalty(l1=-0.0), dropout=-0.0))[2:] == [
        '"penalty": {"l1": -0.0}',
        '"dropout": -0.0',
    ]


def test_a_setting_that_was_given_is_written_even_where_it_is_the_default() -> None:
    training = Training(optimiser=OptimiserChoice("momentum", momentum=0.9))
    assert training_text(training)[1] == '"optimiser": {"name": "momentum", "momentum": 0.9}'
    assert training_text(Training(optimiser=OptimiserChoice("momentum")))[1] == (
        '"optimiser": {"name": "momentum"}'
    )


@given(seed=st.integers(0, 100_000))
def test_every_way_to_train_is_read_back_as_it_was(seed: int) -> None:
    experiment: Experiment = replace(chain(), training=random_training(seed))
    assert from_bytes(to_bytes(Project(experiment)), "net.json").experiment == experiment


def test_whole_numbers_are_read_as_the_settings_they_are() -> None:
    data = with_training(
        dropout=0, largest_gradient=2, penalty={"l1": 1}, optimiser={"name": "adagrad", "epsilon": 1}
    )
    training = from_bytes(data, "net.json").experiment.training
    assert training == Training(
        largest_gradient=2.0, penalty=Penalty(l1=1.0), optimiser=OptimiserChoice("adagrad", epsilon=1.0)
    )


REFUSED: list[tuple[dict[str, object], str, str]] = [
    (
        {"optimiser": {"name": "sgd"}},
        "$.training.optimiser.name",
        (
            "there is no optimiser “sgd”: choose one of "
            "gradient-descent, momentum, nesterov, adagrad, rmsprop, adam, adamw"
        ),
    ),
    (
        {"optimiser": {"name": "adam", "momentum": 0.9}},
        "$.training.optimiser.momentum",
        "adam has no momentum: leave it out",
    ),
    (
        {"optimiser": {"momentum": 0.9}},
        "$.training.optimiser.momentum",
        "gradient-descent has no momentum: leave it out",
    ),
    (
        {"optimiser": {"name": "momentum", "momentum": 1}},
        "$.training.optimiser.momentum",
        "the momentum is 1: make it 0 or more, and less than 1",
    ),
    (
        {"optimiser": {"name": "adam", "beta3": 0.5}},
        "$.training.optimiser",
        "object contains unknown field `beta3`",
    ),
    (
        {"schedule": {"name": "linear"}},
        "$.training.schedule.name",
        (
            "there is no schedule “linear”: choose one of "
            "constant, step, exponential, cosine, warm-up, inverse-time"
        ),
    ),
    (
        {"schedule": {"name": "warm-up", "steps": 0}},
        "$.training.schedule.steps",
        "the number of steps is 0: make it 1 or more",
    ),
    (
        {"schedule": {"name": "warm-up", "steps": 2.5}},
        "$.training.schedule.steps",
        "expected `int | null`, got `float`",
    ),
    ({"penalty": {"l1": -1}}, "$.training.penalty.l1", "the L1 penalty is −1: make it 0 or more"),
    ({"penalty": {"l3": 1}}, "$.training.penalty", "object contains unknown field `l3`"),
    ({"penalty": 0.1}, "$.training.penalty", "expected `object`, got `float`"),
    ({"dropout": 1}, "$.training.dropout", "dropout is 1: make it 0 or more, and less than 1"),
    ({"dropout": True}, "$.training.dropout", "expected `float`, got `bool`"),
    (
        {"largest_gradient": 0},
        "$.training.largest_gradient",
        "the largest gradient is 0: make it more than 0",
    ),
]


@pytest.mark.parametrize(("keys", "place", "text"), REFUSED, ids=[place for _, place, _ in REFUSED])
def test_a_way_to_train_that_breaks_a_rule_is_refused(keys: dict[str, object], place: str, text: str) -> None:
    with pytest.raises(FileRefused) as caught:
        from_bytes(with_training(**keys), "net.json")
    assert str(caught.value) == f"net.json, {place}: {text}"
