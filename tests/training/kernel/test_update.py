"""`explorer.training.kernel.update`, against the learning rule of `explorer.network`"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.compiling.compiled import kernel
from explorer.network.edits.parameter_edits import set_fixed, set_rate_multiplier
from explorer.network.learning_rule import LearningRule, norm_of
from explorer.network.model import Experiment, OptimiserChoice, Parameter, Penalty, Training
from explorer.network.optimiser import OPTIMISERS
from explorer.training.kernel.graph import rule_of, workspace_of
from explorer.training.kernel.pack import load, write, zero
from explorer.training.kernel.update import change, clip_factor, gather, penalty
from explorer.training.program import Program
from tests.training.small_experiment import xor

WIDTH, LANES = (0,) * 4, 4
SETTINGS = {
    "momentum": 0.8,
    "decay_rate": 0.7,
    "beta1": 0.6,
    "beta2": 0.9,
    "epsilon": 0.01,
    "weight_decay": 0.3,
}


@kernel
def update(width, state, rule, rate, multipliers, step, alive, workspace, results):
    """One update of all lanes; the penalty, the norm and the flag are left in `results`."""
    write(results, 0, penalty(width, state, rule))
    norm = gather(width, state, rule, workspace)
    write(results, 1, norm)
    factor = zero(state, width) + 1.0
    if rule.largest_gradient < np.inf:
        factor = clip_factor(norm, rule)
    living = load(alive, 0, width)
    rates = zero(state, width) + rate
    flag = change(width, state, rule, rates, multipliers, step, living, factor, workspace)
    write(results, 2, flag)


def trained(name: str, **changes: object) -> Experiment:
    own = {setting.name: SETTINGS[setting.name] for setting in OPTIMISERS[name].settings}
    training = Training(optimiser=OptimiserChoice(name, **own), penalty=Penalty(0.1, 0.2))
    return replace(xor(), training=replace(training, **changes))  # type: ignore[arg-type]


def updated(
    experiment: Experiment, states: np.ndarray, gradients: np.ndarray, alive: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """States after the update that follows three others, (lanes, 1 + memory, parameters), and the results."""
    program = Program.of(experiment)
    workspace = workspace_of(program, LANES, are_runs=True)
    workspace.gradient[:] = gradients.T
    packed = np.ascontiguousarray(states.reshape(LANES, -1).T)
    results = np.empty((3, LANES))
    of_all = np.empty(0) if program.rate_multipliers is None else program.rate_multipliers
    multipliers = np.repeat(of_all[:, np.newaxis], LANES, axis=1)
    update(WIDTH, packed, rule_of(program), 0.05, multipliers, 3, alive, workspace, results)
    return packed.T.reshape(states.shape), results


def drawn(experiment: Experiment) -> tuple[np.ndarray, np.ndarray]:
    rule, random = LearningRule.of(experiment), np.random.default_rng(1)
    parameters = len(experiment.network.parameters)
    states = np.array([rule.first_state(random.normal(size=parameters)) for _ in range(LANES)])
    states[:, 1:] = random.uniform(0, 2, states[:, 1:].shape)
    states[:, 1:, rule.fixed] = 0.0
    return states, random.normal(size=(LANES, parameters))


@pytest.mark.parametrize("name", OPTIMISERS)
@pytest.mark.parametrize("largest", [None, 0.5])
@pytest.mark.parametrize(("fixed", "multiplier"), [(0, 1.0), (3, 1.0), (0, 2.5)])
def test_every_lane_is_updated_as_the_learning_rule_says(
    name: str, largest: float | None, fixed: int, multiplier: float
) -> None:
    experiment = trained(name, largest_gradient=largest)
    network = experiment.network
    chosen = [*network.parameters[:fixed], *([Parameter(None, "y0")] if fixed else [])]
    experiment = set_fixed(experiment, chosen, True)
    experiment = set_rate_multiplier(experiment, network.parameters[2:5], multiplier)
    rule, (states, gradients) = LearningRule.of(experiment), drawn(experiment)
    found, results = updated(experiment, states, gradients, np.ones(LANES))
    for lane in range(LANES):
        state, parameters = states[lane].copy(), states[lane, 0]
        g = rule.free(gradients[lane] + rule.penalty_gradient(parameters))
        norm = norm_of(g)
        state[0] += rule.change(state, rule.clip_factor(norm) * g, 0.05, 3)
        np.testing.assert_allclose(found[lane], state, rtol=1e-12, atol=1e-14)
        assert results[0, lane] == pytest.approx(rule.penalty(parameters), rel=1e-13)
        assert results[1, lane] == pytest.approx(norm, rel=1e-13)
    assert results[2].tolist() == [0.0] * LANES


def test_a_lane_that_is_dead_keeps_its_parameters() -> None:
    experiment = trained("gradient-descent")
    states, gradients = drawn(experiment)
    found, _ = updated(experiment, states, gradients, np.array([1.0, 0.0, 1.0, 0.0]))
    assert [bool((found[lane, 0] == states[lane, 0]).all()) for lane in range(LANES)] == [
        False,
        True,
        False,
        True,
    ]


def test_a_moment_that_overflows_is_flagged_in_its_lane() -> None:
    experiment = trained("adam")
    states, gradients = drawn(experiment)
    gradients[2, 5] = 1e200
    _, results = updated(experiment, states, gradients, np.ones(LANES))
    assert np.isnan(results[2]).tolist() == [False, False, True, False]


def test_the_norm_of_a_gradient_whose_square_overflows_is_finite() -> None:
    experiment = trained("gradient-descent", penalty=Penalty())
    states, gradients = drawn(experiment)
    gradients[:] = 3e200
    _, results = updated(experiment, states, gradients, np.ones(LANES))
    assert results[1] == pytest.approx(np.full(LANES, 3e200 * np.sqrt(gradients.shape[1])), rel=1e-12)
