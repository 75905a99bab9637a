"""Does an update go from gradient to change in its order, and remember what it should?"""

import math
from dataclasses import replace

import numpy as np
import pytest

from explorer.network.edits.parameter_edits import set_fixed
from explorer.network.learning_rule import LearningRule, Memory, MemoryDoesNotFit, norm_of
from explorer.network.model import OptimiserChoice, Parameter, Penalty, Training
from explorer.network.optimiser import OPTIMISERS
from tests.network.drawn import chain

WEIGHTS = np.array([True, True, False])
NONE_FIXED = np.empty(0, dtype=np.intp)


def rule(**changes: object) -> LearningRule:
    return LearningRule(replace(Training(), **changes), WEIGHTS, NONE_FIXED)  # type: ignore[arg-type]


def test_a_penalty_punishes_weights_but_no_bias() -> None:
    of = rule(penalty=Penalty(l1=0.5, l2=0.25))
    parameters = np.array([2.0, -4.0, 100.0])
    assert of.penalty(parameters) == 0.5 * 6.0 + 0.125 * 20.0
    assert of.penalty_gradient(parameters).tolist() == [0.5 + 0.5, -0.5 - 1.0, 0.0]
    assert of.has_penalty


def test_the_slope_of_l1_at_zero_is_zero() -> None:
    assert rule(penalty=Penalty(l1=1.0)).penalty_gradient(np.zeros(3)).tolist() == [0.0, 0.0, 0.0]


def test_a_penalty_that_is_zero_is_not_made_of_what_overflows() -> None:
    huge = np.array([1e200, -1e300, 1.0])
    assert rule().penalty(huge) == 0.0
    assert rule(penalty=Penalty(l1=2.0)).penalty(huge) == pytest.approx(2e300)
    assert not rule().has_penalty


def test_a_long_gradient_is_shortened_and_a_short_one_left() -> None:
    of = rule(largest_gradient=1.0)
    assert of.clip_factor(5.0) == 1.0 / (5.0 + 1e-6)
    assert of.clip_factor(0.5) == 1.0
    assert of.clip_factor(0.0) == 1.0
    assert rule().clip_factor(1e300) == 1.0


def test_a_norm_that_is_not_finite_is_not_hidden() -> None:
    of = rule(largest_gradient=1.0)
    assert of.clip_factor(math.inf) == 0.0
    assert math.isnan(of.clip_factor(math.nan))


@pytest.mark.parametrize(
    ("vector", "norm"),
    [([3.0, -4.0], 5.0), ([], 0.0), ([3e200, 4e200], 5e200), ([math.inf, 1.0], math.inf)],
)
def test_a_norm_overflows_only_where_the_result_does(vector: list[float], norm: float) -> None:
    with np.errstate(over="ignore"):
        assert norm_of(np.array(vector)) == pytest.approx(norm, rel=1e-15)


def test_weight_decay_leaves_biases_alone() -> None:
    of = rule(optimiser=OptimiserChoice("adamw", weight_decay=0.5))
    state = of.first_state(np.array([2.0, -4.0, 8.0]))
    assert of.change(state, np.zeros(3), 0.5, 0).tolist() == [-0.5, 1.0, 0.0]


def test_the_number_of_the_step_corrects_the_bias_of_adam() -> None:
    of = rule(optimiser=OptimiserChoice("adam", beta1=0.5, beta2=0.5, epsilon=1.0))
    state = of.first_state(np.zeros(3))
    assert of.change(state, np.array([2.0, 0.0, 0.0]), 1.0, step=1)[0] == pytest.approx(
        -(1.0 / 0.75) / (math.sqrt(2.0 / 0.75) + 1.0)
    )


def test_a_memory_goes_through_a_state_and_comes_back() -> None:
    of = rule(optimiser=OptimiserChoice("adam"))
    memory = Memory("adam", 7, ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)))
    state = of.state(np.zeros(3), memory)
    assert state.tolist() == [[0.0, 0.0, 0.0], [1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    assert of.memory(state, 7) == memory


def test_an_empty_memory_is_zeros() -> None:
    of = rule(optimiser=OptimiserChoice("momentum"))
    assert of.state(np.ones(3), None).tolist() == [[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]]


@pytest.mark.parametrize(
    "memory",
    [
        Memory("momentum", 1, ()),
        Memory("momentum", 1, ((1.0, 2.0),)),
        Memory("momentum", 1, ((1.0, 2.0, 3.0), (1.0, 2.0, 3.0))),
        Memory("adagrad", 1, ((1.0, 2.0, 3.0),)),
    ],
)
def test_a_memory_of_another_optimiser_or_network_is_refused(memory: Memory) -> None:
    of = rule(optimiser=OptimiserChoice("momentum"))
    assert not of.fits(memory)
    with pytest.raises(
        MemoryDoesNotFit, match=f"a memory of {memory.optimiser} for .* none of momentum for 3"
    ):
        of.state(np.zeros(3), memory)


def test_the_rule_of_an_experiment_tells_weights_from_biases() -> None:
    experiment = chain()
    of = LearningRule.of(experiment)
    assert of.is_weight.tolist() == [p.source is not None for p in experiment.network.parameters]
    assert of.training is experiment.training


def fixed_first(**changes: object) -> LearningRule:
    return replace(rule(**changes), fixed=np.array([0]))


def test_an_update_follows_the_gradient_of_what_is_free() -> None:
    gradient = np.array([3.0, 4.0, -5.0])
    assert fixed_first().free(gradient).tolist() == [0.0, 4.0, -5.0]
    assert gradient.tolist() == [3.0, 4.0, -5.0]
    assert rule().free(gradient) is gradient


@pytest.mark.parametrize("name", OPTIMISERS)
def test_what_is_fixed_is_not_changed_whatever_the_rate_and_what_was_remembered(name: str) -> None:
    of = fixed_first(optimiser=OptimiserChoice(name))
    moments = tuple((9.0, 9.0, 9.0) for _ in of.optimiser.memory)
    for rate in (0.1, math.inf):
        state = of.state(np.array([1.0, 2.0, 3.0]), Memory(name, 4, moments))
        with np.errstate(all="ignore"):
            change = of.change(state, of.free(np.array([5.0, 5.0, 5.0])), rate, 4)
        assert change[0] == 0.0
        assert change[1] < 0
        assert not state[1:, 0].any()


def test_the_rule_of_an_experiment_knows_what_is_fixed() -> None:
    fixed = set_fixed(chain(), [Parameter("h0", "h1"), Parameter(None, "y0")], True)
    assert LearningRule.of(fixed).fixed.tolist() == [1, 5]
    assert LearningRule.of(chain()).fixed.tolist() == []


def test_a_fixed_weight_is_punished_all_the_same() -> None:
    of, parameters = fixed_first(penalty=Penalty(l2=2.0)), np.array([3.0, 1.0, 1.0])
    assert of.penalty(parameters) == 10.0
    assert of.penalty_gradient(parameters).tolist() == [6.0, 2.0, 0.0]
