"""`explorer.training.numpy_engine.evaluator`"""

import numpy as np
import pytest

from explorer.backprop.propagate import propagate
from explorer.network.model import Connection, Kind, Network, Neuron
from explorer.training.numpy_engine.evaluator import Evaluator
from explorer.training.program import parameters_of
from tests.random_experiment import random_experiment
from tests.training.small_experiment import article_e, xor


@pytest.mark.parametrize("seed", range(60))
def test_every_activation_is_that_which_propagate_tells(seed: int) -> None:
    experiment = random_experiment(seed)
    network = experiment.network
    evaluator, parameters = Evaluator(network), parameters_of(network)
    inputs = np.array(
        [[sample.inputs[neuron.name] for neuron in network.inputs] for sample in experiment.samples]
    )
    found = evaluator.activations(parameters, inputs)
    for number in range(len(experiment.samples)):
        told = propagate(experiment, number).neurons
        expected = [told[neuron.name].a for neuron in network.order]
        np.testing.assert_allclose(found[number], expected, rtol=1e-11, atol=1e-14)


def test_outputs_come_in_the_order_of_the_file() -> None:
    network = article_e().network
    found = Evaluator(network).outputs(parameters_of(network), np.array([[1.0, 0.5, 1.0], [0.0, 3.0, 0.0]]))
    assert found.tolist() == [[0, 0.5], [0, 3]]


def test_one_neuron_is_evaluated_over_a_plane_of_many_points() -> None:
    network = xor().network
    plane = np.random.default_rng(1).uniform(-1, 2, (96 * 96, 2))
    found = Evaluator(network).activation(parameters_of(network), plane, "h1")
    assert found.shape == (96 * 96,)
    np.testing.assert_allclose(found, np.tanh(-plane[:, 0] + plane[:, 1] + 0.1), rtol=1e-13, atol=1e-15)


def test_results_stay_as_they_are_when_other_parameters_are_evaluated() -> None:
    network = xor().network
    evaluator, parameters, point = Evaluator(network), parameters_of(network), np.array([[0.5, 0.25]])
    first = evaluator.activation(parameters, point, "y0")
    kept = first.copy()
    second = evaluator.activation(2 * parameters, point, "y0")
    assert first == kept
    assert second != first


def test_of_no_samples_there_are_no_outputs() -> None:
    network = xor().network
    assert Evaluator(network).outputs(parameters_of(network), np.empty((0, 2))).shape == (0, 1)


def test_a_neuron_that_is_not_there_is_refused() -> None:
    network = xor().network
    with pytest.raises(KeyError, match="nobody"):
        Evaluator(network).activation(parameters_of(network), np.zeros((1, 2)), "nobody")


def test_an_infinity_reaches_only_the_neurons_that_it_leads_to() -> None:
    neurons = (
        Neuron("x", Kind.INPUT),
        Neuron("huge", Kind.HIDDEN, "relu"),
        Neuron("calm", Kind.HIDDEN, "relu", 0.5),
        Neuron("infinite", Kind.OUTPUT, "identity"),
        Neuron("finite", Kind.OUTPUT, "identity"),
    )
    weights = {("x", "huge"): 1e308, ("x", "calm"): 1.0, ("huge", "infinite"): 1.0, ("calm", "finite"): 2.0}
    network = Network(neurons, tuple(Connection(*ends, weight) for ends, weight in weights.items()))
    found = Evaluator(network).outputs(parameters_of(network), np.array([[10.0], [1.0]]))
    assert found.tolist() == [[np.inf, 21], [1e308, 3]]


@pytest.mark.parametrize("seed", range(60))
def test_a_network_that_overflows_is_evaluated_connection_by_connection_alike(seed: int) -> None:
    experiment = random_experiment(seed)
    network = experiment.network
    evaluator, parameters = Evaluator(network), parameters_of(network)
    points = np.random.default_rng(seed).normal(size=(5, len(network.inputs)))
    with_infinity = np.vstack([points, np.full((1, len(network.inputs)), np.inf)])
    expected = evaluator.activations(parameters, points)
    found = evaluator.activations(parameters, with_infinity)[:5]
    np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-14)
