"""`explorer.training.numpy_engine.memory_layout`"""

import numpy as np
import pytest

from explorer.network.builder import layered
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron
from explorer.training.numpy_engine.memory_layout import MemoryLayout
from explorer.training.program import Program
from tests.random_experiment import random_experiment


def layout_of(network: Network) -> MemoryLayout:
    return MemoryLayout.of(Program.of(Experiment(network)))


def test_in_a_layered_network_every_dense_entry_is_a_parameter() -> None:
    network = layered((2, 4, 1), "tanh")
    layout = layout_of(network)
    assert layout.size == len(network.parameters) == 17
    assert len(layout.absent) == 0
    assert [block.shape for block in layout.blocks] == [(4, 3), (1, 5)]
    assert layout.outputs == slice(9, 10)


def test_a_skip_connection_widens_the_matrix_of_its_level() -> None:
    neurons = (
        Neuron("x", Kind.INPUT),
        Neuron("h", Kind.HIDDEN, "tanh", 0.0),
        Neuron("y", Kind.OUTPUT, "identity"),
    )
    ends = [("x", "h"), ("h", "y"), ("x", "y")]
    layout = layout_of(Network(neurons, tuple(Connection(*each, 1.0) for each in ends)))
    # rows: 1, x | 1, h | 1, y; W of y reads all of 1, x, 1, h, but y has no bias
    assert layout.rows.tolist() == [1, 3, 5]
    assert layout.ones.tolist() == [0, 2, 4]
    assert [block.shape for block in layout.blocks] == [(1, 2), (1, 4)]
    assert layout.parameters.tolist() == [1, 5, 3, 0]
    assert layout.absent.tolist() == [2, 4]


def test_neurons_of_a_level_stand_together_by_activation() -> None:
    names = [("a", "tanh"), ("b", "relu"), ("c", "tanh")]
    neurons = (Neuron("x", Kind.INPUT), *(Neuron(name, Kind.HIDDEN, each) for name, each in names))
    layout = layout_of(Network(neurons, tuple(Connection("x", name, 1.0) for name, _ in names)))
    spans = layout.blocks[0].spans
    assert [(span.activation, span.rows) for span in spans] == [
        ("relu", slice(3, 4)),
        ("tanh", slice(4, 6)),
    ]
    assert layout.rows.tolist() == [1, 4, 3, 5]


def test_neurons_that_nothing_feeds_read_their_bias_alone() -> None:
    neurons = (Neuron("h", Kind.HIDDEN, "tanh", 0.5), Neuron("y", Kind.OUTPUT, "tanh"))
    layout = layout_of(Network(neurons))
    assert layout.blocks[0].shape == (2, 1)
    assert layout.parameters.tolist() == [0]
    assert layout.absent.tolist() == [1]


@pytest.mark.parametrize("seed", range(30))
def test_every_parameter_has_a_place_of_its_own(seed: int) -> None:
    layout = layout_of(random_experiment(seed).network)
    places = np.concatenate([layout.parameters, layout.absent])
    assert sorted(places.tolist()) == list(range(layout.size))
    assert len(set(layout.rows.tolist())) == len(layout.rows)
    assert not set(layout.rows.tolist()) & set(layout.ones.tolist())
