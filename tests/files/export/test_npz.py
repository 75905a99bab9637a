"""Do the arrays hold the whole network, and the matrices the layered one?"""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from explorer.backprop.propagate import propagate
from explorer.files.export.npz import to_npz
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Sample
from explorer.network.transform import Scaling
from tests.random_experiment import random_experiment


def arrays(experiment: Experiment) -> dict[str, NDArray[np.generic]]:
    with np.load(io.BytesIO(to_npz(experiment)), allow_pickle=False) as file:
        return dict(file)


SKIPPING = Network(
    (
        Neuron("y", Kind.OUTPUT, "logistic", -2.0),
        Neuron("on", Kind.CONSTANT, value=3.0),
        Neuron("a", Kind.HIDDEN, "tanh"),
        Neuron("x", Kind.INPUT),
    ),
    (
        Connection("a", "y", 1.0),
        Connection("x", "y", 2.0),
        Connection("x", "a", 0.1),
        Connection("on", "a", 4.0),
    ),
)

LAYERED = Network(
    (
        Neuron("b", Kind.HIDDEN, "tanh", 0.5),
        Neuron("x", Kind.INPUT),
        Neuron("a", Kind.HIDDEN, "tanh"),
        Neuron("on", Kind.CONSTANT),
        Neuron("y", Kind.OUTPUT, "identity", -1.0),
    ),
    (
        Connection("x", "a", 1.0),
        Connection("x", "b", 2.0),
        Connection("on", "a", 3.0),
        Connection("a", "y", 4.0),
        Connection("b", "y", 5.0),
    ),
)


def test_any_network_is_a_list_of_connections_between_neurons_in_topological_order() -> None:
    found = arrays(Experiment(SKIPPING))
    assert found["names"].tolist() == ["on", "x", "a", "y"]
    assert found["kind"].tolist() == ["constant", "input", "hidden", "output"]
    assert found["activation"].tolist() == ["", "", "tanh", "logistic"]
    assert found["source"].tolist() == [2, 1, 1, 0]
    assert found["dest"].tolist() == [3, 3, 2, 2]
    assert found["weight"].tolist() == [1.0, 2.0, 0.1, 4.0]
    np.testing.assert_array_equal(found["bias"], [np.nan, np.nan, np.nan, -2.0])
    np.testing.assert_array_equal(found["value"], [3.0, np.nan, np.nan, np.nan])


def test_a_network_with_skip_connections_has_no_matrices() -> None:
    assert "W1" not in arrays(Experiment(SKIPPING))


def test_a_layered_network_has_matrices_in_the_order_of_the_file() -> None:
    found = arrays(Experiment(LAYERED))
    assert found["W1"].tolist() == [[2.0, 1.0], [0.0, 3.0]]  # x, on → b, a
    assert found["b1"].tolist() == [0.5, 0.0]
    assert found["W2"].tolist() == [[5.0], [4.0]]
    assert found["b2"].tolist() == [-1.0]
    assert "W3" not in found


def test_the_matrices_compute_the_network() -> None:
    found = arrays(Experiment(LAYERED))
    h = np.tanh(np.array([0.7, 1.0]) @ found["W1"] + found["b1"])
    y = h @ found["W2"] + found["b2"]
    trace = propagate(Experiment(LAYERED, (Sample({"x": 0.7}, {"y": 0.0}),)))
    assert y.tolist() == pytest.approx([trace.neurons["y"].a], rel=1e-14)


@given(seed=st.integers(0, 100_000))
def test_the_connections_of_any_network_give_back_its_sums(seed: int) -> None:
    experiment = random_experiment(seed)
    found = arrays(experiment)
    neurons = propagate(experiment).neurons
    for index, name in enumerate(found["names"].tolist()):
        incoming = found["dest"] == index
        a = np.array([neurons[found["names"][source]].a for source in found["source"][incoming]])
        bias = 0.0 if np.isnan(found["bias"][index]) else found["bias"][index]
        if found["kind"][index] in ("hidden", "output"):
            assert np.sum(found["weight"][incoming] * a) + bias == pytest.approx(neurons[name].z, abs=1e-12)


def test_the_same_network_gives_the_same_bytes() -> None:
    assert to_npz(random_experiment(5)) == to_npz(random_experiment(5))


def test_the_offset_and_the_scale_of_each_neuron_stand_beside_it() -> None:
    transform = {"x": Scaling(1013.25, 8.5), "y": Scaling(3.0, 0.5)}
    found = arrays(Experiment(SKIPPING, transform=transform))
    assert found["names"].tolist() == ["on", "x", "a", "y"]
    assert found["offset"].tolist() == [0.0, 1013.25, 0.0, 3.0]
    assert found["scale"].tolist() == [1.0, 8.5, 1.0, 0.5]
    plain = arrays(Experiment(SKIPPING))
    assert (plain["offset"].tolist(), plain["scale"].tolist()) == ([0.0] * 4, [1.0] * 4)
