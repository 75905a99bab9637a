"""`explorer.network.training_summary`"""

from explorer.network.model import OptimiserChoice, Penalty, ScheduleChoice, Training
from explorer.network.training_summary import regularisation_in_words, training_in_words


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
