"""`explorer.training.numpy_engine.engine`"""

import math
import os
from dataclasses import replace

import numpy as np
import pytest

from explorer.array import Array
from explorer.backprop.propagate import propagate
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Reduction, Sample, Training
from explorer.training.engine import Engine, Examination, Outcome, Rows
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program, parameters_of
from tests import oracle
from tests.random_experiment import random_experiment
from tests.training.small_experiment import chain, xor

GRAPHS = 5000 if os.environ.get("BACKPROP_EXPLORER_PROPERTIES") == "full" else 1000


def examine(experiment: Experiment, step: int = 0) -> Examination:
    return NumpyEngine(Program.of(experiment)).examine(parameters_of(experiment.network), step)


def run(engine: Engine, parameters: Array, learning_rate: float, limit: float, rows: Rows) -> Outcome:
    """Gradient descent from step 0 at one learning rate: its state is the parameters alone."""
    rates = np.full(len(rows.loss) - 1, learning_rate)
    return engine.run(parameters.reshape(1, -1), 0, rates, limit, rows)


def full_batch(experiment: Experiment) -> Experiment:
    return replace(experiment, training=replace(experiment.training, batch_size=None))


def test_loss_and_gradient_on_random_graphs_are_those_of_the_complex_step() -> None:
    for seed in range(GRAPHS):
        experiment = full_batch(random_experiment(seed))
        found = examine(experiment)
        loss, gradient = oracle.batch_gradient(experiment)
        of_parameter = dict(zip(experiment.network.parameters, found.gradient, strict=True))
        assert found.loss == pytest.approx(loss, rel=1e-11), seed
        assert oracle.relative_difference(of_parameter, gradient) <= 1e-11, seed


def test_a_mini_batch_has_the_gradient_of_its_own_samples_and_the_loss_of_all() -> None:
    for seed in range(200):
        experiment = random_experiment(seed)
        experiment = replace(experiment, training=replace(experiment.training, batch_size=1 + seed % 3))
        engine, parameters = NumpyEngine(Program.of(experiment)), parameters_of(experiment.network)
        over_samples = np.mean if experiment.loss.over_samples is Reduction.MEAN else np.sum
        for step in range(4):
            found = engine.examine(parameters, step)
            batch = [experiment.training_samples[number] for number in found.batch]
            assert len(batch) <= 1 + seed % 3
            _, gradients = oracle.sample_gradients(experiment, batch)
            expected = {parameter: float(over_samples(each)) for parameter, each in gradients.items()}
            of_parameter = dict(zip(experiment.network.parameters, found.gradient, strict=True))
            assert oracle.relative_difference(of_parameter, expected) <= 1e-11, seed
            assert found.loss == pytest.approx(oracle.batch_gradient(experiment)[0], rel=1e-11), seed


def test_every_neuron_has_the_numbers_that_propagate_tells() -> None:
    for seed in range(110):
        experiment = full_batch(random_experiment(seed))
        program, found = Program.of(experiment), examine(experiment)
        share = program.share(len(program.samples))
        for place, sample in enumerate(program.samples.tolist()):
            trace = propagate(experiment, sample)
            for number, name in enumerate(program.names):
                told = trace.neurons[name]
                assert found.a[number, place] == pytest.approx(told.a, rel=1e-11, abs=1e-14)
                if told.z is not None and told.delta is not None:
                    assert found.z[number, place] == pytest.approx(told.z, rel=1e-11, abs=1e-13)
                    assert found.delta[number, place] == pytest.approx(
                        share * told.delta, rel=1e-10, abs=1e-13
                    )
            assert found.loss_terms[:, place].sum() == pytest.approx(trace.loss, rel=1e-11)


def test_the_held_out_loss_is_that_of_the_samples_held_out() -> None:
    for seed in range(100):
        experiment = random_experiment(seed)
        rows = Rows.empty(1)
        run(NumpyEngine(Program.of(experiment)), parameters_of(experiment.network), 0.1, math.inf, rows)
        if not experiment.held_out_samples:
            assert math.isnan(rows.held_out_loss[0])
            continue
        losses, _ = oracle.sample_gradients(experiment, experiment.held_out_samples)
        reduced = losses.mean() if experiment.loss.over_samples is Reduction.MEAN else losses.sum()
        assert rows.held_out_loss[0] == pytest.approx(reduced, rel=1e-11)


def test_an_infinity_that_does_not_reach_the_outputs_leaves_the_losses_finite() -> None:
    neurons = (
        Neuron("x", Kind.INPUT),
        Neuron("lost", Kind.HIDDEN, "identity"),
        Neuron("h", Kind.HIDDEN, "identity"),
        Neuron("y", Kind.OUTPUT, "identity"),
        Neuron("late", Kind.OUTPUT, "identity", 3.0),
    )
    ends = [("x", "lost", 1e308), ("x", "h", 2.0), ("h", "y", 0.5)]
    network = Network(neurons, tuple(Connection(*each) for each in ends))
    targets = {"y": 0.0, "late": 1.0}
    samples = (Sample({"x": 1.0}, targets), Sample({"x": 10.0}, targets, held_out=True))
    for broken, losses in ((samples, (2.5, 52.0)), (samples[1:], (52.0, math.nan))):
        experiment = Experiment(network, tuple(replace(s, held_out=s is not broken[0]) for s in broken))
        rows = Rows.empty(1)
        engine = NumpyEngine(Program.of(experiment))
        outcome = run(engine, parameters_of(network), 0.1, math.inf, rows)
        assert outcome.has_diverged == (broken[0] is samples[1])
        np.testing.assert_array_equal((rows.loss[0], rows.held_out_loss[0]), losses)
        assert math.isfinite(rows.gradient_norm[0])


def test_each_row_is_the_evaluation_at_the_parameters_after_its_updates() -> None:
    engine, parameters = NumpyEngine(Program.of(xor())), parameters_of(xor().network)
    rows, expected = Rows.empty(6), parameters.copy()
    outcome = run(engine, parameters, 0.5, math.inf, rows)
    assert outcome == (5, False)
    for row in range(6):
        found = engine.examine(expected, row)
        assert rows.loss[row] == found.loss
        assert rows.gradient_norm[row] == pytest.approx(np.linalg.norm(found.gradient), rel=1e-14)
        if row < 5:
            expected = expected + -0.5 * found.gradient
    np.testing.assert_array_equal(parameters, expected)


def test_a_call_follows_from_its_arguments_even_after_one_that_diverged() -> None:
    engine, start = NumpyEngine(Program.of(xor("relu"))), parameters_of(xor("relu").network)
    first, again = Rows.empty(20), Rows.empty(20)
    parameters = start.copy()
    run(engine, parameters, 0.5, math.inf, first)
    broken = np.full_like(start, np.nan)
    assert run(engine, broken, 0.5, math.inf, Rows.empty(3)) == (0, True)
    repeated = start.copy()
    run(engine, repeated, 0.5, math.inf, again)
    np.testing.assert_array_equal(again.loss, first.loss)
    np.testing.assert_array_equal(repeated, parameters)


def test_a_run_stops_at_the_first_row_above_the_limit() -> None:
    doubling = chain(["identity"], [1.0], [(1.0, 0.0)])  # w ← w − 3 w
    engine, parameters, rows = NumpyEngine(Program.of(doubling)), np.array([1.0]), Rows.empty(9)
    assert run(engine, parameters, 3.0, 30.0, rows) == (3, True)
    assert rows.loss[:4].tolist() == [0.5, 2, 8, 32]
    assert parameters.tolist() == [-8]


def test_a_product_that_overflows_where_there_is_no_connection_is_none_of_the_gradient() -> None:
    neurons = (
        Neuron("big", Kind.INPUT),
        Neuron("small", Kind.INPUT),
        Neuron("h", Kind.HIDDEN, "identity"),
        Neuron("steep", Kind.HIDDEN, "identity"),
        Neuron("y", Kind.OUTPUT, "identity"),
    )
    weights = {("big", "h"): 0.0, ("small", "steep"): 0.0, ("h", "y"): 1.0, ("steep", "y"): 1e200}
    network = Network(neurons, tuple(Connection(*ends, weight) for ends, weight in weights.items()))
    experiment = Experiment(network, (Sample({"big": 1e200, "small": 1.0}, {"y": -1.0}),))
    rows = Rows.empty(1)
    outcome = run(NumpyEngine(Program.of(experiment)), parameters_of(network), 0.1, math.inf, rows)
    assert outcome == (0, False)
    assert examine(experiment).gradient.tolist() == [1e200, 1e200, 0, 0]
    assert rows.gradient_norm[0] == pytest.approx(math.sqrt(2) * 1e200)


@pytest.mark.parametrize("training", [Training(), Training(batch_size=1, shuffle=False)])
def test_a_network_without_parameters_goes_on_as_it_is(training: Training) -> None:
    neurons = (Neuron("x", Kind.INPUT), Neuron("y", Kind.OUTPUT, "logistic"))
    samples = (Sample({"x": 1.0}, {"y": 0.0}), Sample({"x": 1.0}, {"y": 1.0}))
    experiment = Experiment(Network(neurons), samples, training=training)
    rows = Rows.empty(3)
    assert run(NumpyEngine(Program.of(experiment)), np.empty(0), 0.1, 1e6, rows) == (2, False)
    assert rows.loss.tolist() == [0.125, 0.125, 0.125]
    assert rows.gradient_norm.tolist() == [0, 0, 0]
