"""Do steps play what belongs together, in waves that could happen at the same time?"""

from dataclasses import replace

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
from explorer.backprop.script import Script
from explorer.backprop.step_grouping import Grain, steps
from explorer.network.model import Experiment
from tests.random_experiment import random_experiment
from tests.worked_examples import article_d, article_e, two_layer_softmax


def waves_of(experiment: Experiment, grain: Grain) -> list[tuple[str, tuple[tuple[int, ...], ...]]]:
    """Each step's phase, and the messages of its waves."""
    script = Script.of(experiment)
    return [(script.cues[step[0][0]].kind.phase.value, step) for step in steps(script, grain)]


def places_of(experiment: Experiment, grain: Grain) -> list[tuple[str, str]]:
    """Each step's phase, and the neurons at which something happens in it."""
    script = Script.of(experiment)
    found = []
    for step in steps(script, grain):
        cues = [script.cues[index] for wave in step for index in wave]
        found.append((cues[0].kind.phase.value, " ".join(dict.fromkeys(cue.place or "E" for cue in cues))))
    return found


def test_by_message_every_message_is_a_step() -> None:
    assert [waves for _, waves in waves_of(article_e(), Grain.MESSAGE)] == [
        ((index,),) for index in range(36)
    ]


def test_by_neuron_all_messages_of_a_neuron_are_a_step() -> None:
    assert waves_of(article_e(), Grain.NEURON) == [
        ("forward", ((0, 1, 2), (3,), (4,))),
        ("forward", ((5,), (6,), (7,))),
        ("forward", ((8,), (9,), (10,))),
        ("loss", ((11,),)),
        ("backward", ((12,), (13,), (14, 15))),
        ("backward", ((16,), (17,), (18, 19))),
        ("backward", ((20, 21), (22,), (23,), (24, 25, 26, 27))),
        ("update", ((28, 29, 30, 31),)),
        ("update", ((32, 33),)),
        ("update", ((34, 35),)),
    ]
    assert [place for _, place in places_of(article_e(), Grain.NEURON)] == [
        *("a0", "c0", "c1", "E", "c1", "c0", "a0", "a0", "c0", "c1")
    ]


def test_by_level_neurons_at_the_same_distance_from_the_inputs_play_together() -> None:
    assert waves_of(article_e(), Grain.LEVEL) == [
        ("forward", ((0, 1, 2), (3,), (4,))),
        ("forward", ((5, 8), (6, 9), (7, 10))),
        ("loss", ((11,),)),
        ("backward", ((12, 16), (13, 17), (14, 15, 18, 19))),
        ("backward", ((20, 21), (22,), (23,), (24, 25, 26, 27))),
        ("update", ((28, 29, 30, 31),)),
        ("update", ((32, 33, 34, 35),)),
    ]


def test_by_phase_the_levels_play_one_after_the_other_without_a_rest() -> None:
    assert waves_of(article_e(), Grain.PHASE) == [
        ("forward", ((0, 1, 2), (3,), (4,), (5, 8), (6, 9), (7, 10))),
        ("loss", ((11,),)),
        ("backward", ((12, 16), (13, 17), (14, 15, 18, 19), (20, 21), (22,), (23,), (24, 25, 26, 27))),
        ("update", ((28, 29, 30, 31), (32, 33, 34, 35))),
    ]


def test_by_neuron_a_softmax_emits_and_gathers_together() -> None:
    assert places_of(two_layer_softmax("squared-error"), Grain.NEURON)[:10] == [
        ("forward", "h"),
        ("forward", "p"),
        ("forward", "q"),
        ("forward", "r"),
        ("forward", "p q r"),
        ("loss", "E"),
        ("backward", "r q p"),
        ("backward", "r"),
        ("backward", "q"),
        ("backward", "p"),
    ]


def test_by_level_the_outputs_of_a_softmax_play_together_although_one_stands_lower() -> None:
    assert places_of(two_layer_softmax("squared-error"), Grain.LEVEL)[:5] == [
        ("forward", "h"),
        ("forward", "p q r"),
        ("loss", "E"),
        ("backward", "r q p"),
        ("backward", "h"),
    ]


def test_an_empty_script_has_no_steps() -> None:
    for grain in Grain:
        assert list(steps(Script.of(replace(article_d(), samples=())), grain)) == []


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
    for step in steps(Script.of(experiment), grain):
        for wave in step:
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
