"""Does the network that is made for a table suit its columns?"""

import pytest

from explorer.files.refused import FileRefused
from explorer.files.sample_table.options import GUESSED, ColumnRole, ColumnUse, TableOptions
from explorer.files.sample_table.read import ImportedSamples, importing
from explorer.job import last_result
from explorer.network.experiment_rules import check_experiment
from explorer.network.model import Experiment

IRIS = "length,width,species\n1,2,virginica\n3,4,setosa\n5,6,versicolor\n" * 2


def made(text: str, *uses: ColumnUse) -> tuple[Experiment, ImportedSamples]:
    """The experiment that is made for the table, and what came in."""
    told = TableOptions(roles=tuple(map(ColumnRole, uses))) if uses else GUESSED
    imported = last_result(importing(text, None, told, "table.csv"))
    assert imported.made is not None
    check_experiment(imported.made)
    return imported.made, imported


def names(experiment: Experiment) -> tuple[list[str], list[str]]:
    network = experiment.network
    return [neuron.name for neuron in network.inputs], [neuron.name for neuron in network.outputs]


@pytest.mark.parametrize(
    ("text", "outputs", "activation", "loss"),
    [
        ("a,b,c\n1,2,3.5\n2,3,4\n", ["c"], "identity", "half-squared-error"),
        ("a,b,c\n1,2,0\n2,3,1\n", ["c"], "logistic", "binary-cross-entropy"),
        ("a,b,c\n1,2,no\n2,3,yes\n", ["c"], "logistic", "binary-cross-entropy"),
        ("a,y0,y1\n1,0,1\n2,1,0\n", ["y0", "y1"], "logistic", "binary-cross-entropy"),
        ("a,y0,y1\n1,0,1\n2,1,0.5\n", ["y0", "y1"], "identity", "half-squared-error"),
        (
            IRIS.replace("\nlength,width,species", ""),
            ["setosa", "versicolor", "virginica"],
            "softmax",
            "negative-log-likelihood",
        ),
    ],
)
def test_loss_and_outputs_suit_the_targets(text: str, outputs: list[str], activation: str, loss: str) -> None:
    experiment, _ = made(text)
    assert names(experiment)[1] == outputs
    assert {neuron.activation for neuron in experiment.network.outputs} == {activation}
    assert experiment.loss.name == loss


def test_inputs_are_named_as_the_columns_and_all_is_connected() -> None:
    experiment, imported = made("height,weight,sick\n1,2,0\n3,4,1\n")
    assert names(experiment) == (["height", "weight"], ["sick"])
    assert len(experiment.network.connections) == 2 * 4 + 4
    assert [dict(s.inputs) for s in imported.samples] == [
        {"height": 1, "weight": 2},
        {"height": 3, "weight": 4},
    ]
    assert [dict(s.targets) for s in imported.samples] == [{"sick": 0}, {"sick": 1}]


def test_labels_have_an_output_each() -> None:
    _, imported = made(IRIS.replace("\nlength,width,species", ""))
    assert dict(imported.samples[0].targets) == {"setosa": 0, "versicolor": 0, "virginica": 1}
    _, numbered = made("a,digit\n1,10\n2,9\n", ColumnUse.INPUT, ColumnUse.ONE_HOT)
    assert dict(numbered.samples[0].targets) == {"9": 0, "10": 1}


def test_no_two_neurons_have_the_same_name() -> None:
    experiment, imported = made("h0,h0,c\n1,2,3\n")
    assert names(experiment) == (["h0", "h0 2"], ["c"])
    assert imported.samples[0].inputs == {"h0": 1, "h0 2": 2}
    experiment, _ = made("a,b\n1,a\n2,b\n", ColumnUse.INPUT, ColumnUse.ONE_HOT)
    assert names(experiment) == (["a"], ["a 2", "b"])


def test_columns_without_titles_are_numbered() -> None:
    experiment, _ = made("1,2,3\n2.5,3,4\n")
    assert names(experiment) == (["x1", "x2"], ["x3"])


@pytest.mark.parametrize(
    ("text", "uses", "rule"),
    [
        ("a,b\n1,2\n", [ColumnUse.INPUT, ColumnUse.IGNORED], "no column is a target"),
        ("a,b\n1,2\n", [ColumnUse.TARGET], "no column is an input"),
        ("5\n6\n", [ColumnUse.TARGET], "has 1 column: an input and a target are two"),
        (
            "a,b,c\n1,2,u\n3,4,v\n",
            [ColumnUse.INPUT, ColumnUse.TARGET, ColumnUse.ONE_HOT],
            "labels with an output each must be the only target",
        ),
        ("a,b\n1,u\n3,u\n", [ColumnUse.INPUT, ColumnUse.ONE_HOT], "has two labels or more"),
        (",".join(["1"] * 300) + "\n", [ColumnUse.INPUT] * 299 + [ColumnUse.TARGET], "too large to draw"),
    ],
)
def test_a_network_that_cannot_be_made_is_refused(text: str, uses: list[ColumnUse], rule: str) -> None:
    with pytest.raises(FileRefused, match=rule):
        made(text, *uses)
