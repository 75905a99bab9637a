"""Are networks written as equations whose values and derivatives are those of backpropagation?"""

from dataclasses import replace

import pytest

from explorer.backprop.batch import batch_gradient
from explorer.backprop.propagate import propagate
from explorer.chain.accumulation import reverse
from explorer.chain.from_network import (
    MOST_PARAMETERS,
    NetworkEquations,
    NetworkTooLarge,
    NothingToWrite,
    ParameterNotFinite,
    loss_equations,
    neuron_equations,
)
from explorer.chain.graph import ComputationGraph, graph_of
from explorer.chain.system import parse_system
from explorer.network.builder import new_experiment
from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    LossChoice,
    Network,
    Neuron,
    Parameter,
    Penalty,
    Reduction,
    Sample,
)
from tests.random_experiment import CASES, random_experiment

TWO = Experiment(
    Network(
        (
            Neuron("x", Kind.INPUT),
            Neuron("h", Kind.HIDDEN, "tanh", 0.5),
            Neuron("y", Kind.OUTPUT, "identity", None),
        ),
        (Connection("x", "h", -0.25), Connection("h", "y", 2.0)),
    ),
    (Sample({"x": 3.0}, {"y": 1.0}), Sample({"x": 1.0}, {"y": 0.0}), Sample({"x": 9.0}, {"y": 0.0}, True)),
)


def graph_of_equations(found: NetworkEquations) -> ComputationGraph:
    return graph_of(parse_system(found.lines))


def derivatives(found: NetworkEquations) -> dict[Parameter, float]:
    """By each parameter in the equations."""
    by_name = reverse(graph_of_equations(found), found.of).derivatives
    return {parameter: by_name.get(name, 0.0) for parameter, name in found.names.items()}


def small_experiment(case: int) -> Experiment:
    """One with that activation and loss, of not more parameters than are written."""
    seeds = range(case, 100 * len(CASES), len(CASES))
    drawn = (random_experiment(seed) for seed in seeds)
    return next(each for each in drawn if len(each.network.parameters) <= MOST_PARAMETERS)


def test_the_loss_of_a_sample_reads_like_the_network() -> None:
    found = loss_equations(TWO, 0)
    assert found.lines == (
        "w_x_h = -0.25",
        "w_h_y = 2",
        "b_h = 0.5",
        "x = 3",
        "z_h = w_x_h*x + b_h",
        "h = tanh(z_h)",
        "z_y = w_h_y*h",
        "y = z_y",
        "t_y = 1",
        "E = ½(y - t_y)^2",
    )
    assert (found.of, found.by) == ("E", "w_x_h")


def test_a_neuron_has_what_leads_to_it_alone() -> None:
    found = neuron_equations(TWO, 1, "h")
    assert found.lines == ("w_x_h = -0.25", "b_h = 0.5", "x = 1", "z_h = w_x_h*x + b_h", "h = tanh(z_h)")
    assert found.of == "h"


def test_the_batch_leaves_out_what_is_held_out() -> None:
    lines = loss_equations(TWO, None).lines
    assert lines[-2:] == ("L = E_1 + E_2", "E = L/2")
    assert "x_3 = 9" not in lines


@pytest.mark.parametrize("seed", range(len(CASES)), ids=["-".join(case) for case in CASES])
def test_of_every_activation_and_loss_the_derivatives_are_those_of_backpropagation(seed: int) -> None:
    experiment = small_experiment(seed)
    sample = len(experiment.samples) - 1
    trace, found = propagate(experiment, sample), loss_equations(experiment, sample)
    graph = graph_of_equations(found)
    assert graph.by_name[found.of].value == pytest.approx(trace.loss, rel=1e-12, abs=1e-13)
    for parameter, derivative in derivatives(found).items():
        expected = (
            trace.bias_gradients[parameter.dest]
            if parameter.source is None
            else trace.weight_gradients[parameter.source, parameter.dest]
        )
        assert derivative == pytest.approx(expected, rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("seed", range(0, len(CASES), 7))
def test_of_the_batch_they_are_those_of_its_gradient_with_the_penalty(seed: int) -> None:
    drawn = small_experiment(seed)
    experiment = replace(drawn, training=replace(drawn.training, penalty=Penalty(0.01, 0.1)))
    _, weights, biases = batch_gradient(experiment)
    for parameter, derivative in derivatives(loss_equations(experiment, None)).items():
        expected = (
            biases[parameter.dest] if parameter.source is None else weights[parameter.source, parameter.dest]
        )
        assert derivative == pytest.approx(expected, rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("seed", range(0, len(CASES), 9))
def test_of_a_neuron_the_value_is_its_activation(seed: int) -> None:
    experiment = small_experiment(seed)
    trace = propagate(experiment, 0)
    for neuron in experiment.network.neurons:
        if neuron.kind.is_computed:
            found = neuron_equations(experiment, 0, neuron.name)
            value = graph_of_equations(found).by_name[found.of].value
            assert value == pytest.approx(trace.neurons[neuron.name].a, rel=1e-13, abs=1e-15)


def test_names_are_made_legal_and_stay_apart() -> None:
    names = ["sin", "1st unit", "a b", "a-b", "E", "π"]
    neurons = (*(Neuron(name, Kind.INPUT) for name in names), Neuron("out", Kind.OUTPUT, "tanh"))
    connections = tuple(Connection(name, "out", 0.5) for name in names)
    sample = Sample(dict.fromkeys(names, 1.0), {"out": 0.0})
    found = loss_equations(Experiment(Network(neurons, connections), (sample,)), 0)
    given = [line.partition(" ")[0] for line in found.lines if line.endswith("= 1")]
    assert given == ["sin_2", "n_1st_unit", "a_b", "a_b_2", "E", "n__"]
    assert found.of == "E_2"
    assert graph_of_equations(found).by_name["z_out"].value == 3.0


def test_a_long_sum_stands_on_several_lines() -> None:
    names = [f"quite_long_name_{number}" for number in range(30)]
    neurons = (*(Neuron(name, Kind.INPUT) for name in names), Neuron("out", Kind.OUTPUT, "identity"))
    connections = tuple(Connection(name, "out", 1.0) for name in names)
    sample = Sample({name: float(number) for number, name in enumerate(names)}, {"out": 0.0})
    found = neuron_equations(Experiment(Network(neurons, connections), (sample,)), 0, "out")
    assert max(map(len, found.lines)) <= 500
    assert graph_of_equations(found).by_name["out"].value == 435.0


def test_up_to_40_parameters_are_written() -> None:
    fits, too_large = new_experiment((3, 5, 3)), new_experiment((3, 6, 3))
    assert len(loss_equations(fits, 0).names) == 38 <= MOST_PARAMETERS
    with pytest.raises(NetworkTooLarge, match="45 weights and biases; at most 40 are written"):
        loss_equations(too_large, 0)
    assert len(neuron_equations(too_large, 0, too_large.network.neurons[3].name).names) == 4


def test_of_very_many_samples_the_lines_are_too_many() -> None:
    with pytest.raises(NetworkTooLarge, match=r"lines; at most 500 are read. Open the loss of one sample"):
        loss_equations(replace(TWO, samples=TWO.samples[:1] * 100), None)


@pytest.mark.parametrize(
    ("experiment", "sample", "says"),
    [
        (replace(TWO, samples=()), 0, "There is no sample to compute with"),
        (replace(TWO, samples=TWO.samples[2:]), None, "There is no sample to train on"),
        (replace(TWO, network=Network(TWO.network.neurons[:1])), 0, "The network has no output"),
    ],
)
def test_where_there_is_nothing_to_write_it_says_so(experiment: Experiment, sample: int, says: str) -> None:
    with pytest.raises(NothingToWrite, match=says):
        loss_equations(experiment, sample)


def test_an_input_is_not_computed() -> None:
    with pytest.raises(NothingToWrite, match="x is given, not computed"):
        neuron_equations(TWO, 0, "x")


def test_a_weight_that_is_not_finite_cannot_be_written() -> None:
    connections = (Connection("x", "h", float("nan")), TWO.network.connections[1])
    broken = replace(TWO, network=replace(TWO.network, connections=connections))
    with pytest.raises(ParameterNotFinite, match="x → h is not a finite number"):
        loss_equations(broken, 0)


def test_the_sum_over_samples_has_no_divisor() -> None:
    summed = replace(TWO, loss=LossChoice("squared-error", Reduction.SUM))
    assert loss_equations(summed, None).lines[-1] == "E = L"
