"""`explorer.training.kernel.compiled_engine`"""

import math
import os
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from explorer.backprop.propagate import propagate
from explorer.network.learning_rule import LearningRule, norm_of
from explorer.network.model import Experiment, Training
from explorer.training.engine import Engine, Rows
from explorer.training.kernel.compiled_engine import CompiledEngine
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program, parameters_of
from tests.random_experiment import random_experiment
from tests.training.small_experiment import chain, xor
from tests.training.training_families import FAMILIES

IS_FULL = os.environ.get("BACKPROP_EXPLORER_PROPERTIES") == "full"
GRAPHS = 2000 if IS_FULL else 500
GRAPHS_OF_A_FAMILY = 2000 if IS_FULL else 150
"""There are more than a dozen families."""
STEPS = 4


def trained_as(experiment: Experiment, training: Training) -> Experiment:
    return replace(experiment, training=training)


def run(engine: Engine, experiment: Experiment, rows: Rows, learning_rate: float = 0.01) -> np.ndarray:
    state = LearningRule.of(experiment).first_state(parameters_of(experiment.network))
    engine.run(state, 0, np.full(len(rows.loss) - 1, learning_rate), math.inf, rows)
    return state


def test_e_and_the_gradient_on_random_graphs_are_those_of_backpropagation_message_by_message() -> None:
    for seed in range(GRAPHS):
        experiment = trained_as(random_experiment(seed), Training())
        program, rows = Program.of(experiment), Rows.empty(2)
        before = parameters_of(experiment.network)
        gradient = before - run(CompiledEngine(program), experiment, rows, learning_rate=1.0)[0]
        share = program.share(len(program.samples))
        loss, expected = 0.0, np.zeros(len(before))
        for sample in program.samples.tolist():
            trace = propagate(experiment, sample)
            loss += share * trace.loss
            expected += share * np.array(
                [
                    trace.bias_gradients[p.dest]
                    if p.source is None
                    else trace.weight_gradients[p.source, p.dest]
                    for p in experiment.network.parameters
                ]
            )
        assert rows.loss[0] == pytest.approx(loss, rel=1e-11, abs=1e-14), seed
        assert rows.gradient_norm[0] == pytest.approx(norm_of(expected), rel=1e-9, abs=1e-13), seed
        np.testing.assert_allclose(gradient, expected, rtol=1e-9, atol=1e-12, err_msg=str(seed))


@pytest.mark.parametrize("family", FAMILIES)
def test_on_random_graphs_a_run_is_that_of_the_numpy_engine(family: str) -> None:
    for seed in range(GRAPHS_OF_A_FAMILY):
        experiment = trained_as(random_experiment(seed), FAMILIES[family])
        program = Program.of(experiment)
        expected, found = Rows.empty(STEPS + 1), Rows.empty(STEPS + 1)
        state = run(NumpyEngine(program), experiment, expected)
        np.testing.assert_allclose(
            run(CompiledEngine(program), experiment, found), state, rtol=1e-9, atol=1e-12, err_msg=str(seed)
        )
        for column in ("loss", "held_out_loss", "gradient_norm"):
            np.testing.assert_allclose(
                getattr(found, column), getattr(expected, column), rtol=1e-9, atol=1e-12, err_msg=str(seed)
            )


@pytest.mark.parametrize("samples", [1, 3, 4, 5, 16, 17, 40])
def test_a_block_that_is_not_full_counts_no_sample_twice(samples: int) -> None:
    shown = [(0.1 * n - 1, math.sin(n)) for n in range(samples)]
    experiment = chain(["tanh", "identity"], [0.7, -0.5], shown, biases={"n1": 0.1})
    found, expected = Rows.empty(5), Rows.empty(5)
    program = Program.of(experiment)
    state = run(NumpyEngine(program), experiment, expected)
    np.testing.assert_allclose(run(CompiledEngine(program), experiment, found), state, rtol=1e-12)
    np.testing.assert_allclose(found.loss, expected.loss, rtol=1e-12)


def test_a_sample_of_infinite_loss_makes_e_infinite_though_it_fills_up_the_block() -> None:
    experiment = chain(["identity"], [1e200], [(1e150, 0.0)])
    rows = Rows.empty(1)
    run(CompiledEngine(Program.of(experiment)), experiment, rows)
    assert rows.loss[0] == math.inf


def test_the_norm_of_a_gradient_whose_square_overflows_is_finite() -> None:
    experiment = chain(["identity"], [1e100], [(1e90, 0.0)], biases={"n1": 0.0})
    rows, expected = Rows.empty(1), Rows.empty(1)
    program = Program.of(experiment)
    run(CompiledEngine(program), experiment, rows)
    run(NumpyEngine(program), experiment, expected)
    assert rows.gradient_norm[0] == pytest.approx(expected.gradient_norm[0], rel=1e-12)
    assert math.isfinite(rows.gradient_norm[0])


def test_a_run_stops_at_the_first_row_above_the_limit_and_leaves_its_state_there() -> None:
    experiment = chain(["identity"], [1.0], [(1.0, 0.0)])
    engine, rows = CompiledEngine(Program.of(experiment)), Rows.empty(9)
    state = np.array([[1.0]])
    outcome = engine.run(state, 0, np.full(8, 3.0), 30.0, rows)
    assert outcome == (3, True)
    assert state[0, 0] == -8.0
    assert rows.loss[:4].tolist() == [0.5, 2.0, 8.0, 32.0]


def test_a_million_steps_take_no_more_memory_than_a_thousand() -> None:
    engine, rows = CompiledEngine(Program.of(xor())), Rows.empty(1001)
    state, rates = parameters_of(xor().network)[None].copy(), np.full(1000, 0.1)
    engine.run(state, 0, rates, math.inf, rows)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for _ in range(1000):
        engine.run(state, 0, rates, math.inf, rows)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 20_000
