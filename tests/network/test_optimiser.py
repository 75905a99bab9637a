"""Does every optimiser change the parameters as its formula says?"""

import math

import numpy as np
import pytest

from explorer.array import Array
from explorer.network.model import OptimiserChoice
from explorer.network.optimiser import OPTIMISERS, settings_of
from explorer.network.setting import defaults_of
from explorer.symbol import Symbol


def changes(
    choice: OptimiserChoice, gradients: list[float], rate: float = 1.0, w: float = 0.0
) -> list[float]:
    """What each of the updates of a run adds to a weight that is `w` all the time."""
    row, settings = OPTIMISERS[choice.name], settings_of(choice)
    memory = np.zeros((len(row.memory), 1))
    return [
        float(row.change(np.array([g]), memory, np.array([w]), rate, t, settings)[0])
        for t, g in enumerate(gradients, start=1)
    ]


def gradient_descent(gradient: list[float], rate: float) -> Array:
    empty, none = np.zeros((0, len(gradient))), np.zeros(len(gradient))
    return OPTIMISERS["gradient-descent"].change(np.array(gradient), empty, none, rate, 1, {})


def test_gradient_descent_takes_alpha_times_the_gradient_away() -> None:
    assert gradient_descent([2.0, -0.5, 0.0], 0.1).tolist() == [-0.2, 0.05, 0.0]


def test_a_rate_of_zero_changes_nothing() -> None:
    assert not gradient_descent([2.0, -0.5], 0.0).any()


def test_a_gradient_that_is_not_finite_makes_a_change_that_is_not() -> None:
    change = gradient_descent([np.inf, np.nan], 0.1)
    assert change[0] == -np.inf
    assert np.isnan(change[1])


def test_momentum_goes_on_in_the_direction_of_the_gradients_before() -> None:
    # v = 2, then 1/2 · 2 + 1 = 2, then 1/2 · 2 + 0 = 1
    assert changes(OptimiserChoice("momentum", momentum=0.5), [2.0, 1.0, 0.0], rate=0.5) == [-1.0, -1.0, -0.5]


def test_nesterov_momentum_looks_one_step_ahead() -> None:
    # v as with momentum; g + v/2 = 3, then 2, then 1/2
    assert changes(OptimiserChoice("nesterov", momentum=0.5), [2.0, 1.0, 0.0], rate=0.5) == [
        -1.5,
        -1.0,
        -0.25,
    ]


def test_adagrad_divides_by_all_gradients_so_far() -> None:
    # s = 9, then 9 + 16
    assert changes(OptimiserChoice("adagrad", epsilon=1.0), [3.0, 4.0]) == [-3 / 4, -4 / 6]


def test_rmsprop_divides_by_the_gradients_of_late() -> None:
    # s = 1/4 · 16 = 4, then 3/4 · 4 + 1/4 · 4 = 4
    choice = OptimiserChoice("rmsprop", decay_rate=0.75, epsilon=2.0)
    assert changes(choice, [4.0, -2.0]) == [-1.0, 0.5]


def test_adam_corrects_the_bias_of_its_first_steps() -> None:
    # m = 1, s = 1: (1 / 1/2) / (√(1 / 1/4) + 2) = 1/2; then m = 1/2, s = 3/4
    choice = OptimiserChoice("adam", beta1=0.5, beta2=0.75, epsilon=2.0)
    first, second = changes(choice, [2.0, 0.0])
    assert first == -0.5
    assert second == pytest.approx(-(0.5 / 0.75) / (math.sqrt(0.75 / 0.4375) + 2.0), rel=1e-15)


def test_adamw_decays_the_weight_beside_adams_step() -> None:
    choice = OptimiserChoice("adamw", beta1=0.5, beta2=0.75, epsilon=2.0, weight_decay=0.25)
    assert changes(choice, [2.0], w=8.0) == [-2.0 - 0.5]


def test_the_first_step_of_adam_is_as_long_as_the_rate_whatever_the_gradient() -> None:
    for gradient in (1e-3, 7.0, -1e9):
        assert changes(OptimiserChoice("adam"), [gradient], rate=0.01)[0] == pytest.approx(
            -math.copysign(0.01, gradient), rel=1e-4
        )


@pytest.mark.parametrize("name", OPTIMISERS)
def test_without_gradient_and_memory_a_bias_stays(name: str) -> None:
    assert changes(OptimiserChoice(name), [0.0, 0.0]) == [0.0, 0.0]


@pytest.mark.parametrize("name", OPTIMISERS)
def test_a_setting_that_is_not_given_is_the_default(name: str) -> None:
    assert settings_of(OptimiserChoice(name)) == defaults_of(OPTIMISERS[name].settings)


def test_a_setting_that_is_given_stands_for_the_default() -> None:
    assert settings_of(OptimiserChoice("adam", beta1=0.0)) == {"beta1": 0.0, "beta2": 0.999, "epsilon": 1e-8}


@pytest.mark.parametrize("name", OPTIMISERS)
def test_a_row_says_a_line_for_each_memory_and_one_for_the_weight(name: str) -> None:
    row = OPTIMISERS[name]
    assert [line.split()[0] for line in row.formula] == [*row.memory, Symbol.WEIGHT]
    assert row.source
