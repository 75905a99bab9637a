"""Is “2-4-1” the network that a person expects?"""

import pytest

from explorer.network import rules
from explorer.network.builder import NotLayerSizes, count_layers, layered, new_experiment, parse_sizes
from explorer.network.experiment_rules import check_experiment
from explorer.network.initialiser import draw
from explorer.network.model import Experiment, InitialiserChoice, Kind, Sample


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2-4-1", (2, 4, 1)),
        (" 3 - 2 ", (3, 2)),
        ("2, 4, 1", (2, 4, 1)),
        ("2 4 1", (2, 4, 1)),
        ("2×4×1", (2, 4, 1)),
        ("2–4–1", (2, 4, 1)),
        ("1-1", (1, 1)),
        ("200-1", (200, 1)),
    ],
)
def test_sizes_are_read(text: str, expected: tuple[int, ...]) -> None:
    assert parse_sizes(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not a row of layer sizes: write them like 2-4-1"),
        ("two-one", "“two-one” is not a row of layer sizes"),
        ("2-4-", "“2-4-” is not a row of layer sizes"),
        ("-2-4", "“-2-4” is not a row of layer sizes"),
        ("2.5-1", "“2.5-1” is not a row of layer sizes"),
        ("²-1", "“²-1” is not a row of layer sizes"),
        ("4", "two layers at least"),
        ("2-0-1", "every size is 1 or more"),
        ("2-201-1", "every size is 200 or less"),
        ("2-99999999999999999999-1", "every size is 200 or less"),
        ("200-200", "40000 connections are too many to draw"),
    ],
)
def test_sizes_that_cannot_be_drawn_are_refused(text: str, message: str) -> None:
    with pytest.raises(NotLayerSizes, match=message):
        parse_sizes(text)


def test_two_four_one() -> None:
    network = layered((2, 4, 1))
    assert [neuron.name for neuron in network.neurons] == ["i0", "i1", "h0", "h1", "h2", "h3", "y0"]
    assert [neuron.kind for neuron in network.neurons] == [Kind.INPUT] * 2 + [Kind.HIDDEN] * 4 + [Kind.OUTPUT]
    assert [neuron.activation for neuron in network.neurons] == [
        None,
        None,
        "tanh",
        "tanh",
        "tanh",
        "tanh",
        "tanh",
    ]
    assert [neuron.bias for neuron in network.neurons] == [None, None, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert [connection.ends for connection in network.connections] == [
        *((source, dest) for dest in ("h0", "h1", "h2", "h3") for source in ("i0", "i1")),
        *((source, "y0") for source in ("h0", "h1", "h2", "h3")),
    ]
    check_experiment(Experiment(network))


def test_the_neurons_of_a_layer_stand_in_a_column_centred_on_0() -> None:
    positions = {neuron.name: neuron.position for neuron in layered((2, 3, 1)).neurons}
    assert positions == {
        "i0": (0.0, -70.0),
        "i1": (0.0, 70.0),
        "h0": (320.0, -140.0),
        "h1": (320.0, 0.0),
        "h2": (320.0, 140.0),
        "y0": (640.0, 0.0),
    }


def test_several_hidden_layers_are_lettered() -> None:
    names = [neuron.name for neuron in layered((1, 2, 1, 1)).neurons]
    assert names == ["i0", "a0", "a1", "b0", "y0"]


def test_very_deep_networks_have_names_for_every_layer() -> None:
    network = layered((1,) * 50)
    assert len({neuron.name for neuron in network.neurons}) == 50
    assert network.neurons[22].name == "aa0"
    check_experiment(Experiment(network))


def test_weights_come_from_the_initialiser() -> None:
    choice = InitialiserChoice("normal", seed=9)
    network = layered((2, 3, 1), initialiser=choice)
    assert tuple(network.parameter_value(p) for p in network.parameters) == draw(network, choice)


def test_activations_and_biases_are_chosen() -> None:
    network = layered((1, 2, 2), "relu", "softmax", biases=False)
    assert [neuron.activation for neuron in network.neurons] == [None, "relu", "relu", "softmax", "softmax"]
    assert all(neuron.bias is None for neuron in network.neurons)


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (((2,),), NotLayerSizes),
        (((2, 0),), NotLayerSizes),
        (((2, 2, 1), "softmax"), rules.SoftmaxInside),
        (((2, 2, 1), "step"), rules.UnknownActivation),
        (((2, 2, 1), "tanh", "step"), rules.UnknownActivation),
    ],
)
def test_what_breaks_a_rule_is_not_built(
    arguments: tuple[tuple[int, ...]], rule: type[rules.RuleBroken]
) -> None:
    with pytest.raises(rule):
        layered(*arguments)


def test_a_new_experiment_has_one_sample_of_zeros() -> None:
    choice = InitialiserChoice("he-normal", seed=2)
    experiment = new_experiment((2, 3, 1), "relu", initialiser=choice)
    assert experiment.samples == (Sample({"i0": 0.0, "i1": 0.0}, {"y0": 0.0}),)
    assert experiment.training.initialiser == choice
    check_experiment(experiment)


@pytest.mark.parametrize(
    ("loss", "expected"),
    [("squared-error", "tanh"), ("binary-cross-entropy", "logistic"), ("negative-log-likelihood", "softmax")],
)
def test_the_outputs_of_a_new_experiment_suit_its_loss(loss: str, expected: str) -> None:
    experiment = new_experiment((2, 3, 2), loss=loss)
    assert [neuron.activation for neuron in experiment.network.outputs] == [expected, expected]
    check_experiment(experiment)


def test_a_loss_that_does_not_suit_is_refused() -> None:
    with pytest.raises(rules.LossNeedsActivation):
        new_experiment((2, 1), "tanh", "tanh", loss="binary-cross-entropy")
    with pytest.raises(rules.UnknownLoss):
        new_experiment((2, 1), loss="hinge")


def test_no_layer_letter_is_the_name_of_something_else() -> None:
    network = layered((1,) * 24)
    letters = {neuron.name[0] for neuron in network.neurons if neuron.kind is Kind.HIDDEN}
    assert not letters & set("hiyz")


@pytest.mark.parametrize("sizes", [(2, 1), (2, 4, 1), (3, 4, 4, 2)])
@pytest.mark.parametrize("biases", [True, False])
def test_the_size_of_a_network_is_known_before_it_is_built(sizes: tuple[int, ...], biases: bool) -> None:
    network = layered(sizes, biases=biases)
    counts = count_layers(sizes, biases)
    assert counts.neurons == len(network.neurons)
    assert counts.connections == len(network.connections)
    assert counts.parameters == len(network.parameters)
