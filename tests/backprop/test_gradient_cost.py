"""Are multiplications counted as one counts them by hand?"""

import pytest

from explorer.backprop.gradient_cost import GROWING, gradient_cost, growing_costs
from explorer.network.builder import new_experiment
from explorer.network.model import Network
from tests.random_experiment import random_experiment
from tests.worked_examples import article_a, article_e


def test_the_worked_iteration_counted_by_hand() -> None:
    # 3-1-2: 5 connections, 8 parameters. Forward: 5 products. Back: 5 gradients, and w δ on 2 connections.
    # Tangents: each weight times its signal, 5; from a0, 3 weights and a bias, 2 connections on: 4 · 2.
    cost = gradient_cost(article_e().network)
    assert (cost.parameters, cost.one_pass) == (8, 5)
    assert (cost.forward_differences, cost.central_differences) == (9 * 5, 16 * 5)
    assert cost.reverse_mode == 5 + 5 + 2
    assert cost.forward_mode == 5 + 5 + 4 * 2


def test_the_2_2_2_of_article_a_counted_by_hand() -> None:
    # 8 weights, no biases. Back: 8 gradients, 4 products back to y. Tangents: 8, and 2 on for each of 4.
    cost = gradient_cost(article_a().network)
    assert (cost.forward_differences, cost.central_differences) == (9 * 8, 16 * 8)
    assert (cost.forward_mode, cost.reverse_mode) == (8 + 8 + 4 * 2, 8 + 8 + 4)


def test_nothing_connected_costs_nothing() -> None:
    cost = gradient_cost(Network())
    assert (cost.forward_mode, cost.reverse_mode, cost.advantage) == (0, 0, 1.0)


@pytest.mark.parametrize("seed", range(40))
def test_backpropagation_needs_at_most_three_times_one_pass_and_no_way_needs_less(seed: int) -> None:
    cost = gradient_cost(random_experiment(seed).network)
    assert cost.reverse_mode <= 3 * cost.one_pass
    assert cost.forward_mode <= (cost.parameters + 1) * cost.one_pass + cost.one_pass
    if cost.parameters > 2:
        assert cost.reverse_mode <= cost.forward_differences


def test_the_larger_the_network_the_more_is_gained() -> None:
    costs = growing_costs()
    assert [cost.parameters for cost in costs[:2]] == [
        len(new_experiment((2, k, k, k, 1)).network.parameters) for k in GROWING[:2]
    ]
    advantages = [cost.advantage for cost in costs]
    assert advantages == sorted(advantages)
    assert advantages[-1] > 10
