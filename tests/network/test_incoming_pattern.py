"""Incoming weights beside their ratios to the smallest, worked by hand."""

import math

import pytest

from explorer.network.incoming_pattern import IncomingWeight, incoming_pattern
from explorer.network.model import Connection, Kind, Network, Neuron


def network_of(**weights: float) -> Network:
    """Inputs in the order of `weights`, whose connections stand in the reverse order in the file."""
    inputs = tuple(Neuron(name, Kind.INPUT) for name in weights)
    connections = tuple(Connection(name, "h", weight) for name, weight in weights.items())
    return Network((*inputs, Neuron("h", Kind.HIDDEN, "tanh", 0.5)), connections[::-1])


def test_weights_stand_in_the_order_of_the_inputs_with_their_ratios_to_the_smallest() -> None:
    assert incoming_pattern(network_of(a=3.0, b=-1.5, c=6.0), "h") == (
        IncomingWeight("a", 3.0, 2.0),
        IncomingWeight("b", -1.5, -1.0),
        IncomingWeight("c", 6.0, 4.0),
    )


def test_a_weight_of_0_is_not_what_the_others_are_measured_by() -> None:
    assert [each.ratio for each in incoming_pattern(network_of(a=0.0, b=-2.0, c=5.0), "h")] == [
        0.0,
        -1.0,
        2.5,
    ]


@pytest.mark.parametrize("weight", [math.nan, math.inf, -math.inf])
def test_beside_a_weight_that_is_not_finite_there_are_no_ratios(weight: float) -> None:
    assert [each.ratio for each in incoming_pattern(network_of(a=1.0, b=weight), "h")] == [None, None]


def test_weights_that_are_all_0_have_no_ratios() -> None:
    assert [each.ratio for each in incoming_pattern(network_of(a=0.0, b=0.0), "h")] == [None, None]


def test_a_ratio_too_large_for_a_double_is_none() -> None:
    assert [each.ratio for each in incoming_pattern(network_of(a=5e-324, b=1e300), "h")] == [1.0, None]


def test_an_input_has_no_incoming_weights() -> None:
    assert incoming_pattern(network_of(a=1.0), "a") == ()
