"""The words for optimisers, schedules and their settings."""

from dataclasses import fields

from explorer.network.model import OptimiserChoice, Penalty, ScheduleChoice, Training
from explorer.network.optimiser import OPTIMISERS
from explorer.network.schedule import SCHEDULES
from explorer.network.training_words import (
    OPTIMISER_SENTENCES,
    SCHEDULE_SENTENCES,
    SETTINGS,
    regularisation_in_words,
    training_in_words,
)


def test_everything_that_can_be_chosen_is_said_in_one_sentence() -> None:
    assert OPTIMISER_SENTENCES.keys() == OPTIMISERS.keys()
    assert SCHEDULE_SENTENCES.keys() == SCHEDULES.keys()
    sentences = [*OPTIMISER_SENTENCES.values(), *SCHEDULE_SENTENCES.values()]
    for sentence in [*sentences, *(setting.sentence for setting in SETTINGS.values())]:
        assert sentence
        assert "\n" not in sentence
        assert not sentence.endswith(".")


def test_every_setting_has_its_words() -> None:
    settings = {field.name for kind in (OptimiserChoice, ScheduleChoice, Penalty) for field in fields(kind)}
    assert SETTINGS.keys() == settings - {"name"} | {"dropout", "largest_gradient"}


def test_a_way_to_train_is_told_with_all_its_numbers() -> None:
    assert training_in_words(Training()) == ["gradient descent", "full batch"]
    training = Training(
        schedule=ScheduleChoice("cosine", steps=500),
        optimiser=OptimiserChoice("momentum"),
        penalty=Penalty(l2=0.01),
        dropout=0.25,
        largest_gradient=1.0,
        batch_size=8,
    )
    assert [line.replace("\u00a0", " ") for line in training_in_words(training)] == [
        "momentum: β 0.9, ‖g‖ ≤ 1",
        "cosine schedule: n 500, f 0",
        "L2 0.01, dropout 0.25",
        "batches of 8",
    ]


def test_no_regularisation_is_told_too() -> None:
    assert regularisation_in_words(Training()) == "none"
