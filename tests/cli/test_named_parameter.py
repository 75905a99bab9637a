"""Is a parameter found by each of its names?"""

import pytest

from explorer.cli.named_parameter import NoSuchParameter, parameter_named, two_parameters_named
from explorer.network.model import Connection, Kind, Network, Neuron, Parameter

NETWORK = Network(
    (Neuron("a,b", Kind.INPUT), Neuron("y", Kind.OUTPUT, "tanh", 0.0)), (Connection("a,b", "y", 1.0),)
)


@pytest.mark.parametrize("text", ["a,b>y", "a,b → y"])
def test_a_weight_is_named_by_its_ends(text: str) -> None:
    assert parameter_named(NETWORK, text) == Parameter("a,b", "y")


@pytest.mark.parametrize("text", ["y", "bias of y"])
def test_a_bias_is_named_by_its_neuron(text: str) -> None:
    assert parameter_named(NETWORK, text) == Parameter(None, "y")


def test_two_are_parted_by_a_comma_and_a_comma_in_a_name_parts_nothing() -> None:
    assert two_parameters_named(NETWORK, "a,b>y,y") == (Parameter("a,b", "y"), Parameter(None, "y"))


def test_another_name_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(NoSuchParameter, match="named x: there are a,b>y, y"):
        parameter_named(NETWORK, "x")
    with pytest.raises(NoSuchParameter, match="there are none"):
        parameter_named(Network(), "x")
