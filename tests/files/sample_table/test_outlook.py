"""Do the sentences say what will happen, and does that happen?"""

from explorer.files.sample_table.options import MissingNumbers, TableOptions
from explorer.files.sample_table.outlook import outlook, taken_in
from explorer.files.sample_table.read import importing
from explorer.job import last_result
from explorer.network.model import Experiment, LossChoice, Reduction, Sample, Training
from tests.files.sample_table.reading import XOR, read

NOW = Experiment(
    XOR,
    (Sample({"x1": 0, "x2": 0}, {"y": 0}),) * 4,
    LossChoice("mean-squared-error", Reduction.SUM),
    Training(learning_rate=0.5),
)


def test_how_many_rows_train_are_held_out_and_left_out_is_said() -> None:
    text = "id,x1,x2,y\n" + "".join(f"{row},1,2,3\n" for row in range(10)) + "10,,2,3\n"
    imported = read(text, TableOptions(missing=MissingNumbers.DROP, held_out_share=0.2))
    assert outlook(imported, NOW, is_added=False) == [
        "10 rows come in: 8 to train, 2 held out, 1 row without a number left out.",
        "Column “id” is ignored.",
        "They take the place of the 4 samples of now.",
    ]


def test_samples_follow_where_they_are_added() -> None:
    imported = read("1,2,3\n")
    assert outlook(imported, NOW, is_added=True) == [
        "1 row comes in: all to train.",
        "They follow the 4 samples of now.",
    ]
    assert len(taken_in(NOW, imported, is_added=True).samples) == 5
    assert len(taken_in(NOW, imported, is_added=False).samples) == 1
    assert outlook(imported, Experiment(XOR), is_added=False)[-1] == "There are no samples yet."


def test_a_made_network_comes_with_its_loss_and_keeps_how_training_is_done() -> None:
    imported = last_result(importing("a,b,c\n1,2,yes\n3,4,no\n", None))
    assert outlook(imported, NOW, is_added=False)[-1] == (
        "A network 2-4-1 with logistic outputs and binary cross-entropy is made for them, "
        "in place of the one of now."
    )
    after = taken_in(NOW, imported, is_added=False)
    assert [neuron.name for neuron in after.network.outputs] == ["c"]
    assert after.samples == imported.samples
    assert after.loss == LossChoice("binary-cross-entropy", Reduction.SUM)
    assert after.training == NOW.training
