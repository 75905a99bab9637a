"""Does the engine's update do, on dense vectors with places that are no parameters, what the rule says?"""

import numpy as np
import pytest

from explorer.network.learning_rule import LearningRule, norm_of
from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    Network,
    Neuron,
    OptimiserChoice,
    Penalty,
    Training,
)
from explorer.network.optimiser import OPTIMISERS
from explorer.training.numpy_engine.memory_layout import MemoryLayout
from explorer.training.numpy_engine.update import ParameterUpdate
from explorer.training.program import Program

SKIPPING = Network(
    (
        Neuron("x", Kind.INPUT),
        Neuron("h", Kind.HIDDEN, "tanh", 0.5),
        Neuron("g", Kind.HIDDEN, "relu", None),
        Neuron("y", Kind.OUTPUT, "identity", -0.5),
    ),
    (
        Connection("x", "h", 1.0),
        Connection("h", "y", -2.0),
        Connection("x", "y", 3.0),
        Connection("g", "y", 0.25),
    ),
)
"""h and g stand on different levels, and g is fed by nothing: places of the dense matrices stay empty."""

PARAMETERS = np.array([1.0, -2.0, 3.0, 0.25, 0.5, -0.5])
GRADIENT = np.array([0.5, -1.0, 2.0, 0.0, -0.25, 1.0])

TRAININGS = [
    *(Training(optimiser=OptimiserChoice(name)) for name in OPTIMISERS),
    Training(largest_gradient=0.5),
    Training(penalty=Penalty(l1=0.1, l2=0.2)),
    Training(
        optimiser=OptimiserChoice("adamw", weight_decay=0.3), largest_gradient=1.0, penalty=Penalty(l2=0.1)
    ),
]


def update_of(training: Training) -> tuple[ParameterUpdate, MemoryLayout, LearningRule]:
    experiment = Experiment(SKIPPING, training=training)
    layout = MemoryLayout.of(Program.of(experiment))
    assert len(layout.absent) > 0
    return ParameterUpdate(training, layout), layout, LearningRule.of(experiment)


@pytest.mark.parametrize("training", TRAININGS, ids=lambda training: training.optimiser.name)
def test_three_updates_are_those_of_the_rule_and_empty_places_stay_empty(training: Training) -> None:
    update, layout, rule = update_of(training)
    state = rule.first_state(PARAMETERS)
    update.load(state)
    for step in range(3):
        gradient = GRADIENT * (step + 1)
        update.gradient[:] = 0.0
        update.gradient[layout.parameters] = gradient
        assert update.penalise() == pytest.approx(rule.penalty(state[0]), rel=1e-15)
        whole = gradient + rule.penalty_gradient(state[0])
        assert update.gradient[layout.parameters].tolist() == pytest.approx(whole.tolist(), rel=1e-15)
        norm = norm_of(whole)
        state[0] += rule.change(state, whole * rule.clip_factor(norm), 0.1, step)
        update.make(0.1, step, norm)
        stored = np.empty_like(state)
        update.store(stored)
        np.testing.assert_allclose(stored, state, rtol=1e-14)
        assert (update.state[:, layout.absent] == 0).all()


@pytest.mark.parametrize("name", OPTIMISERS)
def test_an_infinite_rate_makes_parameters_infinite_but_no_empty_place(name: str) -> None:
    update, layout, rule = update_of(Training(optimiser=OptimiserChoice(name)))
    update.load(rule.first_state(PARAMETERS))
    update.gradient[layout.parameters] = GRADIENT
    with np.errstate(all="ignore"):
        update.make(float("inf"), 0, norm_of(GRADIENT))
    assert not np.isfinite(update.dense[layout.parameters]).all()
    assert (update.dense[layout.absent] == 0).all()


def test_parameters_alone_may_be_loaded_and_leave_the_memory_as_it_is() -> None:
    update, layout, rule = update_of(Training(optimiser=OptimiserChoice("momentum")))
    update.load(rule.first_state(PARAMETERS))
    update.gradient[layout.parameters] = GRADIENT
    update.make(0.1, 0, norm_of(GRADIENT))
    memory = update.memory.copy()
    assert memory.any()
    update.load(PARAMETERS[np.newaxis])
    assert update.dense[layout.parameters].tolist() == PARAMETERS.tolist()
    assert update.memory.tolist() == memory.tolist()


def test_what_a_longer_run_left_in_empty_places_is_gone_when_a_state_is_loaded() -> None:
    update, layout, rule = update_of(Training())
    update.dense[:] = 7.0
    update.load(rule.first_state(PARAMETERS))
    assert (update.dense[layout.absent] == 0).all()
