"""What each neuron responds to, beside passes of single samples, which share no code with it."""

import math
from dataclasses import replace

import numpy as np
import pytest

from explorer.backprop.propagate import propagate
from explorer.backprop.responses import POINTS, SIDE, STRONGEST, Responses, given_inputs, responses
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.edits.transform_edits import standardise_inputs
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Sample
from explorer.training.numpy_engine.evaluator import Evaluator
from tests.random_experiment import random_experiment

AND = Experiment(
    Network(
        (
            Neuron("x0", Kind.INPUT),
            Neuron("x1", Kind.INPUT),
            Neuron("h", Kind.HIDDEN, "tanh", 0.25),
            Neuron("r", Kind.HIDDEN, "relu", 0.0),
            Neuron("y", Kind.OUTPUT, "logistic", -3.0),
        ),
        (
            Connection("x0", "h", 0.5),
            Connection("x1", "h", -1.0),
            Connection("x1", "r", 2.0),
            Connection("h", "y", 1.5),
            Connection("x0", "y", 1.0),
        ),
    ),
    tuple(Sample({"x0": a, "x1": b}, {"y": a * b}) for a in (0.0, 1.0) for b in (0.0, 2.0)),
)


def of(experiment: Experiment) -> Responses:
    found = responses(experiment, Evaluator(experiment.network), given_inputs(experiment))
    assert found is not None
    return found


def answers(experiment: Experiment, *inputs: float) -> dict[str, float]:
    """a of every neuron in a pass of one sample with these inputs."""
    names = [neuron.name for neuron in experiment.network.inputs]
    targets = {neuron.name: 0.0 for neuron in experiment.network.outputs}
    sample = Sample(dict(zip(names, inputs, strict=True)), targets)
    trace = propagate(replace(experiment, samples=(sample,)))
    return {name: values.a for name, values in trace.neurons.items()}


def test_the_plane_of_every_neuron_holds_what_passes_of_its_points_give() -> None:
    found = of(AND)
    assert (found.x, found.y) == ((-0.25, 1.25), (-0.5, 2.5))
    assert list(found.by_neuron) == ["h", "r", "y"]
    across, up = np.linspace(-0.25, 1.25, SIDE), np.linspace(-0.5, 2.5, SIDE)
    for row, column in ((0, 0), (0, SIDE - 1), (SIDE - 1, 0), (7, 15), (SIDE - 1, SIDE - 1)):
        expected = answers(AND, across[column], up[row])
        for name, response in found.by_neuron.items():
            assert response.a[row, column] == pytest.approx(expected[name], abs=1e-14)


def test_colours_reach_over_the_range_of_the_activation_and_of_the_targets_at_an_output() -> None:
    found = of(AND)
    ends = {name: (response.low, response.high) for name, response in found.by_neuron.items()}
    assert ends["h"] == (-1.0, 1.0)
    assert ends["r"] == (0.0, 5.0)  # what it gives there: relu has no upper end
    assert ends["y"] == (0.0, 2.0)
    assert found.by_neuron["h"].shares[0, 0] == pytest.approx((math.tanh(0.25 - 0.125 + 0.5) + 1) / 2)


def test_one_input_gives_a_curve() -> None:
    network = Network(
        (Neuron("x", Kind.INPUT), Neuron("y", Kind.OUTPUT, "tanh", 0.5)), (Connection("x", "y", 2.0),)
    )
    experiment = Experiment(network, (Sample({"x": -1.0}, {"y": 0.0}), Sample({"x": 3.0}, {"y": 0.0})))
    found = of(experiment)
    assert (found.is_plane, found.x) == (False, (-2.0, 4.0))
    x = np.linspace(-2, 4, POINTS)
    assert found.by_neuron["y"].a == pytest.approx([math.tanh(2 * each + 0.5) for each in x], abs=1e-15)


@pytest.mark.parametrize("seed", range(12))
def test_with_many_inputs_the_strongest_samples_of_random_networks_are_those_of_their_passes(
    seed: int,
) -> None:
    experiment = random_experiment(seed)
    if len(experiment.network.inputs) < 3:
        inputs = tuple(Neuron(f"more{number}", Kind.INPUT) for number in range(3))
        network = replace(experiment.network, neurons=(*inputs, *experiment.network.neurons))
        zeros = {neuron.name: 0.0 for neuron in inputs}
        samples = tuple(replace(s, inputs={**zeros, **s.inputs}) for s in experiment.samples)
        experiment = replace(experiment, network=network, samples=samples)
    found = of(experiment)
    passes = [propagate(experiment, number).neurons for number in range(len(experiment.samples))]
    for name, response in found.by_neuron.items():
        a = [neurons[name].a for neurons in passes]
        assert response.a == pytest.approx(sorted(a, reverse=True)[:STRONGEST], rel=1e-12, abs=1e-12)
        assert [a[number] for number in response.samples] == pytest.approx(response.a, rel=1e-12, abs=1e-12)


def test_the_inputs_of_the_strongest_samples_are_parts_of_the_largest_of_each() -> None:
    inputs = tuple(Neuron(name, Kind.INPUT) for name in "abc")
    network = Network(
        (*inputs, Neuron("h", Kind.HIDDEN, "identity", 0.0)),
        (Connection("a", "h", 1.0), Connection("c", "h", 1.0)),
    )
    rows = ((0.0, 0.0, 2.0), (4.0, 0.0, 5.0), (1.0, 0.0, -10.0))
    samples = tuple(Sample(dict(zip("abc", row, strict=True)), {}) for row in rows)
    response = of(Experiment(network, samples)).by_neuron["h"]
    assert response.samples.tolist() == [1, 0, 2]
    assert response.a.tolist() == [9.0, 2.0, -9.0]
    assert response.cells.tolist() == [[1.0, 0.0, 0.5], [0.0, 0.0, 0.2], [0.25, 0.0, -1.0]]


def test_among_thousands_of_samples_an_even_choice_is_looked_at() -> None:
    inputs = tuple(Neuron(name, Kind.INPUT) for name in "abc")
    neurons = (*inputs, Neuron("h", Kind.HIDDEN, "identity", 0.0))
    experiment = Experiment(
        Network(neurons, (Connection("a", "h", 1.0),)),
        tuple(Sample({"a": float(number), "b": 0.0, "c": 0.0}, {}) for number in range(5111)),
    )
    response = of(experiment).by_neuron["h"]
    assert response.samples.tolist() == [5110, 5100, 5090, 5080, 5070, 5060]
    assert response.a.tolist() == response.samples.tolist()


def test_standardised_inputs_are_given_to_the_network_scaled() -> None:
    scaled = standardise_inputs(AND)
    found = of(scaled)
    assert (found.x, found.y) == ((-0.25, 1.25), (-0.5, 2.5))
    low_left = answers(scaled, -0.25, (-0.5 - 1.0) / 1.0)  # x0, a flag of 0 and 1, stays as it is
    assert found.by_neuron["h"].a[0, 0] == pytest.approx(low_left["h"], abs=1e-14)


def test_what_is_not_finite_has_no_share() -> None:
    response = of(set_weight(AND, "x1", "r", 1e308)).by_neuron["r"]
    assert np.isnan(response.shares[-1]).all()
    assert (response.shares[0] == 0).all()


def test_without_inputs_or_samples_there_is_nothing_to_respond_to() -> None:
    alone = Experiment(Network((Neuron("h", Kind.HIDDEN, "tanh", 0.0),)), (Sample({}, {}),))
    for experiment in (alone, replace(AND, samples=())):
        assert responses(experiment, Evaluator(experiment.network), given_inputs(experiment)) is None
