"""Do the sentences say what will happen, and does that happen?"""

from dataclasses import replace

import pytest

from explorer.files.sample_table.options import MissingNumbers, TableOptions
from explorer.files.sample_table.outlook import Taking, outlook, taken_in, taking_in
from explorer.files.sample_table.read import importing
from explorer.job import last_result
from explorer.network.edits.transform_edits import OtherLabel
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
    assert outlook(imported, NOW, Taking()) == [
        "10 rows come in: 8 to train, 2 held out, 1 row without a number left out.",
        "Column “id” is ignored.",
        "They take the place of the 4 samples of now.",
    ]


def test_samples_follow_where_they_are_added() -> None:
    imported = read("1,2,3\n")
    assert outlook(imported, NOW, Taking(is_added=True)) == [
        "1 row comes in: all to train.",
        "They follow the 4 samples of now.",
    ]
    assert len(taken_in(NOW, imported, Taking(is_added=True)).samples) == 5
    assert len(taken_in(NOW, imported, Taking()).samples) == 1
    assert outlook(imported, Experiment(XOR), Taking())[-1] == "There are no samples yet."


def test_a_made_network_comes_with_its_loss_and_alpha_and_keeps_how_else_training_is_done() -> None:
    imported = last_result(importing("a,b,c\n1,2,yes\n3,4,no\n", None))
    assert outlook(imported, NOW, Taking())[-1] == (
        "A network 2-4-1 with logistic outputs and binary cross-entropy is made for them with a learning "
        "rate of 0.1, in place of the one of now."
    )
    after = taken_in(NOW, imported, Taking())
    assert [neuron.name for neuron in after.network.outputs] == ["c"]
    assert after.samples == imported.samples
    assert after.loss == LossChoice("binary-cross-entropy", Reduction.SUM)
    assert after.training == replace(NOW.training, learning_rate=0.1)


def test_a_network_made_at_the_learning_rate_of_new_networks_says_nothing_of_it() -> None:
    imported = last_result(importing("a,b,c\n1,2,yes\n3,4,no\n", None))
    now = replace(NOW, training=Training(learning_rate=0.1, batch_size=2))
    assert taken_in(now, imported, Taking()).training == now.training
    assert outlook(imported, now, Taking())[-1] == (
        "A network 2-4-1 with logistic outputs and binary cross-entropy is made for them, "
        "in place of the one of now."
    )


def test_reading_and_taking_in_is_one_job() -> None:
    taking = Taking(is_made=True, standardises_inputs=True, standardises_targets=True)
    text = "a,b,c\n1,2,3.5\n3,2,5.5\n"
    steps = list(taking_in(text, NOW, TableOptions(), taking, "table.csv"))
    taken = steps[-1].result
    assert taken is not None
    assert [step.progress for step in steps] == sorted(step.progress for step in steps)
    assert [dict(sample.inputs) for sample in taken.after.samples] == [
        {"a": -1, "b": 0},
        {"a": 1, "b": 0},
    ]
    assert [dict(sample.targets) for sample in taken.after.samples] == [{"c": -1}, {"c": 1}]
    assert taken.after.scaling("c").offset == 4.5
    assert "Inputs and targets are standardised." in outlook(taken.imported, NOW, taking)


def test_added_samples_are_scaled_as_those_that_are_there() -> None:
    scaled = taken_in(NOW, read("1,2,3\n3,4,3\n"), Taking(standardises_inputs=True))
    after = taken_in(scaled, read("5,6,3\n"), Taking(is_added=True))
    assert dict(after.samples[2].inputs) == {"x1": 3, "x2": 3}
    assert taken_in(scaled, read("5,6,3\n"), Taking()).transform == {}
    said = outlook(read("5,6,3\n"), scaled, Taking(is_added=True))
    assert said[1:] == [
        "They are standardised as the samples of now are.",
        "They follow the 2 samples of now.",
    ]


def test_what_was_read_goes_into_the_experiment_as_it_is_by_then() -> None:
    taken = last_result(taking_in("1,2,3\n", NOW, TableOptions(), Taking(), "table.csv"))
    assert taken.into(NOW) is taken.after
    later = replace(NOW, training=Training(learning_rate=0.25))
    assert taken.into(later) == replace(taken.after, training=Training(learning_rate=0.25))


def test_the_texts_of_a_column_stay_known() -> None:
    imported = read("x1,x2,y\n1,2,dog\n3,4,cat\n")
    for taking in (Taking(), Taking(is_added=True), Taking(standardises_targets=True)):
        assert taken_in(NOW, imported, taking).scaling("y").labels == ("cat", "dog")


def test_texts_that_would_stand_for_other_numbers_are_not_added() -> None:
    there = taken_in(NOW, read("x1,x2,y\n1,2,dog\n3,4,cat\n"), Taking())
    others = read("x1,x2,y\n1,2,dog\n3,4,emu\n")
    with pytest.raises(OtherLabel, match="y is 0 for “cat”"):
        taken_in(there, others, Taking(is_added=True))
    assert taken_in(there, others, Taking()).scaling("y").labels == ("dog", "emu")
