"""The numbers of one sample while a network trains: those of the pass that is played message by message."""

import math
from collections.abc import Mapping
from dataclasses import fields, replace

import pytest

from explorer.backprop.message_kind import Phase
from explorer.backprop.propagate import propagate
from explorer.backprop.state import State
from explorer.backprop.step_grouping import Grain
from explorer.backprop.timeline import Timeline
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.model import Experiment, Penalty, Training
from explorer.ui.session.live_pass import LivePass
from tests.random_experiment import CASES, random_experiment
from tests.worked_examples import article_e


def played(experiment: Experiment, sample: int) -> State:
    """What is known at the end of the backward phase."""
    trace = propagate(experiment, sample)
    timeline = Timeline(trace, experiment.network, Grain.PHASE)
    return timeline.state_at(max(span.end for span in timeline.spans if span.phase is not Phase.UPDATE))


def trained(experiment: Experiment) -> Experiment:
    """The same with other weights and biases."""
    values = [0.9 * value + 0.05 for value in experiment.network.parameter_values]
    return replace(experiment, network=with_parameters(experiment.network, values))


def check_same(live: State, expected: State) -> None:
    """Every number of one state is that of the other, to rounding."""
    for each in fields(State):
        numbers, others = getattr(live, each.name), getattr(expected, each.name)
        if isinstance(others, Mapping):
            others = dict(others)
            assert dict(numbers) == pytest.approx(others, rel=1e-9, abs=1e-12, nan_ok=True), each.name
        elif isinstance(others, float):
            assert numbers == pytest.approx(others, rel=1e-9, abs=1e-12), each.name
        else:
            assert numbers == others, each.name


@pytest.mark.parametrize("seed", range(len(CASES)))
def test_all_numbers_are_those_of_the_pass(seed: int) -> None:
    experiment = random_experiment(seed)
    after = trained(experiment)
    for sample in range(len(experiment.samples)):
        live = LivePass(experiment, sample)
        assert live.suits(after, sample)
        check_same(live.state(experiment.network), played(experiment, sample))
        check_same(live.state(after.network), played(after, sample))


def test_held_out_samples_dropout_and_penalties_are_as_in_the_pass() -> None:
    experiment = article_e()
    held_out = replace(experiment.samples[0], held_out=True)
    training = Training(penalty=Penalty(0.01, 0.1), dropout=0.5, batch_size=1)
    experiment = replace(experiment, samples=(held_out, *experiment.samples), training=training)
    state = LivePass(experiment, 0).state(experiment.network)
    check_same(state, played(experiment, 0))
    assert state.penalty is not None
    assert state.loss == pytest.approx(0.25)


def test_what_overflows_is_shown() -> None:
    experiment = article_e()
    experiment = replace(experiment, network=with_parameters(experiment.network, [1e308] * 8))
    state = LivePass(experiment, 0).state(experiment.network)
    assert state.z["a0"] == math.inf
    check_same(state, played(experiment, 0))


def test_another_graph_sample_or_loss_needs_another_pass() -> None:
    experiment = random_experiment(2)
    live = LivePass(experiment, 0)
    assert live.suits(experiment, 0)
    assert not live.suits(experiment, len(experiment.samples) - 1)
    assert not live.suits(random_experiment(3), 0)
    penalised = replace(experiment, training=replace(experiment.training, penalty=Penalty(l1=1.0)))
    assert not live.suits(penalised, 0)
