"""Which samples make an update, and what does it make of the parameters?"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.backprop.batch import batch_gradient
from explorer.backprop.message import Trace, Update
from explorer.backprop.propagate import propagate
from explorer.backprop.sample_pass import SamplePass
from explorer.backprop.update import apply_update, batch_of, next_change
from explorer.network.learning_rule import LearningRule, Memory, MemoryDoesNotFit, norm_of
from explorer.network.model import (
    Experiment,
    LossChoice,
    Network,
    OptimiserChoice,
    Parameter,
    Reduction,
    Training,
)
from explorer.network.schedule import learning_rate_at
from tests.random_experiment import random_experiment
from tests.random_fixed import with_random_fixed
from tests.random_training import random_training
from tests.worked_examples import article_d, article_e


def updates_of(trace: Trace) -> dict[Parameter, Update]:
    return {message.parameter: message for message in trace.messages if isinstance(message, Update)}


def with_held_out(*held_out: bool, batch_size: int | None = None) -> Experiment:
    sample = article_e().samples[0]
    samples = tuple(replace(sample, held_out=each) for each in held_out)
    return replace(article_e(), samples=samples, training=Training(batch_size=batch_size))


def test_the_update_of_article_e_comes_out_digit_for_digit() -> None:
    experiment = article_e()
    updated = apply_update(experiment, SamplePass.of(experiment).update)[0].network
    assert [connection.weight for connection in updated.connections] == [0.55, 1.025, -0.45, -1.0, 1.025]
    assert [neuron.bias for neuron in updated.neurons] == [None, None, None, 0.05, 0.0, 0.05]


def test_the_update_goes_neuron_by_neuron_weights_before_bias() -> None:
    parameters = [m.parameter for m in propagate(article_e()).messages if isinstance(m, Update)]
    assert parameters == [
        Parameter("i0", "a0"),
        Parameter("i1", "a0"),
        Parameter("i2", "a0"),
        Parameter(None, "a0"),
        Parameter("a0", "c0"),
        Parameter(None, "c0"),
        Parameter("a0", "c1"),
        Parameter(None, "c1"),
    ]


def test_applying_an_update_changes_the_parameters_and_nothing_else() -> None:
    experiment = article_d()
    updated, _ = apply_update(experiment, SamplePass.of(experiment).update)
    assert updated.samples == experiment.samples
    assert updated.training == experiment.training
    assert [c.ends for c in updated.network.connections] == [c.ends for c in experiment.network.connections]
    assert [n.bias is None for n in updated.network.neurons] == [
        n.bias is None for n in experiment.network.neurons
    ]


def test_applying_a_pass_without_an_update_changes_nothing() -> None:
    experiment = with_held_out(True)
    assert apply_update(experiment, SamplePass.of(experiment).update) == (experiment, None)


@pytest.mark.parametrize(
    ("held_out", "batch_size", "shown", "batch"),
    [
        ((False, False, False), None, 1, (0, 1, 2)),
        ((False, True, False), None, 0, (0, 2)),
        ((False, False, False), 1, 2, (2,)),
        ((False, False, False), 2, 0, (0, 1)),
        ((False, False, False), 2, 2, (2, 0)),
        ((False, True, False), 2, 2, (2, 0)),
        ((False, True, False), 2, 1, (2, 0)),
        ((False, True, False), 1, 1, (2,)),
        ((False, False), 9, 1, (1, 0)),
        ((True, True), None, 0, ()),
        ((True,), 4, 0, ()),
    ],
)
def test_the_batch_is_the_shown_sample_and_those_that_follow_it(
    held_out: tuple[bool, ...], batch_size: int | None, shown: int, batch: tuple[int, ...]
) -> None:
    assert batch_of(with_held_out(*held_out, batch_size=batch_size), shown) == batch


def test_without_training_samples_there_is_no_update_but_the_shown_sample_is_propagated() -> None:
    trace = propagate(with_held_out(True))
    assert updates_of(trace) == {}
    assert trace.loss == 0.25
    assert trace.neurons["a0"].delta == -0.5


def test_a_held_out_sample_that_is_shown_takes_no_part_in_the_update() -> None:
    experiment = article_d()
    shown = propagate(experiment, 2)
    assert {update.samples for update in updates_of(shown).values()} == {(0, 1)}
    assert updates_of(shown).keys() == updates_of(propagate(experiment, 0)).keys()
    for parameter, update in updates_of(propagate(experiment, 0)).items():
        assert updates_of(shown)[parameter].gradient == pytest.approx(update.gradient, rel=1e-13)


@pytest.mark.parametrize("over_samples", list(Reduction))
def test_an_update_shows_the_gradient_of_each_sample_and_their_mean_or_sum(over_samples: Reduction) -> None:
    experiment = replace(article_d(), loss=LossChoice("half-squared-error", over_samples))
    each = [propagate(experiment, sample).weight_gradients["h1", "y0"] for sample in (0, 1)]
    update = updates_of(propagate(experiment))[Parameter("h1", "y0")]
    assert update.sample_gradients == pytest.approx(each, rel=1e-13)
    assert update.gradient == pytest.approx(
        sum(each) / (2 if over_samples is Reduction.MEAN else 1), rel=1e-13
    )
    assert update.change == -0.1 * update.gradient
    assert update.after == -0.8 + update.change


def test_the_shown_samples_gradients_in_the_update_are_those_of_its_messages() -> None:
    trace = propagate(article_d(), 1)
    for parameter, update in updates_of(trace).items():
        own = (
            trace.bias_gradients[parameter.dest]
            if parameter.source is None
            else trace.weight_gradients[parameter.source, parameter.dest]
        )
        assert update.sample_gradients[update.samples.index(1)] == own


@given(seed=st.integers(0, 10**6))
def test_a_full_batch_goes_down_the_gradient_of_all_training_samples(seed: int) -> None:
    experiment = replace(random_experiment(seed), training=Training(0.1))
    _, weights, biases = batch_gradient(experiment)
    trace = propagate(experiment)
    for parameter, update in updates_of(trace).items():
        expected = (
            biases[parameter.dest] if parameter.source is None else weights[parameter.source, parameter.dest]
        )
        assert update.gradient == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_a_network_without_parameters_has_no_update() -> None:
    experiment = article_e()
    bare = tuple(replace(neuron, bias=None) for neuron in experiment.network.neurons)
    assert updates_of(propagate(replace(experiment, network=Network(bare)))) == {}


def with_momentum(**changes: object) -> Experiment:
    training = replace(Training(0.1, optimiser=OptimiserChoice("momentum", momentum=0.5)), **changes)  # type: ignore[arg-type]
    return replace(article_e(), training=training)


def test_the_memory_of_an_update_builds_up_from_one_pass_to_the_next() -> None:
    experiment = with_momentum()
    updated, memory = apply_update(experiment, SamplePass.of(experiment).update)
    bias = experiment.network.parameters.index(Parameter(None, "a0"))
    assert memory is not None
    assert (memory.optimiser, memory.step, memory.moments[0][bias]) == ("momentum", 1, -0.5)
    second = updates_of(propagate(updated, 0, memory))[Parameter(None, "a0")]
    assert second.memory == (-0.5,)
    assert second.memory_after == (0.5 * -0.5 + second.g,)
    assert second.change == -0.1 * second.memory_after[0]
    assert second.settings.step == 1


def test_without_a_memory_a_run_begins() -> None:
    update = updates_of(propagate(with_momentum()))[Parameter(None, "a0")]
    assert (update.settings.step, update.memory, update.memory_after) == (0, (0.0,), (-0.5,))


def test_gradient_descent_remembers_only_how_many_updates_there_were() -> None:
    experiment = article_e()
    updated, memory = apply_update(experiment, SamplePass.of(experiment).update)
    assert memory == Memory("gradient-descent", 1, ())
    _, memory = apply_update(updated, SamplePass.of(updated, 0, memory).update)
    assert memory == Memory("gradient-descent", 2, ())


def test_a_memory_of_another_optimiser_is_refused() -> None:
    with pytest.raises(MemoryDoesNotFit):
        propagate(with_momentum(), 0, Memory("gradient-descent", 1, ()))


@given(seed=st.integers(0, 10**6))
def test_an_update_is_what_the_learning_rule_makes_of_its_gradients(seed: int) -> None:
    experiment = replace(random_experiment(seed), training=random_training(seed))
    rule, training = LearningRule.of(experiment), experiment.training
    memory: Memory | None = None
    for step in range(3):
        made = updates_of(propagate(experiment, 0, memory))
        parameters = np.array(experiment.network.parameter_values)
        gradient = np.array([made[parameter].gradient for parameter in experiment.network.parameters])
        gradient = gradient + rule.penalty_gradient(parameters)
        state = rule.state(parameters, memory)
        g = rule.clip_factor(norm_of(gradient)) * gradient
        rate = learning_rate_at(training.learning_rate, training.schedule, step)
        change = rule.change(state, g, rate, step).tolist()
        assert [made[p].change for p in experiment.network.parameters] == pytest.approx(change, rel=1e-15)
        experiment, memory = apply_update(experiment, SamplePass.of(experiment, 0, memory).update)
        assert list(experiment.network.parameter_values) == pytest.approx(
            (parameters + change).tolist(), rel=1e-15
        )
        assert memory == (rule.memory(state, step + 1) if made else None)


@given(seed=st.integers(0, 10**6))
def test_the_whole_batch_with_its_penalty_is_what_an_update_goes_down(seed: int) -> None:
    training = replace(random_training(seed), batch_size=None)
    experiment = replace(random_experiment(seed), training=training)
    _, weights, biases = batch_gradient(experiment)
    for parameter, update in updates_of(propagate(experiment)).items():
        expected = (
            biases[parameter.dest] if parameter.source is None else weights[parameter.source, parameter.dest]
        )
        assert update.with_penalty == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(seed=st.integers(0, 10**6), is_first=st.booleans())
def test_the_next_change_is_that_of_the_update(seed: int, is_first: bool) -> None:
    experiment = replace(random_experiment(seed), training=random_training(seed))
    memory = None if is_first else apply_update(experiment, SamplePass.of(experiment).update)[1]
    made = updates_of(propagate(experiment, memory=memory))
    gradient = np.array([made[parameter].with_penalty for parameter in experiment.network.parameters])
    change = [made[parameter].change for parameter in experiment.network.parameters]
    assert next_change(experiment, gradient, memory).tolist() == change


@given(seed=st.integers(0, 10**6))
def test_a_fixed_parameter_stays_and_the_next_change_says_so(seed: int) -> None:
    experiment = with_random_fixed(replace(random_experiment(seed), training=random_training(seed)), seed)
    update = SamplePass.of(experiment).update
    if update is None:
        return
    fixed = np.array(experiment.network.are_fixed, dtype=bool)
    assert not update.change[fixed].any()
    assert not update.g[fixed].any()
    assert not update.memory_after[:, fixed].any()
    assert update.settings.norm == norm_of(np.where(fixed, 0.0, update.with_penalty))
    np.testing.assert_array_equal(next_change(experiment, update.with_penalty), update.change)
