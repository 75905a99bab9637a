"""Do many samples at once give what one sample after the other gives?"""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.backprop.batch import batch_gradient
from explorer.backprop.pass_numbers import compute_passes
from explorer.backprop.propagate import propagate
from explorer.backprop.wiring import Wiring
from explorer.network.model import Network, Parameter
from tests import oracle
from tests.random_experiment import CASES, HIDDEN_ACTIVATIONS, random_experiment
from tests.worked_examples import article_d, article_e, chain


def test_batch_gradients_agree_with_the_complex_step_on_every_activation_and_loss() -> None:
    for seed in range(10 * len(CASES)):
        experiment = random_experiment(seed)
        loss, weights, biases = batch_gradient(experiment)
        found = {Parameter(*ends): gradient for ends, gradient in weights.items()}
        found |= {Parameter(None, name): gradient for name, gradient in biases.items()}
        expected_loss, expected = oracle.batch_gradient(experiment)
        assert oracle.relative_difference(found, expected) <= 1e-11, seed
        assert loss == pytest.approx(expected_loss, rel=1e-11, abs=1e-13), seed


@given(seed=st.integers(0, 10**6))
def test_each_samples_gradients_are_those_of_its_own_pass(seed: int) -> None:
    experiment = random_experiment(seed)
    together = compute_passes(Wiring.of(experiment.network), experiment, experiment.samples)
    for sample in range(len(experiment.samples)):
        trace = propagate(experiment, sample)
        alone = [*(trace.weight_gradients[c.ends] for c in experiment.network.connections)]
        alone += [trace.bias_gradients[n.name] for n in experiment.network.neurons if n.bias is not None]
        assert together.losses[sample] == trace.loss
        assert together.gradients[:, sample].tolist() == alone


@pytest.mark.parametrize("activation", HIDDEN_ACTIVATIONS)
@pytest.mark.parametrize("weight", [1e155, -1e155, 1e308, -1e308])
def test_overflow_comes_out_the_same_way(activation: str, weight: float) -> None:
    experiment = chain(activation, weight)
    together = compute_passes(Wiring.of(experiment.network), experiment, experiment.samples)
    trace = propagate(experiment)
    np.testing.assert_array_equal(together.losses, [trace.loss])
    alone = [*trace.weight_gradients.values(), *trace.bias_gradients.values()]
    np.testing.assert_array_equal(np.sort(together.gradients[:, 0]), np.sort(alone))


def test_held_out_samples_take_no_part() -> None:
    experiment = article_d()
    without = replace(experiment, samples=experiment.samples[:2])
    assert batch_gradient(experiment) == batch_gradient(without)


def test_without_outputs_or_training_samples_there_is_no_loss() -> None:
    held_out = replace(article_e().samples[0], held_out=True)
    assert batch_gradient(replace(article_e(), samples=(held_out,))) == (None, {}, {})
    assert batch_gradient(replace(article_e(), network=Network())) == (None, {}, {})


def test_a_weight_of_0_does_not_hide_infinity() -> None:
    experiment = chain("identity", 1e200)
    network = experiment.network
    connections = (
        replace(network.connections[0], weight=math.inf),
        replace(network.connections[1], weight=0.0),
    )
    experiment = replace(experiment, network=Network(network.neurons, connections))
    loss, _, _ = batch_gradient(experiment)
    assert loss is not None
    assert math.isnan(loss)
    assert math.isnan(propagate(experiment).loss or 0.0)
