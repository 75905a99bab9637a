"""`explorer.training.program`"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.network.edits.parameter_edits import set_fixed, with_parameters
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Parameter, Sample
from explorer.training.program import (
    NoOutput,
    NoTrainingSample,
    Program,
    check_trainable,
    have_one_program,
    parameters_of,
)
from tests.random_experiment import random_experiment
from tests.training.small_experiment import article_e

BACKWARDS = Experiment(  # drawn from the output to the input, with a skip connection and a constant
    Network(
        (
            Neuron("y", Kind.OUTPUT, "identity", 0.25),
            Neuron("h", Kind.HIDDEN, "tanh"),
            Neuron("one", Kind.CONSTANT, value=2.0),
            Neuron("x", Kind.INPUT),
        ),
        (
            Connection("h", "y", 3.0),
            Connection("x", "y", 4.0),
            Connection("one", "h", 5.0),
            Connection("x", "h", 6.0),
        ),
    ),
    (
        Sample({"x": 7.0}, {"y": 8.0}),
        Sample({"x": 9.0}, {"y": 10.0}, held_out=True),
        Sample({"x": 11.0}, {"y": 12.0}),
    ),
)


def test_neurons_are_numbered_in_the_order_of_computation() -> None:
    program = Program.of(BACKWARDS)
    assert program.names == ("one", "x", "h", "y")
    assert program.levels.tolist() == [0, 0, 1, 2]
    assert program.kinds == (Kind.CONSTANT, Kind.INPUT, Kind.HIDDEN, Kind.OUTPUT)
    assert program.activations == (None, None, "tanh", "identity")
    assert program.values.tolist() == [2, 0, 0, 0]
    assert program.input_neurons.tolist() == [1]
    assert program.output_neurons.tolist() == [3]


def test_connections_and_biases_keep_the_order_of_the_file() -> None:
    program = Program.of(BACKWARDS)
    assert program.source.tolist() == [2, 1, 0, 1]
    assert program.dest.tolist() == [3, 3, 2, 2]
    assert program.biased.tolist() == [3]
    assert parameters_of(BACKWARDS.network).tolist() == [3, 4, 5, 6, 0.25]


def test_held_out_samples_stand_apart() -> None:
    program = Program.of(BACKWARDS)
    assert program.samples.tolist() == [0, 2]
    assert program.inputs.tolist() == [[7], [11]]
    assert program.targets.tolist() == [[8], [12]]
    assert program.held_out_inputs.tolist() == [[9]]
    assert program.held_out_targets.tolist() == [[10]]


def test_a_network_without_samples_has_arrays_without_rows() -> None:
    program = Program.of(replace(BACKWARDS, samples=()))
    assert program.inputs.shape == (0, 1)
    assert program.held_out_targets.shape == (0, 1)


@pytest.mark.parametrize("seed", range(20))
def test_parameters_go_back_into_the_network_they_came_from(seed: int) -> None:
    network = random_experiment(seed).network
    values = parameters_of(network)
    assert with_parameters(network, values.tolist()) == network
    shifted = with_parameters(network, (values + 1.0).tolist())
    assert np.array_equal(parameters_of(shifted), values + 1.0)


def test_without_outputs_there_is_nothing_to_train() -> None:
    inputs_alone = replace(BACKWARDS, network=Network((Neuron("x", Kind.INPUT),)))
    with pytest.raises(NoOutput, match="make a neuron an output"):
        check_trainable(inputs_alone)


def test_with_held_out_samples_alone_there_is_nothing_to_train() -> None:
    held_out = replace(BACKWARDS, samples=BACKWARDS.samples[1:2])
    with pytest.raises(NoTrainingSample, match="add one that is not held out"):
        check_trainable(held_out)
    check_trainable(article_e())


def test_a_program_knows_which_parameters_are_fixed_and_how_many_learn() -> None:
    fixed = set_fixed(BACKWARDS, [Parameter("x", "y"), Parameter(None, "y")], True)
    program = Program.of(fixed)
    assert program.fixed.tolist() == [1, 4]
    assert (program.parameters, program.free_parameters) == (5, 3)
    assert Program.of(BACKWARDS).free_parameters == 5


def test_other_weights_and_places_leave_the_program_as_it_is() -> None:
    before = article_e()
    network = before.network
    moved = tuple(replace(neuron, position=(7.0, 8.0)) for neuron in network.neurons)
    values = [0.25] * len(network.parameters)
    after = replace(before, network=with_parameters(replace(network, neurons=moved), values))
    assert have_one_program(before, after)
    one, other = Program.of(before), Program.of(after)
    for name in ("source", "dest", "biased", "fixed", "inputs", "targets", "levels"):
        assert np.array_equal(getattr(one, name), getattr(other, name))
    assert (one.names, one.activations, one.training) == (other.names, other.activations, other.training)


def test_all_else_makes_another_program() -> None:
    before = article_e()
    held_out = tuple(replace(sample, held_out=True) for sample in before.samples)
    others = (
        replace(before, samples=held_out),
        replace(before, training=replace(before.training, learning_rate=0.5)),
        replace(before, loss=replace(before.loss, name="mean-absolute-error")),
        replace(before, network=set_fixed(before, [before.network.parameters[0]], True).network),
        replace(before, network=replace(before.network, connections=before.network.connections[1:])),
    )
    assert not any(have_one_program(before, other) for other in others)
