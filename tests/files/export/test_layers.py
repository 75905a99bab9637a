"""Is a network taken for layers exactly where it is made of them, with the right matrices?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.backprop.propagate import propagate
from explorer.files.export.layers import layers
from explorer.network.builder import layered
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Sample
from tests.oracle import ACTIVATIONS

INPUT, HIDDEN, OUTPUT = (
    Neuron("x", Kind.INPUT),
    Neuron("h", Kind.HIDDEN, "tanh", 0.5),
    Neuron("y", Kind.OUTPUT, "identity"),
)


def test_a_constant_is_an_input_and_its_weights_stand_in_the_matrix() -> None:
    network = Network(
        (OUTPUT, Neuron("one", Kind.CONSTANT, value=2.0), HIDDEN, INPUT, Neuron("g", Kind.HIDDEN, "tanh")),
        (
            Connection("x", "h", 1.0),
            Connection("one", "h", 2.0),
            Connection("one", "g", 3.0),
            Connection("g", "y", 4.0),
            Connection("h", "y", 5.0),
        ),
    )
    first, second = layers(network)
    assert [neuron.name for neuron in first.sources] == ["one", "x"]
    assert [neuron.name for neuron in first.neurons] == ["h", "g"]
    assert first.W.tolist() == [[2.0, 3.0], [1.0, 0.0]]
    assert first.b.tolist() == [0.5, 0.0]
    assert second.sources == first.neurons
    assert (second.W.tolist(), second.b.tolist()) == ([[5.0], [4.0]], [0.0])


@pytest.mark.parametrize(
    "network",
    [
        pytest.param(Network(), id="an empty one"),
        pytest.param(Network((INPUT,)), id="an input alone"),
        pytest.param(Network((INPUT, OUTPUT)), id="an output that nothing feeds"),
        pytest.param(
            Network(
                (INPUT, HIDDEN, OUTPUT),
                (Connection("x", "h", 1.0), Connection("h", "y", 1.0), Connection("x", "y", 1.0)),
            ),
            id="one with a connection that skips a level",
        ),
        pytest.param(
            Network((INPUT, HIDDEN, OUTPUT), (Connection("x", "y", 1.0), Connection("h", "y", 1.0))),
            id="one with a hidden neuron that nothing feeds",
        ),
    ],
)
def test_what_is_not_made_of_layers_has_none(network: Network) -> None:
    assert layers(network) == ()


def test_outputs_may_stand_on_several_levels() -> None:
    network = Network(
        (INPUT, Neuron("early", Kind.OUTPUT, "tanh", 0.0), OUTPUT),
        (Connection("x", "early", 2.0), Connection("early", "y", 3.0)),
    )
    assert [layer.W.tolist() for layer in layers(network)] == [[[2.0]], [[3.0]]]


@given(st.lists(st.integers(1, 4), min_size=2, max_size=4), st.integers(0, 2**32 - 1))
def test_the_matrices_compute_what_the_passes_do(sizes: list[int], seed: int) -> None:
    random = np.random.default_rng(seed)
    network = layered(tuple(sizes))
    network = Network(
        network.neurons, tuple(Connection(*c.ends, float(random.normal())) for c in network.connections)
    )
    inputs = {neuron.name: float(random.normal()) for neuron in network.inputs}
    sample = Sample(inputs, dict.fromkeys((neuron.name for neuron in network.outputs), 0.0))
    h = np.array(list(inputs.values()))
    for layer in layers(network):
        z = h @ layer.W + layer.b
        h = np.array(
            [ACTIVATIONS[n.activation](complex(z_j)).real for n, z_j in zip(layer.neurons, z, strict=True)]
        )
    state = propagate(Experiment(network, (sample,)), 0)
    assert h.tolist() == pytest.approx(
        [state.neurons[neuron.name].a for neuron in network.outputs], rel=1e-12
    )
