"""Does the check tell right gradients from wrong ones, and kinks and overflow from both?"""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.backprop import nudge
from explorer.backprop.gradient_check import Agreement, check_gradients, checking
from explorer.network.activation import ACTIVATIONS
from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    LossChoice,
    Network,
    Neuron,
    Parameter,
    Penalty,
    Sample,
    Training,
)
from tests.random_experiment import CASES, random_experiment
from tests.worked_examples import article_a, article_d, article_e, chain


def test_the_gradients_of_the_articles_agree() -> None:
    for experiment in (article_a(), article_d(), article_e()):
        check = check_gradients(experiment)
        assert check.agrees
        assert check.largest_difference < 1e-8
        assert [each.parameter for each in check.checks] == list(experiment.network.parameters)


def test_backpropagation_needs_two_passes_and_finite_differences_two_per_parameter() -> None:
    check = check_gradients(article_e())
    assert check.analytical_passes == (1, 1)
    assert check.numerical_passes == 16


def test_passes_are_counted_for_every_sample() -> None:
    check = check_gradients(article_d())
    assert check.analytical_passes == (2, 2)
    assert check.numerical_passes == 2 * 2 * 12


def test_one_sample_alone_can_be_checked() -> None:
    check = check_gradients(article_d(), article_d().samples[2:])
    assert check.agrees
    assert check.samples == 1


def test_all_gradients_of_random_experiments_agree() -> None:
    for seed in range(2 * len(CASES)):
        check = check_gradients(random_experiment(seed))
        assert check.agrees, seed
        assert all(each.verdict is Agreement.AGREES for each in check.checks), seed


@given(seed=st.integers(0, 10**6), factor=st.sampled_from([0.5, 0.999, 1.001, -1.0, 2.0]))
def test_a_wrong_slope_is_found(seed: int, factor: float) -> None:
    wrong = replace(ACTIVATIONS["tanh"], derivative=lambda z, a: factor * (1 - a * a))
    experiment = random_experiment(seed)
    neurons = tuple(
        replace(neuron, activation="tanh") if neuron.kind is Kind.HIDDEN else neuron
        for neuron in experiment.network.neurons
    )
    experiment = replace(experiment, network=Network(neurons, experiment.network.connections))
    right = check_gradients(experiment)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(ACTIVATIONS, "tanh", wrong)
        found = check_gradients(experiment)
    size = max(abs(each.analytical) for each in right.checks) if right.checks else 0.0
    for before, after in zip(right.checks, found.checks, strict=True):
        is_touched = abs(before.analytical - after.analytical) > 1e-5 * max(
            abs(before.analytical), 1e-3 * size
        )
        assert not (is_touched and after.verdict is Agreement.AGREES), after


def test_a_nudge_across_the_kink_of_a_relu_is_no_disagreement() -> None:
    experiment = chain("relu", 0.0)
    network = experiment.network
    neurons = tuple(replace(n, bias=1.0) if n.name == "y" else n for n in network.neurons)
    connections = (replace(network.connections[0], weight=0.0), replace(network.connections[1], weight=1.0))
    check = check_gradients(replace(experiment, network=Network(neurons, connections)))
    verdicts = {each.parameter: each.verdict for each in check.checks}
    assert verdicts == {
        Parameter("x", "h"): Agreement.AT_A_KINK,
        Parameter(None, "h"): Agreement.AT_A_KINK,
        Parameter("h", "y"): Agreement.AGREES,
        Parameter(None, "y"): Agreement.AGREES,
    }
    assert check.agrees
    assert check.largest_difference < 1e-8


def test_a_z_that_is_near_a_kink_but_not_at_it_is_checked_with_a_smaller_step() -> None:
    neurons = (Neuron("x", Kind.INPUT), Neuron("y", Kind.OUTPUT, "relu"))
    network = Network(neurons, (Connection("x", "y", 1e-7),))
    check = check_gradients(Experiment(network, (Sample({"x": 1.0}, {"y": 1.0}),)))
    assert check.checks[0].verdict is Agreement.AGREES
    assert check.checks[0].tries > 1
    assert check.numerical_passes == 2 * check.checks[0].tries


def test_a_sharp_curve_is_checked_with_a_smaller_step() -> None:
    experiment = chain("sine", 200.0)
    check = check_gradients(experiment)
    assert check.agrees
    assert any(each.tries > 1 for each in check.checks)


def test_numbers_that_are_not_finite_cannot_be_compared() -> None:
    check = check_gradients(chain("identity", 1e200))
    assert not check.agrees
    assert {each.verdict for each in check.checks} >= {Agreement.NOT_FINITE}
    assert all(
        not (math.isfinite(each.analytical) and math.isfinite(each.numerical))
        for each in check.checks
        if each.verdict is Agreement.NOT_FINITE
    )
    assert check.largest_difference < 1e-6


def test_gradients_too_small_for_a_difference_to_resolve_are_no_disagreement() -> None:
    check = check_gradients(chain("logistic", 20.0, "half-squared-error"))
    assert check.agrees
    assert min(abs(each.analytical) for each in check.checks) < 1e-8


@pytest.mark.parametrize(
    "experiment",
    [
        replace(article_e(), samples=()),
        Experiment(Network((Neuron("h", Kind.HIDDEN, "relu", 1.0),)), (Sample(),)),
        Experiment(Network((Neuron("y", Kind.OUTPUT, "relu"),)), (Sample({}, {"y": 0.0}),)),
    ],
)
def test_without_samples_outputs_or_parameters_there_is_nothing_to_check(experiment: Experiment) -> None:
    check = check_gradients(experiment)
    assert check.checks == ()
    assert check.agrees
    assert check.largest_difference == 0.0


def test_pieces_together_are_the_whole_check(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = check_gradients(article_a())
    monkeypatch.setattr(nudge, "_NUMBERS_AT_ONCE", 12)
    *pieces, last = checking(article_a())
    assert [piece.progress for piece in pieces] == [0.0, 0.25, 0.5, 1.0]
    first, *others = [piece.result for piece in pieces]
    assert others == [None] * 3
    np.testing.assert_array_equal(first.analytical, whole.analytical)
    assert not first.is_compared
    assert last.result is not None
    assert last.result.is_compared
    assert last.result.parameters == whole.parameters
    np.testing.assert_allclose(last.result.numerical, whole.numerical, rtol=1e-9)


def test_without_comparing_backpropagation_alone_is_the_result() -> None:
    (only,) = checking(article_a(), compares=False)
    assert only.progress == 1.0
    np.testing.assert_array_equal(only.result.analytical, check_gradients(article_a()).analytical)
    assert not only.result.is_compared


def test_the_experiments_reduction_is_that_of_the_check() -> None:
    mean = check_gradients(article_d()).checks[0]
    summed = check_gradients(replace(article_d(), loss=LossChoice(over_samples="sum"))).checks[0]
    assert summed.analytical == pytest.approx(2 * mean.analytical, rel=1e-14)
    assert summed.numerical == pytest.approx(2 * mean.numerical, rel=1e-8)


@pytest.mark.parametrize("penalty", [Penalty(l1=0.1), Penalty(l2=0.1), Penalty(0.3, 2.0)])
def test_gradients_with_a_penalty_agree(penalty: Penalty) -> None:
    for seed in range(20):
        experiment = replace(random_experiment(seed), training=Training(penalty=penalty))
        check = check_gradients(experiment)
        assert all(each.verdict is Agreement.AGREES for each in check.checks), seed
        plain = {each.parameter: each.analytical for each in check_gradients(random_experiment(seed)).checks}
        for each in check.checks:
            w = experiment.network.parameter_value(each.parameter)
            slope = 0.0 if each.parameter.is_bias else penalty.l1 * np.sign(w) + penalty.l2 * w
            assert each.analytical == pytest.approx(plain[each.parameter] + slope, rel=1e-13, abs=1e-13)


def test_a_weight_at_the_kink_of_l1_is_said_to_be_there() -> None:
    experiment = replace(chain("tanh", 1e-9), training=Training(penalty=Penalty(l1=1.0)))
    assert [each.verdict for each in check_gradients(experiment).checks] == [
        Agreement.AT_A_KINK,
        Agreement.AT_A_KINK,
        Agreement.AGREES,
        Agreement.AGREES,
    ]


def test_a_weight_of_zero_has_a_slope_of_zero_on_both_sides_of_the_kink() -> None:
    experiment = replace(chain("tanh", 0.0), training=Training(penalty=Penalty(l1=1.0)))
    assert all(each.verdict is Agreement.AGREES for each in check_gradients(experiment).checks)
