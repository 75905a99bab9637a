"""Is what the model derives from a network what the network says?"""

from dataclasses import FrozenInstanceError, replace
from graphlib import CycleError

import pytest

from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Parameter, Sample


def diamond() -> Network:
    """i -> a, b -> y with the skip connection i -> y; y stands first in the file, and k feeds nothing."""
    return Network(
        (
            Neuron("y", Kind.OUTPUT, "identity", 0.5),
            Neuron("b", Kind.HIDDEN, "tanh"),
            Neuron("a", Kind.HIDDEN, "tanh", -1.0),
            Neuron("i", Kind.INPUT),
            Neuron("k", Kind.CONSTANT, value=2.0),
        ),
        (
            Connection("a", "y", 1.0),
            Connection("i", "y", 2.0),
            Connection("i", "b", 3.0),
            Connection("i", "a", 4.0),
            Connection("b", "a", 5.0),
        ),
    )


def test_only_hidden_and_output_neurons_are_computed() -> None:
    assert [kind for kind in Kind if kind.is_computed] == [Kind.HIDDEN, Kind.OUTPUT]


def test_neurons_and_connections_are_found_by_name() -> None:
    network = diamond()
    assert network.by_name["k"].value == 2.0
    assert network.by_ends["b", "a"].weight == 5.0
    assert [neuron.name for neuron in network.inputs] == ["i"]
    assert [neuron.name for neuron in network.outputs] == ["y"]


def test_a_neuron_knows_its_connections_in_the_order_of_the_file() -> None:
    network = diamond()
    assert [connection.source for connection in network.incoming["y"]] == ["a", "i"]
    assert [connection.dest for connection in network.outgoing["i"]] == ["y", "b", "a"]
    assert network.incoming["k"] == network.outgoing["k"] == ()


def test_a_level_is_the_longest_distance_from_where_nothing_comes_in() -> None:
    assert diamond().level == {"i": 0, "k": 0, "b": 1, "a": 2, "y": 3}


def test_the_order_of_computation_is_by_level_and_then_by_the_file() -> None:
    assert [neuron.name for neuron in diamond().order] == ["i", "k", "b", "a", "y"]


def test_a_cycle_has_no_levels() -> None:
    neurons = (Neuron("a", Kind.HIDDEN, "tanh"), Neuron("b", Kind.HIDDEN, "tanh"))
    network = Network(neurons, (Connection("a", "b", 1.0), Connection("b", "a", 1.0)))
    with pytest.raises(CycleError):
        _ = network.level


def test_weights_learn_first_and_then_biases_where_there_are_any() -> None:
    network = diamond()
    assert network.parameters == (
        Parameter("a", "y"),
        Parameter("i", "y"),
        Parameter("i", "b"),
        Parameter("i", "a"),
        Parameter("b", "a"),
        Parameter(None, "y"),
        Parameter(None, "a"),
    )
    assert [parameter.is_bias for parameter in network.parameters] == [False] * 5 + [True] * 2
    assert network.parameter_values == (1.0, 2.0, 3.0, 4.0, 5.0, 0.5, -1.0)
    assert tuple(map(network.parameter_value, network.parameters)) == network.parameter_values


@pytest.mark.parametrize("parameter", [Parameter(None, "b"), Parameter(None, "x"), Parameter("b", "y")])
def test_what_does_not_learn_has_no_value(parameter: Parameter) -> None:
    with pytest.raises(KeyError):
        diamond().parameter_value(parameter)


def test_samples_are_for_training_unless_they_are_held_out() -> None:
    shown, held_out = Sample({"i": 1.0}, {"y": 0.0}), Sample({"i": 2.0}, {"y": 0.0}, held_out=True)
    experiment = Experiment(diamond(), (shown, held_out))
    assert experiment.training_samples == (shown,)
    assert experiment.held_out_samples == (held_out,)


def test_an_experiment_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        Experiment().network = diamond()  # type: ignore[misc]


def test_a_parameter_is_labelled_by_its_connection_or_its_neuron() -> None:
    assert Parameter("i", "a").label == "i → a"
    assert Parameter(None, "a").label == "bias of a"


def test_the_ends_of_the_connections_stand_in_two_columns_in_the_order_of_the_file() -> None:
    assert diamond().sources_and_dests == (("a", "i", "i", "i", "b"), ("y", "y", "b", "a", "a"))
    assert diamond().feeding == {"a", "b", "i"}


def test_the_graph_is_the_same_wherever_neurons_stand_and_whatever_was_learnt() -> None:
    network = diamond()
    moved = replace(network.by_name["a"], position=(1.0, 2.0), bias=7.0)
    neurons = tuple(moved if neuron.name == "a" else neuron for neuron in network.neurons)
    connections = tuple(replace(connection, weight=9.0) for connection in network.connections)
    assert Network(neurons, connections).graph == network.graph
    without_bias = tuple(replace(neuron, bias=None) for neuron in network.neurons)
    assert Network(without_bias, network.connections).graph != network.graph
    assert Network(network.neurons, network.connections[:-1]).graph != network.graph
