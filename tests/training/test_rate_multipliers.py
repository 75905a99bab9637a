"""Does each parameter learn at its own multiple of α, in every engine and in every lane?

As PyTorch has it of a parameter group with a learning rate of its own.
"""

import math
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from explorer.network.edits.parameter_edits import set_rate_multiplier
from explorer.network.learning_rule import LearningRule, norm_of
from explorer.network.model import Experiment, Parameter, Training
from explorer.network.optimiser import OPTIMISERS, settings_of
from explorer.network.schedule import learning_rate_at
from explorer.training.engine import Rows
from explorer.training.many.lane_choice import lanes_for, lone_engine_for
from explorer.training.many.lanes import Start, first_states
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program, parameters_of
from explorer.training.trainer import Trainer
from tests.random_experiment import random_experiment
from tests.training.engines import ENGINES
from tests.training.small_experiment import xor
from tests.training.training_families import FAMILIES

STEPS = 12


def drawn(seed: int, training: Training) -> Experiment:
    experiment, random = replace(random_experiment(seed), training=training), Random(seed)
    for parameter in experiment.network.parameters:
        experiment = set_rate_multiplier(experiment, [parameter], random.choice([0.0, 0.5, 1.0, 3.0]))
    return experiment


def trained_by_hand(experiment: Experiment, rates: np.ndarray) -> np.ndarray:
    """w ← w + change, where the change was made with the parameter's own rate."""
    training, network = experiment.training, experiment.network
    row, settings = OPTIMISERS[training.optimiser.name], settings_of(training.optimiser)
    own = [
        network.by_name[p.dest].rate_multiplier
        if p.source is None
        else network.by_ends[p.source, p.dest].rate_multiplier
        for p in network.parameters
    ]
    is_weight = np.arange(len(network.parameters)) < len(network.connections)
    parameters, memory = parameters_of(network), np.zeros((len(row.memory), len(own)))
    examiner = NumpyEngine(Program.of(experiment))
    for step, rate in enumerate(rates):
        gradient = examiner.examine(parameters, step).gradient
        if training.largest_gradient is not None:
            gradient = gradient * min(1.0, training.largest_gradient / (norm_of(gradient) + 1e-6))
        decaying = np.where(is_weight, parameters, 0.0)
        parameters += row.change(gradient, memory, decaying, rate * np.array(own), step + 1, settings)
    return parameters


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("engine", ENGINES)
def test_each_parameter_learns_at_its_own_rate(engine: str, family: str) -> None:
    for seed in range(6):
        experiment = drawn(seed, FAMILIES[family])
        rates = np.array(
            [learning_rate_at(0.01, experiment.training.schedule, step) for step in range(STEPS)]
        )
        state = LearningRule.of(experiment).first_state(parameters_of(experiment.network))
        ENGINES[engine](Program.of(experiment)).run(state, 0, rates, math.inf, Rows.empty(STEPS + 1))
        expected = trained_by_hand(experiment, rates)
        np.testing.assert_allclose(state[0], expected, rtol=1e-9, atol=1e-12, err_msg=str(seed))


MULTIPLIERS = (0.25, 1.0, 2.0, 40.0)


@pytest.mark.parametrize("has_kernels", [True, False])
def test_a_lane_with_multipliers_of_its_own_is_the_run_of_an_experiment_that_has_them(
    has_kernels: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_kernels:
        monkeypatch.setattr("explorer.compiling.kernel_cache.is_installed", lambda: False)
    experiment = xor(training=Training(learning_rate=0.7))
    first = [p for p in experiment.network.parameters if experiment.network.level[p.dest] == 1]
    runs = [set_rate_multiplier(experiment, first, k) for k in MULTIPLIERS]
    program, start = Program.of(experiment), parameters_of(experiment.network)
    lanes = lanes_for(
        program,
        Start(
            np.full(len(runs), 0.7),
            first_states(program, np.array([start] * len(runs))),
            rate_multipliers=np.array([each.network.rate_multipliers for each in runs]),
        ),
    )
    lanes.advance(50)
    for lane, run in enumerate(runs):
        alone = Trainer(run, lone_engine_for(Program.of(run)))
        alone.advance(50)
        assert lanes.states[lane, 0].tobytes() == alone.parameters.tobytes()
        assert lanes.loss[lane] == alone.history.rows().loss[-1]
    assert len(set(lanes.loss.tolist())) == len(runs)


@pytest.mark.parametrize("has_kernels", [True, False])
def test_lanes_tell_the_first_step_at_which_e_was_a_share_of_the_first(
    has_kernels: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_kernels:
        monkeypatch.setattr("explorer.compiling.kernel_cache.is_installed", lambda: False)
    experiment = xor()
    program, start = Program.of(experiment), parameters_of(experiment.network)
    rates = np.geomspace(0.01, 100.0, 21)
    states = first_states(program, np.array([start] * len(rates)))
    lanes = lanes_for(program, Start(rates, states, low_share=0.5))
    lanes.advance(40)
    lanes.advance(110)
    for rate, low_at in zip(rates.tolist(), lanes.low_at.tolist(), strict=True):
        alone = Trainer(
            replace(experiment, training=replace(experiment.training, learning_rate=rate)),
            lone_engine_for(program),
        )
        alone.advance(150)
        losses = alone.history.rows().loss
        low = np.flatnonzero(losses <= 0.5 * losses[0])
        assert low_at == (low[0] if len(low) else -1), rate
    assert -1 in lanes.low_at
    assert (lanes.low_at > 0).any()


def test_the_bias_of_a_neuron_may_learn_faster_than_its_weights() -> None:
    experiment = set_rate_multiplier(xor(), [Parameter(None, "y0")], 10.0)
    steps = []
    for each in (xor(), experiment):
        run = Trainer(each)
        run.advance(1)
        steps.append(run.parameters - parameters_of(each.network))
    assert steps[1][-1] == pytest.approx(10.0 * steps[0][-1], rel=1e-12)
    assert steps[1][:-1].tolist() == steps[0][:-1].tolist()
