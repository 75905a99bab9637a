"""Do steps play what belongs together, in waves that could happen at the same time?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.backprop.message import (
    Activated,
    ActivationGradient,
    CarriedBack,
    Contribution,
    Delta,
    Message,
    SampleLoss,
    SoftmaxDelta,
    Sum,
    WeightGradient,
)
from explorer.backprop.propagate import propagate
from explorer.backprop.step_grouping import Grain, steps
from explorer.network.model import Experiment
from tests.random_experiment import random_experiment
from tests.worked_examples import article_d, article_e, two_layer_softmax


def titles_and_waves(experiment: Experiment, grain: Grain) -> list[tuple[str, tuple[tuple[int, ...], ...]]]:
    messages = propagate(experiment).messages
    return [(step.title, step.waves) for step in steps(messages, experiment.network, grain)]


def test_by_message_every_message_is_a_step() -> None:
    found = titles_and_waves(article_e(), Grain.MESSAGE)
    assert [waves for _, waves in found] == [((index,),) for index in range(36)]
    assert [found[index][0] for index in (0, 3, 11, 13, 20, 28, 31)] == [
        "Forward · contribution i0 → a0",
        "Forward · sum a0",
        "Loss",
        "Backward · delta c1",
        "Backward · carried back error c0 → a0",
        "Update · weight i0 → a0",
        "Update · bias of a0",
    ]


def test_by_neuron_all_messages_of_a_neuron_are_a_step() -> None:
    assert titles_and_waves(article_e(), Grain.NEURON) == [
        ("Forward · neuron a0", ((0, 1, 2), (3,), (4,))),
        ("Forward · neuron c0", ((5,), (6,), (7,))),
        ("Forward · neuron c1", ((8,), (9,), (10,))),
        ("Loss", ((11,),)),
        ("Backward · neuron c1", ((12,), (13,), (14, 15))),
        ("Backward · neuron c0", ((16,), (17,), (18, 19))),
        ("Backward · neuron a0", ((20, 21), (22,), (23,), (24, 25, 26, 27))),
        ("Update · neuron a0", ((28, 29, 30, 31),)),
        ("Update · neuron c0", ((32, 33),)),
        ("Update · neuron c1", ((34, 35),)),
    ]


def test_by_level_neurons_at_the_same_distance_from_the_inputs_play_together() -> None:
    assert titles_and_waves(article_e(), Grain.LEVEL) == [
        ("Forward · level 1", ((0, 1, 2), (3,), (4,))),
        ("Forward · level 2", ((5, 8), (6, 9), (7, 10))),
        ("Loss", ((11,),)),
        ("Backward · level 2", ((12, 16), (13, 17), (14, 15, 18, 19))),
        ("Backward · level 1", ((20, 21), (22,), (23,), (24, 25, 26, 27))),
        ("Update · level 1", ((28, 29, 30, 31),)),
        ("Update · level 2", ((32, 33, 34, 35),)),
    ]


def test_by_phase_the_levels_play_one_after_the_other_without_a_rest() -> None:
    assert titles_and_waves(article_e(), Grain.PHASE) == [
        ("Forward", ((0, 1, 2), (3,), (4,), (5, 8), (6, 9), (7, 10))),
        ("Loss", ((11,),)),
        ("Backward", ((12, 16), (13, 17), (14, 15, 18, 19), (20, 21), (22,), (23,), (24, 25, 26, 27))),
        ("Update", ((28, 29, 30, 31), (32, 33, 34, 35))),
    ]


def test_by_neuron_a_softmax_emits_and_gathers_together() -> None:
    titles = [title for title, _ in titles_and_waves(two_layer_softmax("squared-error"), Grain.NEURON)]
    assert titles[:10] == [
        "Forward · neuron h",
        "Forward · neuron p",
        "Forward · neuron q",
        "Forward · neuron r",
        "Forward · softmax of all outputs",
        "Loss",
        "Backward · softmax of all outputs",
        "Backward · neuron r",
        "Backward · neuron q",
        "Backward · neuron p",
    ]


def test_by_level_the_outputs_of_a_softmax_play_together_although_one_stands_lower() -> None:
    titles = [title for title, _ in titles_and_waves(two_layer_softmax("squared-error"), Grain.LEVEL)]
    assert titles[:5] == [
        "Forward · level 1",
        "Forward · level 2",
        "Loss",
        "Backward · level 2",
        "Backward · level 1",
    ]


def test_an_empty_trace_has_no_steps() -> None:
    for grain in Grain:
        assert list(steps((), article_d().network, grain)) == []


@pytest.mark.parametrize("grain", list(Grain))
@given(seed=st.integers(0, 10**6))
def test_every_message_plays_once_and_only_after_all_that_it_is_computed_from(
    grain: Grain, seed: int
) -> None:
    experiment = random_experiment(seed)
    messages = propagate(experiment).messages
    known: set[tuple[str, object]] = {
        ("a", n.name) for n in experiment.network.neurons if not n.kind.is_computed
    }
    played: list[int] = []
    for step in steps(messages, experiment.network, grain):
        for wave in step.waves:
            for index in wave:
                assert needs(messages[index]) <= known
            for index in wave:
                known |= gives(messages[index])
            played += wave
    assert sorted(played) == list(range(len(messages)))


def needs(message: Message) -> set[tuple[str, object]]:
    match message:
        case Contribution():
            return {("a", message.source)}
        case Sum():
            return {("contribution", (c.source, c.dest)) for c in message.contributions}
        case Activated():
            return {("z", message.neuron), *(("z", name) for name, _ in message.group_z)}
        case SampleLoss():
            return {("a", term.neuron) for term in message.terms}
        case CarriedBack():
            return {("delta", message.dest)}
        case ActivationGradient():
            return {("E", None), *(("carried", (c.source, c.dest)) for c in message.carried)}
        case SoftmaxDelta():
            return {("dE_da", name) for name, _, _ in message.group}
        case Delta():
            return {("dE_da", message.neuron)}
        case WeightGradient():
            return {("a", message.source), ("delta", message.dest)}
        case _:
            return set()


def gives(message: Message) -> set[tuple[str, object]]:
    match message:
        case Contribution():
            return {("contribution", (message.source, message.dest))}
        case Sum():
            return {("z", message.neuron)}
        case Activated():
            return {("a", message.neuron)}
        case SampleLoss():
            return {("E", None)}
        case CarriedBack():
            return {("carried", (message.source, message.dest))}
        case ActivationGradient():
            return {("dE_da", message.neuron)}
        case Delta():
            return {("delta", message.neuron)}
        case _:
            return set()
