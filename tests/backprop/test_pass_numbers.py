"""Are the arrays of a pass, to the last bit, the numbers that are computed one by one?"""

import math
from dataclasses import replace

import numpy as np
import pytest

from explorer.array import Array
from explorer.backprop.message import NeuronValues, Trace
from explorer.backprop.pass_numbers import PassNumbers, compute_pass
from explorer.backprop.propagate import propagate
from explorer.backprop.wiring import Wiring
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.model import Experiment, LossChoice, Network, Penalty, Training
from tests.random_experiment import CASES, random_experiment
from tests.worked_examples import article_e, chain, two_layer_softmax

GRAPHS = 4 * len(CASES)


def computed(experiment: Experiment, sample: int = 0) -> tuple[Wiring, PassNumbers]:
    wiring = Wiring.of(experiment.network)
    return wiring, compute_pass(wiring, experiment, sample)


def check_same(experiment: Experiment, sample: int = 0) -> None:
    """Every number of the arrays is that of the reference: the same bits, and a −0.0 is told from 0.0."""
    trace, (wiring, numbers) = propagate(experiment, sample), computed(experiment, sample)
    for name, values in trace.neurons.items():
        number = wiring.neuron[name]
        found = [float(getattr(numbers, each)[number]) for each in ("z", "a", "dE_da", "delta")]
        assert [repr(value) for value in found] == [repr(value) for value in _zeros_for_none(values)], name
    assert repr(float(numbers.losses)) == repr(trace.loss or 0.0)
    assert repr(numbers.gradients.tolist()) == repr(_gradients(experiment.network, trace))


def _zeros_for_none(values: NeuronValues) -> list[float]:
    return [0.0 if each is None else each for each in (values.z, values.a, values.dE_da, values.delta)]


def _gradients(network: Network, trace: Trace) -> list[float]:
    weights = [trace.weight_gradients.get(connection.ends, 0.0) for connection in network.connections]
    biases = [trace.bias_gradients.get(n.name, 0.0) for n in network.neurons if n.bias is not None]
    return weights + biases


@pytest.mark.parametrize("case", range(len(CASES)))
def test_all_numbers_are_those_of_the_reference(case: int) -> None:
    for seed in range(case, GRAPHS, len(CASES)):
        experiment = random_experiment(seed)
        for sample in range(len(experiment.samples)):
            check_same(experiment, sample)


@pytest.mark.parametrize("loss", ["squared-error", "mean-squared-error", "negative-log-likelihood"])
def test_a_softmax_whose_outputs_stand_on_two_levels_is_as_in_the_reference(loss: str) -> None:
    check_same(two_layer_softmax(loss))


def test_a_wiring_serves_for_every_other_number_of_its_graph() -> None:
    experiment = random_experiment(5)
    wiring = Wiring.of(experiment.network)
    values = [0.9 * value + 0.05 for value in experiment.network.parameter_values]
    after = replace(experiment, network=with_parameters(experiment.network, values))
    expected = propagate(after)
    found = compute_pass(wiring, after, 0)
    assert {name: found.a[wiring.neuron[name]] for name in expected.neurons} == {
        name: values.a for name, values in expected.neurons.items()
    }


def test_the_way_back_of_a_held_out_sample_is_computed_without_penalty_and_dropout() -> None:
    experiment = article_e()
    held_out = replace(experiment.samples[0], held_out=True)
    training = Training(penalty=Penalty(0.01, 0.1), dropout=0.5, batch_size=1)
    experiment = replace(experiment, samples=(held_out, *experiment.samples), training=training)
    wiring, numbers = computed(experiment)
    assert numbers.losses == 0.25
    assert numbers.delta[wiring.neuron["a0"]] == -0.5
    check_same(experiment)


def test_the_worked_iteration_comes_out_digit_for_digit() -> None:
    wiring, numbers = computed(article_e())

    def of_neurons(values: Array) -> dict[str, float]:
        return {name: float(values[wiring.neuron[name]]) for name in ("a0", "c0", "c1")}

    assert of_neurons(numbers.z) == {"a0": 0.5, "c0": -0.5, "c1": 0.5}
    assert of_neurons(numbers.a) == {"a0": 0.5, "c0": 0.0, "c1": 0.5}
    assert of_neurons(numbers.dE_da) == {"a0": -0.5, "c0": -0.5, "c1": -0.5}
    assert of_neurons(numbers.delta) == {"a0": -0.5, "c0": 0.0, "c1": -0.5}
    assert numbers.gradients.tolist() == [-0.5, -0.25, -0.5, 0.0, -0.25, -0.5, 0.0, -0.5]
    assert numbers.contributions.tolist() == [0.5, 0.5, -0.5, -0.5, 0.5]
    assert numbers.carried.tolist() == [0.0, 0.0, 0.0, 0.0, -0.5]  # to inputs nothing goes back


@pytest.mark.parametrize("weight", [1e155, -1e155, 1e308, -1e308])
def test_what_overflows_is_a_number_like_any_other(weight: float) -> None:
    for activation in ("identity", "logistic", "relu", "gelu"):
        check_same(chain(activation, weight))
    experiment = article_e()
    experiment = replace(experiment, network=with_parameters(experiment.network, [1e308] * 8))
    wiring, numbers = computed(experiment)
    assert numbers.z[wiring.neuron["a0"]] == math.inf
    check_same(experiment)


def test_without_outputs_there_is_no_loss_and_nothing_goes_back() -> None:
    experiment = article_e()
    given = Network(experiment.network.neurons[:4], experiment.network.connections[:3])
    wiring, numbers = computed(replace(experiment, network=given, loss=LossChoice()))
    assert numbers.losses == 0.0
    assert numbers.z[wiring.neuron["a0"]] == 0.5
    assert not np.any(numbers.gradients)
